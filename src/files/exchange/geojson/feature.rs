//! One recognised feature to one entity, new or updated.
//!
//! Sets what the properties say and nothing else: what an existing entity has beyond them stays.

use std::collections::BTreeMap;

use crate::files::exchange::NoteSort;
use crate::geometry::{Geometry, Path};
use crate::model::sidc::{measure_code, measure_of_code, site_code, site_of_code};
use crate::model::{
    AnyEntity, AnyId, Boundary, BoundaryKind, Corridor, CorridorMode, Echelon, Extra, Force, Id, Measure,
    MeasureKind, Minute, Move, People, Placement, Posture, Purpose, Sector, SectorRole, SectorState, Site,
    SiteKind, Stakeholder, When,
};

use super::super::cast::Cast;
use super::json::Json;
use super::keys;
use super::lookup::Lookup;
use super::property::{Properties, texts_of};
use super::shapes::{ShapeReader, same_ground};
use super::symbol::read_symbol;

/// Width of a corridor whose file gives none, metres.
const CORRIDOR_WIDTH_M: u32 = 100;

/// What the features of one file share.
pub(super) struct Shared<'s> {
    pub cast: Cast,
    /// The stakeholder of new objects that name none.
    pub owner: Option<&'s str>,
    /// The phases of new objects that name none.
    pub phases: &'s [String],
    /// The sites that corridors may lead from and to.
    pub sites: Lookup<Site>,
    /// The forces that forces may answer to.
    pub forces: Lookup<Force>,
}

/// One feature on its way to an entity.
pub(super) struct FeatureReader<'p, 'n, 's> {
    pub properties: Properties<'p, 'n>,
    pub shared: &'n mut Shared<'s>,
    /// The feature as it stands in the file.
    pub json: &'p Json<'p>,
    /// Its shape; absent: as it is in the plan.
    pub shape: Option<Geometry>,
    /// Which of the objects that one feature becomes, from 0.
    pub part: usize,
    /// In the plan already.
    pub is_known: bool,
}

/// Sets the fields that every entity has.
macro_rules! common {
    ($reader:expr, $entity:expr, $foreign:expr) => {
        let mut reader = $reader;
        set(&mut $entity.name, reader.name());
        set(&mut $entity.native_name, reader.properties.text("native_name"));
        set(&mut $entity.notes, reader.properties.text("notes"));
        if $foreign.is_some() {
            $entity.foreign_id = $foreign;
        }
        let keys = keys(reader.properties.kind);
        add_extra(&mut $entity.extra, reader.properties.rest(reader.json, keys));
    };
}

impl FeatureReader<'_, '_, '_> {
    /// Returns the entity; `None` where it is new and has no shape, which only a force can do without.
    pub(super) fn read(
        self,
        id: AnyId,
        known: Option<AnyEntity>,
        foreign: Option<String>,
    ) -> Option<AnyEntity> {
        Some(match (id, known) {
            (AnyId::Sector(id), Some(AnyEntity::Sector(_, row))) => {
                (id, self.sector((*row).clone(), foreign)).into()
            }
            (AnyId::Sector(id), _) => {
                let new = Sector::new(self.shape.as_ref()?.as_area()?.clone());
                (id, self.sector(new, foreign)).into()
            }
            (AnyId::Force(id), Some(AnyEntity::Force(_, row))) => {
                (id, self.force(id, (*row).clone(), foreign)).into()
            }
            (AnyId::Force(id), _) => (id, self.force(id, Force::new(), foreign)).into(),
            (AnyId::Boundary(id), Some(AnyEntity::Boundary(_, row))) => {
                (id, self.boundary((*row).clone(), foreign)).into()
            }
            (AnyId::Boundary(id), _) => {
                let new = Boundary::new(self.shape.as_ref()?.as_path()?.clone());
                (id, self.boundary(new, foreign)).into()
            }
            (AnyId::Measure(id), Some(AnyEntity::Measure(_, row))) => {
                (id, self.measure((*row).clone(), foreign)).into()
            }
            (AnyId::Measure(id), _) => {
                let new = Measure::new(self.shape.clone()?);
                (id, self.measure(new, foreign)).into()
            }
            (AnyId::Corridor(id), Some(AnyEntity::Corridor(_, row))) => {
                (id, self.corridor((*row).clone(), foreign)).into()
            }
            (AnyId::Corridor(id), _) => {
                let new = Corridor::new(self.shape.as_ref()?.as_path()?.clone(), CORRIDOR_WIDTH_M);
                (id, self.corridor(new, foreign)).into()
            }
            (AnyId::Site(id), Some(AnyEntity::Site(_, row))) => {
                (id, self.site((*row).clone(), foreign)).into()
            }
            (AnyId::Site(id), _) => {
                let new = Site::new(self.shape.clone()?);
                (id, self.site(new, foreign)).into()
            }
            _ => return None,
        })
    }

    fn sector(mut self, mut sector: Sector, foreign: Option<String>) -> Sector {
        if let Some(Geometry::Area(area)) = self.shape.take()
            && !same_ground(&sector.area, &area)
        {
            sector.area = area;
        }
        set_some(&mut sector.holder, self.stakeholder());
        self.word("role", &mut sector.role, SectorRole::from_word, SectorRole::word);
        self.word(
            "state",
            &mut sector.state,
            SectorState::from_word,
            SectorState::word,
        );
        set(&mut sector.shared, self.properties.flag("shared"));
        set_some(&mut sector.lead, self.party("lead"));
        if let Some(names) = self.properties.texts("supporting") {
            sector.supporting = names.iter().map(|name| self.named(name)).collect();
        }
        self.when(&mut sector.when);
        common!(self, sector, foreign);
        sector
    }

    fn force(mut self, id: Id<Force>, mut force: Force, foreign: Option<String>) -> Force {
        set_some(&mut force.stakeholder, self.stakeholder());
        read_symbol(&mut self.properties, self.is_known, &mut force.symbol);
        set_some(&mut force.superior, self.superior_of(id));
        set_some(&mut force.personnel, self.properties.count("personnel"));
        self.word("posture", &mut force.posture, Posture::from_word, Posture::word);
        if !self.is_known {
            self.properties.assume("armed", "as its stakeholder");
        }
        // The point is the first placement; a feature without one lists all that there are.
        let is_placed = match self.shape.take() {
            Some(Geometry::Point(at)) => {
                match force.placements.first_mut() {
                    Some(first) => first.at = at,
                    None => force.placements.push(Placement::new(at)),
                }
                true
            }
            _ => false,
        };
        if is_placed && let Some(first) = force.placements.first_mut() {
            self.when(&mut first.when);
        }
        if let Some(listed) = self.entries("placements", Self::placement) {
            force.placements.truncate(usize::from(is_placed));
            force.placements.extend(listed);
        }
        set(&mut force.moves, self.entries("moves", Self::march));
        common!(self, force, foreign);
        force
    }

    fn boundary(mut self, mut boundary: Boundary, foreign: Option<String>) -> Boundary {
        if let Some(Geometry::Path(path)) = self.shape.take() {
            boundary.path = path;
        }
        self.word(
            "boundary_kind",
            &mut boundary.kind,
            BoundaryKind::from_word,
            BoundaryKind::word,
        );
        set_some(&mut boundary.left, self.party("left"));
        set_some(&mut boundary.right, self.party("right"));
        set_some(
            &mut boundary.echelon,
            self.properties.word("echelon", Echelon::from_word),
        );
        self.when(&mut boundary.when);
        common!(self, boundary, foreign);
        boundary
    }

    fn measure(mut self, mut measure: Measure, foreign: Option<String>) -> Measure {
        set_shape(&mut measure.shape, self.shape.take());
        if !self.is_known {
            measure.kind = match measure.shape {
                Geometry::Point(_) => MeasureKind::Checkpoint,
                Geometry::Path(_) => MeasureKind::PhaseLine,
                Geometry::Area(_) => MeasureKind::NoEntryZone,
            };
        }
        let coded = self
            .properties
            .peek("sidc")
            .and_then(|code| measure_of_code(&code));
        if !self.coded("measure", &mut measure.kind, coded, MeasureKind::word) {
            self.word(
                "measure",
                &mut measure.kind,
                MeasureKind::from_word,
                MeasureKind::word,
            );
        }
        self.drop_code(|purpose| measure_code(measure.kind, purpose));
        set_some(&mut measure.owner, self.stakeholder());
        self.when(&mut measure.when);
        common!(self, measure, foreign);
        measure
    }

    fn corridor(mut self, mut corridor: Corridor, foreign: Option<String>) -> Corridor {
        if let Some(Geometry::Path(path)) = self.shape.take() {
            corridor.path = path;
        }
        set_some(&mut corridor.owner, self.stakeholder());
        match self.properties.count("width_m") {
            Some(width_m) => corridor.width_m = width_m,
            None if self.is_known => {}
            None => self.properties.assume("width_m", &corridor.width_m.to_string()),
        }
        self.word(
            "mode",
            &mut corridor.mode,
            CorridorMode::from_word,
            CorridorMode::word,
        );
        set_some(&mut corridor.from, self.site_named("from"));
        set_some(&mut corridor.to, self.site_named("to"));
        let mut window = match corridor.windows.as_slice() {
            [only] => only.clone(),
            _ => When::always(),
        };
        let before = window.clone();
        self.when(&mut window);
        if window != before {
            corridor.windows = vec![window];
        }
        set(&mut corridor.windows, self.entries("windows", Self::window));
        common!(self, corridor, foreign);
        corridor
    }

    fn site(mut self, mut site: Site, foreign: Option<String>) -> Site {
        set_shape(&mut site.shape, self.shape.take());
        let coded = self.properties.peek("sidc").and_then(|code| site_of_code(&code));
        if !self.coded("site", &mut site.kind, coded, SiteKind::word) {
            self.word("site", &mut site.kind, SiteKind::from_word, SiteKind::word);
        }
        self.drop_code(|purpose| site_code(site.kind, purpose));
        set_some(&mut site.operator, self.stakeholder());
        set_some(&mut site.buffer_m, self.properties.count("buffer_m"));
        if let Some([low, best, high]) = self.properties.three_counts("people") {
            let known = site.people.take().unwrap_or_default();
            site.people = Some(People {
                low,
                best,
                high,
                ..known
            });
        }
        self.when(&mut site.when);
        common!(self, site, foreign);
        site
    }

    /// Sets a kind that only the symbol code names; false where a word of its own counts for more.
    fn coded<T: Copy>(
        &mut self,
        name: &'static str,
        field: &mut T,
        coded: Option<T>,
        word: fn(T) -> &'static str,
    ) -> bool {
        let Some(kind) = coded.filter(|_| self.properties.peek(name).is_none()) else {
            return false;
        };
        *field = kind;
        self.properties
            .note(NoteSort::Guessed, format!("`sidc` says {}", word(kind)));
        true
    }

    /// Takes a symbol code that would be written again from the kind; any other stays among the rest.
    fn drop_code(&mut self, code: impl Fn(Purpose) -> Option<String>) {
        let given = self.properties.peek("sidc");
        if given.is_some() && Purpose::ALL.iter().any(|purpose| code(*purpose) == given) {
            self.properties.take("sidc");
        }
    }

    /// Sets a word, or names the one that was assumed for a new object.
    fn word<T: Copy>(
        &mut self,
        name: &'static str,
        field: &mut T,
        from_word: fn(&str) -> Option<T>,
        word: fn(T) -> &'static str,
    ) {
        match self.properties.word(name, from_word) {
            Some(value) => *field = value,
            None if self.is_known => {}
            None => self.properties.assume(name, word(*field)),
        }
    }

    /// Takes the name; the second object of one feature is `Name (2)`.
    fn name(&mut self) -> Option<String> {
        let name = self.properties.text("name")?;
        Some(if self.part == 0 {
            name
        } else {
            format!("{name} ({})", self.part + 1)
        })
    }

    /// Takes `stakeholder`; for a new object that names none, who was asked for.
    fn stakeholder(&mut self) -> Option<Id<Stakeholder>> {
        if let Some(party) = self.party("stakeholder") {
            return Some(party);
        }
        let owner = self.shared.owner.filter(|_| !self.is_known)?;
        self.properties
            .assume("stakeholder", &format!("{owner}, as asked for"));
        Some(self.named(owner))
    }

    fn party(&mut self, property: &'static str) -> Option<Id<Stakeholder>> {
        let name = self.properties.text(property)?;
        Some(self.named(&name))
    }

    fn named(&mut self, name: &str) -> Id<Stakeholder> {
        self.shared.cast.stakeholder(name, self.properties.notes)
    }

    fn site_named(&mut self, property: &'static str) -> Option<Id<Site>> {
        let value = self.properties.take(property)?;
        let found = self.shared.sites.find(value);
        if found.is_none() {
            self.properties
                .keep_unknown(property, value, "site of the file or the plan");
        }
        found
    }

    fn superior_of(&mut self, id: Id<Force>) -> Option<Id<Force>> {
        let value = self.properties.take("superior")?;
        let found = self.shared.forces.find(value).filter(|superior| *superior != id);
        if found.is_none() {
            self.properties
                .keep_unknown("superior", value, "other force of the file or the plan");
        }
        found
    }

    /// Sets what the properties say of the time; for a new object that says nothing, what was asked for.
    fn when(&mut self, when: &mut When) {
        let times = ["phases", "from_minute", "until_minute"];
        let says_nothing = !times.iter().any(|name| self.properties.has(name));
        if says_nothing && !self.is_known && !self.shared.phases.is_empty() {
            let phases = self.shared.phases;
            when.phases = phases
                .iter()
                .map(|name| self.shared.cast.phase(name, self.properties.notes))
                .collect();
            self.properties
                .assume("phases", &format!("{}, as asked for", phases.join(", ")));
        }
        if let Some(names) = self.properties.texts("phases") {
            when.phases = names
                .iter()
                .map(|name| self.shared.cast.phase(name, self.properties.notes))
                .collect();
        }
        set_some(&mut when.from, self.properties.minute("from_minute"));
        set_some(&mut when.until, self.properties.minute("until_minute"));
    }

    /// Takes a list of objects; entries that cannot be read are noted and left out.
    fn entries<T>(
        &mut self,
        property: &'static str,
        read: impl Fn(&mut Self, &Json<'_>) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let value = self.properties.take(property)?;
        let Some(items) = value.items() else {
            self.properties.keep_unknown(property, value, "list");
            return None;
        };
        let mut entries = Vec::new();
        for (place, item) in items.iter().enumerate() {
            match read(self, item) {
                Ok(entry) => entries.push(entry),
                Err(reason) => self
                    .properties
                    .note(NoteSort::Dropped, format!("{property}[{place}]: {reason}")),
            }
        }
        Some(entries)
    }

    /// A place and its time: `{"at": [longitude, latitude], "phases": …}`, or the position alone.
    fn placement(&mut self, entry: &Json<'_>) -> Result<Placement, String> {
        if let Json::Numbers(_) = entry {
            return Ok(Placement::new(self.shapes().position(Some(entry))?));
        }
        let at = match entry.get("at") {
            Some(Json::Text(text)) => text.parse().map_err(|error| format!("{error}"))?,
            at => self.shapes().position(at)?,
        };
        Ok(Placement {
            when: self.window(entry)?,
            ..Placement::new(at)
        })
    }

    /// A march: `{"path": [[longitude, latitude], …], "start": minute, "end": minute}`.
    fn march(&mut self, entry: &Json<'_>) -> Result<Move, String> {
        let path = entry.get("path");
        let coordinates = path.and_then(|path| path.get("coordinates")).or(path);
        let points = self.shapes().positions(coordinates)?;
        if points.is_empty() {
            return Err("its path has no positions".to_owned());
        }
        let start = self.minute_of(entry, "start")?.ok_or("it has no start")?;
        let end = self.minute_of(entry, "end")?.ok_or("it has no end")?;
        Ok(Move::new(Path::new(points), start, end))
    }

    /// A time: `phases`, `from_minute` and `until_minute`, by themselves or as `when`.
    fn window(&mut self, entry: &Json<'_>) -> Result<When, String> {
        if !matches!(entry, Json::Map(_)) {
            return Err(format!("{} is no object", entry.shown()));
        }
        let entry = entry.get("when").unwrap_or(entry);
        let names = match entry.get("phases") {
            None => Vec::new(),
            Some(Json::Text(name)) => vec![name.to_string()],
            Some(list) => texts_of(list).ok_or("its phases are not a list of names")?,
        };
        let mut minute = |long, short| match self.minute_of(entry, long)? {
            Some(minute) => Ok(Some(minute)),
            None => self.minute_of(entry, short),
        };
        let (from, until) = (minute("from_minute", "from")?, minute("until_minute", "until")?);
        let phases = names
            .iter()
            .map(|name| self.shared.cast.phase(name, self.properties.notes))
            .collect();
        Ok(When { phases, from, until })
    }

    fn minute_of(&mut self, entry: &Json<'_>, name: &str) -> Result<Option<Minute>, String> {
        let Some(value) = entry.get(name) else {
            return Ok(None);
        };
        let minute = self.properties.whole_of(name, value);
        minute
            .map(Some)
            .ok_or_else(|| format!("`{name}` is {}, not a whole number of minutes", value.shown()))
    }

    fn shapes(&mut self) -> ShapeReader<'_> {
        ShapeReader {
            notes: self.properties.notes,
            feature: self.properties.feature,
        }
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn set_some<T>(field: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *field = value;
    }
}

/// Sets a shape, unless only the direction of rings differs: that is no change.
fn set_shape(field: &mut Geometry, shape: Option<Geometry>) {
    match (&*field, shape) {
        (_, None) => {}
        (Geometry::Area(known), Some(Geometry::Area(area))) if same_ground(known, &area) => {}
        (_, Some(shape)) => *field = shape,
    }
}

/// Adds unknown properties; a null says nothing about one that is there.
fn add_extra(known: &mut BTreeMap<String, Extra>, more: BTreeMap<String, Extra>) {
    for (name, value) in more {
        if value != Extra::Null || !known.contains_key(&name) {
            known.insert(name, value);
        }
    }
}
