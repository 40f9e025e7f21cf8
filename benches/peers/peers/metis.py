"""METIS: multilevel k-way partitioning of a graph (G. Karypis and V. Kumar, SIAM Journal on Scientific Computing 20, 1998).

Told: the number of networks; contiguous parts; no part above the band (ufactor: the upper limit over the mean, in thousandths);
edges weigh more the shorter they are. One run takes a moment. Its seed changes nothing here, so that each run gets the units in
another order.
Cannot state: hubs and travel (it cuts little edge weight), the lower limit of the band. `contig` is a wish.
"""

import itertools
import random

import pymetis

from peers.graph import adjacency
from task import Found


def solve(task, limits):
    mean = sum(task.lists) / task.networks
    options = pymetis.Options(contig=1, ufactor=max(1, int(1000 * (task.most / mean - 1))))
    for seed in itertools.count(limits.seed):
        order = list(range(task.n))
        random.Random(seed).shuffle(order)
        start, ends, weights = adjacency(task, order)
        parts = pymetis.part_graph(
            task.networks,
            pymetis.CSRAdjacency(start, ends),
            vweights=[task.lists[unit] for unit in order],
            eweights=weights,
            recursive=False,
            options=options,
        )
        label = dict(zip(order, parts.vertex_part))
        yield Found(task.groups([label[unit] for unit in range(task.n)]))
