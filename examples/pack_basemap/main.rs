//! Packs the raw map data into the one file that the program carries.
//!
//! `cargo run --example pack_basemap --no-default-features -- DATA_FOLDER OUT_FILE`
//!
//! The data folder holds `places.tsv`, `places_iraq_supplement.tsv`, `world/` and `middle_east/` (what is
//! in them, and whose it is: `assets/LICENSES.md`). The same data give the same bytes. It fetches
//! nothing. A first build without an asset needs an empty file at `assets/basemap/basemap.bin`.
#![expect(clippy::print_stdout, reason = "a command-line tool says what it packed")]

mod cut;
mod iraq;
mod join;
mod layers;
mod places;
mod simplify;
mod source;
mod tiling;

use std::path::Path;

use anyhow::{Context, bail};

use entente::files::basemap::write::{LayerSource, write};
use entente::files::basemap::{BaseMap, Layer, UnitBox};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [data, out] = arguments.as_slice() else {
        bail!("usage: pack_basemap DATA_FOLDER OUT_FILE");
    };
    let (data, out) = (Path::new(data), Path::new(out));

    let layers = Layer::ALL
        .into_iter()
        .map(|layer| layers::pack(layer, data).with_context(|| format!("{layer:?}")))
        .collect::<anyhow::Result<Vec<LayerSource>>>()?;
    let places = places::collect(data)?;
    let bytes = write(&layers, &places);

    let map = BaseMap::read(&bytes).context("what was packed cannot be read back")?;
    println!(
        "{:<10} {:>5} {:>6} {:>7} {:>8}",
        "layer", "zoom", "tiles", "shapes", "vertices"
    );
    for layer in &layers {
        for level in &layer.levels {
            let zoom = f64::from(level.from_zoom_tenths) / 10.0;
            let tiles: Vec<_> = map.tiles(layer.layer, zoom, UnitBox::WORLD).collect();
            let shapes: usize = tiles.iter().map(|tile| tile.shapes().len()).sum();
            let vertices: usize = tiles
                .iter()
                .flat_map(|tile| tile.shapes())
                .map(|shape| shape.points.len())
                .sum();
            let name = format!("{:?}", layer.layer);
            println!(
                "{name:<10} {zoom:>5} {:>6} {shapes:>7} {vertices:>8}",
                tiles.len()
            );
        }
    }
    println!("{} places, {} bytes", map.places().len(), bytes.len());
    std::fs::write(out, &bytes).with_context(|| format!("cannot write {}", out.display()))
}
