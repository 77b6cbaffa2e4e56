//! What the program itself writes on the map, in the language that was chosen; names stay as they are.

use std::sync::Arc;

use crate::drawing::crowd::Crowd;
use crate::drawing::scene::{Label, Scene, Subject};
use crate::language::Language;
use crate::ui::words::language;

/// Returns a scene whose labels are all the program's: figures of what is measured.
pub(super) fn said(scene: Scene) -> Scene {
    translated(scene, |_| true)
}

/// Returns a scene whose labels are names, but for those of symbols that stand for several units.
pub(super) fn said_of(scene: Scene, crowd: &Crowd) -> Scene {
    translated(scene, |label| match label.subject {
        Some(Subject::Entity(id)) => crowd.drawn(id).is_some_and(|drawn| drawn.of > 1),
        _ => false,
    })
}

fn translated(mut scene: Scene, is_ours: impl Fn(&Label) -> bool) -> Scene {
    let language = language();
    if language == Language::English {
        return scene;
    }
    for label in scene.labels.iter_mut().filter(|label| is_ours(label)) {
        for text in &mut Arc::make_mut(label).lines {
            // A picture's words are in the order of speech.
            if let Some(said) = language.read(&text.words) {
                text.words = said;
            }
        }
    }
    scene
}
