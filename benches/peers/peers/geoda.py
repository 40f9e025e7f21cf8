"""What the three max-p searches of pygeoda share.

Told: networks hang together; the lower limit of the band; coordinates as the data whose spread within networks is made small,
unscaled; all threads. It is run with one seed after the other.
Cannot state: the number of networks (as many as it can), the upper limit (not in the Python interface), hubs and travel.
"""

import itertools
import os
import tempfile

from pygeoda import libgeoda
from pygeoda.weights.weight import Weight

from task import Found


def weights(task):
    """The practice graph; the library takes one of its own only from a file."""
    lines = [f"0 {task.n} task unit"]
    for unit, near in enumerate(task.near):
        lines += [f"{unit} {len(near)}", " ".join(str(other) for other in sorted(near))]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.gal")
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
        return Weight(libgeoda.gda_load_gal(path, [str(unit) for unit in range(task.n)]))


def solve_with(search, task, limits, **parameters):
    graph = weights(task)
    data = [[float(position[axis]) for position in task.positions] for axis in (0, 1)]
    for seed in itertools.count(limits.seed):
        found = search(
            graph,
            data,
            [float(size) for size in task.lists],
            float(task.least),
            scale_method="raw",
            random_seed=seed,
            cpu_threads=limits.threads,
            **parameters,
        )
        # 0 marks what is in no cluster.
        yield Found(task.groups([label - 1 for label in found["Clusters"]]))
