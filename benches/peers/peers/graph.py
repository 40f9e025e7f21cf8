"""The practice graph as graph partitioners read it."""


def adjacency(task):
    """Where the neighbours of each unit start, the neighbours, and a weight for each: a thousand at 100 m and below, 100 at 1 km."""
    start, ends, weights = [0], [], []
    for unit, near in enumerate(task.near):
        for other in sorted(near):
            ends.append(other)
            weights.append(max(1, round(100_000 / max(100, task.metres(unit, other)))))
        start.append(len(ends))
    return start, ends, weights
