"""Today's networks, as the table of practices names them; no search. A practice without one is in none."""

from task import Found


def solve(task, _limits):
    codes = sorted({code for code in task.today if code})
    number = {code: at for at, code in enumerate(codes)}
    yield Found(task.groups([number.get(code) for code in task.today]))
