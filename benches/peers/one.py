"""One peer on one task, in a process of its own: every plan that is better than those before is printed, a line of JSON each."""

import importlib
import json
import math
import os
import sys

from task import Limits, Task


def main():
    peer, instance, practices, seconds, seed, threads = sys.argv[1:]
    # A library prints what it likes; the lines below go to the real output only.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    task = Task(instance, practices)
    solve = importlib.import_module("peers." + peer.replace("-", "_")).solve
    limits = Limits.of(float(seconds), int(seed), int(threads))
    best, bound, rounds = (math.inf, math.inf), None, 0
    for found in solve(task, limits):
        rounds += 1
        tell = False
        if found.bound is not None and (bound is None or found.bound > bound):
            bound, tell = found.bound, True
        if found.groups is not None:
            judged = task.judge(found.groups)
            # Rules before travel: fewer broken ones are better at any cost.
            worth = (judged["broken"], judged["cost"])
            if worth < best:
                best, groups, tell = worth, found.groups, True
        if tell:
            line = {"groups": None if math.isinf(best[0]) else groups, "bound": bound}
            print(json.dumps(line), file=out, flush=True)
        if limits.used() >= limits.seconds:
            break
    print(json.dumps({"rounds": rounds, "seconds": round(limits.used(), 3)}), file=out, flush=True)
    # Some libraries hang when they are taken apart; nothing is left to do.
    os._exit(0)


main()
