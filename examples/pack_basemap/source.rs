//! The raw data: GeoJSON and tables of tab-separated text.
//!
//! Reads only the geometry types that occur in it, and refuses others by name.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde_json::{Map, Value};

/// A vertex `[east, north]` in whole steps of the layer.
pub type Vertex = [i32; 2];

/// One feature: its properties and the lines or rings of each of its parts.
pub struct Feature {
    properties: Map<String, Value>,
    /// One entry per part: a line alone, or a polygon's outer ring and holes (closed).
    pub parts: Vec<Vec<Vec<Vertex>>>,
}

impl Feature {
    /// Returns a property that is a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.properties.get(key)?.as_str().filter(|text| !text.is_empty())
    }

    /// Returns a property that is a number.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key)?.as_f64()
    }
}

/// Reads the features of a GeoJSON file, their coordinates rounded to steps of `step_e7` · 1e-7 degree.
pub fn read_features(path: &Path, step_e7: u32) -> anyhow::Result<Vec<Feature>> {
    let inner = || -> anyhow::Result<Vec<Feature>> {
        let mut json: Value = serde_json::from_slice(&std::fs::read(path)?)?;
        let features = json.get_mut("features").map(Value::take);
        let Some(Value::Array(features)) = features else {
            bail!("there are no features in it");
        };
        features
            .into_iter()
            .map(|feature| read_feature(feature, step_e7))
            .collect()
    };
    inner().with_context(|| format!("cannot read {}", path.display()))
}

fn read_feature(mut feature: Value, step_e7: u32) -> anyhow::Result<Feature> {
    let geometry = feature.get("geometry").context("a feature without geometry")?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or("nothing");
    let coordinates = geometry
        .get("coordinates")
        .context("a geometry without coordinates")?;
    let line = |value: &Value| list(value, |vertex| read_vertex(vertex, step_e7));
    let lines = |value: &Value| list(value, line);
    let parts = match kind {
        "LineString" => vec![vec![line(coordinates)?]],
        "MultiLineString" => list(coordinates, |part| Ok(vec![line(part)?]))?,
        "Polygon" => vec![lines(coordinates)?],
        "MultiPolygon" => list(coordinates, lines)?,
        other => bail!("lines and polygons are expected, not {other}"),
    };
    let properties = match feature.get_mut("properties").map(Value::take) {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    };
    Ok(Feature { properties, parts })
}

fn list<T>(value: &Value, each: impl Fn(&Value) -> anyhow::Result<T>) -> anyhow::Result<Vec<T>> {
    value
        .as_array()
        .context("a list is expected")?
        .iter()
        .map(each)
        .collect()
}

fn read_vertex(value: &Value, step_e7: u32) -> anyhow::Result<Vertex> {
    let [lon, lat, ..] = value.as_array().map_or(&[][..], Vec::as_slice) else {
        bail!("a position with fewer than two numbers");
    };
    let degrees = |value: &Value| value.as_f64().context("a coordinate that is no number");
    let (lon, lat) = (degrees(lon)?, degrees(lat)?);
    ensure!(
        lon.abs() <= 180.0 && lat.abs() <= 90.0,
        "{lat} {lon} is not on Earth"
    );
    Ok([steps(lon, step_e7), steps(lat, step_e7)])
}

/// Rounds degrees to steps.
pub fn steps(degrees: f64, step_e7: u32) -> i32 {
    (degrees * 1e7 / f64::from(step_e7)).round() as i32
}

/// A row of a table, by the names in the table's first line.
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// Returns a field; empty where the column or the field is missing.
    pub fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or("", |field| field.trim())
    }

    /// Returns a field that must be a number.
    pub fn number(&self, column: &str) -> anyhow::Result<f64> {
        let text = self.text(column);
        text.parse()
            .with_context(|| format!("`{text}` in column {column} is no number"))
    }
}

/// Reads a table of tab-separated fields with a head line.
pub fn read_table(path: &Path) -> anyhow::Result<Vec<Row>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = text.lines();
    let head: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        let fields = line.split('\t').map(str::to_owned);
        Row(head.iter().map(|&name| name.to_owned()).zip(fields).collect())
    };
    Ok(lines.filter(|line| !line.is_empty()).map(row).collect())
}
