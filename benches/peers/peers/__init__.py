"""One file a peer, each with `solve(task, limits)`, which yields every plan that it comes to."""
