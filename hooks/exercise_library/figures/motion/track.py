"""The way of the bones as key frames: as few as come close enough to the solver's."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Ints
from exercise_library.figures.motion.pack import SKELETON, quaternion
from exercise_library.figures.solve.geometry import Placement, cosine
from exercise_library.figures.solve.skeleton import (
    PARENTS,
    Skeleton,
    from_bones,
    neutral_angles,
    place_bones,
)

TURNS, LENGTHS = 2047, 4096
"""Steps of a part of a quaternion, and of a length of one body height, in the file."""

CLOSE = 4.0 / 1700
"""How far a joint may be from the solver's way between two keys, in body heights: 4 mm at 1.70 m."""

FINEST = 1024
"""Key frames lie at such parts of a way's time. Time is eased: a limb that is nearly straight at a still bends fast
just beside it.
"""

_AT_FIRST = 256
_BETWEEN = (0.25, 0.5, 0.75)

_ALWAYS_FREE = ("pelvis", "upper_arm_l", "upper_arm_r")
_LOOSE = 0.5 / 1700
"""A bone that hangs on its parent elsewhere than it does at rest by more than this is placed by itself."""

_AT_REST = place_bones(neutral_angles())
OFFSETS = {bone: _AT_REST[bone].inside(_AT_REST[parent]).origin for bone, parent in PARENTS.items()}
"""Where each bone hangs on its parent."""

Solver = Callable[[int, float], Skeleton]


class Track(NamedTuple):
    """The body at each key: the ways from still to still in a row."""

    times: tuple[int, ...]
    """When each key is, in parts of a way's time: FINEST is the second still."""

    keys: tuple[Skeleton, ...]
    free: tuple[str, ...]
    """The bones whose places are told; all others hang on their parents."""

    def between(self, number: int, share: float) -> Skeleton:
        """Return the body between a key and the next, at a share of the time, as the browser makes it."""
        return _between(self.keys[number], self.keys[number + 1], share, self.free)

    def numbers(self, others: Sequence[Sequence[float]]) -> Ints:
        """Return all that changes as whole numbers, one after the other: each as what is off from going straight on.

        `others` are further lengths, by key.
        """
        turns = np.array([[quaternion(key[bone].rotation) for bone in SKELETON] for key in self.keys])
        for number in range(1, len(turns)):  # of the two that mean the same, the one nearer to the key before
            same = (turns[number] * turns[number - 1]).sum(axis=1) >= 0
            turns[number] = np.where(same[:, None], turns[number], -turns[number])
        places = np.array([[key[bone].origin for bone in self.free] for key in self.keys])
        count = len(self.keys)
        lengths = np.concatenate([places.reshape(count, -1), np.array(others).reshape(count, -1)], axis=1)
        values = np.concatenate([turns.reshape(count, -1) * TURNS, lengths * LENGTHS], axis=1)
        steps = np.floor(values + 0.5).astype(np.int64)
        straight = np.zeros_like(steps)
        straight[1:2] = steps[:1]
        gone = np.diff(self.times)
        ahead, before = np.minimum(gone[1:], 2 * gone[:-1])[:, None], gone[:-1][:, None]
        straight[2:] = steps[1:-1] + (steps[1:-1] - steps[:-2]) * ahead // before
        found: Ints = (steps - straight).T.ravel()
        return found


def eased(time: float) -> float:
    """Return the share of a way that is gone after a share of its time: slow at both ends."""
    return (1 - cosine(180 * time)) / 2


def track_of(stills: Sequence[Skeleton], between: Solver) -> Track:
    """Return the key frames between stills. `between` gives the body on the way from a still at a share of it."""

    @cache
    def at(time: float) -> Skeleton:
        way, part = divmod(time, FINEST)
        return between(int(way), eased(part / FINEST)) if part else stills[int(way)]

    last = (len(stills) - 1) * FINEST
    free = tuple(_free([at(time) for time in range(0, last + 1, _AT_FIRST)]))

    def keys(start: int, end: int) -> Iterator[int]:
        """Yield the first of two keys and those that are needed up to the second."""
        off = (
            _apart(_between(at(start), at(end), share, free), at(start + share * (end - start))) for share in _BETWEEN
        )
        if end - start < 2 or all(apart < CLOSE for apart in off):
            yield start
        else:
            middle = (start + end) // 2
            yield from keys(start, middle)
            yield from keys(middle, end)

    times = [time for start in range(0, last, _AT_FIRST) for time in keys(start, start + _AT_FIRST)]
    return Track((*times, last), tuple(at(time) for time in (*times, last)), free)


def _between(one: Skeleton, other: Skeleton, share: float, free: Collection[str]) -> Skeleton:
    bones: dict[str, Placement] = {}
    for bone in SKELETON:
        found = one[bone].lerp(other[bone], share)
        place = found.origin if bone in free else bones[PARENTS[bone]].at(OFFSETS[bone])
        bones[bone] = Placement(place, found.rotation)
    return from_bones(bones)


def _free(keys: Sequence[Skeleton]) -> Iterator[str]:
    for bone in SKELETON:
        if bone in _ALWAYS_FREE or any(
            key[bone].inside(key[PARENTS[bone]]).origin.distance(OFFSETS[bone]) > _LOOSE for key in keys
        ):
            yield bone


def _apart(one: Skeleton, other: Skeleton) -> float:
    """Return how far the joint is away that is furthest."""
    return max(one[bone].origin.distance(other[bone].origin) for bone in SKELETON)
