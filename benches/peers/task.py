"""The task that every peer gets, and what a plan comes to: counted in plain Python, with nothing of the library or of a peer."""

import csv
import json
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A plan as a peer states it: groups of unit numbers, and a lower bound of the cost where the peer proves one."""

    groups: list | None
    bound: int | None = None


@dataclass(frozen=True)
class Limits:
    """How long and with what a peer runs. The clock starts when the limits are made."""

    seconds: float
    seed: int
    threads: int
    began: float

    @classmethod
    def of(cls, seconds, seed, threads):
        return cls(seconds, seed, threads, time.monotonic())

    def used(self):
        return time.monotonic() - self.began

    def left(self):
        """Seconds left; never nothing, which solvers take for no limit."""
        return max(self.seconds - self.used(), 0.1)


class Task:
    """An instance of the library, `CODE.instance.json`, with position and network of today from the table of practices."""

    def __init__(self, instance, practices):
        with open(instance, encoding="utf-8") as file:
            data = json.load(file)
        if data.get("format") != "locality-instance/1":
            raise ValueError(f"{instance} is no instance of version 1")
        self.units = data["units"]
        self.n = len(self.units)
        self.edges = [tuple(edge) for edge in data["edges"]]
        self.near = [[] for _ in self.units]
        for a, b in self.edges:
            self.near[a].append(b)
            self.near[b].append(a)
        [measure] = data["measures"]
        self.lists = measure["values"]
        self.least, self.most = measure["band"]["least"], measure["band"]["most"]
        if data["groups"]["least"] != data["groups"]["most"]:
            raise ValueError(f"{instance} leaves the number of networks free; peers need it")
        self.networks = data["groups"]["least"]
        # cost[unit][hub], in person-metres; every practice is a hub for every other.
        self.cost = [[None] * self.n for _ in self.units]
        for site in data["sites"]:
            for unit, cost in site["star"]:
                self.cost[unit][site["unit"]] = cost
        if any(cost is None for row in self.cost for cost in row) or data.get("pairs") or data["fixed"]:
            raise ValueError(f"{instance} is not the yardstick's task")
        with open(practices, newline="", encoding="utf-8-sig") as file:
            table = {row["practice_code"]: row for row in csv.DictReader(file)}
        rows = [table[code] for code in self.units]
        self.positions = [(int(row["easting"]), int(row["northing"])) for row in rows]
        self.today = [row.get("pcn_code") for row in rows]

    def patients(self, group):
        return sum(self.lists[unit] for unit in group)

    def metres(self, a, b):
        """The way between two units, as the costs have it."""
        return self.cost[a][b] / self.lists[a]

    def travel(self, group):
        """Travel to the best hub among the members."""
        return min(sum(self.cost[unit][hub] for unit in group) for hub in group)

    def pieces(self, group):
        """The connected parts of a group."""
        left, parts = set(group), []
        while left:
            part, stack = [], [left.pop()]
            while stack:
                unit = stack.pop()
                part.append(unit)
                for other in self.near[unit]:
                    if other in left:
                        left.remove(other)
                        stack.append(other)
            parts.append(sorted(part))
        return parts

    def groups(self, labels):
        """Groups from a label for each unit; a unit without one (None, or below 0) is in no group."""
        groups = {}
        for unit, label in enumerate(labels):
            if label is not None and label >= 0:
                groups.setdefault(label, []).append(unit)
        return [groups[label] for label in sorted(groups)]

    def judge(self, groups):
        """Cost and broken rules, by kind; the names are those of `strategies.csv`."""
        seen = [unit for group in groups for unit in group]
        if len(set(seen)) != len(seen) or not all(0 <= unit < self.n for unit in seen):
            raise ValueError("a practice is in two networks, or is none of the task")
        groups = [group for group in groups if group]
        sizes = [self.patients(group) for group in groups]
        found = {
            "networks": len(groups),
            "cost": sum(self.travel(group) for group in groups),
            "below_band": sum(size < self.least for size in sizes),
            "above_band": sum(size > self.most for size in sizes),
            "in_pieces": sum(len(self.pieces(group)) > 1 for group in groups),
            "wrong_number": int(len(groups) != self.networks),
            "missing": self.n - len(seen),
        }
        broken = sum(found[kind] for kind in ("below_band", "above_band", "in_pieces", "wrong_number"))
        found["broken"] = broken + (found["missing"] > 0)
        found["keeps_every_rule"] = found["broken"] == 0
        return found
