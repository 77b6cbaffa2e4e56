//! How high the desk under the map is.

/// Lets the desk take its share of a window of another size, until somebody drags its edge.
///
/// A panel keeps the height of its first frame; the window's own first frames only try sizes out, and
/// are often smaller than the window.
#[derive(Default)]
pub struct DeskHeight {
    /// Counts the panels made: each starts with the default height.
    made: u32,
    room: f32,
    first: Option<f32>,
    last: f32,
}

/// Frames of a window before its panels have their sizes.
const TRIAL_FRAMES: u32 = 3;

impl DeskHeight {
    /// Returns what the panel is known by.
    pub fn salt(&mut self, room: f32) -> (&'static str, u32) {
        let untouched = self.first.is_some_and(|first| (first - self.last).abs() < 0.5);
        let trying = self.made < TRIAL_FRAMES;
        if trying || untouched && (room - self.room).abs() > 0.5 {
            self.made += 1;
            self.first = None;
        }
        self.room = room;
        ("desk", self.made)
    }

    /// Says how high it was drawn.
    pub fn shown(&mut self, height: f32) {
        self.last = height;
        self.first.get_or_insert(height);
    }
}
