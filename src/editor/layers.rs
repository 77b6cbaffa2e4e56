//! Which sheets of the map beneath the plan are shown, how strongly, and in which order.
//!
//! A choice of this user on this machine: remembered with the preferences, never in the plan. What is on
//! a sheet is read by `files`, and how it looks is the painters'.
//!
//! A sheet that fetches tiles from a network is off when it is added and off whenever the program starts:
//! only a click in this very session lets anything connect.

use std::path::PathBuf;

use crate::files::basemap::{Layer, Owed};

/// A map of the user's own, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Source {
    /// A file of tiles or an overlay.
    File(PathBuf),
    /// Tiles from a network: an address with {z}, {x} and {y} in it.
    Online(String),
}

impl Source {
    /// Returns whether showing it connects to a network.
    pub const fn is_online(&self) -> bool {
        matches!(self, Self::Online(_))
    }

    /// Returns what it is called where its own name is not known: the file's, or the host's.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                crate::files::text::visible(&name.to_string_lossy())
            }
            Self::Online(address) => crate::files::text::visible(host(address)),
        }
    }
}

/// The host of an address: what stands between `//` and the next `/`, without a user's name.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

/// A sheet that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum BuiltIn {
    /// Land, sea and lakes.
    LandAndWater,
    /// Rivers and their names.
    Rivers,
    /// Borders of provinces and districts.
    Districts,
    /// Borders between countries.
    Borders,
    /// Main roads.
    Roads,
    /// Railways.
    Railways,
    /// Names and dots of places.
    Places,
}

impl BuiltIn {
    /// Every one, from the ground up.
    pub const ALL: [Self; 7] = [
        Self::LandAndWater,
        Self::Rivers,
        Self::Districts,
        Self::Borders,
        Self::Roads,
        Self::Railways,
        Self::Places,
    ];

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LandAndWater => "Land and water",
            Self::Rivers => "Rivers",
            Self::Districts => "Districts and provinces",
            Self::Borders => "Borders",
            Self::Roads => "Roads",
            Self::Railways => "Railways",
            Self::Places => "Places",
        }
    }

    /// Returns the layers of the program's own map that are on it.
    pub const fn layers(self) -> &'static [Layer] {
        match self {
            Self::LandAndWater => &[Layer::Land, Layer::Lakes],
            Self::Rivers => &[Layer::Rivers],
            Self::Districts => &[Layer::Provinces],
            Self::Borders => &[Layer::Borders],
            Self::Roads => &[Layer::Roads],
            Self::Railways => &[Layer::Railways],
            Self::Places => &[],
        }
    }

    /// Returns whom it is owed to.
    pub const fn owed(self) -> &'static [Owed] {
        match self {
            Self::LandAndWater | Self::Rivers | Self::Borders => &[Owed::NaturalEarth],
            Self::Districts => &[Owed::NaturalEarth, Owed::GeoBoundaries],
            Self::Roads | Self::Railways => &[Owed::OpenStreetMap],
            // Some places of Iraq were added by hand after OpenStreetMap; names of governorates are
            // geoBoundaries'.
            Self::Places => &[
                Owed::NaturalEarth,
                Owed::GeoNames,
                Owed::GeoBoundaries,
                Owed::OpenStreetMap,
            ],
        }
    }
}

/// What is on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum What {
    /// A part of the program's own map.
    BuiltIn(BuiltIn),
    /// A map of the user's own.
    Own(Source),
}

impl What {
    /// Returns what it is called.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn(sheet) => sheet.name().to_owned(),
            Self::Own(source) => source.name(),
        }
    }

    /// Returns whether showing it connects to a network.
    pub const fn is_online(&self) -> bool {
        matches!(self, Self::Own(Source::Online(_)))
    }
}

impl From<BuiltIn> for What {
    fn from(sheet: BuiltIn) -> Self {
        Self::BuiltIn(sheet)
    }
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sheet {
    /// What is on it.
    pub what: What,
    /// It is drawn.
    pub shown: bool,
    /// How strongly, in percent: 10 to 100.
    pub opacity_percent: u8,
    /// The colour of what has none of its own: lines and areas of overlays.
    #[serde(default)]
    pub tint: Tint,
}

/// A quiet colour for overlays, from the theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Tint {
    /// As names of places.
    #[default]
    Grey,
    /// As what is chosen.
    Blue,
    /// As rivers.
    Water,
    /// As roads.
    Earth,
}

impl Tint {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Grey, Self::Blue, Self::Water, Self::Earth];

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Grey => "Grey",
            Self::Blue => "Blue",
            Self::Water => "Water",
            Self::Earth => "Earth",
        }
    }
}

impl Sheet {
    /// The faintest a sheet can be: a sheet that is shown can be seen.
    pub const FAINTEST_PERCENT: u8 = 10;

    const fn new(what: What) -> Self {
        Self {
            what,
            shown: true,
            opacity_percent: 100,
            tint: Tint::Grey,
        }
    }

    /// Returns how strongly it is drawn, 0 to 1.
    pub fn opacity(&self) -> f32 {
        f32::from(self.opacity_percent) / 100.0
    }
}

/// In which script names of the map are written, where there are two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum NameScript {
    /// Latin, and Arabic below it.
    #[default]
    Both,
    /// Latin alone.
    Latin,
    /// Arabic alone, Latin where there is none.
    Arabic,
}

impl NameScript {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Both, Self::Latin, Self::Arabic];

    /// Returns what it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "Latin and Arabic",
            Self::Latin => "Latin",
            Self::Arabic => "Arabic",
        }
    }

    /// Returns the lines of a name: those chosen that there are, never none.
    pub fn lines<'n>(self, latin: &'n str, arabic: Option<&'n str>) -> (Option<&'n str>, Option<&'n str>) {
        match (self, arabic) {
            (Self::Both, _) => (Some(latin), arabic),
            (Self::Arabic, Some(_)) => (None, arabic),
            (Self::Latin, _) | (Self::Arabic, None) => (Some(latin), None),
        }
    }
}

/// All sheets.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Layers {
    /// From the ground up.
    pub sheets: Vec<Sheet>,
    /// How places and rivers are named.
    pub names: NameScript,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            sheets: BuiltIn::ALL.map(|sheet| Sheet::new(sheet.into())).to_vec(),
            names: NameScript::default(),
        }
    }
}

/// One change of the sheets.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerChange {
    /// Draw a sheet or not.
    Show(What, bool),
    /// Draw it so strongly, in percent.
    Fade(What, u8),
    /// Colour what has no colour of its own.
    Tint(What, Tint),
    /// Put it so many places towards the eye; negative: towards the ground.
    Move(What, isize),
    /// Choose how places are named.
    Names(NameScript),
    /// Put a map of the user's own on top of all others.
    Add(Source),
    /// Take one away.
    Remove(Source),
    /// As it came: the user's own maps stay, but are off.
    Reset,
}

impl Layers {
    /// Most maps of the user's own.
    pub const MOST_OWN: usize = 24;

    /// Returns a sheet.
    pub fn sheet(&self, what: &What) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.what == *what)
    }

    /// Iterates over the user's own maps, from the ground up.
    pub fn own(&self) -> impl DoubleEndedIterator<Item = (&Source, &Sheet)> {
        self.sheets.iter().filter_map(|sheet| match &sheet.what {
            What::Own(source) => Some((source, sheet)),
            What::BuiltIn(_) => None,
        })
    }

    /// Returns whom the program's own sheets that are shown are owed to, each once.
    pub fn owed(&self) -> Vec<Owed> {
        let shown = self.sheets.iter().filter(|sheet| sheet.shown);
        let owed = shown.flat_map(|sheet| match &sheet.what {
            What::BuiltIn(sheet) => sheet.owed(),
            What::Own(_) => &[],
        });
        let mut owed: Vec<Owed> = owed.copied().collect();
        owed.sort_unstable();
        owed.dedup();
        owed
    }

    /// Returns the sheets after a change; a change about a sheet that is not there changes nothing.
    #[must_use]
    pub fn changed(&self, change: LayerChange) -> Self {
        let mut layers = self.clone();
        match change {
            LayerChange::Show(what, shown) => layers.with(&what, |sheet| sheet.shown = shown),
            LayerChange::Fade(what, percent) => layers.with(&what, |sheet| {
                sheet.opacity_percent = percent.clamp(Sheet::FAINTEST_PERCENT, 100);
            }),
            LayerChange::Tint(what, tint) => layers.with(&what, |sheet| sheet.tint = tint),
            LayerChange::Move(what, by) => {
                if let Some(place) = layers.sheets.iter().position(|sheet| sheet.what == what) {
                    let sheet = layers.sheets.remove(place);
                    let place = place.saturating_add_signed(by).min(layers.sheets.len());
                    layers.sheets.insert(place, sheet);
                }
            }
            LayerChange::Names(names) => layers.names = names,
            LayerChange::Add(source) => {
                let what = What::Own(source);
                if layers.sheet(&what).is_none() {
                    let mut sheet = Sheet::new(what);
                    sheet.shown = !sheet.what.is_online();
                    layers.sheets.push(sheet);
                }
            }
            LayerChange::Remove(source) => {
                let what = What::Own(source);
                layers.sheets.retain(|sheet| sheet.what != what);
            }
            LayerChange::Reset => {
                let own = self.own().map(|(_, sheet)| Sheet {
                    shown: false,
                    opacity_percent: 100,
                    ..sheet.clone()
                });
                let mut fresh = Self::default();
                fresh.sheets.extend(own);
                layers = fresh;
            }
        }
        layers
    }

    /// Returns the sheets as they are at the start of the program: every built-in one once, opacities in
    /// range, nothing of a network shown.
    #[must_use]
    pub fn at_start(mut self) -> Self {
        let mut known: Vec<What> = Vec::new();
        let mut own = 0;
        self.sheets.retain(|sheet| {
            let fresh = !known.contains(&sheet.what);
            known.push(sheet.what.clone());
            own += usize::from(matches!(sheet.what, What::Own(_)));
            fresh && own <= Self::MOST_OWN
        });
        for (place, what) in BuiltIn::ALL.map(What::from).into_iter().enumerate() {
            if !known.contains(&what) {
                let place = place.min(self.sheets.len());
                self.sheets.insert(place, Sheet::new(what));
            }
        }
        for sheet in &mut self.sheets {
            sheet.opacity_percent = sheet.opacity_percent.clamp(Sheet::FAINTEST_PERCENT, 100);
            if sheet.what.is_online() {
                sheet.shown = false;
            }
        }
        self
    }

    fn with(&mut self, what: &What, change: impl FnOnce(&mut Sheet)) {
        if let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.what == *what) {
            change(sheet);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Source {
        Source::File(PathBuf::from(name))
    }

    fn online() -> Source {
        Source::Online("https://user:secret@tiles.example.org/{z}/{x}/{y}.png".to_owned())
    }

    fn order(layers: &Layers) -> Vec<String> {
        layers.sheets.iter().map(|sheet| sheet.what.name()).collect()
    }

    #[test]
    fn a_map_of_ones_own_comes_on_top_and_only_once() {
        let layers = Layers::default().changed(LayerChange::Add(file("/maps/city.pmtiles")));
        let twice = layers.changed(LayerChange::Add(file("/maps/city.pmtiles")));
        assert_eq!(layers, twice);
        assert_eq!(order(&layers).last().map(String::as_str), Some("city.pmtiles"));
        assert!(layers.sheets.last().unwrap().shown);
        let gone = layers.changed(LayerChange::Remove(file("/maps/city.pmtiles")));
        assert_eq!(gone, Layers::default());
    }

    #[test]
    fn sheets_move_within_the_pile_and_fade_within_bounds() {
        let layers = Layers::default();
        let moved = layers.changed(LayerChange::Move(BuiltIn::Roads.into(), -40));
        assert_eq!(order(&moved)[0], "Roads");
        let back = moved.changed(LayerChange::Move(BuiltIn::Roads.into(), 40));
        assert_eq!(order(&back).last().map(String::as_str), Some("Roads"));
        let faded = layers.changed(LayerChange::Fade(BuiltIn::Roads.into(), 0));
        assert_eq!(
            faded
                .sheet(&What::BuiltIn(BuiltIn::Roads))
                .unwrap()
                .opacity_percent,
            10
        );
        assert_eq!(layers.changed(LayerChange::Move(What::Own(online()), 1)), layers);
    }

    #[test]
    fn an_online_map_is_off_when_added_and_off_again_at_every_start() {
        let added = Layers::default().changed(LayerChange::Add(online()));
        assert!(!added.sheet(&What::Own(online())).unwrap().shown);
        let on = added.changed(LayerChange::Show(What::Own(online()), true));
        assert!(on.sheet(&What::Own(online())).unwrap().shown);
        assert!(!on.at_start().sheet(&What::Own(online())).unwrap().shown);
    }

    #[test]
    fn what_an_older_or_a_careless_hand_wrote_is_made_whole() {
        let mut odd = Layers {
            sheets: vec![
                Sheet {
                    opacity_percent: 255,
                    ..Sheet::new(BuiltIn::Roads.into())
                },
                Sheet::new(BuiltIn::Roads.into()),
            ],
            names: NameScript::Arabic,
        };
        odd.sheets
            .extend((0..40).map(|number| Sheet::new(What::Own(file(&format!("{number}.pmtiles"))))));
        let whole = odd.at_start();
        for what in BuiltIn::ALL.map(What::from) {
            assert_eq!(whole.sheets.iter().filter(|sheet| sheet.what == what).count(), 1);
        }
        assert_eq!(whole.own().count(), Layers::MOST_OWN);
        assert!(whole.sheets.iter().all(|sheet| sheet.opacity_percent <= 100));
    }

    #[test]
    fn the_credit_names_only_what_is_shown() {
        let mut layers = Layers::default();
        assert_eq!(
            layers.owed(),
            [
                Owed::NaturalEarth,
                Owed::GeoNames,
                Owed::GeoBoundaries,
                Owed::OpenStreetMap
            ]
        );
        for what in [
            BuiltIn::Roads.into(),
            BuiltIn::Railways.into(),
            BuiltIn::Places.into(),
        ] {
            layers = layers.changed(LayerChange::Show(what, false));
        }
        assert_eq!(layers.owed(), [Owed::NaturalEarth, Owed::GeoBoundaries]);
        layers = layers.changed(LayerChange::Show(BuiltIn::Districts.into(), false));
        assert_eq!(layers.owed(), [Owed::NaturalEarth]);
    }

    #[test]
    fn names_come_in_the_chosen_script_and_never_not_at_all() {
        let (latin, arabic) = ("Fallujah", Some("الفلوجة"));
        assert_eq!(NameScript::Both.lines(latin, arabic), (Some(latin), arabic));
        assert_eq!(NameScript::Latin.lines(latin, arabic), (Some(latin), None));
        assert_eq!(NameScript::Arabic.lines(latin, arabic), (None, arabic));
        assert_eq!(NameScript::Arabic.lines(latin, None), (Some(latin), None));
    }

    #[test]
    fn a_source_is_called_by_file_or_host_without_secrets() {
        assert_eq!(file("/maps/a.mbtiles").name(), "a.mbtiles");
        assert_eq!(online().name(), "tiles.example.org");
    }
}
