//! The window in another language: menus, tables, forms and hints are walked through, and no English that the
//! catalogue has a translation for is left.

use std::collections::BTreeMap;

use egui_kittest::kittest::NodeT;
use entente::editor::Desk;
use entente::language::Language;
use entente::model::AnyId;

use super::*;

/// What is seen and heard in the window now.
fn labels(window: &Window) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = window.root();
    for node in root.children_recursive() {
        let node = node.accesskit_node();
        // The names of keys are those on the keyboard.
        let is_key = |text: &String| ["Delete", "Home"].contains(&text.as_str());
        found.extend(
            node.label()
                .into_iter()
                .chain(node.value())
                .filter(|text| !is_key(text)),
        );
    }
    found
}

fn opened(language: Language) -> Window {
    window(
        None,
        vec![
            Command::OpenSample("fallujah".to_owned()),
            Command::SetLanguage(language),
        ],
    )
}

#[test]
fn no_english_is_left_in_the_window() {
    let table: BTreeMap<String, String> = serde_json::from_str(Language::French.table().unwrap()).unwrap();
    let french: BTreeSet<&str> = table.values().map(String::as_str).collect();
    let mut window = opened(Language::French);
    let plan = plan(&window);
    let mut names: BTreeSet<String> = BTreeSet::new();
    // Thresholds go by the names that files and the command line know.
    names.insert("Snap".to_owned());
    plan.each_id(&mut |id| names.extend(id.name_in(&plan).map(str::to_owned)));
    let mut left: BTreeSet<String> = BTreeSet::new();
    let mut look = |window: &Window| {
        for label in labels(window) {
            let is_english = table.get(&label).is_some_and(|said| *said != label);
            // A word of French may be one of English too.
            if is_english && !names.contains(&label) && !french.contains(label.as_str()) {
                left.insert(label);
            }
        }
    };
    look(&window);
    for desk in Desk::ALL {
        window.state_mut().obey(Command::OpenDesk(desk));
        settle(&mut window);
        look(&window);
    }
    // One object of every kind in the inspector.
    let mut kinds: BTreeMap<_, AnyId> = BTreeMap::new();
    plan.each_id(&mut |id| {
        kinds.entry(id.kind()).or_insert(id);
    });
    for id in kinds.into_values() {
        window.state_mut().obey(Command::Select([id].into()));
        settle(&mut window);
        look(&window);
    }
    for key in [Key::P, Key::K, Key::O, Key::E, Key::D] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        settle(&mut window);
        look(&window);
        window.key_press(Key::Escape);
        settle(&mut window);
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn the_language_is_an_action_and_the_window_speaks_it_at_once() {
    let mut window = opened(Language::English);
    window.get_by_label("Find anything");
    for (language, said) in [(Language::French, "Fichier"), (Language::Arabic, "ملف")] {
        window.state_mut().obey(Command::SetLanguage(language));
        settle(&mut window);
        window.get_by_label(said);
    }
    window.state_mut().obey(Command::SetLanguage(Language::English));
    settle(&mut window);
    window.get_by_label("File");
}

#[test]
fn a_language_is_found_by_its_english_name() {
    let mut window = opened(Language::English);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find anything")
        .type_text("arabic");
    settle(&mut window);
    window.key_press(Key::Enter);
    settle(&mut window);
    assert_eq!(window.state().editor().preferences().language, Language::Arabic);
    window.state_mut().obey(Command::SetLanguage(Language::English));
    settle(&mut window);
}
