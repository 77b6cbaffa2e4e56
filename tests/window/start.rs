//! Starting from a template, and another H-hour.

use egui::Key;
use egui_kittest::kittest::Queryable;
use entente::editor::Command;
use entente::model::{Edit, Id, Phase};

use super::{Window, choose, plan, press, settle, window};

#[test]
fn a_plan_starts_with_the_usual_phases() {
    let mut window = window(None, Vec::new());
    press(&mut window, "File");
    // The empty plan offers it beside the menu.
    let offers: Vec<_> = window.get_all_by_label("New from template…").collect();
    assert_eq!(offers.len(), 2);
    offers.iter().for_each(|offer| offer.click());
    settle(&mut window);
    press(&mut window, "Start with the usual phases");
    let plan = plan(&window);
    let names: Vec<&str> = plan
        .phases_in_order()
        .iter()
        .map(|(_, phase)| phase.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Shaping", "Isolation", "Attack", "Clearing", "Stabilisation"]
    );
    assert_eq!(plan.entity_count(), 5);
}

/// Clicks the button of that name, where something else bears it too.
fn press_button(window: &mut Window, label: &str) {
    window.get_by_role_and_label(egui::Role::Button, label).click();
    settle(window);
}

#[test]
fn h_hour_is_moved_with_dates_kept_as_one_step() {
    let phase = Phase {
        name: "P1".to_owned(),
        end: Some(1440),
        ..Phase::new(0)
    };
    let create = Edit::Create((Id::from_bits(4), phase).into());
    let hour = Edit::SetHHour {
        to: "2016-05-23T00:00+03:00".parse().ok(),
        keeps: entente::model::HHourKeeps::Minutes,
    };
    let mut window = window(None, vec![Command::Commit(create), Command::Commit(hour)]);
    let before = plan(&window);
    press_button(&mut window, "Plan");
    press(&mut window, "Change H-hour…");
    press(&mut window, "+24 h");
    // Kept from H-hour, the phase begins a day later.
    window.get_by_label_contains("240000C MAY 16");
    choose(
        &mut window,
        "What stays",
        "Dates: everything happens when it was to happen",
    );
    window
        .get_all_by_label_contains("230000C MAY 16")
        .nth(1)
        .expect("now and then alike");
    press_button(&mut window, "Change H-hour");
    let after = plan(&window);
    let phase = after.phases.iter().next().unwrap().1;
    assert_eq!((phase.start, phase.end), (-1440, Some(0)));
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    settle(&mut window);
    assert_eq!(plan(&window), before);
}
