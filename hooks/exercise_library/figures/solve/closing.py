"""Turning something until a gap is closed: the one iteration behind all that comes to lie on the floor."""

from collections.abc import Callable
from typing import NamedTuple

_NEAR_ENOUGH = 2e-5
_STEP = 4.0
_TRIES = 40


class _End(NamedTuple):
    """A turn in degrees, and the gap after it."""

    turn: float
    gap: float


def turn_to_close(gap: Callable[[float], float], most: float) -> float:
    """Return the smallest turn, in degrees and at most `most` either way, at which a gap is 0; no turn if none is.

    `gap` tells the gap after a turn.
    """
    start = _End(0.0, gap(0.0))
    if abs(start.gap) <= _NEAR_ENOUGH:
        return 0.0
    ends = dict.fromkeys((1, -1), start)
    while abs(ends[1].turn) < most:
        far = min(ends[1].turn + _STEP, most)
        next_ends = {sign: _End(sign * far, gap(sign * far)) for sign in ends}
        found = [_crossing(gap, ends[sign], end) for sign, end in next_ends.items() if end.gap * start.gap <= 0]
        if found:
            return min(found, key=abs)
        ends = next_ends
    return 0.0


def _crossing(gap: Callable[[float], float], one: _End, other: _End) -> float:
    """Return where a gap is 0 that has another sign at each end.

    The ends are drawn together along the line between them; one that stays counts half, so that both come nearer.
    """
    for _ in range(_TRIES):
        turn = one.turn + (other.turn - one.turn) * one.gap / (one.gap - other.gap)
        middle = _End(turn, gap(turn))
        if abs(middle.gap) <= _NEAR_ENOUGH:
            return middle.turn
        if middle.gap * other.gap < 0:
            one, other = other, middle
        else:
            one, other = one._replace(gap=one.gap / 2), middle
    return (one.turn + other.turn) / 2
