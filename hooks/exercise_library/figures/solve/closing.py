"""Turning something until a gap is closed: the one iteration behind all that comes to lie on the floor."""

from collections.abc import Callable

_NEAR_ENOUGH = 2e-5
_STEP = 4.0
_HALVINGS = 40


def turn_to_close(gap: Callable[[float], float], most: float) -> float:
    """Return the smallest turn, in degrees and at most `most` either way, at which a gap is 0; no turn if none is.

    `gap` tells the gap after a turn.
    """
    start = gap(0.0)
    if abs(start) <= _NEAR_ENOUGH:
        return 0.0
    near = 0.0
    while near < most:
        far = min(near + _STEP, most)
        found = [_crossing(gap, sign * near, sign * far) for sign in (1, -1) if gap(sign * far) * start <= 0]
        if found:
            return min(found, key=abs)
        near = far
    return 0.0


def _crossing(gap: Callable[[float], float], low: float, high: float) -> float:
    """Return where a gap that has another sign at each end is 0."""
    below = gap(low)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        found = gap(middle)
        if abs(found) <= _NEAR_ENOUGH:
            return middle
        low, high = (middle, high) if found * below > 0 else (low, middle)
    return (low + high) / 2
