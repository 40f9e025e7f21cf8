"""spopt's MaxPHeuristic (R. Wei, S. Rey and E. Knaap, International Journal of Geographical Information Science 35, 2021).

Told: networks hang together; the lower limit of the band; coordinates as the attributes whose spread within networks is made small. 99
constructions and 10 rounds of annealing, its defaults; run with one seed after the other.
Cannot state: the number of networks (as many as it can), the upper limit of the band, hubs and travel.
"""

import itertools

import geopandas
import numpy
from libpysal.weights import W
from spopt.region import MaxPHeuristic

from task import Found


def solve(task, limits):
    x, y = zip(*task.positions)
    table = geopandas.GeoDataFrame({"x": x, "y": y, "list": task.lists}, geometry=geopandas.points_from_xy(x, y))
    graph = W({unit: sorted(near) for unit, near in enumerate(task.near)}, silence_warnings=True)
    for seed in itertools.count(limits.seed):
        # It draws from the one generator of the whole process.
        numpy.random.seed(seed)
        model = MaxPHeuristic(
            table,
            graph,
            attrs_name=["x", "y"],
            threshold_name="list",
            threshold=task.least,
            max_iterations_construction=99,
            max_iterations_sa=10,
        )
        model.solve()
        yield Found(task.groups(model.labels_))
