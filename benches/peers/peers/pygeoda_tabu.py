"""pygeoda's max-p by tabu: a list of 10, 10 moves without improvement, 99 starts (its defaults); see `geoda.py`."""

import pygeoda

from peers.geoda import solve_with


def solve(task, limits):
    return solve_with(pygeoda.maxp_tabu, task, limits, tabu_length=10, conv_tabu=10, iterations=99)
