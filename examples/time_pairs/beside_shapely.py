"""Times Entente's pairs beside shapely's, alternately, in one run.

python3 examples/time_pairs/beside_shapely.py [SECTORS [ROUNDS]]   (needs: pip install shapely numpy)

Both find the candidates by box, holder and phase, intersect each pair and measure what it shares:
shapely in the plane of longitude and latitude, Entente on the ellipsoid. Making the polygons from
numbers is timed for neither.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parents[2]
sectors = sys.argv[1] if len(sys.argv) > 1 else "10000"
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7

build = ["cargo", "build", "--release", "--no-default-features", "--example", "time_pairs", "--message-format=json"]
lines = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
built = [json.loads(line) for line in lines]
program = next(line["executable"] for line in built if line.get("executable") and line["target"]["name"] == "time_pairs")

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "sectors.json"
    subprocess.run([program, sectors, "write", str(file)], check=True)
    rows = json.loads(file.read_text())

polygons = np.array([
    shapely.MultiPolygon([(part[0], part[1:]) for part in row["parts"]]) if len(row["parts"]) != 1
    else shapely.Polygon(row["parts"][0][0], row["parts"][0][1:])
    for row in rows
])
holders = np.unique([row["holder"] or "" for row in rows], return_inverse=True)[1]
phases = sorted({phase for row in rows for phase in row["phases"]})
masks = np.array([sum(1 << phases.index(phase) for phase in row["phases"]) for row in rows])


def beside():
    start = time.perf_counter()
    tree = shapely.STRtree(polygons)
    a, b = tree.query(polygons)
    wanted = (a < b) & (holders[a] != holders[b]) & ((masks[a] & masks[b]) != 0)
    a, b = a[wanted], b[wanted]
    areas = shapely.area(shapely.intersection(polygons[a], polygons[b]))
    return time.perf_counter() - start, int((areas > 0).sum()), len(a)


ours, theirs = [], []
for _ in range(rounds):
    seconds, shared, _ = subprocess.run([program, sectors, "time"], check=True, capture_output=True, text=True).stdout.split()
    ours.append(float(seconds))
    seconds, shared_beside, candidates = beside()
    theirs.append(seconds)
    assert int(shared) == shared_beside, (shared, shared_beside)

mine, yours = statistics.median(ours), statistics.median(theirs)
print(f"{sectors} sectors, {candidates} candidates, {shared} pairs share ground; shapely {shapely.__version__}, GEOS {shapely.geos_version_string}")
print(f"Entente {mine * 1e3:.1f} ms, shapely {yours * 1e3:.1f} ms, median of {rounds}: {yours / mine:.1f} times as fast")
