//! Maps of the user's own beneath the plan.
//!
//! Proves that nothing connects to a network unless an online map was added and switched on in this very
//! session; that a host that fails is told of once and then left alone; that a damaged file is a notice
//! and the window goes on; that the choice of layers is remembered and never touches the plan.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use entente::editor::{
    BuiltIn, Command, Editor, Jobs, LayerChange, NoticeKind, OwnMap, Source, Surroundings, TileLook, What,
};
use entente::files::Folders;
use entente::files::tiles::TileId;
use entente::model::Instant;
use entente::ui::{self, EntenteApp};

fn today() -> Instant {
    "2026-11-23".parse().unwrap()
}

fn editor(home: Option<&Path>) -> Editor {
    let surroundings = Surroundings {
        folders: home.map(Folders::inside),
        ..Surroundings::default()
    };
    let mut editor = Editor::new(surroundings, Jobs::inline(), today(), 7);
    editor.obey(Command::DismissWelcome);
    editor
}

fn layers(editor: &mut Editor, change: LayerChange) {
    editor.obey(Command::ChangeLayers(change));
    editor.collect();
}

fn shown(editor: &Editor, what: &What) -> bool {
    editor
        .preferences()
        .layers
        .sheet(what)
        .is_some_and(|sheet| sheet.shown)
}

fn id(z: u8, x: u32, y: u32) -> TileId {
    TileId::new(z, x, y).unwrap()
}

fn want(editor: &mut Editor, source: &Source, tiles: &[TileId]) {
    editor.obey(Command::WantTiles {
        source: source.clone(),
        tiles: tiles.to_vec(),
    });
    editor.collect();
}

/// A host on this computer that writes down what it is asked.
struct Host {
    source: Source,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    /// Answers everything with a status and a body.
    #[expect(
        clippy::disallowed_methods,
        reason = "a host for a test listens in a thread of its own"
    )]
    fn answering(status: &'static str, body: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut request = Vec::new();
                let mut piece = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut piece) {
                        Ok(0) | Err(_) => break,
                        Ok(count) => request.extend_from_slice(&piece[..count]),
                    }
                }
                noted
                    .lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&request).into_owned());
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                drop(stream.write_all(head.as_bytes()));
                drop(stream.write_all(&body));
            }
        });
        Self {
            source: Source::Online(format!("http://{address}/{{z}}/{{x}}/{{y}}.png?key=secret")),
            asked,
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::from_pixel(4, 4, image::Rgb([10, 20, 30]))
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

fn window(editor: Editor) -> Harness<'static, EntenteApp> {
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(40)
        .with_context_setup(ui::prepare)
        .build_ui_state(
            |ui, app: &mut EntenteApp| {
                app.logic(ui.ctx(), today());
                app.show(ui);
            },
            EntenteApp::new(editor),
        );
    window.run_steps(6);
    window
}

#[test]
fn nothing_connects_until_an_online_map_is_added_and_switched_on() {
    let home = tempfile::tempdir().unwrap();
    let host = Host::answering("200 OK", picture());
    let what = What::Own(host.source.clone());
    let mut editor = editor(Some(home.path()));
    want(&mut editor, &host.source, &[id(0, 0, 0)]);
    layers(&mut editor, LayerChange::Add(host.source.clone()));
    want(&mut editor, &host.source, &[id(0, 0, 0)]);
    assert!(!shown(&editor, &what));
    assert_eq!(host.asked(), Vec::<String>::new());

    layers(&mut editor, LayerChange::Show(what.clone(), true));
    assert_eq!(
        host.asked(),
        Vec::<String>::new(),
        "only what is in view is asked for"
    );
    want(&mut editor, &host.source, &[id(0, 0, 0)]);
    let asked = host.asked();
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].starts_with("GET /0/0/0.png?key=secret HTTP/1.1"),
        "{asked:?}"
    );
    assert!(
        asked[0].to_lowercase().contains("user-agent: entente/"),
        "{asked:?}"
    );
    assert!(!asked[0].to_lowercase().contains("cookie"), "{asked:?}");
    assert!(matches!(
        editor.maps().tile(&host.source, id(0, 0, 0)),
        TileLook::Ready(_)
    ));
    want(&mut editor, &host.source, &[id(0, 0, 0)]);
    assert_eq!(host.asked().len(), 1, "a tile at hand is not asked for again");

    layers(&mut editor, LayerChange::Show(what.clone(), false));
    want(&mut editor, &host.source, &[id(1, 0, 0)]);
    assert_eq!(host.asked().len(), 1, "switched off, nothing is asked");

    layers(&mut editor, LayerChange::Show(what.clone(), true));
    drop(editor);
    let mut again = self::editor(Some(home.path()));
    assert!(!shown(&again, &what), "off again at the next start");
    want(&mut again, &host.source, &[id(1, 0, 0)]);
    assert_eq!(host.asked().len(), 1);
}

#[test]
fn a_whole_window_with_an_online_map_that_is_off_asks_nothing_and_with_it_on_says_so() {
    let host = Host::answering("200 OK", picture());
    let mut editor = editor(None);
    layers(&mut editor, LayerChange::Add(host.source.clone()));
    let mut window = window(editor);
    assert_eq!(host.asked(), Vec::<String>::new());
    assert!(window.query_by_label("Switch off").is_none());
    let what = What::Own(host.source.clone());
    window
        .state_mut()
        .obey(Command::ChangeLayers(LayerChange::Show(what.clone(), true)));
    window.run_steps(6);
    assert!(!host.asked().is_empty());
    window.get_by_label("Switch off").click();
    window.run_steps(3);
    assert!(!shown(window.state().editor(), &what));
}

#[test]
fn a_host_that_fails_is_told_of_once_by_name_and_left_alone() {
    let host = Host::answering("500 Broken", Vec::new());
    let mut editor = editor(None);
    layers(&mut editor, LayerChange::Add(host.source.clone()));
    layers(
        &mut editor,
        LayerChange::Show(What::Own(host.source.clone()), true),
    );
    for x in 0..8 {
        want(&mut editor, &host.source, &[id(3, x, 0)]);
    }
    assert_eq!(host.asked().len(), 3);
    let told: Vec<_> = editor.notices().shown().iter().collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].text.contains("127.0.0.1"));
    for words in [&told[0].text, &told[0].details] {
        assert!(!words.contains("secret"), "{words}");
    }
}

#[test]
fn a_redirection_is_not_followed_and_a_missing_tile_is_no_trouble() {
    let host = Host::answering("302 Found\r\nLocation: http://127.0.0.1:9/", Vec::new());
    let mut editor = editor(None);
    layers(&mut editor, LayerChange::Add(host.source.clone()));
    layers(
        &mut editor,
        LayerChange::Show(What::Own(host.source.clone()), true),
    );
    want(&mut editor, &host.source, &[id(0, 0, 0)]);
    assert!(editor.notices().shown()[0].details.contains("not followed"));

    let empty = Host::answering("404 Not Found", Vec::new());
    layers(&mut editor, LayerChange::Add(empty.source.clone()));
    layers(
        &mut editor,
        LayerChange::Show(What::Own(empty.source.clone()), true),
    );
    want(&mut editor, &empty.source, &[id(0, 0, 0)]);
    assert_eq!(editor.notices().shown().len(), 1);
    assert!(matches!(
        editor.maps().tile(&empty.source, id(0, 0, 0)),
        TileLook::Nothing
    ));
}

#[test]
fn a_damaged_file_is_a_notice_and_the_window_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut editor = editor(None);
    for (name, bytes) in [
        ("cut.pmtiles", &b"PMTiles\x03"[..]),
        ("foreign.mbtiles", b"%PDF-1.7 and so on"),
        ("broken.mbtiles", b"SQLite format 3\0 and nothing of the kind"),
        ("cut.geojson", b"{\"type\": \"FeatureColl"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let source = Source::File(path);
        layers(&mut editor, LayerChange::Add(source.clone()));
        assert!(
            matches!(editor.maps().map(&source), Some(OwnMap::Failed(_))),
            "{name}"
        );
        let notice = editor.notices().shown().last().unwrap();
        assert_eq!(notice.kind, NoticeKind::Warning);
        assert!(notice.text.contains(name), "{notice:?}");
    }
    assert_eq!(editor.notices().shown().len(), 4);
    let window = window(editor);
    assert!(window.query_by_label("Map").is_some());
}

#[test]
fn tiles_and_overlays_are_drawn_beneath_the_plan_and_dropped_tiles_are_added() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tiles/made_by_pmtiles.pmtiles");
    let mut editor = editor(None);
    editor.obey(Command::Dropped(fixture.clone()));
    let overlay = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/awkward.geojson");
    layers(&mut editor, LayerChange::Add(Source::File(overlay.clone())));
    let tiles = Source::File(fixture);
    assert!(matches!(editor.maps().map(&tiles), Some(OwnMap::Tiles(_))));
    assert!(matches!(
        editor.maps().map(&Source::File(overlay)),
        Some(OwnMap::Overlay(_))
    ));
    let mut window = window(editor);
    window.state_mut().obey(Command::ShowMap(tiles.clone()));
    window.run_steps(8);
    let at = id(10, 636, 411);
    let maps = window.state().editor().maps();
    assert!(matches!(maps.tile(&tiles, at), TileLook::Ready(_)));
    assert!(
        window
            .state()
            .editor()
            .notices()
            .shown()
            .iter()
            .all(|notice| notice.kind != NoticeKind::Error)
    );
}

#[test]
fn layers_are_switched_from_the_map_by_key_and_name_and_remembered_outside_the_plan() {
    let home = tempfile::tempdir().unwrap();
    let editor = editor(Some(home.path()));
    let before = editor.plan().as_ref().clone();
    let mut window = window(editor);
    window.key_press(egui::Key::F7);
    window.run_steps(4);
    window.get_by_label("Show Roads").click();
    window.run_steps(4);
    let roads = What::BuiltIn(BuiltIn::Roads);
    assert!(!shown(window.state().editor(), &roads));
    window.get_by_label("Move Roads down").click();
    window.run_steps(4);
    window.get_by_label("Names in Arabic").click();
    window.run_steps(4);
    assert_eq!(*window.state().editor().plan().as_ref(), before);
    assert!(!window.state().editor().document().is_unsaved());

    let again = self::editor(Some(home.path()));
    assert!(!shown(&again, &roads));
    assert_eq!(
        again.preferences().layers,
        window.state().editor().preferences().layers
    );
}
