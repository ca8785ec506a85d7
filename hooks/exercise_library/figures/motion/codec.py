"""How a mesh is told to the browser, face by face: docs/assets/javascripts/motion/decode.js reads it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Ints

BORDER = 65535
"""The symbol of an edge beyond which there is no quad."""


class Guess(NamedTuple):
    """What a vertex is guessed from: the vertices before it, by their new numbers."""

    kind: int
    """2: b + c - a, the fourth corner of a parallelogram. 1: straight on from b over a. 0: the vertex before."""

    a: int = 0
    b: int = 0
    c: int = 0


class Grown(NamedTuple):
    """The faces of a mesh, told from one to the next."""

    symbols: list[int]
    """How far back the corners of each quad were seen first, 0 for a new one; BORDER where there is no quad."""

    order: list[int]
    """The old number of each vertex."""

    guesses: list[Guess]


class _Growth:
    """Grows over a mesh from edge to edge; the browser does the same, and so knows which edge is next."""

    def __init__(self, quads: Sequence[Sequence[int]]):
        self._quads = quads
        self._beyond = {(quad[k], quad[(k + 1) % 4]): quad for quad in quads for k in range(4)}
        self._new: dict[int, int] = {}
        self._passed: set[tuple[int, int]] = set()
        self.grown = Grown([], [], [])

    def run(self) -> Grown:
        """Return the whole mesh, one connected piece after the other."""
        for quad in self._quads:
            if (quad[0], quad[1]) in self._passed:
                continue
            for vertex in quad:
                self._tell(vertex, Guess(0))
            corners = [tuple(quad[(start + k) % 4] for k in range(4)) for start in range(4)]
            self._pass(quad)
            self._grow_from(corners)
        return self.grown

    def _grow_from(self, gates: list[tuple[int, ...]]) -> None:
        """Grow as far as it goes. A gate is the edge of a known quad, then that quad's two other corners."""
        while gates:
            a, b, _, behind = gates.pop()
            if (b, a) in self._passed:
                continue
            quad = self._beyond.get((b, a))
            if quad is None:
                self.grown.symbols.append(BORDER)
                continue
            start = list(quad).index(b)
            c, d = quad[(start + 2) % 4], quad[(start + 3) % 4]
            new = self._new
            self._tell(c, Guess(2, new[b], new[a], new[d]) if d in new else Guess(1, new[a], new[behind]))
            self._tell(d, Guess(2, new[a], new[b], new[c]))
            self._pass((b, a, c, d))
            gates += [(a, c, d, b), (c, d, b, a), (d, b, a, c)]

    def _tell(self, vertex: int, guess: Guess) -> None:
        if vertex in self._new:
            self.grown.symbols.append(len(self.grown.order) - self._new[vertex])
            return
        self._new[vertex] = len(self.grown.order)
        self.grown.order.append(vertex)
        self.grown.guesses.append(guess)
        self.grown.symbols.append(0)

    def _pass(self, quad: Sequence[int]) -> None:
        self._passed |= {(quad[k], quad[(k + 1) % 4]) for k in range(4)}


def grow(quads: Sequence[Sequence[int]]) -> Grown:
    """Return a mesh of quads as a growth from edge to edge."""
    return _Growth(quads).run()


def residuals(values: Ints, guesses: Sequence[Guess]) -> Ints:
    """Return by how much each number is off its guess."""
    kind, a, b, c = (np.array(column) for column in zip(*guesses, strict=True))
    before = np.concatenate([[0], values[:-1]])
    straight = values[a] + ((values[a] - values[b]) * 3 >> 2)
    guessed = np.where(kind == 2, values[b] + values[c] - values[a], np.where(kind == 1, straight, before))
    found: Ints = values - guessed
    return found


def neighbours(guesses: Sequence[Guess]) -> Ints:
    """Return for each vertex one beside it that comes before."""
    kind, a, b, _ = (np.array(column) for column in zip(*guesses, strict=True))
    before = np.maximum(np.arange(len(kind)) - 1, 0)
    return np.where(kind == 2, b, np.where(kind == 1, a, before))


def byte_steps(values: Ints, near: Ints) -> bytes:
    """Return small numbers as steps from a neighbour, in one byte each."""
    steps = values - values[near]
    steps[0] = values[0]
    return (steps & 255).astype(np.uint8).tobytes()
