//! What drafts left open is decided by label, seen before it is taken, each a step of its own; a plan is not
//! called ready while something is open.

use egui_kittest::kittest::Queryable;
use entente::editor::Command;
use entente::files::{LocalDisk, plan_file};
use entente::model::{Edit, Plan, PlanInfo, Readiness, merge_many};

use super::{one_sector, plan, press, settle, window};

fn titled(plan: &Plan, title: &str) -> Plan {
    let info = PlanInfo {
        title: title.to_owned(),
        ..plan.info.clone()
    };
    Edit::SetInfo(Box::new(info)).apply(plan).unwrap()
}

#[test]
fn what_drafts_say_differently_is_decided_in_the_plans_card() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("merged.plan.ron");
    let mut first = window(Some(home.path()), one_sector());
    first.state_mut().obey(Command::SaveAs(path.clone()));
    let base = plan(&first);
    drop(first);
    let drafts = [
        ("Army".to_owned(), titled(&base, "North")),
        ("Police".to_owned(), titled(&base, "South")),
    ];
    let merged = merge_many(&base, &drafts);
    let mut file = plan_file::open(&LocalDisk, &path).unwrap().file;
    plan_file::save(&LocalDisk, &merged, &mut file, None).unwrap();

    let mut window = window(Some(home.path()), vec![Command::Open(path)]);
    settle(&mut window);
    window.get_by_label("1 question between drafts is not decided.");
    press(&mut window, "Decide…");
    window.get_by_label("Army: “North”");
    let ready = Command::Commit(Edit::SetReadiness(Readiness::Ready));
    window.state_mut().obey(ready);
    settle(&mut window);
    assert_eq!(plan(&window).readiness, Readiness::Draft);
    assert!(
        window
            .query_all_by_label_contains("The plan is not ready")
            .next()
            .is_some()
    );

    press(&mut window, "Police: “South”");
    settle(&mut window);
    assert_eq!(
        (plan(&window).info.title.as_str(), plan(&window).conflicts.len()),
        ("South", 0)
    );
    assert!(window.query_by_label("Police: “South”").is_none());
    window.state_mut().obey(Command::Undo);
    settle(&mut window);
    assert_eq!(plan(&window), merged);
}

#[test]
fn what_is_shown_from_a_list_is_shown_in_a_phase_in_which_it_holds() {
    let mut window = window(None, vec![Command::OpenSample("fallujah".to_owned())]);
    let sample = plan(&window);
    let (id, south) = sample
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "South")
        .unwrap();
    assert_eq!(south.when.phases.len(), 1);
    let shown = |window: &super::Window| window.state().editor().workspace().phase;
    assert!(shown(&window).is_some_and(|phase| !south.when.phases.contains(&phase)));
    window.state_mut().obey(Command::ShowObjects([id.into()].into()));
    settle(&mut window);
    assert_eq!(shown(&window), Some(south.when.phases[0]));
}

#[test]
fn a_plan_without_critical_findings_is_called_ready_and_one_with_some_is_not() {
    let mut agreed = window(None, vec![Command::OpenSample("fallujah-agreed".to_owned())]);
    // Approved it is called only once everybody who holds ground has approved it.
    for (asked, is) in [
        (Readiness::Draft, Readiness::Draft),
        (Readiness::Ready, Readiness::Ready),
        (Readiness::Approved, Readiness::Ready),
    ] {
        agreed
            .state_mut()
            .obey(Command::Commit(Edit::SetReadiness(asked)));
        settle(&mut agreed);
        assert_eq!(plan(&agreed).readiness, is);
    }
    let mut contested = window(None, vec![Command::OpenSample("fallujah".to_owned())]);
    contested
        .state_mut()
        .obey(Command::Commit(Edit::SetReadiness(Readiness::Ready)));
    settle(&mut contested);
    assert_eq!(plan(&contested).readiness, Readiness::Draft);
}
