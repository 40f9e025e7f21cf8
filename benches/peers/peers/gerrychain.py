"""GerryChain: short bursts of recombination (S. Cannon and others, Voting Rights, Markov Chains, and Optimization by Short Bursts, 2020).

Told: networks hang together, the number of networks, the band (as so much below and above its middle); the score is travel to the best
hubs; bursts of 10 steps. The first plan is by recursive trees, which begin again after 1,000 trees in vain for one network.
Cannot state: nothing, but the mean network must be near the middle of the band.
"""

import random
from functools import partial

import networkx
from gerrychain import Graph, Partition
from gerrychain.constraints import Validator
from gerrychain.optimization import SingleMetricOptimizer
from gerrychain.partition.initial_partition_generators import recursive_tree_part
from gerrychain.proposals import recom
from gerrychain.tree import bipartition_tree
from gerrychain.tree.bipartition_tree import PopulationBalanceError
from gerrychain.updaters import Tally

from task import Found

BURST = 10
TREES = 1_000


def solve(task, limits):
    stream = random.Random(limits.seed)
    graph = networkx.Graph()
    # In their order: the library numbers nodes as they come.
    graph.add_nodes_from((unit, {"list": size}) for unit, size in enumerate(task.lists))
    graph.add_edges_from(task.edges)
    graph = Graph.from_networkx(graph)
    middle = (task.least + task.most) / 2
    wide = (task.most - task.least) / 2 / middle
    band = {"pop_col": "list", "pop_target": middle, "epsilon": wide}

    first = None
    while first is None:
        if limits.used() > limits.seconds:
            return
        try:
            first = recursive_tree_part(
                graph,
                range(task.networks),
                bipartition_tree_fn=partial(bipartition_tree, max_attempts=TREES),
                rng=stream,
                **band,
            )
        except (RuntimeError, PopulationBalanceError):
            continue
    known = {}

    def travel(partition):
        total = 0
        for part in partition.parts.values():
            part = frozenset(part)
            if part not in known:
                known[part] = task.travel(part)
            total += known[part]
        return total

    start = Partition(graph, first, updaters={"list": Tally("list"), "travel": travel})
    steps = SingleMetricOptimizer(
        partial(recom, bipartition_tree_fn=partial(bipartition_tree, max_attempts=TREES, allow_pair_reselection=True), **band),
        Validator([lambda partition: True]),
        start,
        lambda partition: partition["travel"],
        maximize=False,
        rng=stream,
    )
    best = None
    for partition in steps.short_bursts(BURST, 10**9):
        if best is None or partition["travel"] < best:
            best = partition["travel"]
            yield Found([sorted(part) for part in partition.parts.values()])
        elif limits.used() > limits.seconds:
            return
        else:
            yield Found(None)
