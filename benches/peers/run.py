"""Runs what others offer on the yardstick's task, beside Locality, and writes one table; see README.md."""

import argparse
import csv
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# No compiled files among the sources, which are packaged as they lie there; the runs get -B for the same.
sys.dont_write_bytecode = True

from task import Task  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Each peer with the package that it comes from; its file has an underscore where its name has a hyphen.
PEERS = {
    "today": None,
    "metis": "pymetis",
    "kahip": "kahip",
    "spopt": "spopt",
    "pygeoda-greedy": "pygeoda",
    "pygeoda-annealing": "pygeoda",
    "pygeoda-tabu": "pygeoda",
    "gerrychain": "gerrychain",
    "cp-sat": "ortools",
    "highs": "highspy",
    "highs-cuts": "highspy",
}

# The columns of the example `strategies` that mean the same here, then under which limits a run was made.
COLUMNS = [
    *("area", "strategy", "seed", "keeps_every_rule", "networks", "cost", "bound", "gap", "over_best", "broken"),
    *("below_band", "above_band", "in_pieces", "wrong_number", "missing", "rounds", "seconds", "peak_mib", "note"),
    *("limit", "threads", "cores", "load", "version"),
]

# A peer that does not look at the clock is ended so many seconds after its limit.
GRACE = 10


def main():
    arguments = parse()
    arguments.out.mkdir(parents=True, exist_ok=True)
    table = arguments.out / "peers.csv"
    rows = read(table)
    yardstick = arguments.yardstick or build()
    for area in arguments.area:
        rows.append(locality(yardstick, area, arguments))
        write(table, rows)
        task = Task(instance(arguments, area), arguments.data)
        for peer in arguments.peers:
            rows.append(apart(peer, area, task, arguments))
            # After every run: one that is broken off keeps what is done.
            write(table, rows)
        print(page(area, rows))
    print(f"Written to {table}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FILE", help="the table practices.csv")
    parser.add_argument("--area", required=True, action="append", metavar="CODE", help="an ICB, such as QT6; may be given several times")
    parser.add_argument("--seconds", type=whole, default=60, help="for each run (60)")
    parser.add_argument("--threads", type=whole, default=2, help="for those that can use them (2)")
    parser.add_argument("--seed", type=whole, default=1, help="the first seed (1)")
    parser.add_argument("--peers", type=names, default="all", metavar="LIST", help="apart by commas, or all: " + ", ".join(PEERS))
    parser.add_argument("--yardstick", type=Path, metavar="FILE", help="the built example; cargo makes it unless given")
    parser.add_argument("--out", type=Path, default=Path("peers"), metavar="DIR", help="where peers.csv grows; made where it is not there")
    arguments = parser.parse_args()
    if not arguments.data.is_file():
        parser.error(f"{arguments.data} is no file")
    arguments.area = [area.strip().upper() for area in arguments.area]
    return arguments


def whole(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return number


def names(text):
    asked = list(PEERS) if text == "all" else text.split(",")
    for name in asked:
        if name not in PEERS:
            raise argparse.ArgumentTypeError(f"there is no {name!r}; choose from {', '.join(PEERS)}")
    return asked


def build():
    subprocess.run(["cargo", "build", "--release", "--example", "yardstick"], cwd=ROOT, check=True)
    folder = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return folder / "release" / "examples" / "yardstick"


def instance(arguments, area):
    return arguments.out / f"{area}.instance.json"


def start(area, strategy, arguments, version):
    return {
        "area": area,
        "strategy": strategy,
        "seed": arguments.seed,
        "limit": arguments.seconds,
        "threads": arguments.threads,
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "version": version,
    }


def locality(yardstick, area, arguments):
    """Locality's row, judged as the others are; writes the instance too."""
    row = start(area, "locality", arguments, "")
    command = [yardstick, arguments.data, "--area", area, "--seconds", arguments.seconds, "--threads", arguments.threads]
    command += ["--gap", "0", "--seed", arguments.seed, "--instances", arguments.out, "--out", arguments.out]
    status, _, peak, _ = run(command, arguments.seconds + GRACE, sys.stderr)
    if status == 2:
        sys.exit(f"{area}: the yardstick did not run")
    row["peak_mib"] = peak
    if status != 0:
        return row | {"note": "no plan"}
    told = json.loads((arguments.out / f"{area}.json").read_text())
    task = Task(instance(arguments, area), arguments.data)
    numbers = {code: unit for unit, code in enumerate(task.units)}
    networks = {}
    with open(arguments.out / f"{area}.plan.csv", newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if line["practice_code"] in numbers:
                networks.setdefault(line["network_id"], []).append(numbers[line["practice_code"]])
    judged = task.judge(list(networks.values()))
    if judged["cost"] != told["cost"]:
        sys.exit(f"{area}: Locality says {told['cost']}, counted again {judged['cost']}")
    return row | judged | {key: told[key] for key in ("bound", "rounds", "seconds")}


def apart(peer, area, task, arguments):
    """One peer in a process of its own: its last plan, which is its best, and what became of it."""
    row = start(area, peer, arguments, version(peer))
    command = [sys.executable, "-B", HERE / "one.py", peer, instance(arguments, area), arguments.data]
    command += [arguments.seconds, arguments.seed, arguments.threads]
    with open(arguments.out / f"{area}.{peer}.log", "w", encoding="utf-8") as log:
        status, told, peak, seconds = run(command, arguments.seconds + GRACE, log)
    row["peak_mib"] = peak
    groups = None
    for line in told.splitlines():
        said = json.loads(line)
        groups = said.get("groups") or groups
        row |= {key: said[key] for key in ("bound", "rounds", "seconds") if said.get(key) is not None}
    if status == -signal.SIGKILL:
        row |= {"seconds": round(seconds, 3), "note": f"ended by force after {seconds:.0f} s"}
    elif status != 0:
        row["note"] = f"failed; see {log.name}"
    if groups is None:
        return row | {"note": row.get("note") or "no plan"}
    with open(arguments.out / f"{area}.{peer}.plan.csv", "w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["practice_code", "network_id"])
        lines.writerows((task.units[unit], f"N{at:03}") for at, group in enumerate(groups, 1) for unit in group)
    return row | task.judge(groups)


def version(peer):
    package = PEERS[peer]
    try:
        return f"{package} {importlib.metadata.version(package)}" if package else ""
    except importlib.metadata.PackageNotFoundError:
        return f"{package} is not installed"


def run(command, seconds, log):
    """Exit status, what was printed, peak memory in MiB and seconds of a process, which is killed after so many seconds."""
    began, peak = time.monotonic(), None
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        # A group of its own, so that no child outlives it.
        command = [str(part) for part in command]
        process = subprocess.Popen(command, stdout=out, stderr=log, start_new_session=True)
        try:
            while process.poll() is None and time.monotonic() - began < seconds:
                peak = memory(process.pid) or peak
                time.sleep(0.02)
        finally:
            # Out of time, or this program is broken off.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        out.seek(0)
        return process.returncode, out.read(), peak, time.monotonic() - began


def memory(process):
    """The most memory that a process has held so far, in MiB; none where the system does not say, or it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return round(int(lines[0].split()[1]) / 1024, 1) if lines else None


def read(table):
    if not table.exists():
        return []
    with open(table, newline="", encoding="utf-8") as file:
        return [{key: parsed(value) for key, value in row.items()} for row in csv.DictReader(file)]


def parsed(text):
    """A cell as it was before it was written: `strategies.csv` has true and false in small letters."""
    if text in ("true", "false", ""):
        return {"true": True, "false": False}.get(text)
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def write(table, rows):
    compare(rows)
    with open(table, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({key: str(value).lower() if isinstance(value, bool) else value for key, value in row.items()})


def compare(rows):
    """Gaps to the best bound of the area, of plans that keep every rule; costs over that of the best such plan."""
    for row in rows:
        here = [other for other in rows if other["area"] == row["area"]]
        bound = max((other["bound"] for other in here if says(other.get("bound"))), default=None)
        kept = [other["cost"] for other in here if other.get("keeps_every_rule")]
        row["gap"] = row["over_best"] = None
        if row.get("cost") is None:
            continue
        if kept:
            row["over_best"] = round(row["cost"] / min(kept), 6)
        if bound and row["keeps_every_rule"]:
            row["gap"] = round((row["cost"] - bound) / row["cost"], 6)


def says(bound):
    """Whether it is a bound that says something of travel, which is never below nought."""
    return bound is not None and bound > 0


def page(area, rows):
    """The area's rows for reading; cost and bound in million person-metres."""
    shape = "{:<18} {:>10} {:>10} {:>8} {:>8} {:>6} {:>8} {:>8} {:>7} {:>8}  {}"
    lines = [area, shape.format("", "cost", "bound", "networks", "outside", "pieces", "missing", "gap", "s", "MiB", "")]
    show = lambda value, form: "-" if value is None else format(value, form)
    million = lambda value: None if value is None else value / 1e6
    for row in (row for row in rows if row["area"] == area):
        outside = None if row.get("cost") is None else row["below_band"] + row["above_band"]
        wrong = "*" if row.get("wrong_number") else ""
        lines.append(
            shape.format(
                row["strategy"],
                show(million(row.get("cost")), ",.1f"),
                show(million(row["bound"]) if says(row.get("bound")) else None, ",.1f"),
                show(row.get("networks"), "d") + wrong,
                show(outside, "d"),
                show(row.get("in_pieces"), "d"),
                show(row.get("missing"), "d"),
                show(row.get("gap"), ".3%"),
                show(row.get("seconds"), ".1f"),
                show(row.get("peak_mib"), ".0f"),
                row.get("note") or "",
            ).rstrip()
        )
    return "\n".join(lines) + "\n* not the number of networks that was asked for\n"


if __name__ == "__main__":
    main()
