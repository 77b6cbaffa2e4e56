"""Makes coordinates.txt.gz: what other people's programs say of 10,000 random positions and of every edge.

    pip install mgrs pyproj && python coordinates.py coordinates.txt.gz

A line a position: latitude and longitude in 1e-7 degree; its MGRS reference of the PyPI package mgrs
(GEOTRANS of the NGA); easting and northing in centimetres, convergence in 1e-7 degree and point scale in
1e-9 of pyproj (PROJ) in the zone of that reference. Nothing here comes from Entente.
"""

import gzip
import random
import sys

import mgrs
import pyproj

STEP = 1e-7


def edges():
    """Zone and band edges, a step to either side; exceptions; equator; date line; poles."""
    beside = (-1, 0, 1)
    for zone in range(0, 61):
        for lat in (-79.5, -33.3, -0.5, 0.5, 33.3, 55.9, 60.0, 71.9, 78.0, 83.9):
            for by in beside:
                yield lat, zone * 6 - 180, 0, by
    for band in list(range(-80, 80, 8)) + [80, 84]:
        for lon in (-180, -77.7, 0, 3.5, 10.1, 45, 179.9999999):
            for by in beside:
                yield band, lon, by, 0
    for lat in (56, 60, 63.9999999, 64, 72, 76, 83.9999999, 84):
        for lon in (0, 3, 6, 9, 12, 15, 21, 27, 33, 39, 42):
            for by in beside:
                yield lat, lon, 0, by
                yield lat, lon, by, 0
    for lat in (84.5, 87, 89.9, 90, -80.5, -85, -89.9, -90):
        for lon in (-180, -135, -90, -0.1, 0, 0.1, 45, 90, 135, 179.9999999, 180):
            yield lat, lon, 0, 0
    for lon in range(-180, 181, 3):
        for by in beside:
            yield 0, lon, by, 0


def positions():
    chance = random.Random(34310)
    for _ in range(10_000):
        yield chance.randint(-900_000_000, 900_000_000), chance.randint(-1_800_000_000, 1_800_000_000)
    for lat, lon, by_lat, by_lon in edges():
        lat, lon = round(lat / STEP) + by_lat, round(lon / STEP) + by_lon
        if abs(lat) <= 900_000_000 and abs(lon) <= 1_800_000_000:
            yield lat, lon


def projection(reference, lat):
    zone = "".join(letter for letter in reference[:2] if letter.isdigit())
    south = " +south" if lat < 0 else ""
    name = f"+proj=utm +zone={int(zone)}" if zone else "+proj=ups"
    return name + south + " +ellps=WGS84"


def main(path):
    known, tool, lines = {}, mgrs.MGRS(), []
    for lat_e7, lon_e7 in positions():
        lat, lon = lat_e7 / 1e7, lon_e7 / 1e7
        reference = tool.toMGRS(lat, lon)
        name = projection(reference, lat)
        plane = known.setdefault(name, pyproj.Proj(name))
        easting, northing = plane(lon, lat)
        factors = plane.get_factors(lon, lat)
        turn, scale = factors.meridian_convergence, factors.meridional_scale
        lines.append(
            f"{lat_e7} {lon_e7} {reference} {easting * 100:.0f} {northing * 100:.0f} {turn * 1e7:.0f} {scale * 1e9:.0f}\n"
        )
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as out:
        out.write("".join(lines).encode())
    print(len(lines), "positions")


main(sys.argv[1])
