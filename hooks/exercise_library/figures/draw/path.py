"""Paths as data, in whole tenths of a drawing unit, and how they are written as SVG: short, and the same everywhere."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

Point = tuple[int, int]
"""A place in the picture, in tenths of a drawing unit; y goes down."""

Place = tuple[float, float]
"""A place in the picture, in drawing units."""

TENTHS = 10

_NUDGE = 1e-4
"""Added before rounding: what should lie exactly between two tenths then always goes the same way."""


class Step(NamedTuple):
    """One piece of a path.

    line: x, y of where it goes. spline: the controls of a uniform quadratic B-spline, then where it ends; it starts
    where the path is. arc: radius, 1 for the long way round, x, y; it goes clockwise.
    """

    kind: Literal["line", "spline", "arc"]
    numbers: tuple[int, ...]

    @property
    def end(self) -> Point:
        """Where it goes."""
        return self.numbers[-2], self.numbers[-1]


class Subpath(NamedTuple):
    """A piece of a path that is drawn without lifting the pen."""

    start: Point
    steps: tuple[Step, ...]
    closed: bool = False


Path = tuple[Subpath, ...]


def tenths(value: float) -> int:
    """Return drawing units as whole tenths."""
    return math.floor(value * TENTHS + 0.5 + _NUDGE)


def point(place: Place) -> Point:
    """Return a place as whole tenths."""
    return tenths(place[0]), tenths(place[1])


def straight(places: Sequence[Place], closed: bool = False) -> Path:
    """Return straight lines through some places."""
    start, *others = (point(place) for place in places)
    return (Subpath(start, tuple(Step("line", other) for other in others), closed),)


def smooth(places: Sequence[Place]) -> Path:
    """Return a curve through some places, at least two."""
    return (Subpath(point(places[0]), (spline(places),)),)


def spline(places: Sequence[Place]) -> Step:
    """Return a spline that starts at the first of some places, passes near all, and ends at the last."""
    controls = [(x, y) for x, y in places]
    for _ in range(4):
        middle = [
            tuple(c[axis] + 0.9 * (p[axis] - (a[axis] + 6 * c[axis] + b[axis]) / 8) for axis in (0, 1))
            for p, a, c, b in zip(places[1:-1], controls[:-2], controls[1:-1], controls[2:], strict=True)
        ]
        controls[1:-1] = [(x, y) for x, y in middle]
    inner: list[Point] = []
    for control in (point(place) for place in controls[1:-1]):
        if not inner or control != inner[-1]:
            inner.append(control)
    end = point(places[-1])
    if not inner:
        return Step("line", end)
    return Step("spline", (*(number for control in inner for number in control), *end))


def moved(path: Path, by: Point) -> Path:
    """Return a path moved by some tenths."""

    def step(one: Step) -> Step:
        first = 2 if one.kind == "arc" else 0
        return Step(one.kind, (*one.numbers[:first], *(n + by[k % 2] for k, n in enumerate(one.numbers[first:]))))

    return tuple(
        Subpath((sub.start[0] + by[0], sub.start[1] + by[1]), tuple(step(one) for one in sub.steps), sub.closed)
        for sub in path
    )


def backwards(start: Point, step: Step) -> tuple[Point, Step]:
    """Return a step gone the other way: where it then starts, and the step. Arcs are never turned round."""
    if step.kind == "line":
        return step.end, Step("line", start)
    pairs = list(zip(step.numbers[:-2:2], step.numbers[1:-2:2], strict=True))[::-1]
    return step.end, Step("spline", (*(number for pair in pairs for number in pair), *start))


def written(path: Path, precision: int = 1) -> str:
    """Return a path as SVG writes it, its places rounded to multiples of `precision` tenths and counted in these."""
    pen = _Pen(precision)
    for subpath in path:
        pen.draw(subpath)
    return pen.text


class _Pen:
    """Writes steps relative to where the path really is after rounding, so that nothing adds up."""

    def __init__(self, precision: int):
        self._precision = precision
        self._parts: list[str] = []
        self._command = ""
        self._at: Point = (0, 0)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def draw(self, subpath: Subpath) -> None:
        self._at = self._rounded(*subpath.start)
        self._write("M", self._at)
        for step in subpath.steps:
            if step.kind == "line":
                self._line(step.end)
            elif step.kind == "arc":
                self._arc(step)
            else:
                self._spline(step)
        if subpath.closed:
            self._write("z", ())

    def _rounded(self, x: int, y: int) -> Point:
        half = self._precision // 2
        return (x + half) // self._precision, (y + half) // self._precision

    def _line(self, to: Point) -> None:
        x, y = self._rounded(*to)
        if (x, y) != self._at:
            self._write("l", (x - self._at[0], y - self._at[1]))
            self._at = (x, y)

    def _arc(self, step: Step) -> None:
        radius, large, *_ = step.numbers
        size = max(1, self._rounded(radius, 0)[0])
        x, y = self._rounded(*step.end)
        self._write("a", (size, size, 0, large, 1, x - self._at[0], y - self._at[1]))
        self._at = (x, y)

    def _spline(self, step: Step) -> None:
        """Controls are even numbers, so that the knots half way between them are whole."""
        pairs = zip(step.numbers[:-2:2], step.numbers[1:-2:2], strict=True)
        twice = 2 * self._precision
        controls: list[Point] = []
        for x, y in pairs:
            control = (2 * ((x + self._precision) // twice), 2 * ((y + self._precision) // twice))
            if not controls or control != controls[-1]:
                controls.append(control)
        end = self._rounded(*step.end)
        knots = [((a[0] + b[0]) // 2, (a[1] + b[1]) // 2) for a, b in pairwise(controls)]
        for number, (control, knot) in enumerate(zip(controls, [*knots, end], strict=True)):
            far = (knot[0] - self._at[0], knot[1] - self._at[1])
            bend = (control[0] - self._at[0], control[1] - self._at[1])
            self._write("t" if number else "q", far if number else (*bend, *far))
            self._at = knot

    def _write(self, command: str, numbers: Iterable[int]) -> None:
        """Add a command; one that is the same as the last need not be repeated."""
        text = ""
        for number in numbers:
            text += f" {number}" if text and number >= 0 else str(number)
        if command == self._command and command not in "Mz":
            self._parts.append(text if text[0] == "-" else f" {text}")
        else:
            self._parts.append(command + text)
        self._command = command
