"""The engine against HiGHS: the same tasks, made up here, solved by both, proven costs compared.

    cargo build --release --example solve_json
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r benches/peers/requirements.txt
    /tmp/peers/bin/python tests/differential/highs.py --solver target/release/examples/solve_json --seeds 200 --units 30

Each seed makes points in a square, some of them at one place, lists, and neighbours (Gabriel edges, of which every third seed loses some).
Even seeds have a fixed number of groups, odd ones a range of it and a cost for each group. HiGHS solves the compact model of one variable for each
unit and hub, and is given contiguity by cuts: a piece that does not hold its hub needs a unit next to it. Nothing here is taken from the library but
the format of its instances. What it says is one of:

- equal: both prove the same least cost;
- no plan: both prove that there is none;
- open: one of them did not end within its time, and what both have proven so far can be true together: no bound is above the other's plan;
- different: anything else. The instance stays in the folder, and the exit status is 1.

A line for each task says what both found and how many seconds they took.
"""

import argparse
import collections
import json
import math
import pathlib
import random
import subprocess
import sys
import time

import highspy


def made_up(seed, units):
    """An instance of so many units."""
    luck = random.Random(seed)
    points = [(luck.randrange(60), luck.randrange(60)) for _ in range(units)]
    for unit in range(1, units):
        if luck.random() < 0.1:
            points[unit] = points[luck.randrange(unit)]
    lists = [luck.randrange(20, 160) for _ in range(units)]
    edges = gabriel(points)
    if seed % 3 == 0:
        edges = [edge for edge in edges if luck.random() < 0.9]
    count = max(2, round(units / luck.choice([4, 5, 6, 8])))
    mean, width = sum(lists) / count, luck.choice([0.1, 0.2, 0.3, 0.5])
    spread = 0 if seed % 2 == 0 else luck.randrange(1, 3)
    return {
        "format": "locality-instance/1",
        "units": [f"U{unit:02}" for unit in range(units)],
        "edges": edges,
        "sites": [
            {"name": f"S{hub:02}", "unit": hub, "star": [[unit, lists[unit] * metres(points[unit], points[hub])] for unit in range(units)]}
            for hub in range(units)
        ],
        "measures": [{"name": "patients", "values": lists, "band": {"least": int(mean * (1 - width)), "most": int(mean * (1 + width))}}],
        "fixed": 0 if seed % 2 == 0 else luck.randrange(0, 4_000),
        "groups": {"least": max(1, count - spread), "most": count + spread},
    }


def metres(a, b):
    return math.isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def gabriel(points):
    """Pairs with no third point inside the circle over them."""
    def inside(p, a, b):
        return (p[0] - a[0]) * (p[0] - b[0]) + (p[1] - a[1]) * (p[1] - b[1]) < 0

    every = range(len(points))
    return [
        [a, b]
        for a in every
        for b in every
        if a < b and not any(inside(points[c], points[a], points[b]) for c in every if c not in (a, b))
    ]


def best(task, seconds):
    """What HiGHS says, in the engine's words: with status, cost where it has proven one, and its bound where its time ended first."""
    end = time.monotonic() + seconds
    units, band = len(task["units"]), task["measures"][0]["band"]
    lists, groups = task["measures"][0]["values"], task["groups"]
    ways = [[0] * units for _ in range(units)]
    for hub, site in enumerate(task["sites"]):
        for unit, way in site["star"]:
            ways[unit][hub] = way
    near = [set() for _ in range(units)]
    for a, b in task["edges"]:
        near[a].add(b)
        near[b].add(a)
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.5)
    at = lambda unit, hub: unit * units + hub
    infinity = highspy.kHighsInf
    for unit in range(units):
        for hub in range(units):
            most = 1 if unit in reached(near, hub, set()) else 0
            model.addCol(ways[unit][hub] + (task["fixed"] if unit == hub else 0), 0, most, 0, [], [])
            model.changeColIntegrality(at(unit, hub), highspy.HighsVarType.kInteger)

    def row(least, most, entries):
        model.addRow(least, most, len(entries), [column for column, _ in entries], [value for _, value in entries])

    for unit in range(units):
        row(1, 1, [(at(unit, hub), 1) for hub in range(units)])
    for hub in range(units):
        for unit in range(units):
            if unit != hub:
                row(-infinity, 0, [(at(unit, hub), 1), (at(hub, hub), -1)])
        others = [(at(unit, hub), lists[unit]) for unit in range(units) if unit != hub]
        row(0, infinity, others + [(at(hub, hub), lists[hub] - band["least"])])
        row(-infinity, 0, others + [(at(hub, hub), lists[hub] - band["most"])])
        # Without these, most plans would be in pieces: who is not beside the hub has a neighbour that is served by it too.
        for unit in set(range(units)) - near[hub] - {hub}:
            row(-infinity, 0, [(at(unit, hub), 1)] + [(at(gate, hub), -1) for gate in sorted(near[unit])])
    row(groups["least"], groups["most"], [(at(hub, hub), 1) for hub in range(units)])
    bound = 0
    while True:
        left = end - time.monotonic()
        if left <= 0:
            return {"status": "feasible", "bound": bound}
        model.setOptionValue("time_limit", left)
        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return {"status": "proven-infeasible"}
        # Every plan keeps the cuts, so that a bound under some of them is one of all plans. The half allows for its tolerances.
        proven = model.getInfo().mip_dual_bound
        if math.isfinite(proven):
            bound = max(bound, math.ceil(proven - 0.5))
        if status == highspy.HighsModelStatus.kTimeLimit:
            continue
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS ended with {status}")
        values = model.getSolution().col_value
        found = collections.defaultdict(list)
        for unit in range(units):
            found[max(range(units), key=lambda hub: values[at(unit, hub)])].append(unit)
        pieces = [piece for hub, group in found.items() for piece in cut_off(near, hub, group)]
        if not pieces:
            least = cost(task, ways, found.values())
            return {"status": "optimal", "cost": least, "bound": least}
        # What holds for the hub that was cut off holds for every other hub outside the piece.
        for piece in pieces:
            around = set().union(*(near[unit] for unit in piece)) - piece
            for hub in set(range(units)) - piece - around:
                seen = reached(near, hub, around)
                gates = sorted(gate for gate in around if near[gate] & seen)
                for unit in sorted(piece):
                    row(-infinity, 0, [(at(unit, hub), 1)] + [(at(gate, hub), -1) for gate in gates])


def cut_off(near, hub, group):
    """The pieces of the group that its hub does not reach inside it."""
    left = set(group) - reached(near, hub, set(range(len(near))) - set(group))
    while left:
        piece = reached(near, min(left), set(range(len(near))) - left)
        left -= piece
        yield piece


def reached(near, start, closed):
    """The units that are reached from one without passing through those that are closed."""
    seen, stack = {start}, [start]
    while stack:
        new = near[stack.pop()] - closed - seen
        seen |= new
        stack.extend(new)
    return seen


def cost(task, ways, groups):
    """What the groups cost, in whole numbers, each at its best hub."""
    return sum(task["fixed"] + min(sum(ways[unit][hub] for unit in group) for hub in group) for group in groups)


def engine(solver, path, seconds):
    """What the library says."""
    run = subprocess.run([solver.resolve(), path, "--seconds", str(seconds), "--threads", "1", "--gap", "0"], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        raise RuntimeError(run.stderr)
    return json.loads(run.stdout)


def compare(theirs, ours):
    """What came of a task, in a word."""
    both = [theirs, ours]
    plans = [said["cost"] for said in both if said.get("cost") is not None]
    bounds = [said["bound"] for said in both if said.get("bound") is not None]
    none = [said["status"] == "proven-infeasible" for said in both]
    if all(none):
        return "no plan"
    if (any(none) and plans) or (plans and bounds and max(bounds) > min(plans)):
        return "different"
    if all(said["status"] == "optimal" for said in both):
        return "equal" if len(set(plans + bounds)) == 1 else "different"
    return "open"


def shown(said):
    known = [f"{word} {said[word]}" for word in ("cost", "bound") if said.get(word) is not None]
    return " ".join([said["status"]] + known)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--solver", type=pathlib.Path, required=True, help="the built example solve_json")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--units", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=60, help="for each task and each of the two")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("differential"), help="where instances are written")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    seen = collections.Counter()
    for seed in range(asked.first, asked.first + asked.seeds):
        task = made_up(seed, asked.units)
        path = asked.out / f"{seed}.json"
        path.write_text(json.dumps(task), encoding="utf-8")
        begun = time.monotonic()
        ours = engine(asked.solver, path, asked.seconds)
        between = time.monotonic()
        theirs = best(task, asked.seconds)
        took = (between - begun, time.monotonic() - between)
        said = compare(theirs, ours)
        kind = "fixed" if task["groups"]["least"] == task["groups"]["most"] else "free"
        seen[kind, said] += 1
        print(f"seed {seed} {kind}: {said}; the engine {shown(ours)} in {took[0]:.1f} s, HiGHS {shown(theirs)} in {took[1]:.1f} s", flush=True)
        if said != "different":
            path.unlink()
    for (kind, word), many in sorted(seen.items()):
        print(f"{many:>6} of a {kind} number of groups: {word}")
    return int(any(word == "different" for _, word in seen))


if __name__ == "__main__":
    sys.exit(main())
