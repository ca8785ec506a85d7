"""From an image of labels to outlines: each border between two labels is traced and fitted once, and both share it.

Borders run along the edges of the cells, from one junction to the next. They are smoothed in whole numbers, thinned
out (Douglas and Peucker 1973), and written as quadratic splines.
"""

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.arrays import Bools, Floats, Ints
from exercise_library.figures.draw.path import Path, Step, Subpath, backwards, point, spline
from exercise_library.figures.draw.raster import CELLS, Grid

_CORNER = 0.53
"""Cosine of the turn from which a knot is a corner (58 degrees)."""

_SHORT = 1.2
"""Between knots nearer than this, in drawing units, there is no corner."""

_UNEVEN, _MOST_PIECES = 2.2, 3
"""A step that is so many times as long as its shorter neighbour is cut into pieces, at most so many."""


class Style(NamedTuple):
    """How exactly borders are followed: rounds of smoothing, and how far a line may be off, in drawing units."""

    rounds: int = 14
    tolerance: float = 0.32
    shortest_line: float = 9.0


OUTLINE = Style()


class _Chain(NamedTuple):
    nodes: list[int]
    left: int
    right: int
    closed: bool


class Curve(NamedTuple):
    """A piece of a border without corners."""

    start: tuple[int, int]
    step: Step

    def reversed(self) -> "Curve":
        """Return it gone the other way."""
        return Curve(*backwards(self.start, self.step))


class _Border(NamedTuple):
    curves: list[Curve]
    left: int
    right: int
    start: int
    end: int


class PlanarMap:
    """The borders of an image of labels; 0 is what lies around. `breaks` are lines inside of labels."""

    def __init__(
        self,
        labels: Ints | NDArray[np.int8],
        grid: Grid,
        breaks: tuple[Bools, Bools] | None = None,
        style: Style = OUTLINE,
    ):
        self._grid, self._style = grid, style
        padded = np.pad(labels.astype(np.int64), 1)
        self._row = padded.shape[1] + 1
        upright, level = padded[:, 1:] != padded[:, :-1], padded[1:] != padded[:-1]
        edges = self._edges(padded, upright, level)
        self._borders = [
            _Border(self._fitted(chain), chain.left, chain.right, chain.nodes[0], chain.nodes[-1])
            for chain in _chains(edges, frozenset())
        ]
        self._lines: list[tuple[list[Curve], int]] = []
        if breaks is not None:
            inside = self._edges(padded, _padded(breaks[0]) & ~upright, _padded(breaks[1]) & ~level)
            for chain in _chains(inside, frozenset(edges[:, :2].ravel().tolist())):
                if len(chain.nodes) / CELLS >= style.shortest_line:
                    self._lines.append((self._fitted(chain), chain.left))

    def _edges(self, labels: Ints, upright: Bools, level: Bools) -> Ints:
        """Return edges between cells: two nodes, and what is left and right of the way from one to the other."""
        row, column = np.nonzero(upright)
        down = np.stack(
            [
                row * self._row + column + 1,
                (row + 1) * self._row + column + 1,
                labels[row, column + 1],
                labels[row, column],
            ],
            axis=1,
        )
        row, column = np.nonzero(level)
        start = (row + 1) * self._row + column
        across = np.stack([start, start + 1, labels[row, column], labels[row + 1, column]], axis=1)
        return np.concatenate([down, across])

    def _places(self, chain: _Chain) -> Floats:
        """Return the way along a chain in drawing units, smoothed: through the middles of the edges."""
        nodes = np.array(chain.nodes)
        corners = np.stack([nodes % self._row, nodes // self._row], axis=1) - 1
        middles = corners[1:] + corners[:-1]
        places = middles if chain.closed else np.concatenate([2 * corners[:1], middles, 2 * corners[-1:]])
        rounds = min(self._style.rounds, len(places) - 2)
        for _ in range(max(0, rounds)):
            if chain.closed:
                places = np.roll(places, 1, axis=0) + 2 * places + np.roll(places, -1, axis=0)
            else:
                inner = places[:-2] + 2 * places[1:-1] + places[2:]
                places = np.concatenate([4 * places[:1], inner, 4 * places[-1:]])
        exact: Floats = places / (2.0 * 4.0 ** max(0, rounds)) / CELLS + [self._grid.left, self._grid.top]
        return exact

    def _fitted(self, chain: _Chain) -> list[Curve]:
        places = self._places(chain)
        if chain.closed:
            far = places - places.mean(axis=0)
            first = int(np.argmax(far[:, 0] ** 2 + far[:, 1] ** 2))
            places = np.concatenate([places[first:], places[: first + 1]])
        kept = _evened(places, _knots(places, self._style.tolerance))
        return [
            Curve(point((piece[0][0], piece[0][1])), spline([(x, y) for x, y in piece]))
            for piece in _pieces(places[kept].tolist())
        ]

    def fill(self, labels: Collection[int]) -> Path:
        """Return the path around all cells of some labels."""
        starts: dict[int, list[tuple[list[Curve], int]]] = {}
        for border in self._borders:
            if (border.left in labels) == (border.right in labels):
                continue
            if border.left in labels:
                starts.setdefault(border.start, []).append((border.curves, border.end))
            else:
                turned = [curve.reversed() for curve in border.curves[::-1]]
                starts.setdefault(border.end, []).append((turned, border.start))
        found = []
        for first in sorted(starts):
            while starts[first]:
                curves, node = starts[first].pop(0)
                around = list(curves)
                while node != first:
                    curves, node = starts[node].pop(0)
                    around += curves
                found.append(Subpath(around[0].start, tuple(curve.step for curve in around), closed=True))
        return tuple(found)

    def lines(self, wanted: Callable[[int], bool]) -> Path:
        """Return the lines inside of the labels that are wanted."""
        return tuple(
            Subpath(curves[0].start, tuple(curve.step for curve in curves))
            for curves, label in self._lines
            if wanted(label)
        )


def _padded(breaks: Bools) -> Bools:
    return np.pad(breaks, 1)


def _chains(edges: Ints, stops: Collection[int]) -> list[_Chain]:
    """Follow edges from junction to junction; what has no junction is a ring."""
    rows = edges.tolist()
    at: dict[int, list[int]] = {}
    for number, (start, end, _, _) in enumerate(rows):
        at.setdefault(start, []).append(number)
        at.setdefault(end, []).append(number)
    used = bytearray(len(rows))
    stop = {node for node, around in at.items() if len(around) != 2 or node in stops}

    def walk(node: int, number: int) -> _Chain:
        forward = rows[number][0] == node
        left, right = rows[number][2:] if forward else rows[number][:1:-1]
        first, nodes = node, [node]
        while True:
            used[number] = 1
            start, end, _, _ = rows[number]
            node = end if start == node else start
            nodes.append(node)
            if node == first or node in stop:
                break
            one, other = at[node]
            number = other if one == number else one
            if used[number]:
                break
        return _Chain(nodes, left, right, nodes[0] == nodes[-1] and first not in stop)

    found = [walk(node, number) for node in sorted(stop) for number in at[node] if not used[number]]
    found += [walk(rows[number][0], number) for number in range(len(rows)) if not used[number]]
    return found


def _knots(places: Floats, tolerance: float) -> list[int]:
    """Return the places that a way must keep, so that straight lines between them are nowhere further off."""
    keep, todo = [0, len(places) - 1], [(0, len(places) - 1)]
    while todo:
        start, end = todo.pop()
        if end - start < 2:
            continue
        way, local = places[end] - places[start], places[start + 1 : end] - places[start]
        long = np.sqrt(way[0] ** 2 + way[1] ** 2)
        if long > 1e-9:
            off = np.abs(local[:, 0] * way[1] - local[:, 1] * way[0]) / long
        else:
            off = np.sqrt(local[:, 0] ** 2 + local[:, 1] ** 2)
        furthest = int(off.argmax())
        if off[furthest] > tolerance:
            middle = start + 1 + furthest
            keep.append(middle)
            todo += [(start, middle), (middle, end)]
    return sorted(set(keep))


def _pieces(knots: list[list[float]]) -> list[list[list[float]]]:
    """Return the knots cut at corners."""
    if len(knots) < 3:
        return [knots]
    ways = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(knots)]
    long = [max(1e-9, (x * x + y * y) ** 0.5) for x, y in ways]
    cuts = [0]
    for number in range(1, len(ways)):
        (ax, ay), (bx, by) = ways[number - 1], ways[number]
        straight_on = (ax * bx + ay * by) / (long[number - 1] * long[number])
        if straight_on < _CORNER and min(long[number - 1], long[number]) > _SHORT:
            cuts.append(number)
    cuts.append(len(knots) - 1)
    return [knots[start : end + 1] for start, end in pairwise(cuts)]


def _evened(places: Floats, knots: list[int]) -> list[int]:
    """Add knots where a step is much longer than a neighbour: a spline through uneven knots bends at the short ones."""
    steps = places[knots[1:]] - places[knots[:-1]]
    long = np.sqrt(steps[:, 0] ** 2 + steps[:, 1] ** 2).tolist()
    found = knots[:1]
    for number, (start, end) in enumerate(pairwise(knots)):
        shortest = max(_SHORT, min(long[max(0, number - 1) : number + 2]))
        pieces = min(_MOST_PIECES, end - start, int(long[number] / (_UNEVEN * shortest)) + 1)
        found += [start + (end - start) * piece // pieces for piece in range(1, pieces + 1)]
    return found
