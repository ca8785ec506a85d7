"""The way of the bones as key frames: as few as come close enough to the solver's."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Ints
from exercise_library.figures.motion.pack import SKELETON, quaternion
from exercise_library.figures.solve.geometry import Placement
from exercise_library.figures.solve.skeleton import (
    PARENTS,
    Skeleton,
    from_bones,
    neutral_angles,
    place_bones,
)

TURNS, LENGTHS = 4095, 8192
"""Steps of a part of a quaternion, and of a length of one body height, in the file."""

CLOSE = 3.0 / 1700
"""How far a joint may be from the solver's way half way between two keys, in body heights: 3 mm at 1.70 m."""

_STRETCHES = (4, 8, 16, 32)
"""Into how many stretches of equal time a way may be cut."""

_ALWAYS_FREE = ("pelvis", "upper_arm_l", "upper_arm_r")
_LOOSE = 0.5 / 1700
"""A bone that hangs on its parent elsewhere than it does at rest by more than this is placed by itself."""

_AT_REST = place_bones(neutral_angles())
OFFSETS = {bone: _AT_REST[bone].inside(_AT_REST[parent]).origin for bone, parent in PARENTS.items()}
"""Where each bone hangs on its parent."""

Solver = Callable[[int, float], Skeleton]


class Track(NamedTuple):
    """The body at each key: the ways from still to still in a row, each cut into as many stretches."""

    keys: tuple[Skeleton, ...]
    stretches: int
    free: tuple[str, ...]
    """The bones whose places are told; all others hang on their parents."""

    def between(self, key: int, share: float) -> Skeleton:
        """Return the body between a key and the next, as the browser makes it."""
        one, other = self.keys[key], self.keys[key + 1]
        bones: dict[str, Placement] = {}
        for bone in SKELETON:
            found = one[bone].lerp(other[bone], share)
            place = found.origin if bone in self.free else bones[PARENTS[bone]].at(OFFSETS[bone])
            bones[bone] = Placement(place, found.rotation)
        return from_bones(bones)

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
        straight[2:] = 2 * steps[1:-1] - steps[:-2]
        found: Ints = (steps - straight).T.ravel()
        return found


def track_of(stills: Sequence[Skeleton], between: Solver) -> Track:
    """Return the key frames between stills. `between` gives the body on the way from a still at a share of it."""
    track = _cut(stills, between, _STRETCHES[0], None)
    for finer in _STRETCHES[1:]:
        dense = _cut(stills, between, finer, track)
        halves = dense.keys[1::2]
        if max(_apart(track.between(number, 0.5), half) for number, half in enumerate(halves)) < CLOSE:
            return track
        track = dense
    return track


def _cut(stills: Sequence[Skeleton], between: Solver, stretches: int, coarser: Track | None) -> Track:
    """Return the body at the ends of so many stretches of each way. Keys that are known are not solved again."""

    def key(number: int) -> Skeleton:
        way, part = divmod(number, stretches)
        if part == 0:
            return stills[way]
        if coarser and number % 2 == 0:
            return coarser.keys[number // 2]
        return between(way, part / stretches)

    keys = tuple(key(number) for number in range((len(stills) - 1) * stretches + 1))
    return Track(keys, stretches, tuple(_free(keys)))


def _free(keys: Sequence[Skeleton]) -> Iterator[str]:
    for bone in SKELETON:
        if bone in _ALWAYS_FREE or any(
            key[bone].inside(key[PARENTS[bone]]).origin.distance(OFFSETS[bone]) > _LOOSE for key in keys
        ):
            yield bone


def _apart(one: Skeleton, other: Skeleton) -> float:
    """Return how far the joint is away that is furthest."""
    return max(one[bone].origin.distance(other[bone].origin) for bone in SKELETON)
