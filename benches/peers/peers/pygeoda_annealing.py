"""pygeoda's max-p by annealing: cooling rate 0.85, 99 starts (its defaults); see `geoda.py`."""

import pygeoda

from peers.geoda import solve_with


def solve(task, limits):
    return solve_with(pygeoda.maxp_sa, task, limits, cooling_rate=0.85, iterations=99)
