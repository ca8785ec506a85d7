"""Which face of a body is seen at each place of a fine grid: a z-buffer in whole numbers.

Places are rounded to sixteenths of a cell first. From there on nothing is rounded, so that the same faces are seen on
every machine.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.arrays import Bools, Floats, Ints
from exercise_library.figures.draw.camera import Camera

CELLS = 3.2
"""Cells of the grid for one drawing unit."""

_SUB = 16
_DEPTHS = 64
_FACE_BITS = 16
_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 512, 4096)


class Grid(NamedTuple):
    """Where the grid lies in the picture: its corner in drawing units, and its cells."""

    left: float
    top: float
    width: int
    height: int

    @classmethod
    def around(cls, left: float, top: float, right: float, bottom: float) -> "Grid":
        """Return a grid that covers a box, told in drawing units, with some room."""
        left, top = float(np.floor(left)) - 2, float(np.floor(top)) - 2
        return cls(left, top, int((right - left + 2) * CELLS) + 2, int((bottom - top + 2) * CELLS) + 2)

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column of a place in the picture, which may lie outside."""
        return int(np.floor((y - self.top) * CELLS)), int(np.floor((x - self.left) * CELLS))


class Seen(NamedTuple):
    """The cells where a body is seen: their numbers, row by row, the face, and how near its corners are.

    `shares` are whole numbers by corner, and `whole` is their sum. `depth` is in sixty-fourths of a drawing unit.
    """

    cells: Ints
    faces: Ints
    shares: Ints
    whole: Ints
    depth: Ints


class View(NamedTuple):
    """A body as a camera sees it on a grid: places by vertex as whole numbers."""

    grid: Grid
    across: Ints
    down: Ints
    depth: Ints


def view(places: Floats, camera: Camera, grid: Grid, nearer: Floats | float = 0.0) -> View:
    """Return places of the world on a grid, counted nearer to the viewer by some body heights."""
    right, up, towards = seen_from(places, camera)
    scale = CELLS * _SUB
    return View(
        grid,
        np.floor((right - grid.left) * scale + 0.5).astype(np.int64),
        np.floor((-up - grid.top) * scale + 0.5).astype(np.int64),
        np.floor((towards + nearer * camera.unit) * _DEPTHS + 0.5).astype(np.int64),
    )


def seen_from(places: Floats, camera: Camera) -> tuple[Floats, Floats, Floats]:
    """Return how far right, up and towards the viewer places are, in drawing units."""
    axes = camera.rotation
    x, y, z = (places[:, axis] for axis in range(3))
    right, up, towards = ((x * axes[0][row] + y * axes[1][row] + z * axes[2][row]) * camera.unit for row in range(3))
    return right, up, towards


def rasterise(seen: View, triangles: Ints, both_sides: bool = False) -> Seen:
    """Return what is seen. Faces that look away are left out unless both sides count."""
    x, y = seen.across[triangles], seen.down[triangles]
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (y[:, 1] - y[:, 0]) * (x[:, 2] - x[:, 0])
    half = _SUB // 2
    low_x, high_x = -((half - x.min(axis=1)) // _SUB), (x.max(axis=1) - half) // _SUB
    low_y, high_y = -((half - y.min(axis=1)) // _SUB), (y.max(axis=1) - half) // _SUB
    width, height = seen.grid.width, seen.grid.height
    here = (high_x >= low_x) & (high_y >= low_y) & (high_x >= 0) & (high_y >= 0) & (low_x < width) & (low_y < height)
    wanted = np.nonzero(here & ((area != 0) if both_sides else (area < 0)))[0]
    size = np.maximum(high_x - low_x, high_y - low_y)[wanted] + 1
    cells, keys = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for smaller, largest in zip((0, *_SIZES), _SIZES, strict=False):
        faces = wanted[(size > smaller) & (size <= largest)]
        if len(faces):
            square = np.arange(largest * largest)
            columns = low_x[faces][:, None] + square % largest
            rows = low_y[faces][:, None] + square // largest
            shares, whole = _shares(x[faces], y[faces], columns, rows, area[faces])
            inside = (shares[0] >= 0) & (shares[1] >= 0) & (shares[2] >= 0)
            inside &= (columns >= 0) & (rows >= 0) & (columns < width) & (rows < height)
            face, cell = np.nonzero(inside)
            corners = seen.depth[triangles[faces[face]]]
            summed = sum(share[face, cell].astype(np.int64) * corners[:, n] for n, share in enumerate(shares))
            cells.append(rows[face, cell] * width + columns[face, cell])
            keys.append(((summed // whole[face] + (1 << 24)) << _FACE_BITS) | faces[face])
    nearest = np.full(width * height, -1, np.int64)
    np.maximum.at(nearest, np.concatenate(cells), np.concatenate(keys))
    return _details(seen, triangles, nearest)


def _shares(
    x: Ints, y: Ints, columns: Ints, rows: Ints, area: Ints
) -> tuple[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]], Ints]:
    """Return for each face and cell how near its middle is to each corner, negative outside of the face; and their sum.

    Measured from a face's first corner the numbers are small, so that 32 bits hold them.
    """
    own_x, own_y = (places[:, :, None] - places[:, :1, None] for places in (x, y))
    right = (columns * _SUB + _SUB // 2 - x[:, :1]).astype(np.int32)
    down = (rows * _SUB + _SUB // 2 - y[:, :1]).astype(np.int32)
    turn = np.sign(area)[:, None]

    def part(start: int, end: int) -> NDArray[np.int32]:
        ax, ay, bx, by = own_x[:, start], own_y[:, start], own_x[:, end], own_y[:, end]
        across, up, fixed = ((value * turn).astype(np.int32) for value in (ay - by, bx - ax, ax * by - ay * bx))
        found: NDArray[np.int32] = across * right + up * down + fixed
        return found

    return (part(1, 2), part(2, 0), part(0, 1)), np.abs(area)


def _details(seen: View, triangles: Ints, nearest: Ints) -> Seen:
    cells = np.nonzero(nearest >= 0)[0]
    faces = nearest[cells] & ((1 << _FACE_BITS) - 1)
    x, y = seen.across[triangles[faces]], seen.down[triangles[faces]]
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (y[:, 1] - y[:, 0]) * (x[:, 2] - x[:, 0])
    columns, rows = cells % seen.grid.width, cells // seen.grid.width
    shares, whole = _shares(x, y, columns[:, None], rows[:, None], area)
    parts = np.stack([share[:, 0] for share in shares], axis=1).astype(np.int64)
    return Seen(cells, faces, parts, whole, (nearest[cells] >> _FACE_BITS) - (1 << 24))


def covered(grid: Grid, seen: Seen) -> Bools:
    """Return the cells where something is seen, as an image."""
    found = np.zeros(grid.width * grid.height, np.bool_)
    found[seen.cells] = True
    return found.reshape(grid.height, grid.width)
