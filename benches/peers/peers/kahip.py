"""KaHIP's KaFFPa: multilevel partitioning with flows (P. Sanders and C. Schulz, ESA 2011).

Told: the number of networks; no part above the band (imbalance: the upper limit over the mean); the preset STRONG; edges weigh more
the shorter they are. It is run with one seed after the other.
Cannot state: hubs and travel, the lower limit of the band. Its option for connected blocks is not in the Python interface.
"""

import itertools

import kahip

from peers.graph import adjacency
from task import Found


def solve(task, limits):
    start, ends, weights = adjacency(task, range(task.n))
    imbalance = max(0.0, task.most * task.networks / sum(task.lists) - 1)
    for seed in itertools.count(limits.seed):
        _, parts = kahip.kaffpa(task.lists, start, weights, ends, task.networks, imbalance, True, seed, kahip.STRONG)
        yield Found(task.groups(parts))
