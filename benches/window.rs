//! What the window costs: a frame while the map is panned, and the time from a commit to its findings.
//!
//! Run with `cargo bench --bench window`. 2,000 sectors of 40 vertices in the mean, in 6 phases, all of
//! them in view, no display: from input to triangles. Compare within one run.

#![allow(missing_docs, reason = "a bench has no reader but its numbers")]
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a percentile, which the bench runner does not print, needs a clock of its own"
)]

use std::time::{Duration, Instant as Clock};

use divan::Bencher;

use entente::drawing::Camera;
use entente::editor::tools::{MapEvent, MapEventKind};
use entente::editor::{Command, CompareCommand, CompareView, Editor, Jobs, Surroundings};
use entente::files::basemap::BaseMap;
use entente::files::ron_text;
use entente::geometry::{Geometry, Position};
use entente::model::{Edit, Instant};
use entente::testing::generate;
use entente::ui::{self, EntenteApp};

const SIZE: [f32; 2] = [1600.0, 1000.0];
const SECTORS: usize = 2_000;

fn main() {
    divan::main();
}

fn today() -> Instant {
    "2026-11-23".parse().unwrap_or_default()
}

/// An editor with the plan open, checked; the folder holds its file.
fn editor(jobs: Jobs) -> (Editor, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder for the plan: {error}"));
    let path = folder.path().join("large.plan.ron");
    let text = ron_text::write(&generate::covering(7, SECTORS, 8, 6)).unwrap_or_default();
    if let Err(error) = std::fs::write(&path, text) {
        panic!("the plan cannot be written: {error}");
    }
    let mut editor = Editor::new(Surroundings::default(), jobs, today(), 7);
    editor.obey(Command::DismissWelcome);
    editor.obey(Command::Open(path));
    wait(&mut editor);
    assert_eq!(editor.plan().sectors.len(), SECTORS);
    (editor, folder)
}

fn wait(editor: &mut Editor) {
    while editor.document().fresh_report().is_none() {
        std::thread::sleep(Duration::from_micros(200));
        editor.collect();
    }
}

fn frame(ctx: &egui::Context, app: &mut EntenteApp) -> usize {
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE.into());
    let input = egui::RawInput {
        screen_rect: Some(screen),
        ..egui::RawInput::default()
    };
    let output = ctx.run_ui(input, |ui| {
        app.logic(ui.ctx(), today());
        app.show(ui);
    });
    ctx.tessellate(output.shapes, output.pixels_per_point).len()
}

/// One frame after the map was dragged by a few points; all phases shown, then one.
#[divan::bench(args = ["every phase", "one phase"], sample_count = 300, sample_size = 1)]
fn panning(bencher: Bencher<'_, '_>, shown: &str) {
    let (mut editor, _folder) = editor(Jobs::inline());
    if shown == "one phase" {
        editor.obey(Command::StepPhase(1));
    }
    pan(bencher, editor, &format!("panning, {shown}"));
}

/// One frame after both maps were dragged by a few points: every sector of the second plan is another.
#[divan::bench(args = [CompareView::SideBySide, CompareView::Overlay], sample_count = 300, sample_size = 1)]
fn panning_compared(bencher: Bencher<'_, '_>, view: CompareView) {
    let (mut editor, _folder) = editor(Jobs::inline());
    let ids = editor.plan().sectors.ids().map(Into::into).collect();
    let moved = Edit::Shift {
        ids,
        lat_e7: 4_000,
        lon_e7: 0,
    };
    editor.obey(Command::Commit(moved));
    for command in [
        CompareCommand::Open,
        CompareCommand::Show(view),
        CompareCommand::ShowPhase(None),
    ] {
        editor.obey(Command::Compare(command));
        editor.collect();
    }
    for _ in 0..4 {
        editor.collect();
    }
    let differing = editor
        .comparing()
        .map_or(0, |comparing| comparing.difference.things.len());
    assert!(differing >= SECTORS, "{differing} things differ");
    pan(bencher, editor, &format!("panning, {view:?}"));
}

fn pan(bencher: Bencher<'_, '_>, editor: Editor, what: &str) {
    let ctx = egui::Context::default();
    ui::prepare(&ctx);
    let mut app = EntenteApp::new(editor);
    for _ in 0..5 {
        frame(&ctx, &mut app);
    }
    let mut times = Vec::new();
    let mut step = 0.0;
    bencher.bench_local(|| {
        step += 1.0;
        let start = Clock::now();
        let camera = app.editor().workspace().camera;
        let by = 7.0 * libm::cos(step / 40.0) / camera.points_per_unit();
        let [x, y] = camera.centre;
        app.obey(Command::MoveCamera(Camera::new(
            [x + by, y + by / 2.0],
            camera.zoom,
        )));
        let drawn = frame(&ctx, &mut app);
        times.push(start.elapsed());
        drawn
    });
    times.sort_unstable();
    if let Some(p95) = times.get(times.len() * 95 / 100) {
        println!("   {what}: 95th percentile {:.2} ms", p95.as_secs_f64() * 1e3);
    }
}

/// One frame while a vertex that neighbours share is dragged: all who share it move, edges and corners are
/// looked for to snap to, and the drafted plan is checked beside it.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn dragging(bencher: Bencher<'_, '_>) {
    let (mut editor, _folder) = editor(Jobs::threaded(|| {}));
    let sectors = editor.plan().sectors.iter();
    let middle = sectors
        .map(|(id, sector)| (id, sector.area.points().nth(3)))
        .nth(SECTORS / 2);
    let Some((id, Some(vertex))) = middle else { return };
    editor.obey(Command::Select([id.into()].into()));
    let ctx = egui::Context::default();
    ui::prepare(&ctx);
    let mut app = EntenteApp::new(editor);
    for _ in 0..5 {
        frame(&ctx, &mut app);
    }
    let event = |kind, north: i32| {
        let at = Position::from_e7(vertex.lat_e7() + north, vertex.lon_e7()).unwrap_or(vertex);
        Command::Map(MapEvent::plain(kind, at))
    };
    app.obey(event(MapEventKind::Pressed, 0));
    let mut times = Vec::new();
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let start = Clock::now();
        app.obey(event(MapEventKind::Dragged, 900 * (step % 50)));
        let drawn = frame(&ctx, &mut app);
        times.push(start.elapsed());
        drawn
    });
    assert!(app.editor().has_grabbed(), "the vertex was not under the pointer");
    times.sort_unstable();
    if let Some(p95) = times.get(times.len() * 95 / 100) {
        println!("   dragging: 95th percentile {:.2} ms", p95.as_secs_f64() * 1e3);
    }
}

/// From the commit of one moved vertex until its findings are there, checked on the worker's threads.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn commit_to_findings(bencher: Bencher<'_, '_>) {
    let (mut editor, _folder) = editor(Jobs::threaded(|| {}));
    let middle = editor
        .plan()
        .sectors
        .iter()
        .nth(SECTORS / 2)
        .map(|(id, sector)| (id, sector.area.clone()));
    let Some((id, area)) = middle else { return };
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let mut area = area.clone();
        if let Some(point) = area.rings_mut().flat_map(|ring| ring.points.iter_mut()).next() {
            *point =
                Position::from_e7(point.lat_e7() + 450 * (step % 10 + 1), point.lon_e7()).unwrap_or(*point);
        }
        editor.obey(Command::Commit(Edit::Reshape {
            id: id.into(),
            to: Geometry::Area(area),
        }));
        wait(&mut editor);
    });
}

/// All places looked through for a text, as the palette does once a keystroke.
#[divan::bench(args = ["a", "al", "fallujah", "الفلوجه"])]
fn searching(bencher: Bencher<'_, '_>, wanted: &str) {
    let Ok(map) = BaseMap::embedded() else { return };
    let near = Position::nearest(33.35, 43.78);
    bencher.bench(|| map.search_near(divan::black_box(wanted), Some(near)).len());
}
