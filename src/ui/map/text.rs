//! Stub while the real one is being written.

/// True where the text's first strong letter is of a right-to-left script.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars()
        .any(|letter| ('\u{590}'..='\u{8ff}').contains(&letter))
}

/// x
pub fn arabic_font(size: f32) -> egui::FontId {
    egui::FontId::new(size, egui::FontFamily::Name("ar".into()))
}

/// x
pub fn install_fonts(_ctx: &egui::Context) {}

/// x
pub fn bidi_job(
    text: &str,
    size: f32,
    ink: egui::Color32,
    family: &egui::FontFamily,
) -> egui::text::LayoutJob {
    egui::text::LayoutJob::simple_singleline(text.to_owned(), egui::FontId::new(size, family.clone()), ink)
}
