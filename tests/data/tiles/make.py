"""Makes the tile files of this folder with other people's programs, as a judge of our readers.

    pip install pmtiles mapbox-vector-tile
    python make.py
"""

import gzip
import os
import sqlite3

import mapbox_vector_tile
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

HERE = os.path.dirname(os.path.abspath(__file__))
ZOOM, COLUMN, ROW = 10, 636, 411

TILE = mapbox_vector_tile.encode(
    [
        {
            "name": "roads",
            "features": [
                {"geometry": "LINESTRING(0 100, 4096 300)", "properties": {"kind": "highway"}},
                {"geometry": "LINESTRING(0 0, 50 50)", "properties": {"kind": "ferry"}},
            ],
        },
        {
            "name": "water",
            "features": [
                {
                    "geometry": "MULTIPOLYGON(((0 0, 1000 0, 1000 1000, 0 1000, 0 0),"
                    "(200 200, 200 400, 400 400, 400 200, 200 200)),"
                    "((2000 2000, 3000 2000, 3000 3000, 2000 3000, 2000 2000)))",
                    "properties": {"kind": "lake"},
                },
                {"geometry": "LINESTRING(100 4000, 4000 100)", "properties": {"kind": "river"}},
            ],
        },
        {
            "name": "places",
            "features": [
                {
                    "geometry": "POINT(2048 2048)",
                    "properties": {
                        "kind": "locality",
                        "kind_detail": "city",
                        "name": "الفلوجة",
                        "name:en": "Fallujah",
                        "population_rank": 8,
                    },
                }
            ],
        },
    ]
)
CREDIT = '<a href="https://www.openstreetmap.org/copyright">&copy; OpenStreetMap contributors</a>'

with open(os.path.join(HERE, "made_by_pmtiles.pmtiles"), "wb") as file:
    writer = Writer(file)
    writer.write_tile(zxy_to_tileid(ZOOM, COLUMN, ROW), gzip.compress(TILE, mtime=0))
    writer.finalize(
        {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_zoom": ZOOM,
            "max_zoom": ZOOM,
            "min_lon_e7": 435000000,
            "min_lat_e7": 333000000,
            "max_lon_e7": 440000000,
            "max_lat_e7": 337000000,
            "center_zoom": ZOOM,
            "center_lon_e7": 437000000,
            "center_lat_e7": 334000000,
        },
        {"name": "Fallujah", "attribution": CREDIT},
    )

path = os.path.join(HERE, "made_by_sqlite.mbtiles")
if os.path.exists(path):
    os.remove(path)
database = sqlite3.connect(path)
database.executescript(
    """
    PRAGMA page_size = 1024;
    CREATE TABLE metadata (name text, value text);
    CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
    CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
    """
)
database.executemany(
    "INSERT INTO metadata VALUES (?, ?)",
    [("name", "Fallujah"), ("format", "pbf"), ("attribution", CREDIT), ("minzoom", "10"), ("maxzoom", "10")],
)
database.execute(
    "INSERT INTO tiles VALUES (?, ?, ?, ?)", (ZOOM, COLUMN, 2**ZOOM - 1 - ROW, gzip.compress(TILE, mtime=0))
)
database.commit()
database.close()
