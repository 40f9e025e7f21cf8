"""The practice graph as graph partitioners read it."""


def adjacency(task, order):
    """The units in this order: where the neighbours of each start, the neighbours by their places, and a weight for each; a thousand at 100 m
    and below, 100 at 1 km."""
    place = {unit: at for at, unit in enumerate(order)}
    start, ends, weights = [0], [], []
    for unit in order:
        for other in sorted(task.near[unit]):
            ends.append(place[other])
            weights.append(max(1, round(100_000 / max(100, task.metres(unit, other)))))
        start.append(len(ends))
    return start, ends, weights
