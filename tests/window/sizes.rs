//! Windows of no size, of odd sizes and at every scale: nothing breaks, and the plan is as it was.

use egui_kittest::kittest::Queryable;
use entente::editor::Command;

use super::{SIZE, one_sector, plan, settle, window};

#[test]
fn no_size_and_no_scale_breaks_the_window() {
    let mut window = window(None, one_sector());
    window.state_mut().obey(Command::ShowAll);
    let before = plan(&window);
    for scale in [0.5, 1.0, 1.5, 2.0, 3.0, 4.0] {
        window.set_pixels_per_point(scale);
        for size in [
            [0.0, 0.0],
            [1.0, 1.0],
            [30.0, 2_000.0],
            [2_000.0, 30.0],
            [320.0, 240.0],
        ] {
            window.set_size(size.into());
            window.run_steps(2);
            let broke = window.query_by_label("A part of the window broke");
            assert!(broke.is_none(), "{size:?} at {scale}");
        }
    }
    window.set_pixels_per_point(1.0);
    window.set_size(SIZE.into());
    settle(&mut window);
    window.get_by_label("File");
    assert_eq!(plan(&window), before);
}
