#!/usr/bin/env python3
"""Makes the figures that measuring is held against: `measured.py FOLDER`.

Needs geographiclib 2.1 (PyPI), Karney's own Python. Seeds are fixed: the same files every time.
"""
import math
import random
import sys
from pathlib import Path

from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84
ROUND = 7


def step(degrees):
    return round(degrees, ROUND)


def geodesics(chance):
    """Pairs from metres to half the earth apart, and some that are awkward."""
    pairs = []
    for count in range(120):
        start = step(chance.uniform(-89, 89)), step(chance.uniform(-180, 180))
        if count % 4 == 0:
            end = step(chance.uniform(-89, 89)), step(chance.uniform(-180, 180))
        else:
            there = WGS84.Direct(*start, chance.uniform(0, 360), 10 ** chance.uniform(0.5, 5.5))
            end = step(there["lat2"]), step(there["lon2"])
        pairs.append((*start, *end))
    pairs += [
        (0, 0, 0, 90), (0, 179.5, 0, -179.5), (89.9999, 0, 89.9999, 180),
        (33.35, 43.78, 33.36, 43.78), (-33.5, -70.6, 35, 139), (78.2, 15.6, 78.2, 16.6),
    ]
    for pair in pairs:
        found = WGS84.Inverse(*pair)
        yield "%.7f,%.7f,%.7f,%.7f,%.6f,%.9f" % (*pair, found["s12"], found["azi1"] % 360)


def ring_points(chance):
    """Places on circles of 1 m to 1600 km."""
    asked = [
        (step(chance.uniform(-89.9, 89.9)), step(chance.uniform(-180, 180)),
         round(10 ** chance.uniform(0, 6.2)), chance.randrange(180) * 2)
        for _ in range(60)
    ]
    for centre in [(33.35, 43.78, 1000), (33.35, 43.78, 5000), (33.35, 43.78, 20000),
                   (0, 180, 5000), (89.9, 10, 40000)]:
        asked += [(*centre, azimuth) for azimuth in (0, 90, 180, 270, 46)]
    for latitude, longitude, radius, azimuth in asked:
        found = WGS84.Direct(latitude, longitude, azimuth, radius)
        yield "%.7f,%.7f,%d,%d,%.9f,%.9f" % (latitude, longitude, radius, azimuth, found["lat2"], found["lon2"])


def enclosed(chance):
    """Star-shaped rings of some 100 m to 400 km; edges straight in degrees, cut into 2000 pieces."""
    for _ in range(12):
        latitude, longitude = chance.uniform(-70, 70), chance.uniform(-179, 170)
        size = 10 ** chance.uniform(-3, 0.6)
        angles = sorted(chance.uniform(0, 2 * math.pi) for _ in range(chance.randrange(3, 8)))
        ring = [
            (step(latitude + size * chance.uniform(0.5, 1) * math.sin(angle)),
             step(longitude + size * chance.uniform(0.5, 1) * math.cos(angle)))
            for angle in angles
        ]
        polygon = WGS84.Polygon()
        for start, end in zip(ring, ring[1:] + ring[:1]):
            for piece in range(2000):
                polygon.AddPoint(*(a + (b - a) * piece / 2000 for a, b in zip(start, end)))
        _, perimeter, area = polygon.Compute(False, True)
        yield "%.3f,%.4f,%s" % (abs(area), perimeter, ",".join("%.7f %.7f" % vertex for vertex in ring))


def main():
    folder = Path(sys.argv[1])
    for name, rows, heading in [
        ("geodesics.csv", geodesics, "from latitude, longitude, to latitude, longitude, metres, degrees from north at the start"),
        ("ring_points.csv", ring_points, "centre latitude, longitude, radius in metres, degrees from north, latitude, longitude there"),
        ("enclosed.csv", enclosed, "square metres, metres round it, latitude longitude of each vertex"),
    ]:
        lines = [f"# {heading}: geographiclib 2.1 (PyPI), measured.py", *rows(random.Random(20261129))]
        (folder / name).write_text("\n".join(lines) + "\n")


main()
