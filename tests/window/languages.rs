//! The window in another language: menus, tables, forms and hints are walked through, and no English that the
//! catalogue has a translation for is left.

use std::collections::BTreeMap;

use egui_kittest::kittest::NodeT;
use entente::editor::{CompareCommand, CompareView, Desk, Picked};
use entente::files::{LocalDisk, plan_file};
use entente::language::Language;
use entente::model::{AnyId, Edit, Plan, PlanInfo};

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

/// What is English in a window in French.
struct English {
    table: BTreeMap<String, String>,
    names: BTreeSet<String>,
    /// The plan as text: what people wrote in it is not translated.
    plan: String,
    left: BTreeSet<String>,
}

impl English {
    fn new(plan: &Plan) -> Self {
        let table = serde_json::from_str(Language::French.table().unwrap()).unwrap();
        // Thresholds go by the names that files and the command line know.
        let mut names = BTreeSet::from(["Snap".to_owned()]);
        plan.each_id(&mut |id| names.extend(id.name_in(plan).map(str::to_owned)));
        Self {
            table,
            names,
            plan: entente::files::ron_text::write(plan).unwrap(),
            left: BTreeSet::new(),
        }
    }

    /// True for a text of the program, with or without names in it, that has a translation.
    fn is_english(&self, label: &str) -> bool {
        // A word of French may be one of English too; its colon stands apart.
        let is_french = label.contains('\u{a0}') || self.table.values().any(|said| said == label);
        let said = Language::French.read(label);
        let is_theirs =
            self.names.contains(label) || self.plan.contains(&label.chars().take(40).collect::<String>());
        !is_french && !is_theirs && said.is_some_and(|said| said != label)
    }

    fn look(&mut self, window: &Window) {
        let found = labels(window).into_iter().filter(|label| self.is_english(label));
        self.left.extend(found.collect::<Vec<_>>());
    }
}

#[test]
fn no_english_is_left_in_the_window() {
    let mut window = opened(Language::French);
    let plan = plan(&window);
    let mut english = English::new(&plan);
    english.look(&window);
    for desk in Desk::ALL {
        window.state_mut().obey(Command::OpenDesk(desk));
        settle(&mut window);
        english.look(&window);
    }
    // One object of every kind in the inspector.
    let mut kinds: BTreeMap<_, AnyId> = BTreeMap::new();
    plan.each_id(&mut |id| {
        kinds.entry(id.kind()).or_insert(id);
    });
    for id in kinds.into_values() {
        window.state_mut().obey(Command::Select([id].into()));
        settle(&mut window);
        english.look(&window);
    }
    for key in [Key::P, Key::K, Key::O, Key::E, Key::D] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        settle(&mut window);
        english.look(&window);
        window.key_press(Key::Escape);
        settle(&mut window);
    }
    assert!(english.left.is_empty(), "{:#?}", english.left);
}

/// The window in French, with that done.
fn after(commands: Vec<Command>) -> (Window, English) {
    let mut window = opened(Language::French);
    for command in commands {
        window.state_mut().obey(command);
        settle(&mut window);
    }
    let english = English::new(&plan(&window));
    (window, english)
}

#[test]
fn what_files_say_is_in_the_language_too() {
    const KML: &str = "<kml><Document><Folder><name>PMF</name>\
        <Placemark><name>South</name><Polygon><outerBoundaryIs><LinearRing><coordinates>43.70,33.30 43.74,33.30 \
        43.74,33.34 43.70,33.30</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>\
        <Placemark><name>Bent</name><Point><coordinates>43.71</coordinates></Point></Placemark>\
        <NetworkLink/></Document></kml>";
    const CSV: &str = "Unit,Side,Size,Lat,Lon\n1 CTS,CTS,Bn,33.3,43.7\n2 CTS,CTS,?,95,43.7\n";
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (mut window, mut english) = after(vec![Command::Dropped(file("overlay.kml", KML))]);
    // Columns are called as the file calls them.
    english.names.extend(["Side", "Size", "Unit"].map(str::to_owned));
    window.get_by_label_contains("liens réseau");
    english.look(&window);
    window.state_mut().obey(Command::DropImport);
    for (command, said) in [
        (Command::Dropped(file("orbat.csv", CSV)), "la colonne `Side` est"),
        (
            Command::Dropped(file("cut.kml", "<kml><Document>")),
            "il est tronqué",
        ),
        (
            Command::Open(file("bad.plan.ron", "(format: 1, sectors: [])")),
            "bad.plan.ron",
        ),
        (
            Command::Open(folder.path().join("absent.plan.ron")),
            "n’existe pas",
        ),
    ] {
        window.state_mut().obey(command);
        settle(&mut window);
        // Guesses and details are folded at first.
        for name in ["Deviné", "Détails"] {
            for fold in window.query_all_by_label(name) {
                fold.click_accesskit();
            }
        }
        settle(&mut window);
        let seen = labels(&window);
        assert!(seen.iter().any(|label| label.contains(said)), "{said}: {seen:#?}");
        english.look(&window);
        window.state_mut().obey(Command::DropImport);
        settle(&mut window);
    }
    assert!(english.left.is_empty(), "{:#?}", english.left);
}

#[test]
fn what_is_wrong_with_a_typed_position_is_said_in_the_language() {
    let (mut window, mut english) = after(Vec::new());
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Rechercher partout")
        .type_text("61S 386481 3690753");
    settle(&mut window);
    window.get_by_label_contains("il n’y a pas de fuseau UTM");
    english.look(&window);
    assert!(english.left.is_empty(), "{:#?}", english.left);
}

#[test]
fn what_somebody_else_wrote_is_told_in_the_language() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("north.plan.ron");
    let mut commands = one_sector();
    commands.push(Command::SetLanguage(Language::French));
    let mut window = window(Some(home.path()), commands);
    window.state_mut().obey(Command::SaveAs(path.clone()));
    let titled = |plan: &Plan, title: &str| PlanInfo {
        title: title.to_owned(),
        ..plan.info.clone()
    };
    let mut theirs = plan(&window);
    theirs.info = titled(&theirs, "Theirs");
    let mut file = plan_file::open(&LocalDisk, &path).unwrap().file;
    plan_file::save(&LocalDisk, &theirs, &mut file, None).unwrap();
    let ours = titled(&plan(&window), "Ours");
    window
        .state_mut()
        .obey(Command::Commit(Edit::SetInfo(Box::new(ours))));
    window.state_mut().obey(Command::Save);
    settle(&mut window);
    let mut english = English::new(&plan(&window));
    english.look(&window);
    press(&mut window, "Fusionner…");
    window.get_by_label("Comme dans le fichier");
    english.look(&window);
    assert!(english.left.is_empty(), "{:#?}", english.left);
}

#[test]
fn what_is_shown_of_an_object_follows_the_language() {
    let mut window = opened(Language::English);
    let plan = plan(&window);
    let sector = plan.sectors.ids().next().unwrap();
    window.state_mut().obey(Command::Select([sector.into()].into()));
    settle(&mut window);
    let before = labels(&window);
    assert!(
        before.iter().any(|label| label.starts_with("Area: ")),
        "{before:#?}"
    );
    window.state_mut().obey(Command::SetLanguage(Language::French));
    settle(&mut window);
    let mut english = English::new(&plan);
    english.look(&window);
    assert!(english.left.is_empty(), "{:#?}", english.left);
    window.get_by_label_contains("Surface");
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

#[test]
fn plans_side_by_side_are_in_the_language_too() {
    let mut window = opened(Language::French);
    let sample = plan(&window);
    let (south, _) = sample
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "South")
        .unwrap();
    let (west, row) = sample
        .sectors
        .iter()
        .find(|(_, sector)| sector.name == "West bank")
        .unwrap();
    let noted = entente::model::Sector {
        holder: None,
        notes: "Anew".to_owned(),
        ..row.clone()
    };
    let edits = vec![
        Edit::Delete([south.into()].into()),
        Edit::Update((west, noted).into()),
    ];
    window
        .state_mut()
        .obey(Command::Commit(Edit::together("Try", edits)));
    let mut english = English::new(&sample);
    for command in [
        CompareCommand::Open,
        CompareCommand::Pick(Some(Picked::Thing(0))),
        CompareCommand::Show(CompareView::Swipe),
        CompareCommand::Show(CompareView::Overlay),
    ] {
        window.state_mut().obey(Command::Compare(command));
        settle(&mut window);
        english.look(&window);
    }
    window.get_by_label_contains("Constats").click();
    settle(&mut window);
    english.look(&window);
    window.get_by_label("Graphiques").click();
    settle(&mut window);
    english.look(&window);
    assert!(english.left.is_empty(), "{:#?}", english.left);
}
