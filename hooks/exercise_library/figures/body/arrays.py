"""Arithmetic on many places at once, from operations that give the same bits on every machine.

Products of matrices are written out: what a library does for them may differ in the last bit from one to another.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def dot(places: Floats, way: Sequence[float]) -> Floats:
    """Return the scalar product of each place with one vector."""
    found: Floats = places[..., 0] * way[0] + places[..., 1] * way[1] + places[..., 2] * way[2]
    return found


def lengths(vectors: Floats) -> Floats:
    """Return the length of each vector."""
    found: Floats = np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2 + vectors[..., 2] ** 2)
    return found


def normals(places: Floats, triangles: Ints) -> Floats:
    """Return the direction that the surface faces at each vertex."""
    a, b, c = (places[triangles[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    summed = np.stack(
        [
            sum(np.bincount(triangles[:, corner], across[:, axis], len(places)) for corner in range(3))
            for axis in range(3)
        ],
        axis=1,
    )
    found: Floats = summed / np.maximum(lengths(summed), 1e-12)[:, None]
    return found


def smoothed(places: Floats, edges: Ints, amount: Floats, rounds: int) -> Floats:
    """Return a surface, or fields by column, smoothed by some amount at each vertex, without shrinking (Taubin)."""
    count = len(places)
    degree = np.maximum(np.bincount(edges.ravel(), minlength=count), 1)[:, None]
    for number in range(rounds):
        around = np.stack(
            [
                np.bincount(edges[:, 0], places[edges[:, 1], axis], count)
                + np.bincount(edges[:, 1], places[edges[:, 0], axis], count)
                for axis in range(places.shape[1])
            ],
            axis=1,
        )
        step = amount if number % 2 == 0 else -0.55 * amount
        places = places + step[:, None] * (around / degree - places)
    return places


def edges_of(triangles: Ints) -> Ints:
    """Return each edge once, in the order of its ends."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    low, high = np.sort(pairs, axis=1).T
    count = triangles.max() + 1
    return np.stack(np.divmod(np.unique(low * count + high), count), axis=1)  # to sort whole numbers is quick
