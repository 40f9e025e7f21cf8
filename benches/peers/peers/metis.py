"""METIS: multilevel k-way partitioning of a graph (G. Karypis and V. Kumar, SIAM Journal on Scientific Computing 20, 1998).

Told: the number of networks; contiguous parts; no part above the band (ufactor: the upper limit over the mean, in thousandths);
edges weigh more the shorter they are. One run takes a moment, so it is run with one seed after the other.
Cannot state: hubs and travel (it cuts little edge weight), the lower limit of the band. `contiguous` is a wish.
"""

import itertools

import pymetis

from peers.graph import adjacency
from task import Found


def solve(task, limits):
    start, ends, weights = adjacency(task)
    mean = sum(task.lists) / task.networks
    for seed in itertools.count(limits.seed):
        options = pymetis.Options(seed=seed, ufactor=max(1, int(1000 * (task.most / mean - 1))))
        parts = pymetis.part_graph(
            task.networks,
            xadj=start,
            adjncy=ends,
            vweights=task.lists,
            eweights=weights,
            recursive=False,
            contiguous=True,
            options=options,
        )
        yield Found(task.groups(parts.vertex_part))
