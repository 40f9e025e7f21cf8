"""What the p-median models share: which hubs may serve which unit, and what a plan's hubs say."""

# The model has a variable for each pair. Where all pairs are too many, a hub serves only its nearest units, and what a solver proves then
# is no bound of the task.
PAIRS = 40_000
NEAREST = 64


def pairs(task):
    """Unit and hub of each variable, and whether none is left out."""
    everyone = range(task.n)
    if task.n**2 <= PAIRS:
        return [(unit, hub) for unit in everyone for hub in everyone], True
    kept = []
    for hub in everyone:
        near = sorted(everyone, key=lambda unit: (task.metres(unit, hub), unit))[:NEAREST]
        kept.extend((unit, hub) for unit in sorted({hub, *near}))
    return kept, False


def groups(served):
    """Groups from the pairs (unit, hub) that are on."""
    of = {}
    for unit, hub in served:
        of.setdefault(hub, []).append(unit)
    return [of[hub] for hub in sorted(of)]
