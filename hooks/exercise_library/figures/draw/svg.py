"""Paths as SVG writes them: short, and the same to the byte everywhere."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

Place = tuple[float, float]

_NUDGE = 1e-4
"""Added before rounding: what should lie exactly between two tenths then always goes the same way."""


def tenths(value: float) -> int:
    """Return a number as whole tenths."""
    return math.floor(value * 10 + 0.5 + _NUDGE)


@lru_cache(maxsize=8192)
def in_tenths(count: int) -> str:
    """Return whole tenths as a number with no zero that can be left out: .5, -3, 12.1."""
    whole, rest = divmod(abs(count), 10)
    sign = "-" if count < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    return in_tenths(tenths(value))


def _joined(numbers: Sequence[str]) -> str:
    """Return numbers with a space only where two would run into one."""
    parts = [numbers[0]]
    for before, after in pairwise(numbers):
        apart = after[0] != "-" and not (after[0] == "." and "." in before)
        parts.append(f" {after}" if apart else after)
    return "".join(parts)


class Path:
    """A path that is written step by step.

    Steps are relative, because they are shorter. Each is measured from where the path really is after rounding, so
    that nothing adds up.
    """

    def __init__(self, grain: int = 1) -> None:
        """`grain`: how many tenths apart the places are that it may go to; 10 for whole numbers only."""
        self._grain = grain
        self._parts: list[str] = []
        self._x = 0
        self._y = 0
        self._command = ""

    def move(self, to: Place) -> "Path":
        """Start at a place."""
        self._x, self._y = self._rounded(to[0]), self._rounded(to[1])
        self._add("M", [in_tenths(self._x), in_tenths(self._y)])
        return self

    def line(self, to: Place) -> "Path":
        """Go straight to a place; nothing is written if the path is there already."""
        step = self._relative(to)
        if step != ["0", "0"]:
            self._go("l", step, to)
        return self

    def curve(self, first: Place, second: Place, to: Place) -> "Path":
        """Go to a place along a Bézier curve with two control points."""
        self._go("c", self._relative(first) + self._relative(second) + self._relative(to), to)
        return self

    def arc(self, radius: float, to: Place, large: bool = False) -> "Path":
        """Go clockwise to a place on a circle."""
        size = in_tenths(self._rounded(radius))
        self._go("a", [size, size, "0", str(int(large)), "1", *self._relative(to)], to)
        return self

    def close(self) -> "Path":
        """Go straight back to the start."""
        self._parts.append("z")
        self._command = "z"
        return self

    def __str__(self) -> str:
        return "".join(self._parts)

    def _relative(self, place: Place) -> list[str]:
        return [in_tenths(self._rounded(place[0]) - self._x), in_tenths(self._rounded(place[1]) - self._y)]

    def _rounded(self, value: float) -> int:
        """Return a number in tenths, rounded to the grain."""
        return self._grain * tenths(value / self._grain)

    def _go(self, command: str, numbers: list[str], to: Place) -> None:
        self._add(command, numbers)
        self._x, self._y = self._rounded(to[0]), self._rounded(to[1])

    def _add(self, command: str, numbers: list[str]) -> None:
        """Write a step; a command that is the same as the last need not be repeated."""
        text = _joined(numbers)
        if command == self._command and command != "M":
            self._parts.append(text if text[0] == "-" else f" {text}")
        else:
            self._parts.append(command + text)
        self._command = command


def smooth_path(places: Sequence[Place]) -> str:
    """Return a curve through some places, at least two (Catmull-Rom)."""
    path = Path().move(places[0])
    last = len(places) - 1
    for i in range(last):
        before, start, end, after = places[max(0, i - 1)], places[i], places[i + 1], places[min(last, i + 2)]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.curve(first, second, end)
    return str(path)


def straight_path(places: Sequence[Place], closed: bool = False) -> str:
    """Return straight lines through some places."""
    path = Path().move(places[0])
    for place in places[1:]:
        path.line(place)
    return str(path.close() if closed else path)
