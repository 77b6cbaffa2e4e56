//! Packs the raw map data into the two files that the program carries: `basemap.bin`, and `roads.bin`
//! with the roads and railways of OpenStreetMap alone, as its licence is another.
//!
//! `cargo run --example pack_basemap --no-default-features -- DATA_FOLDER OUT_FOLDER`
//!
//! The data folder holds `places.tsv`, `places_iraq_supplement.tsv`, `world/` and `middle_east/` (what is
//! in them, and whose it is: `assets/LICENSES.md`). The same data give the same bytes. It fetches
//! nothing. A first build without assets needs empty files of these names in `assets/basemap`.
#![expect(clippy::print_stdout, reason = "a command-line tool says what it packed")]

mod cut;
mod iraq;
mod join;
mod layers;
mod lost_letters;
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
        bail!("usage: pack_basemap DATA_FOLDER OUT_FOLDER");
    };
    let (data, out) = (Path::new(data), Path::new(out));

    let layers = Layer::ALL
        .into_iter()
        .map(|layer| layers::pack(layer, data).with_context(|| format!("{layer:?}")))
        .collect::<anyhow::Result<Vec<LayerSource>>>()?;
    let places = places::collect(data)?;
    let (ways, others): (Vec<_>, Vec<_>) = layers.iter().cloned().partition(|layer| layer.layer.is_way());
    let parts = [write(&others, &places), write(&ways, &[])];
    let [base, roads] = &parts;

    let map = BaseMap::read_parts(&[base, roads]).context("what was packed cannot be read back")?;
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
    println!("{} places", map.places().len());
    for (name, bytes) in ["basemap.bin", "roads.bin"].into_iter().zip(&parts) {
        println!("{name}: {} bytes", bytes.len());
        let path = out.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
