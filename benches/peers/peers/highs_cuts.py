"""HiGHS as in `highs.py`, and networks hang together: where a plan has one in pieces, whatever is cut off from its hub needs one of the units
around it, and the model is solved again (H. Validi, A. Buchanan and E. Lykhovyd, Operations Research 70, 2022).

Told: every rule. It starts from nothing after each cut, since the Python interface has no lazy constraints.
"""

from peers.highs import Model
from peers.p_median import groups
from task import Found


def solve(task, limits):
    model = Model(task, limits)
    while True:
        on, bound, best = model.solve(limits.left())
        yield Found(groups(on) if on else None, bound)
        cuts = list(cut_off(task, model.column, on or []))
        if not best or not cuts:
            return
        model.add(cuts)


def cut_off(task, column, on):
    """A row for each unit that its hub does not reach: it is served only where a unit around its piece is."""
    of = {}
    for unit, hub in on:
        of.setdefault(hub, []).append(unit)
    for hub, group in sorted(of.items()):
        for piece in task.pieces(group):
            if hub in piece:
                continue
            around = {other for unit in piece for other in task.near[unit]} - set(piece)
            gates = [(column[unit, hub], -1) for unit in sorted(around) if (unit, hub) in column]
            for unit in piece:
                yield [(column[unit, hub], 1), *gates], -float("inf"), 0
