"""OR-Tools CP-SAT on the capacitated p-median model.

Told: every unit has one hub, a hub serves itself, the band, the number of networks; least travel, in person-metres. All threads, the seed.
Cannot state in little: that networks hang together. Its bound holds for plans that do, too.
"""

from ortools.sat.python import cp_model

from peers.p_median import groups, pairs
from task import Found


def solve(task, limits):
    model = cp_model.CpModel()
    kept, complete = pairs(task)
    serves = {pair: model.new_bool_var("") for pair in kept}
    of_unit, of_hub = [[] for _ in task.units], [[] for _ in task.units]
    for (unit, hub), variable in serves.items():
        of_unit[unit].append(variable)
        of_hub[hub].append((task.lists[unit], variable))
        if unit != hub:
            model.add_implication(variable, serves[hub, hub])
    for unit in range(task.n):
        model.add_exactly_one(of_unit[unit])
        total = sum(size * variable for size, variable in of_hub[unit])
        model.add(total >= task.least * serves[unit, unit])
        model.add(total <= task.most * serves[unit, unit])
    model.add(sum(serves[hub, hub] for hub in range(task.n)) == task.networks)
    model.minimize(sum(task.cost[unit][hub] * variable for (unit, hub), variable in serves.items()))

    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.threads
    solver.parameters.max_time_in_seconds = limits.left()
    status = solver.solve(model)
    bound = round(solver.best_objective_bound) if complete else None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        yield Found(groups(pair for pair, variable in serves.items() if solver.boolean_value(variable)), bound)
    else:
        yield Found(None, bound)
