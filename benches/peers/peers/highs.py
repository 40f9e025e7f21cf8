"""HiGHS on the capacitated p-median model as an integer programme (Q. Huangfu and J. A. J. Hall, Mathematical Programming
Computation 10, 2018).

Told: every unit has one hub, a hub serves itself, the band, the number of networks; least travel. All threads, the seed, no gap but nought.
Cannot state in little: that networks hang together (`highs_cuts.py` adds it). Its bound holds for plans that do, too.
"""

import highspy
import numpy as np

from peers.p_median import groups, pairs
from task import Found

# Costs in person-kilometres: better numbers for floating-point arithmetic, for which the bound is lowered by one part in a million.
METRES = 1_000
SLACK = 1e-6


class Model:
    """The model, to which rows can be added between solves. A variable says whether a unit is served by a hub; that of a hub and itself,
    whether it is one."""

    def __init__(self, task, limits):
        self.task = task
        self.pairs, self.complete = pairs(task)
        self.column = {pair: at for at, pair in enumerate(self.pairs)}
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", limits.threads)
        self.highs.setOptionValue("random_seed", limits.seed)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        many = len(self.pairs)
        columns = np.arange(many, dtype=np.int32)
        costs = np.array([task.cost[unit][hub] / METRES for unit, hub in self.pairs])
        self.highs.addVars(many, np.zeros(many), np.ones(many))
        self.highs.changeColsCost(many, columns, costs)
        self.highs.changeColsIntegrality(many, columns, np.full(many, highspy.HighsVarType.kInteger))
        self._state()

    def _state(self):
        task, rows = self.task, []
        of_unit, others = [[] for _ in task.units], [[] for _ in task.units]
        for (unit, hub), at in self.column.items():
            of_unit[unit].append((at, 1))
            if unit != hub:
                others[hub].append((at, task.lists[unit]))
                rows.append(([(at, 1), (self.column[hub, hub], -1)], -highspy.kHighsInf, 0))
        for unit, own in enumerate(task.lists):
            opens = self.column[unit, unit]
            rows.append((of_unit[unit], 1, 1))
            rows.append((others[unit] + [(opens, own - task.least)], 0, highspy.kHighsInf))
            rows.append((others[unit] + [(opens, own - task.most)], -highspy.kHighsInf, 0))
        rows.append(([(self.column[hub, hub], 1) for hub in range(task.n)], task.networks, task.networks))
        self.add(rows)

    def add(self, rows):
        """Adds rows: entries (column, factor), the least and the most."""
        starts, indices, values = [], [], []
        for entries, _, _ in rows:
            starts.append(len(indices))
            indices.extend(column for column, _ in entries)
            values.extend(value for _, value in entries)
        self.highs.addRows(
            len(rows),
            np.array([least for _, least, _ in rows], dtype=float),
            np.array([most for _, _, most in rows], dtype=float),
            len(indices),
            np.array(starts, dtype=np.int32),
            np.array(indices, dtype=np.int32),
            np.array(values, dtype=float),
        )

    def solve(self, seconds):
        """The pairs (unit, hub) that are on, none where no plan was found; the bound, in person-metres; whether it is the best plan."""
        self.highs.setOptionValue("time_limit", seconds)
        self.highs.run()
        info = self.highs.getInfo()
        bound = None
        if self.complete and info.mip_dual_bound > 0 and info.mip_dual_bound < highspy.kHighsInf:
            bound = int(info.mip_dual_bound * METRES * (1 - SLACK))
        on = None
        if info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible):
            values = self.highs.getSolution().col_value
            on = [pair for pair, value in zip(self.pairs, values) if value > 0.5]
        return on, bound, self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def solve(task, limits):
    on, bound, _ = Model(task, limits).solve(limits.left())
    yield Found(groups(on) if on else None, bound)
