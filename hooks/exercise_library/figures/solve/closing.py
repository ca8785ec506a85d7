"""Turning something until a gap is closed: the one iteration behind all that comes to lie on the floor."""

from collections.abc import Callable

_NEAR_ENOUGH = 1e-6
_FIRST = 2.0
_HALVINGS = 40


def turn_to_close(gap: Callable[[float], float], most: float) -> float:
    """Return the smallest turn, in degrees and at most ±`most`, at which a gap is 0.

    `gap` tells the gap after a turn. Where it cannot be closed, the turn that leaves the smallest gap on the way there
    is returned.
    """
    start = gap(0.0)
    if abs(start) <= _NEAR_ENOUGH:
        return 0.0
    sign = 1.0 if abs(gap(0.1)) <= abs(gap(-0.1)) else -1.0
    near, far, at_near = 0.0, _FIRST, start
    while True:
        far = min(far, most)
        at_far = gap(sign * far)
        if at_far * start <= 0:
            return sign * _crossing(lambda turn: gap(sign * turn), near, far)
        if far >= most or abs(at_far) > abs(at_near):  # it opens again
            return sign * _smallest(lambda turn: abs(gap(sign * turn)), max(0.0, near - _FIRST), far)
        near, at_near, far = far, at_far, far + 2 * _FIRST


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


def _smallest(gap: Callable[[float], float], low: float, high: float) -> float:
    """Return where a gap that falls and then rises is smallest."""
    for _ in range(_HALVINGS):
        one, two = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, two) if gap(one) <= gap(two) else (one, high)
    return (low + high) / 2
