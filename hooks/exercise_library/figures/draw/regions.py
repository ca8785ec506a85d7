"""Connected regions of an image: what is too small or too thin to be read goes to what lies around it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.arrays import Bools, Ints

_MOST_LABELS = 128

_SCRAP = 5
"""How many times larger the largest region of a label is than one that is only a scrap of it."""


class Regions(NamedTuple):
    """The region of each cell, a number from 0 on, and by region: its label, its size in cells, whether it is thick."""

    of_cell: Ints
    labels: Ints
    sizes: Ints
    thick: Bools


def regions(labels: Ints | NDArray[np.int8], thick: int = 1) -> Regions:
    """Return the regions of cells that touch along an edge and have one label.

    A region is thick if it holds a square of 2 * `thick` + 1 cells.
    """
    height, width = labels.shape
    starts = np.ones(labels.shape, np.bool_)
    starts[:, 1:] = labels[:, 1:] != labels[:, :-1]
    run = (np.cumsum(starts.ravel()) - 1).reshape(height, width)
    meet = labels[1:] == labels[:-1]
    meet[:, 1:] &= starts[:-1, 1:] | starts[1:, 1:]  # further on in both runs, they have met already
    roots = _roots(int(run[-1, -1]) + 1, np.stack([run[:-1][meet], run[1:][meet]], axis=1).tolist())
    _, number = np.unique(roots, return_inverse=True)
    of_cell: Ints = number[run].astype(np.int64)
    count = int(number.max()) + 1
    of_label = np.zeros(count, np.int64)
    of_label[of_cell.ravel()] = labels.ravel()
    cores = np.bincount(of_cell[_cores(of_cell, thick)], minlength=count) > 0
    return Regions(of_cell, of_label, np.bincount(of_cell.ravel(), minlength=count), cores)


def _distinct(one: Ints, two: Ints, below: int) -> tuple[Ints, Ints]:
    """Return the pairs that there are, in order, and how often each is there; all of `two` are less than `below`.

    A pair is sorted as one number, since rows are sorted twenty times as slowly.
    """
    pairs, counts = np.unique(one * below + two, return_counts=True)
    return np.stack(np.divmod(pairs, below), axis=1), counts


def _roots(count: int, joined: list[list[int]]) -> Ints:
    """Return of each run of cells the first run that it hangs together with."""
    first = list(range(count))

    def root(run: int) -> int:
        while first[run] != run:
            first[run] = first[first[run]]
            run = first[run]
        return run

    for one, two in joined:
        above, below = root(one), root(two)
        first[max(above, below)] = min(above, below)
    return np.array([root(run) for run in range(count)])


def _cores(of_cell: Ints, cells: int) -> Bools:
    """Return the cells around which all belong to one region; beyond the edge is none."""
    in_rows, in_columns = np.zeros(of_cell.shape, np.bool_), np.zeros(of_cell.shape, np.bool_)
    beside, above = of_cell[:, 1:] == of_cell[:, :-1], of_cell[1:] == of_cell[:-1]
    in_rows[:, 1:-1] = beside[:, 1:] & beside[:, :-1]
    in_columns[1:-1] = above[1:] & above[:-1]
    found = in_columns
    found[1:-1] &= in_rows[:-2] & in_rows[1:-1] & in_rows[2:]
    for _ in range(cells - 1):
        inner = np.zeros(of_cell.shape, np.bool_)
        inner[1:-1, 1:-1] = found[1:-1, :-2] & found[1:-1, 1:-1] & found[1:-1, 2:]
        found = np.zeros(of_cell.shape, np.bool_)
        found[1:-1] = inner[:-2] & inner[1:-1] & inner[2:]
    return found


def without_crumbs(labels: NDArray[np.int8], smallest: Sequence[int], thick: int, thin: int) -> NDArray[np.int8]:
    """Return labels without regions of fewer cells than their label needs, and without slivers.

    Those of a label `thin` may be slivers, but no scraps beside its largest. Each goes to the label that it touches
    most: a hole to one of the body, and what sticks out of the body to what is around it. Where nothing larger lies
    around, it stays.
    """
    for _ in range(3):
        found = regions(labels, thick)
        scraps = _SCRAP * found.sizes < (found.sizes * (found.labels == thin)).max()
        small = (found.sizes < np.array(smallest)[found.labels]) | np.where(
            found.labels == thin, scraps, (found.labels > 0) & ~found.thick
        )
        if not small.any():
            break
        labels = _merged(found, small)
    return labels


def _merged(found: Regions, small: Bools) -> NDArray[np.int8]:
    pairs = np.concatenate([_touching(found.of_cell), _touching(found.of_cell.T)])
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    pairs = pairs[small[pairs[:, 0]] & ~small[pairs[:, 1]]]
    votes: dict[int, dict[int, int]] = {}
    together, counts = _distinct(pairs[:, 0], found.labels[pairs[:, 1]], _MOST_LABELS)
    for (region, label), count in zip(together.tolist(), counts.tolist(), strict=True):
        votes.setdefault(region, {})[label] = count
    into = found.labels.copy()
    for region, of in votes.items():
        into[region] = max(of, key=lambda label: (of[label], -label))
    merged: NDArray[np.int8] = into[found.of_cell].astype(np.int8)
    return merged


def _touching(of_cell: Ints) -> Ints:
    """Return the two regions on both sides of each upright edge between regions."""
    differ = of_cell[:, 1:] != of_cell[:, :-1]
    found: Ints = np.stack([of_cell[:, :-1][differ], of_cell[:, 1:][differ]], axis=1)
    return found


def main_regions(mask: Bools, smallest: int, share: tuple[int, int], thick: int) -> Bools:
    """Return a mask without crumbs: only thick regions of `smallest` cells that are a share of the largest."""
    found = regions(mask.astype(np.int64), thick)
    sizes = np.where((found.labels == 1) & found.thick, found.sizes, 0)
    kept = (sizes >= smallest) & (sizes * share[1] >= sizes.max(initial=0) * share[0])
    kept_cells: Bools = kept[found.of_cell]
    return kept_cells
