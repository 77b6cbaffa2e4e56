#!/usr/bin/env python3
"""Makes the map fixtures of this folder, and their expected figures by means that are not Entente's.

Needs shapely >= 2.1 and pyproj, and `counties-10m.json` of us-atlas 3 (TopoJSON of the US Census Bureau's
cartographic county boundaries of 2017).

    make.py counties-10m.json FOLDER            the small fixtures with their expectations
    make.py counties-10m.json FOLDER --all      every county twice, for measuring; no expectation

How the figures come about: a ring counts by even-odd alone (its lines are noded and polygonised, and a face
stays where a ray from inside it crosses the ring an odd number of times), a part is its outer ring without
its holes, parts are united. An edge is straight in longitude and latitude and goes the short way round the
earth. Shapes meet in that plane by GEOS, in doubles; areas are geodesic on WGS 84, edges densified to 0.002
degrees before.
"""
import argparse
import json
import math
import random
from pathlib import Path

import shapely
from pyproj import Geod
from shapely import LineString, MultiPolygon, Polygon, STRtree
from shapely.affinity import rotate, translate
from shapely.ops import polygonize, unary_union

GEOD = Geod(ellps="WGS84")
HOLDERS = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Oak"]


# --- Judging.

def unwrapped(ring):
    """A ring with continuous longitudes, closed."""
    points = [tuple(ring[0])]
    for lon, lat in ring[1:] + ring[:1]:
        points.append((lon + 360 * round((points[-1][0] - lon) / 360), lat))
    return points


def crossings(point, ring):
    """How often a ray from the point eastward meets the ring."""
    x, y = point
    count = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            count += 1
    return count


def even_odd(ring):
    closed = unwrapped(ring)
    if len(set(closed)) < 3:
        return Polygon()
    faces = polygonize(unary_union(LineString(closed)))
    inside = []
    for face in faces:
        at = face.representative_point()
        if crossings((at.x, at.y), closed) % 2 == 1:
            inside.append(face)
    return unary_union(inside) if inside else Polygon()


def near(shape, middle):
    """The shape moved by whole turns so that it lies near the longitude."""
    if shape.is_empty:
        return shape
    west, _, east, _ = shape.bounds
    return translate(shape, 360 * round((middle - (west + east) / 2) / 360))


def ground(geometry):
    """The ground of a geometry, its parts side by side even across the date line."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    whole, middle = Polygon(), None
    for outer, *holes in parts:
        shape = even_odd(outer)
        if shape.is_empty:
            continue
        if middle is None:
            middle = (shape.bounds[0] + shape.bounds[2]) / 2
        shape = near(shape, middle)
        for hole in holes:
            shape = shape.difference(near(even_odd(hole), (shape.bounds[0] + shape.bounds[2]) / 2))
        whole = whole.union(shape)
    return whole


def area_m2(shape):
    total = 0.0
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            dense = shapely.segmentize(shapely.geometry.polygon.orient(part), 0.002)
            total += abs(GEOD.geometry_area_perimeter(dense)[0])
    return total


def met(a, b):
    """The ground of both, whichever turn they lie on."""
    return a.intersection(near(b, (a.bounds[0] + a.bounds[2]) / 2)) if not a.is_empty and not b.is_empty else Polygon()


def expectation(features):
    sectors = [f for f in features if f["properties"]["kind"] == "sector"]
    shapes = [ground(f["geometry"]) for f in sectors]
    names = [f["properties"]["name"] for f in sectors]
    holders = [f["properties"].get("stakeholder") for f in sectors]
    limits = [ground(f["geometry"]) for f in features if f["properties"]["kind"] == "area_of_operations"]
    limit = unary_union(limits) if limits else None

    def cut(shape):
        return shape if limit is None else met(limit, shape)

    boxed = [near(shape, 0) if not shape.is_empty else shape for shape in shapes]
    tree = STRtree(boxed + [translate(shape, 360) for shape in boxed] + [translate(shape, -360) for shape in boxed])
    pairs, shared = [], []
    for a, b in sorted({(int(a), int(b) % len(shapes)) for a, b in tree.query(boxed).T.tolist()}):
        if a < b and holders[a] != holders[b]:
            both = met(shapes[a], shapes[b])
            size = area_m2(both)
            if size > 0:
                shared.append(both)
            if size >= 1:
                pairs.append({"a": names[a], "b": names[b], "area_m2": round(size, 3)})
    by_holder = {}
    for holder, shape in zip(holders, shapes):
        by_holder.setdefault(holder, []).append(shape)
    united = {holder: unary_union([near(s, -90) for s in parts]) for holder, parts in by_holder.items()}
    covered = cut(unary_union([near(s, -90) for s in shapes]))
    result = {
        "sectors": [{"name": n, "area_m2": round(area_m2(s), 3)} for n, s in zip(names, shapes)],
        "pairs": sorted(pairs, key=lambda pair: (pair["a"], pair["b"])),
        "holders": [{"stakeholder": h, "area_m2": round(area_m2(cut(s)), 3)} for h, s in sorted(united.items())],
        "covered_m2": round(area_m2(covered), 3),
        "multiply_covered_m2": round(area_m2(cut(unary_union([near(s, -90) for s in shared]))), 3),
    }
    if limit is not None:
        result["area_of_operations_m2"] = round(area_m2(limit), 3)
        result["uncovered_m2"] = round(area_m2(limit.difference(covered)), 3)
    return result


# --- Making.

def decoded(topology, decimals):
    """Counties by FIPS code: name and a valid shape on the grid of so many decimals."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * sx + tx, decimals), round(y * sy + ty, decimals)))
        arcs.append(points)

    def ring(indices):
        points = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    counties = {}
    for county in topology["objects"]["counties"]["geometries"]:
        parts = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        rings = [[ring(indices) for indices in part] for part in parts]
        rings = [[ring for ring in part if len(ring) > 3] for part in rings]
        shape = MultiPolygon([Polygon(part[0], part[1:]) for part in rings if part])
        shape = on_grid(shape, decimals)
        if not shape.is_empty:
            counties[county["id"]] = (county["properties"]["name"], shape)
    return counties


def on_grid(shape, decimals):
    """A valid shape near this one with coordinates of so many decimals; its polygons only."""
    for _ in range(9):
        shape = shapely.transform(shape, lambda points: points.round(decimals))
        if shape.is_valid:
            parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and not p.is_empty]
            return MultiPolygon(parts)
        shape = shapely.make_valid(shape)
        shape = MultiPolygon([p for p in shapely.get_parts(shapely.get_parts(shape)) if p.geom_type == "Polygon"])
    raise SystemExit("no valid shape on the grid")


def geometry_of(shape):
    parts = [shapely.geometry.mapping(part)["coordinates"] for part in shape.geoms]
    parts = [[[list(point) for point in ring] for ring in part] for part in parts]
    return {"type": "Polygon", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "coordinates": parts}


def sector(identity, name, holder, geometry):
    properties = {"kind": "sector", "name": name, "stakeholder": holder}
    return {"type": "Feature", "id": identity, "properties": properties, "geometry": geometry}


def counties_twice(counties, chosen, decimals, turn_deg, shift):
    """Each county, and its copy turned about the middle of the country and shifted."""
    chance = random.Random(20160523)
    features = []
    for fips in sorted(chosen):
        name, shape = counties[fips]
        features.append(sector(fips, f"{name} {fips}", chance.choice(HOLDERS), geometry_of(shape)))
        copy = translate(rotate(shape, turn_deg, origin=(-96, 38)), *shift)
        west, south, east, north = copy.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            continue
        copy = on_grid(copy, decimals)
        features.append(sector(f"{fips}b", f"{name} {fips}b", chance.choice(HOLDERS), geometry_of(copy)))
    return features


def wrapped(points):
    return [[round((lon + 180) % 360 - 180, 5), round(lat, 5)] for lon, lat in points]


def small(counties):
    """Virginia (cities that are holes of counties), Michigan and Hawaii (many parts), the Aleutians."""
    chosen = [fips for fips in counties if fips[:2] in {"51", "26", "15"} or fips in {"02016", "02013"}]
    features = counties_twice(counties, chosen, 6, 1.0, (0.11, 0.07))
    west = ground(geometry_of(counties["02016"][1]))
    hull = list(west.convex_hull.exterior.coords)
    # One ring that crosses the date line as drawn, and a strip across it that goes the other way round.
    features.append(sector("zone", "Aleutian zone", "Oak", {"type": "Polygon", "coordinates": [wrapped(hull)]}))
    strip = [(178.5, 50.5), (178.5, 53.5), (183.5, 53.5), (183.5, 50.5), (178.5, 50.5)]
    hole = [(179.5, 51.5), (180.5, 51.5), (180.5, 52.5), (179.5, 52.5), (179.5, 51.5)]
    features.append(sector("strip", "Aleutian strip", "Ash", {"type": "Polygon", "coordinates": [wrapped(strip), wrapped(hole)]}))
    box = [[-83.7, 36.5], [-75.2, 36.5], [-75.2, 39.5], [-78.0, 39.0], [-83.7, 39.5], [-83.7, 36.5]]
    limits = {"type": "Feature", "id": "limits", "properties": {"kind": "area_of_operations"}, "geometry": {"type": "Polygon", "coordinates": [box]}}
    return [limits] + features


def awkward():
    """Shapes that no judge of valid polygons takes, each in a place of its own, under a plain square."""
    cases = []

    def case(name, *parts, square=True):
        """Parts as rings of kilometre-like steps of 0.01 degree from the case's own corner."""
        lon, lat = 44 + 0.2 * (len(cases) % 8), 33 + 0.2 * (len(cases) // 8)
        place = lambda ring: [[round(lon + 0.01 * x, 7), round(lat + 0.01 * y, 7)] for x, y in ring]
        cases.append((name, [[place(ring) for ring in part] for part in parts], place([(2, 2), (7, 2), (7, 7), (2, 7), (2, 2)]) if square else None))

    block = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    case("plain", [block])
    case("clockwise", [block[::-1]])
    case("clockwise hole", [block, [(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)][::-1]])
    case("hole the same way round", [block, [(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)]])
    case("not closed", [block[:-1]])
    case("closed twice", [block + block[:1]])
    case("repeated points", [[(0, 0), (0, 0), (10, 0), (10, 0), (10, 0), (10, 10), (0, 10), (0, 10), (0, 0)]])
    case("points on a line", [[(0, 0), (2.5, 0), (5, 0), (7.5, 0), (10, 0), (10, 5), (10, 10), (0, 10), (0, 0)]])
    case("spike outward", [[(0, 0), (10, 0), (10, 5), (15, 5), (10, 5), (10, 10), (0, 10), (0, 0)]])
    case("spike inward", [[(0, 0), (10, 0), (10, 5), (4, 5), (10, 5), (10, 10), (0, 10), (0, 0)]])
    case("bow-tie", [[(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]])
    case("bow-tie off the grid", [[(0, 0), (10, 7), (10, 0), (0, 9), (0, 0)]])
    case("five-pointed star", [[(5, 10), (2.0611, 0.9549), (9.7553, 6.5451), (0.2447, 6.5451), (7.9389, 0.9549), (5, 10)]])
    case("touches itself in a point", [[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10), (0, 0)]])
    case("hole joined to the ring", [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 5), (3, 5), (3, 7), (5, 7), (5, 5), (3, 5), (0, 5), (0, 0)]])
    case("ring walked twice", [block + block[1:]])
    case("ring walked three times", [block + block[1:] + block[1:]])
    case("inner loop of the same ring", [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 2), (6, 2), (6, 6), (2, 6), (2, 0), (0, 0)]])
    case("overlapping parts", [block], [[(5, 5), (12, 5), (12, 12), (5, 12), (5, 5)]])
    case("the same part twice", [block], [block])
    case("parts that share an edge", [[(0, 0), (5, 0), (5, 10), (0, 10), (0, 0)]], [[(5, 0), (10, 0), (10, 10), (5, 10), (5, 0)]])
    case("part inside a hole", [block, [(2, 2), (8, 2), (8, 8), (2, 8), (2, 2)]], [[(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]])
    case("part over another's hole", [block, [(2, 2), (8, 2), (8, 8), (2, 8), (2, 2)]], [[(1, 4), (9, 4), (9, 6), (1, 6), (1, 4)]])
    case("hole that reaches out", [block, [(8, 4), (13, 4), (13, 6), (8, 6), (8, 4)]])
    case("hole outside", [block, [(12, 4), (14, 4), (14, 6), (12, 6), (12, 4)]])
    case("hole as large as the ring", [block, block])
    case("holes that overlap", [block, [(1, 1), (5, 1), (5, 5), (1, 5), (1, 1)], [(3, 3), (8, 3), (8, 8), (3, 8), (3, 3)]])
    case("hole that crosses itself", [block, [(2, 2), (8, 8), (8, 2), (2, 8), (2, 2)]])
    case("hole that touches the ring", [block, [(0, 5), (5, 2), (5, 8), (0, 5)]])
    case("sliver part", [block], [[(11, 0), (11.001, 0), (11.001, 10), (11, 10), (11, 0)]])
    case("sliver of one step", [[(0, 0), (10, 0), (10, 0.00001), (0, 0.00001), (0, 0)]])
    case("needle", [[(0, 0), (10, 10), (10, 10.00002), (0, 0)]])
    case("no ground: a line", [[(0, 5), (10, 5), (0, 5)]])
    case("no ground: there and back", [[(0, 0), (5, 5), (10, 0), (5, 5), (0, 0)]])
    case("no ground: a point", [[(5, 5), (5, 5), (5, 5), (5, 5)]])
    case("a part without ground", [block], [[(12, 1), (12, 9), (12, 1)]])
    features = []
    for name, parts, square in cases:
        geometry = {"type": "Polygon", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "coordinates": parts}
        features.append(sector(None, name, f"Holder of {name}", geometry))
        features.append(sector(None, f"square over {name}", "Squares", {"type": "Polygon", "coordinates": [square]}))
    # Across the date line, and far apart in longitude but near on the ground.
    across = [[179, 10], [-179, 10], [-179, 11], [179, 11], [179, 10]]
    features.append(sector(None, "across the date line", "Holder of across", {"type": "Polygon", "coordinates": [across]}))
    west = [[-180, 10.5], [-179.5, 10.5], [-179.5, 12], [-180, 12], [-180, 10.5]]
    east = [[179.5, 10.5], [180, 10.5], [180, 12], [179.5, 12], [179.5, 10.5]]
    features.append(sector(None, "cut at the date line", "Holder of cut", {"type": "MultiPolygon", "coordinates": [[west], [east]]}))
    features.append(sector(None, "backwards across", "Holder of backwards", {"type": "Polygon", "coordinates": [[[-179.75, 9], [-179.75, 10.25], [179.75, 10.25], [179.75, 9], [-179.75, 9]]]}))
    features.append(sector(None, "bow-tie across", "Holder of bow-tie across", {"type": "Polygon", "coordinates": [[[179.5, 20], [-179.5, 21], [-179.5, 20], [179.5, 21], [179.5, 20]]]}))
    features.append(sector(None, "box across", "Holder of box across", {"type": "Polygon", "coordinates": [[[179.25, 20.25], [-179.25, 20.25], [-179.25, 20.75], [179.25, 20.75], [179.25, 20.25]]]}))
    features.append(sector(None, "west of it only", "Holder of west", {"type": "Polygon", "coordinates": [[[178, 10.2], [180, 10.2], [180, 10.8], [178, 10.8], [178, 10.2]]]}))
    for place, feature in enumerate(features):
        feature["id"] = place + 1
    return features


def collection(name, features, note):
    lines = ",\n".join(json.dumps(feature, separators=(",", ":"), ensure_ascii=False) for feature in features)
    return f'{{"type":"FeatureCollection","name":{json.dumps(name)},"attribution":{json.dumps(note)},"features":[\n{lines}\n]}}\n'


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("topology")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--all", action="store_true")
    options = arguments.parse_args()
    topology = json.load(open(options.topology))
    note = "County boundaries: US Census Bureau (public domain), 2017, by way of us-atlas 3 (ISC)"
    if options.all:
        counties = decoded(topology, 7)
        features = counties_twice(counties, counties, 7, 1.0, (0.11, 0.07))
        (options.folder / "counties.geojson").write_text(collection("Counties twice", features, note))
        return
    made = {"counties": (small(decoded(topology, 5)), note), "awkward": (awkward(), "Made by hand")}
    for name, (features, credit) in made.items():
        (options.folder / f"{name}.geojson").write_text(collection(name.capitalize(), features, credit))
        figures = expectation(features)
        (options.folder / f"{name}.expected.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
