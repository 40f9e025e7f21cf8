"""pygeoda's max-p by greedy: 99 starts (its default); see `geoda.py`."""

import pygeoda

from peers.geoda import solve_with


def solve(task, limits):
    return solve_with(pygeoda.maxp_greedy, task, limits, iterations=99)
