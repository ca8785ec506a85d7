"""The skin of a posed body, or the cloth over it: how deep one part is inside others, and how high each part is.

The solver asks it only where balls under the skin are too coarse: for a hand that lies on a body.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Bools, Floats, Ints, lengths, normals
from exercise_library.figures.body.contacts import bone_of_skin
from exercise_library.figures.body.dressed import clothed
from exercise_library.figures.body.mesh import mesh_of
from exercise_library.figures.body.rig import BONES, NUMBER, Affine, HandShape, PosedBones, bind, pose_fingers
from exercise_library.figures.solve.flesh import NEIGHBOURHOOD, Bones
from exercise_library.figures.solve.geometry import IDENTITY, Vec3
from exercise_library.figures.solve.skeleton import SIDES

_SKIN = 13380
"""Behind these vertices are the eyes."""

_NEAR = 0.035
"""Only skin as near as this to a part can be the nearest to it, in body heights, or is told to be this far."""

_SPACING = 0.007
"""A vertex stands for the plane around it, as far as this; what is further is above its plane, or beside its end."""

_ALONG = 0.5
_INSIDE = 0.08
"""What is further than this from the skin is not inside: it is beyond the edge of the part that is asked about."""

_CELL = 0.006

_FEW = 80
"""So many vertices are compared at once with all that may be the nearest to one of them."""

_ROUNDING = 1e-9

_ROW = 12
_FLAT: Mapping[str, HandShape] = dict.fromkeys(SIDES, "flat")


class Placed(NamedTuple):
    """Places of the skin, and which way is out."""

    places: Floats
    out: Floats


class Skin:
    """The skin of one body."""

    def __init__(self, body: str):
        mesh = mesh_of(body)
        self._rest = bind(mesh.joints)
        places = clothed(mesh)
        self._out = normals(places, mesh.triangles)[:_SKIN]
        self._places, self._bones, self._shares = places[:_SKIN], mesh.bones[:_SKIN], mesh.shares[:_SKIN]
        most = self._bones[np.arange(_SKIN), self._shares.argmax(axis=1)]
        self._owners = np.array([bone_of_skin(name) for name in NUMBER])[most]
        self._thumbs = np.array([name.startswith("finger_1") for name in NUMBER])[most]
        used = np.zeros(_SKIN, np.bool_)
        used[mesh.triangles[mesh.triangles < _SKIN]] = True
        self._used = used
        self._faces = mesh.triangles[(mesh.triangles < _SKIN).all(axis=1)]

    @lru_cache(maxsize=64)  # noqa: B019 (a body lives as long as the program)
    def of(self, bones: frozenset[str]) -> Ints:
        """Return the vertices that follow some bones most. A thumb gives way, and does not count."""
        found: Ints = np.nonzero(np.isin(self._owners, sorted(bones)) & self._used & ~self._thumbs)[0]
        return found

    @lru_cache(maxsize=256)  # noqa: B019
    def some_of(self, bones: frozenset[str]) -> Ints:
        """Return those of the vertices that are not nearer to each other than what the solver can tell apart."""
        vertices = self.of(bones)
        cells = np.floor(self._places[vertices] / _CELL).astype(np.int64)
        found: Ints = vertices[np.unique(cells, axis=0, return_index=True)[1]]
        return found

    def posed(self, skeleton: Bones, hands: Mapping[str, HandShape], bones: Iterable[str] = NUMBER) -> Floats:
        """Return what each bone does to the skin in a pose, as a row of numbers; or some of them: others have zeros."""
        found = np.zeros((len(NUMBER), _ROW))
        posed = PosedBones(self._rest, skeleton, hands)
        hands_of: dict[str, None] = {}
        for name in bones:
            if name.startswith("finger"):
                hands_of[name[-1]] = None
            else:
                rotation, shift = posed[name]
                found[NUMBER[name]] = (*rotation.x, *rotation.y, *rotation.z, *shift)
        for side in hands_of:
            rotation, shift = posed[f"hand_{side}"]
            numbers, fingers = self._fingers(side, hands[side])
            found[numbers] = _after(np.array([*rotation.x, *rotation.y, *rotation.z, *shift]), fingers)
        return found

    @lru_cache(maxsize=256)  # noqa: B019
    def followed(self, bones: frozenset[str]) -> tuple[str, ...]:
        """Return the bones of the mesh that the skin on some bones follows, be it a little."""
        vertices = self.of(bones)
        numbers = np.unique(self._bones[vertices][self._shares[vertices] > 0])
        return tuple(BONES[number] for number in numbers)

    @lru_cache(maxsize=8)  # noqa: B019
    def _fingers(self, side: str, shape: HandShape) -> tuple[Ints, Floats]:
        """Return the finger bones of a hand, and what they do to their skin while the hand does nothing."""
        fingers = pose_fingers(self._rest, Affine(IDENTITY, (0.0, 0.0, 0.0)), side, shape)
        rows = [[*turned.x, *turned.y, *turned.z, *shift] for turned, shift in fingers.values()]
        return np.array([NUMBER[name] for name in fingers]), np.array(rows)

    def lowest(self, skeleton: Bones, bones: Iterable[str], apart_from: Vec3 | None) -> Vec3:
        """Return the lowest place of the skin on some bones, apart from the neighbourhood of a wrist."""
        wanted = frozenset(bones)
        posed, vertices = self.posed(skeleton, _FLAT, self.followed(wanted)), self.of(wanted)
        if apart_from is None:
            low = int(self._heights(posed, vertices).argmin())
            vertices = vertices[low : low + 1]
        places = self.place(posed, vertices).places
        if apart_from is not None:
            places = places[lengths(places - np.array(apart_from)) > NEIGHBOURHOOD]
        if not len(places):
            return Vec3(0.0, math.inf, 0.0)
        x, y, z = (float(value) for value in places[places[:, 1].argmin()])
        return Vec3(x, y, z)

    def _heights(self, posed: Floats, vertices: Ints) -> Floats:
        """Return how high some vertices are in a pose, worked out as their places are."""
        each, share = posed[:, 1::3][self._bones[vertices]], self._shares[vertices][:, :, None]
        mixed = sum((each[:, number] * share[:, number] for number in range(4)), np.zeros((len(vertices), _ROW // 3)))
        x, y, z = (self._places[vertices, axis] for axis in range(3))
        found: Floats = mixed[:, 0] * x + mixed[:, 1] * y + mixed[:, 2] * z + mixed[:, 3]
        return found

    def surface(
        self, skeleton: Bones, bones: Iterable[str], fists: Collection[str], loose: Collection[str]
    ) -> "SkinSurface":
        """Return the skin on some bones in a pose. `fists`: the closed hands; `loose`: those that hang down."""
        hands: dict[str, HandShape] = {
            side: "fist" if f"hand_{side}" in fists else "rest" if f"hand_{side}" in loose else "flat" for side in SIDES
        }
        wanted = frozenset(bones)
        posed = self.posed(skeleton, hands, self.followed(wanted))
        return SkinSurface(self, hands, wanted, posed)

    def place(self, posed: Floats, vertices: Ints) -> Placed:
        """Return where some vertices are in a pose."""
        each, share = posed[self._bones[vertices]], self._shares[vertices][:, :, None]
        mixed = sum((each[:, number] * share[:, number] for number in range(4)), np.zeros((len(vertices), _ROW)))

        def turned(vectors: Floats) -> Floats:
            x, y, z = (vectors[:, axis, None] for axis in range(3))
            found: Floats = mixed[:, 0:3] * x + mixed[:, 3:6] * y + mixed[:, 6:9] * z
            return found

        out = turned(self._out[vertices])
        return Placed(turned(self._places[vertices]) + mixed[:, 9:12], out / lengths(out)[:, None])

    def whole(self, posed: Floats, bones: frozenset[str]) -> Placed:
        """Return where the skin on some bones is: its vertices, and the middle of each face between them."""
        vertices = self.of(bones)
        placed = self.place(posed, vertices)
        number = np.full(_SKIN, -1)
        number[vertices] = np.arange(len(vertices))
        corners = number[self._faces]
        corners = corners[(corners >= 0).all(axis=1)]
        middle, out = (sum(each[corners[:, corner]] for corner in range(3)) / 3 for each in placed)
        return Placed(
            np.concatenate([placed.places, middle]), np.concatenate([placed.out, out / lengths(out)[:, None]])
        )


@dataclass(frozen=True)
class SkinSurface:
    """The skin on some bones, in its place."""

    skin: Skin
    hands: Mapping[str, HandShape]
    bones: frozenset[str]
    posed: Floats

    @cached_property
    def _some(self) -> Placed:
        return self.skin.place(self.posed, self.skin.some_of(self.bones))

    @cached_property
    def _whole(self) -> Placed:
        return self.skin.whole(self.posed, self.bones)

    def depth(self, skeleton: Bones, parts: Collection[str], exactly: bool = False) -> float:
        """Return how deep the skin on some bones is inside this; how far apart they are, if negative."""
        wanted, vertices = frozenset(parts), self.skin.of if exactly else self.skin.some_of
        placed = self._placed(skeleton, wanted, vertices)
        deep = depth(placed, self._whole if exactly else self._some)
        own, others = (frozenset(bone for bone in bones if bone.startswith("hand")) for bones in (wanted, self.bones))
        if not own or not others:
            return deep
        # Thin fingers may be in a hand that is nowhere in them; what is near its wrist is beside it, not inside.
        closed = self._placed(skeleton, wanted | {f"forearm_{hand[-1]}" for hand in own}, vertices)
        return max(deep, depth(self.skin.place(self.posed, vertices(others)), closed))

    def _placed(self, skeleton: Bones, parts: frozenset[str], vertices: Callable[[frozenset[str]], Ints]) -> Placed:
        posed = self.skin.posed(skeleton, self.hands, self.skin.followed(parts))
        return self.skin.place(posed, vertices(parts))


def _after(hand: Floats, fingers: Floats) -> Floats:
    """Return rows of numbers for what fingers do and then their hand. A row has three axes, as columns, and a shift."""
    axes = [hand[3 * axis : 3 * axis + 3] for axis in range(3)]
    found = np.empty_like(fingers)
    for column in range(4):
        x, y, z = (fingers[:, 3 * column + axis, None] for axis in range(3))
        found[:, 3 * column : 3 * column + 3] = axes[0] * x + axes[1] * y + axes[2] * z
    found[:, 9:12] += hand[9:12]
    return found


@lru_cache(maxsize=16)
def skin_of(body: str) -> Skin:
    """Return the skin of a body by its name, such as woman-slim-older."""
    return Skin(body)


def depth(of: Placed, inside: Placed) -> float:
    """Return how deep the skin of a part is inside other skin; how far apart they are, if negative."""
    beside = of.places[_within(of.places, inside.places)]
    near = _within(inside.places, beside) if len(beside) else np.zeros(0, np.bool_)
    if not near.any():
        return -_NEAR
    places, out = inside.places[near], inside.out[near]
    nearest = _nearest(beside, places)
    away = beside - places[nearest]
    far = lengths(away)
    above = away[:, 0] * out[nearest, 0] + away[:, 1] * out[nearest, 1] + away[:, 2] * out[nearest, 2]
    found = np.where((far < _SPACING) | ((np.abs(above) > _ALONG * far) & (far < _INSIDE)), above, far)
    return -float(found.min())


def _nearest(of: Floats, places: Floats) -> Ints:
    """Return which place is the nearest to each of some others: of those as near as it the first.

    Whoever is near to the middle of a few neighbours may be the nearest to one of them. Nobody else is looked at.
    """
    found = np.zeros(len(of), np.int64)
    for few in _neighbours(of, np.arange(len(of))):
        own = of[few]
        middle = (own.min(axis=0) + own.max(axis=0)) / 2
        far = lengths(places - middle)
        near = np.flatnonzero(far <= far.min() + 2 * lengths(own - middle).max() + _ROUNDING)
        apart = np.zeros((len(few), len(near)))
        for axis in range(3):
            apart += (own[:, axis, None] - places[near, axis]) ** 2
        found[few] = near[apart.argmin(axis=1)]
    return found


def _neighbours(places: Floats, numbers: Ints) -> Iterator[Ints]:
    """Part numbered places into groups of a few that are beside each other."""
    if len(numbers) <= _FEW:
        yield numbers
        return
    own = places[numbers]
    longest = int((own.max(axis=0) - own.min(axis=0)).argmax())
    for half in np.array_split(numbers[own[:, longest].argsort(kind="stable")], 2):
        yield from _neighbours(places, half)


def _within(places: Floats, others: Floats) -> Bools:
    """Tell which places are in the box around others, or nearly so."""
    found: Bools = ((places > others.min(axis=0) - _NEAR) & (places < others.max(axis=0) + _NEAR)).all(axis=1)
    return found
