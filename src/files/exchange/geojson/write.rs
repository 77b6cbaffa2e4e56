//! A plan's map to GeoJSON: the same plan gives the same bytes.
//!
//! One feature a line, in table and id order; positions with seven decimals; outer rings
//! counter-clockwise and holes clockwise, as the standard wants. What is not on the map (relations,
//! channels, agreements, policy) is not written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::files::exchange::MapKind;
use crate::geometry::{Geometry, Position};
use crate::model::sidc::{follows_from_fields, measure_code, site_code, symbol_code};
use crate::model::{
    AnyId, Boundary, Corridor, Echelon, Entity, Extra, Force, Id, Interval, Measure, Move, Phase, Plan,
    Sector, Site, Stakeholder, Table, When, identity,
};

use super::super::identity::own;
use super::geometry::{area_json, geometry_json, path_json, point_json};
use super::property::written;
use super::{MEMBERS, foreign_json, keys, quoted};

/// Writes what the plan has on the map; with a phase only what holds at some time of it.
pub fn write(plan: &Plan, phase: Option<Id<Phase>>) -> String {
    let mut ids = BTreeMap::new();
    feature_ids(&plan.forces, &mut ids);
    feature_ids(&plan.sectors, &mut ids);
    feature_ids(&plan.boundaries, &mut ids);
    feature_ids(&plan.measures, &mut ids);
    feature_ids(&plan.sites, &mut ids);
    feature_ids(&plan.corridors, &mut ids);
    let writer = Writer {
        plan,
        during: phase.map(|phase| plan.phases.get(phase).and_then(Phase::interval).unwrap_or(NEVER)),
        stakeholders: names(&plan.stakeholders),
        phases: names(&plan.phases),
        ids,
    };
    let mut text = String::from("{\n\"type\": \"FeatureCollection\",\n");
    if !plan.info.title.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\"name\": {},", quoted(&plan.info.title));
    }
    text.push_str("\"features\": [");
    let mut lead = "\n";
    writer.each_feature(&mut |feature| {
        text.push_str(lead);
        text.push_str(&feature);
        lead = ",\n";
    });
    text.push_str("\n]\n}\n");
    text
}

/// The time of a phase that is not there, or ends before it starts.
const NEVER: Interval = Interval {
    from: Some(0),
    until: Some(0),
};

/// What every feature of one file is written with.
struct Writer<'p> {
    plan: &'p Plan,
    /// The time that counts; absent: all that is drawn, even what never holds.
    during: Option<Interval>,
    /// What stakeholders and phases are called in the file.
    stakeholders: BTreeMap<Id<Stakeholder>, String>,
    phases: BTreeMap<Id<Phase>, String>,
    /// The `id` of each feature, as JSON.
    ids: BTreeMap<AnyId, String>,
}

/// Returns the name of each row, or its id where the name is not its own or would be read as an id.
fn names<E: Entity>(table: &Table<E>) -> BTreeMap<Id<E>, String> {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, row) in table.iter() {
        *bearers.entry(row.name()).or_default() += 1;
    }
    let is_own =
        |name: &str| !name.is_empty() && bearers.get(name) == Some(&1) && name.parse::<Id<E>>().is_err();
    table
        .iter()
        .map(|(id, row)| {
            let name = Some(row.name()).filter(|name| is_own(name));
            (id, name.map_or_else(|| id.to_string(), str::to_owned))
        })
        .collect()
}

/// Adds the feature's id of each row: the foreign one where it leads back to the row, else its own.
fn feature_ids<E: Entity>(table: &Table<E>, ids: &mut BTreeMap<AnyId, String>) {
    let mut used = BTreeSet::new();
    for (id, row) in table.iter() {
        let foreign = row
            .foreign_id()
            .filter(|foreign| own(E::KIND, foreign).is_none())
            .and_then(foreign_json)
            .filter(|json| used.insert(json.clone()));
        ids.insert(E::any_id(id), foreign.unwrap_or_else(|| quoted(&id.to_string())));
    }
}

impl Writer<'_> {
    fn each_feature(&self, see: &mut dyn FnMut(String)) {
        let plan = self.plan;
        if let Some(area) = &plan.info.area_of_operations {
            let properties = Value::from(Map::from_iter([(
                "kind".to_owned(),
                MapKind::AreaOfOperations.word().into(),
            )]));
            see(format!(
                "{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{}}}",
                area_json(area)
            ));
        }
        for (id, force) in plan.forces.iter().filter(|(_, force)| self.shows_force(force)) {
            let place = force
                .placements
                .first()
                .map_or_else(|| "null".to_owned(), |first| point_json(first.at));
            see(self.feature(id, force, &force.extra, self.force(force), &place));
        }
        for (id, sector) in plan.sectors.iter().filter(|(_, sector)| self.holds(&sector.when)) {
            let shape = area_json(&sector.area);
            see(self.feature(id, sector, &sector.extra, self.sector(sector), &shape));
        }
        for (id, boundary) in plan
            .boundaries
            .iter()
            .filter(|(_, boundary)| self.holds(&boundary.when))
        {
            let shape = path_json(&boundary.path);
            see(self.feature(id, boundary, &boundary.extra, self.boundary(boundary), &shape));
        }
        for (id, measure) in plan
            .measures
            .iter()
            .filter(|(_, measure)| self.holds(&measure.when))
        {
            let shape = geometry_json(&measure.shape);
            see(self.feature(id, measure, &measure.extra, self.measure(measure), &shape));
        }
        for (id, site) in plan.sites.iter().filter(|(_, site)| self.holds(&site.when)) {
            let shape = geometry_json(&site.shape);
            see(self.feature(id, site, &site.extra, self.site(site), &shape));
        }
        for (id, corridor) in plan
            .corridors
            .iter()
            .filter(|(_, corridor)| self.is_open(corridor))
        {
            let shape = path_json(&corridor.path);
            see(self.feature(id, corridor, &corridor.extra, self.corridor(corridor), &shape));
        }
    }

    fn holds(&self, when: &When) -> bool {
        let Some(during) = self.during else {
            return true;
        };
        let mut intervals = when.intervals(&self.plan.phases).into_iter();
        intervals.any(|interval| interval.intersection(during).is_some())
    }

    fn shows_force(&self, force: &Force) -> bool {
        let marches = |leg: &Move| {
            self.holds(&When {
                phases: Vec::new(),
                from: Some(leg.start),
                until: Some(leg.end),
            })
        };
        self.during.is_none()
            || force
                .placements
                .iter()
                .any(|placement| self.holds(&placement.when))
            || force.moves.iter().any(marches)
    }

    fn is_open(&self, corridor: &Corridor) -> bool {
        corridor.windows.is_empty() && self.holds(&When::always())
            || corridor.windows.iter().any(|when| self.holds(when))
    }

    /// Writes one feature: the kind's properties, what nobody knows the meaning of, and the shape.
    fn feature<E: Entity>(
        &self,
        id: Id<E>,
        entity: &E,
        extra: &BTreeMap<String, Extra>,
        own: Properties,
        geometry: &str,
    ) -> String {
        let mut properties = Properties::of(own.kind, "");
        properties.put("kind", own.kind.word());
        properties.put_text("name", entity.name());
        properties.entries.extend(own.entries);
        for (name, value) in written(extra, keys(own.kind)) {
            properties.put(&name, value_of(value));
        }
        let mut members = String::new();
        if let Some(Extra::Map(foreign)) = extra.get(MEMBERS) {
            for (name, value) in foreign {
                // Writing to a String cannot fail.
                let _ = write!(members, ",{}:{}", quoted(name), value_of(value));
            }
        }
        let id = self.ids.get(&E::any_id(id)).map_or("null", String::as_str);
        let properties = properties.json();
        format!(
            "{{\"type\":\"Feature\",\"id\":{id},\"properties\":{properties},\"geometry\":{geometry}{members}}}"
        )
    }

    fn sector(&self, sector: &Sector) -> Properties {
        let mut properties = Properties::of(MapKind::Sector, &sector.native_name);
        properties.put_some("stakeholder", sector.holder.map(|id| self.stakeholder(id)));
        properties.put("role", sector.role.word());
        properties.put("state", sector.state.word());
        properties.put_some("shared", sector.shared.then_some(true));
        properties.put_some("lead", sector.lead.map(|id| self.stakeholder(id)));
        let supporting: Vec<_> = sector.supporting.iter().map(|id| self.stakeholder(*id)).collect();
        properties.put_some("supporting", (!supporting.is_empty()).then_some(supporting));
        properties.put_all(self.when(&sector.when));
        properties.put_text("notes", &sector.notes);
        properties
    }

    fn force(&self, force: &Force) -> Properties {
        let mut properties = Properties::of(MapKind::Force, &force.native_name);
        properties.put_some("stakeholder", force.stakeholder.map(|id| self.stakeholder(id)));
        properties.put_some("echelon", force.symbol.echelon.map(Echelon::word));
        properties.put("function", force.symbol.function.word());
        for (name, is_set) in [
            ("planned", force.symbol.planned),
            ("headquarters", force.symbol.headquarters),
            ("task_force", force.symbol.task_force),
        ] {
            properties.put_some(name, is_set.then_some(true));
        }
        properties.put("sidc", self.symbol_code(force));
        let given = force.symbol.sidc.as_deref().unwrap_or_default();
        properties.put_some(
            "sidc_given",
            follows_from_fields(given, &force.symbol).then_some(true),
        );
        properties
            .entries
            .extend(self.superior(force).map(|id| ("superior".to_owned(), id)));
        properties.put_some("personnel", force.personnel);
        properties.put("posture", force.posture.word());
        let mut placements = force.placements.iter();
        if let Some(first) = placements.next() {
            properties.put_all(self.when(&first.when));
        }
        let rest: Vec<Value> = placements
            .map(|placement| {
                let mut entry = Map::new();
                entry.insert("at".to_owned(), position_value(placement.at));
                entry.extend(self.when(&placement.when));
                entry.into()
            })
            .collect();
        properties.put_some("placements", (!rest.is_empty()).then_some(rest));
        let moves: Vec<Value> = force
            .moves
            .iter()
            .map(|leg| {
                let path: Vec<_> = leg.path.points.iter().copied().map(position_value).collect();
                json!({"path": path, "start": leg.start, "end": leg.end})
            })
            .collect();
        properties.put_some("moves", (!moves.is_empty()).then_some(moves));
        properties.put_text("notes", &force.notes);
        properties
    }

    /// Returns the feature id of the force that a force answers to, where that is in the file too.
    fn superior(&self, force: &Force) -> Option<String> {
        let id = force.superior?;
        let superior = self.plan.forces.get(id)?;
        self.ids
            .get(&id.into())
            .filter(|_| self.shows_force(superior))
            .cloned()
    }

    /// Returns the code of a force's symbol as the plan's viewpoint sees its party.
    fn symbol_code(&self, force: &Force) -> String {
        let info = &self.plan.info;
        let shown = self.during.unwrap_or(Interval::ALWAYS);
        let identity = identity(self.plan, info.viewpoint, force.stakeholder, shown);
        symbol_code(&force.symbol, identity, info.purpose)
    }

    fn boundary(&self, boundary: &Boundary) -> Properties {
        let mut properties = Properties::of(MapKind::Boundary, &boundary.native_name);
        properties.put("boundary_kind", boundary.kind.word());
        properties.put_some("left", boundary.left.map(|id| self.stakeholder(id)));
        properties.put_some("right", boundary.right.map(|id| self.stakeholder(id)));
        properties.put_some("echelon", boundary.echelon.map(Echelon::word));
        properties.put_all(self.when(&boundary.when));
        properties.put_text("notes", &boundary.notes);
        properties
    }

    fn measure(&self, measure: &Measure) -> Properties {
        let mut properties = Properties::of(MapKind::Measure, &measure.native_name);
        properties.put("measure", measure.kind.word());
        let code = measure_code(measure.kind, self.plan.info.purpose);
        let is_drawn = matches!(measure.shape, Geometry::Point(_)) && !measure.extra.contains_key("sidc");
        properties.put_some("sidc", code.filter(|_| is_drawn));
        properties.put_some("stakeholder", measure.owner.map(|id| self.stakeholder(id)));
        properties.put_all(self.when(&measure.when));
        properties.put_text("notes", &measure.notes);
        properties
    }

    fn site(&self, site: &Site) -> Properties {
        let mut properties = Properties::of(MapKind::Site, &site.native_name);
        properties.put("site", site.kind.word());
        let code = site_code(site.kind, self.plan.info.purpose);
        properties.put_some("sidc", code.filter(|_| !site.extra.contains_key("sidc")));
        properties.put_some("stakeholder", site.operator.map(|id| self.stakeholder(id)));
        properties.put_some("buffer_m", site.buffer_m);
        let people = site.people.as_ref();
        properties.put_some(
            "people",
            people.map(|people| vec![people.low, people.best, people.high]),
        );
        properties.put_all(self.when(&site.when));
        properties.put_text("notes", &site.notes);
        properties
    }

    fn corridor(&self, corridor: &Corridor) -> Properties {
        let mut properties = Properties::of(MapKind::Corridor, &corridor.native_name);
        properties.put_some("stakeholder", corridor.owner.map(|id| self.stakeholder(id)));
        properties.put("width_m", corridor.width_m);
        properties.put("mode", corridor.mode.word());
        for (name, site) in [("from", corridor.from), ("to", corridor.to)] {
            properties
                .entries
                .extend(site.map(|id| (name.to_owned(), self.site_id(id))));
        }
        match corridor.windows.as_slice() {
            [] => {}
            [only] if *only != When::always() => properties.put_all(self.when(only)),
            windows => {
                let windows: Vec<Value> = windows.iter().map(|when| self.when(when).into()).collect();
                properties.put("windows", windows);
            }
        }
        properties.put_text("notes", &corridor.notes);
        properties
    }

    fn stakeholder(&self, id: Id<Stakeholder>) -> String {
        self.stakeholders
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    /// Returns the id of a site's feature, as JSON; of one that is not there, the id that is missed.
    fn site_id(&self, id: Id<Site>) -> String {
        let json = self.ids.get(&AnyId::Site(id)).cloned();
        json.unwrap_or_else(|| quoted(&id.to_string()))
    }

    fn when(&self, when: &When) -> Map<String, Value> {
        let mut entry = Map::new();
        let name = |id: &Id<Phase>| self.phases.get(id).cloned().unwrap_or_else(|| id.to_string());
        let phases: Vec<_> = when.phases.iter().map(name).collect();
        if !phases.is_empty() {
            entry.insert("phases".to_owned(), phases.into());
        }
        for (name, minute) in [("from_minute", when.from), ("until_minute", when.until)] {
            if let Some(minute) = minute {
                entry.insert(name.to_owned(), minute.into());
            }
        }
        entry
    }
}

/// A kind's properties in the order they are written, each as JSON: a numeric id keeps its digits.
struct Properties {
    kind: MapKind,
    entries: Vec<(String, String)>,
}

impl Properties {
    fn of(kind: MapKind, native_name: &str) -> Self {
        let mut properties = Self {
            kind,
            entries: Vec::new(),
        };
        properties.put_text("native_name", native_name);
        properties
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.entries.push((name.to_owned(), value.into().to_string()));
    }

    fn put_all(&mut self, values: Map<String, Value>) {
        self.entries
            .extend(values.into_iter().map(|(name, value)| (name, value.to_string())));
    }

    fn put_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn put_text(&mut self, name: &str, text: &str) {
        self.put_some(name, (!text.is_empty()).then_some(text));
    }

    fn json(&self) -> String {
        let members = self
            .entries
            .iter()
            .map(|(name, json)| format!("{}:{json}", quoted(name)));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }
}

fn value_of(extra: &Extra) -> Value {
    match extra {
        Extra::Null => Value::Null,
        Extra::Flag(flag) => (*flag).into(),
        Extra::Whole(whole) => (*whole).into(),
        Extra::Number(number) => number.get().into(),
        Extra::Text(text) => text.as_str().into(),
        Extra::List(items) => items.iter().map(value_of).collect(),
        Extra::Map(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), value_of(value)));
            Value::Object(members.collect())
        }
    }
}

fn position_value(position: Position) -> Value {
    json!([position.longitude(), position.latitude()])
}
