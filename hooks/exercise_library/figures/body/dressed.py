"""A person ready to be posed: the mesh with clothes and hair on, and what each vertex of it is.

Clothes and hair are no meshes of their own. They are the skin, moved outwards a little, where a field is positive:
the height above the hem, how far from the collar, how far behind the hairline. Hair that hangs or is tied up is added
as a solid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Bools, Floats, Ints, dot, edges_of, normals, smoothed
from exercise_library.figures.body.look import Hair, Look
from exercise_library.figures.body.mesh import Mesh, mesh_of
from exercise_library.figures.body.rig import ARM, LEG, NUMBER, HandShape, bind, pose_bones
from exercise_library.figures.solve.flesh import Bones
from exercise_library.figures.solve.geometry import blend, subtract, unit
from exercise_library.figures.solve.skeleton import SIDES, UPPER_ARM

SKIN, TOP, LEGS, HAIR, EAR = range(1, 6)
"""What a place on the surface is."""

FIELD = 65536
"""Steps of a field for one body height. Fields are whole numbers: no rounding decides on which side a place is."""

PARTS = ("trunk", "arm_l", "arm_r", "leg_l", "leg_r")

_HEM, _TROUSERS_END = 0.585, 0.062
_SLEEVE = 0.60
"""Length of a sleeve, of the upper arm."""

_BARE = 0.1
"""A field where it sets no limit."""

_EVEN, _EVEN_ROUNDS = 0.7, 12
"""How much, and how often, a vertex takes on of those around it: folds of the skin then draw no notches."""

_HANGS = ((0.40, 0.68), (0.58, 0.81))
"""Heights between which cloth hangs straight, in body heights: from the belly to the thighs, from the chest to the
belly."""

_EYES = 13380
"""From this vertex on come the eyes."""


class Fields(NamedTuple):
    """By vertex: positive within sleeves and collar, above the hem, above the ankles, and in the hair."""

    top: Ints
    hem: Ints
    ankle: Ints
    hair: Ints


@dataclass(frozen=True)
class Dressed:
    """A person: places in the rest pose by vertex, faces of three, and what each of them is."""

    look: Look
    mesh: Mesh
    rest: Bones
    places: Floats
    triangles: Ints
    bones: Ints
    shares: Floats
    fields: Fields
    materials: Ints
    """Of each face, or 0 where its corners differ."""

    parts: Ints
    """Of each face, as a number in PARTS."""

    limbs: Ints
    """By vertex and number in PARTS: how much it belongs to that part, as a field that changes smoothly."""

    fine: Bools
    """Faces of hands and toes, where lines lie close together."""

    hands: Bools
    """Faces of hands and feet."""

    head: Bools
    """Faces of the head and neck."""

    @cached_property
    def rest_steps(self) -> Ints:
        """The places in the rest pose as whole numbers: they tell which parts of the surface are neighbours."""
        return in_steps(self.places)

    @cached_property
    def normals(self) -> Floats:
        """Which way the surface faces in the rest pose."""
        return normals(self.places, self.triangles)

    def follows(self, names: Iterable[str]) -> Floats:
        """Return how much each vertex follows some bones."""
        return _follows(self.bones, self.shares, names)

    def posed(self, skeleton: Bones, hands: Mapping[str, HandShape]) -> Floats:
        """Return where each vertex is in a pose: its four bones move it, each by its share."""
        bones = pose_bones(self.rest, skeleton, hands)
        rows = [[*(x for axis in bones[name].rotation for x in axis), *bones[name].shift] for name in NUMBER]
        each = np.array(rows)[self.bones]
        share = self.shares[:, :, None]
        mixed = each[:, 0] * share[:, 0]
        for number in range(1, 4):
            mixed = mixed + each[:, number] * share[:, number]
        x, y, z = (self.places[:, axis, None] for axis in range(3))
        found: Floats = mixed[:, 0:3] * x + mixed[:, 3:6] * y + mixed[:, 6:9] * z + mixed[:, 9:12]
        return found


def _follows(bones: Ints, shares: Floats, names: Iterable[str]) -> Floats:
    found: Floats = (shares * np.isin(bones, [NUMBER[name] for name in names])).sum(axis=1)
    return found


def _both(bones: Iterable[str]) -> list[str]:
    return [f"{bone}_{side}" for bone in bones for side in SIDES]


@lru_cache(maxsize=16)
def dressed(look: Look) -> Dressed:
    """Return a person with clothes and hair on."""
    mesh = mesh_of(look.body)
    rest = bind(mesh.joints)
    cut = _Cut(mesh, look.hair)
    skin = cut.covered()
    solid = _hair_solid(mesh, look.hair)
    count = len(solid.places)
    bones = np.concatenate([mesh.bones, np.full((count, 4), NUMBER["head"])])
    shares = np.concatenate([mesh.shares, np.tile(np.array([1.0, 0.0, 0.0, 0.0]), (count, 1))])
    triangles = np.concatenate([mesh.triangles, solid.triangles + len(skin)])
    fields = Fields(
        *(
            np.concatenate([in_steps(field), np.full(count, FIELD * sign)])
            for field, sign in ((cut.top, -1), (cut.hem_of(skin), 1), (cut.ankle, 1), (cut.hair, 1))
        )
    )
    ears = np.concatenate([mesh.ears, np.zeros(count, np.bool_)])

    def mostly(names: Iterable[str], share: float) -> Bools:
        found: Bools = _follows(bones, shares, names)[triangles].mean(axis=1) > share
        return found

    fingers = [name for name in NUMBER if name.startswith(("finger", "hand", "wrist_half"))]
    belongs = _belongs(bones, shares)
    return Dressed(
        look=look,
        mesh=mesh,
        rest=rest,
        places=np.concatenate([skin, solid.places]),
        triangles=triangles,
        bones=bones,
        shares=shares,
        fields=fields,
        materials=_materials(fields, triangles, ears, look.hair),
        parts=belongs[triangles].sum(axis=1).argmax(axis=1),
        limbs=in_steps(evened(belongs, triangles)),
        fine=mostly([*fingers, *_both(["toes"])], 0.5),
        hands=mostly([*fingers, *_both(["toes", "foot", "ankle_half"])], 0.5),
        head=mostly(["head", "neck_0", "neck_1"], 0.7),
    )


def _belongs(bones: Ints, shares: Floats) -> Floats:
    """Return how much each vertex belongs to each of PARTS."""
    limbs = [_follows(bones, shares, [f"{bone}_{side}" for bone in limb]) for limb in (ARM, LEG) for side in SIDES]
    found: Floats = np.stack([1 - sum(limbs, np.zeros(len(bones))), *limbs], axis=1)
    return found


def evened(fields: Floats, triangles: Ints) -> Floats:
    """Return fields by vertex and column, evened out: each then ends along a line without steps."""
    return smoothed(fields, edges_of(triangles), np.full(len(fields), _EVEN), _EVEN_ROUNDS)


def in_steps(field: Floats) -> Ints:
    """Return a field as whole numbers, so that no platform's rounding decides."""
    steps: Ints = np.floor(field * FIELD + 0.5).astype(np.int64)
    return steps


def clothed(mesh: Mesh) -> Floats:
    """Return where the skin of a body is, or the cloth over it, in the rest pose."""
    return _Cut(mesh, "short").clothed()


def material_of(fields: Fields) -> Ints:
    """Return what a place is from its fields."""
    found = np.full(fields.top.shape, SKIN)
    found[(fields.hem <= 0) & (fields.ankle > 0)] = LEGS
    found[(fields.hem > 0) & (fields.top > 0)] = TOP
    found[fields.hair > 0] = HAIR
    return found


def _materials(fields: Fields, triangles: Ints, ears: Bools, hair: Hair) -> Ints:
    corners = material_of(fields)[triangles]
    same = (corners[:, 0] == corners[:, 1]) & (corners[:, 1] == corners[:, 2])
    found = np.where(same, corners[:, 0], 0)
    found[ears[triangles].all(axis=1)] = HAIR if hair == "bob" else EAR  # which covers the ears
    return found


class _Cut:
    """Where clothes and hair end, as fields in body heights."""

    def __init__(self, mesh: Mesh, hair: Hair):
        self._mesh, self._hair, self._edges = mesh, hair, edges_of(mesh.triangles)
        self._arms = _follows(mesh.bones, mesh.shares, _both(ARM))
        x, y, z = (mesh.places[:, axis] for axis in range(3))
        self._sleeve = self._sleeves()
        collar = 0.831 - 0.42 * np.minimum(z, 0.012) + 5.5 * x**2 - y
        self.top = np.minimum(self._sleeve, collar)
        self.hem = self.hem_of(mesh.places)
        self.ankle = np.where(self._arms > 0.3, -_BARE, y - _TROUSERS_END)
        self.hair = self._hairline()

    def _sleeves(self) -> Floats:
        places, joints = self._mesh.places, self._mesh.joints
        found = np.full(len(places), _BARE)
        for side, sign in (("l", 1), ("r", -1)):
            shoulder = joints[f"upper_arm_{side}"]
            along = unit(subtract(joints[f"forearm_{side}"], shoulder))
            far = dot(places - np.array(shoulder), along)
            here = (sign * places[:, 0] > 0.07) & ((self._arms > 0.15) | (places[:, 1] > 0.74))
            found = np.where(here, np.minimum(found, _SLEEVE * UPPER_ARM - far), found)
        return found

    def hem_of(self, places: Floats) -> Floats:
        """Return the height above the hem: level where cloth lies, which is not quite where the skin does."""
        return np.where(self._arms > 0.3, _BARE, places[:, 1] - _HEM)

    def _hairline(self) -> Floats:
        """The hair begins above a line that falls from the forehead to the ear and on to the nape."""
        eyes = blend(self._mesh.joints["l-eye"], self._mesh.joints["r-eye"], 0.5)
        local = self._mesh.places - np.array(eyes)
        back, height = _HAIRLINES[self._hair]
        # Higher in the middle of the forehead than at the temples, and parted on the right.
        rounded = (4.5 * local[:, 0] ** 2 + 0.10 * local[:, 0]) * (local[:, 2] > -0.04)
        found: Floats = local[:, 1] - np.interp(local[:, 2], back, height) + rounded
        if self._hair == "receding":  # bald on top, with a little less in the middle of the back
            found = np.minimum(found, 0.034 - local[:, 1] + 0.15 * np.maximum(0, -0.06 - local[:, 2]))
        head = _follows(self._mesh.bones, self._mesh.shares, ["head", "neck_0", "neck_1"])
        bare = self._mesh.ears | (head < 0.5) | (np.arange(len(found)) >= _EYES)
        return np.where(bare, -0.05, found)

    def covered(self) -> Floats:
        """Return the places of the skin, moved out to where cloth and hair are; cloth lies smoothly over the skin."""
        hair = np.sqrt(np.clip(self.hair / 0.02, 0, 1)) * _HAIR_THICK[self._hair]
        return self._moved_out(self._draped(self._smooth()), hair)

    def clothed(self) -> Floats:
        """Return the places of the skin, moved out to where cloth is: hair gives way to what it lies on."""
        return self._moved_out(self._smooth(), np.zeros(len(self.hair)))

    def _smooth(self) -> Floats:
        loose = np.clip(self.top / 0.02, 0, 1) * (self.hem > -0.03) * (1 - np.clip(2 * self._arms - 0.6, 0, 1))
        return smoothed(self._mesh.places, self._edges, 0.7 * loose, 14)

    def _draped(self, places: Floats) -> Floats:
        """Return places where cloth hangs straight: it does not follow the creases below chest and belly."""
        for low, high in _HANGS:
            places = self._hung(places, low, high)
        return places

    def _hung(self, places: Floats, low: float, high: float) -> Floats:
        trunk = self._arms < 0.1
        y, z = self._mesh.places[:, 1], self._mesh.places[:, 2]
        zone = (
            np.clip((y - low) / 0.05 - 0.8, 0, 1) * np.clip((high - 0.035 - y) / 0.03, 0, 1) * np.clip(z / 0.05, 0, 1)
        )
        soft = 0.7 * zone * zone * (3 - 2 * zone) * trunk
        places = smoothed(places, self._edges, soft, 20)
        x, y, z = (places[:, axis] for axis in range(3))
        heights = np.arange(low, high, 0.01)
        before = (np.abs(x) < 0.11) & trunk
        front = np.array([z[(np.abs(y - height) < 0.008) & before].max() for height in heights.tolist()])
        more = np.interp(y, heights, _bridged(front) - front)
        share = np.clip(1.6 - np.abs(x) / 0.07, 0, 1) * np.clip((z - 0.02) / 0.04, 0, 1) * trunk
        return smoothed(places + np.stack([0 * x, 0 * x, more * share], axis=1), self._edges, soft, 10)

    def _moved_out(self, places: Floats, hair: Floats) -> Floats:
        mesh, arms = self._mesh, self._arms
        shirt = np.clip(self.top / 0.012, 0, 1) * np.clip(self.hem / 0.01 + 0.5, 0, 1) * 0.0055
        shirt = np.where(self._sleeve < 0.05, 1.3 * shirt, shirt)
        trousers = 0.004 * ((self.hem < 0.01) & (self.ankle > 0) & (arms < 0.3))
        out = shirt + trousers + hair
        out[_EYES:] = 0
        found: Floats = places + normals(places, mesh.triangles) * out[:, None]
        return found


def _bridged(values: Floats) -> Floats:
    """Return values with each hollow between two of them filled up to a straight line, rounded at its ends."""
    count = len(values)
    at = np.arange(count)
    found = values
    for low in range(count - 2):
        for high in range(low + 2, count):
            line = values[low] + (values[high] - values[low]) * (at - low) / (high - low)
            found = np.where((at > low) & (at < high), np.maximum(found, line), found)
    for _ in range(3):
        found = np.concatenate([found[:1], (found[:-2] + 2 * found[1:-1] + found[2:]) / 4, found[-1:]])
    return found


_HAIR_THICK: Mapping[Hair, float] = {"short": 0.011, "bob": 0.014, "bun": 0.008, "receding": 0.006}

# How far before the eyes, and how far above them the hair begins there.
_HAIRLINES: Mapping[Hair, tuple[list[float], list[float]]] = {
    "short": (
        [-0.12, -0.085, -0.07, -0.055, -0.05, -0.02, 0.02],
        [-0.035, -0.035, -0.012, -0.005, 0.026, 0.030, 0.036],
    ),
    "bob": ([-0.12, -0.10, -0.06, -0.04, -0.036, -0.02, 0.02], [-0.050, -0.050, -0.045, -0.035, 0.026, 0.031, 0.037]),
    "bun": ([-0.12, -0.085, -0.07, -0.055, -0.05, -0.02, 0.02], [-0.030, -0.025, -0.006, 0.0, 0.026, 0.030, 0.036]),
    "receding": (
        [-0.14, -0.10, -0.075, -0.062, -0.054, -0.050, 0.02],
        [-0.030, -0.025, -0.008, 0.002, 0.03, 0.09, 0.09],
    ),
}

# Balls from between the eyes: left, up, front, radius. The solid is their hull.
_HAIR_SOLIDS: Mapping[Hair, tuple[tuple[float, float, float, float], ...]] = {
    "short": (),
    "receding": (),
    "bun": ((0.0, 0.098, -0.062, 0.024),),
    "bob": (
        *((sign * 0.032, 0.022, -0.062, 0.032) for sign in (1, -1)),
        *((sign * 0.036, -0.036, -0.066, 0.026) for sign in (1, -1)),
        (0.0, 0.010, -0.088, 0.036),
        (0.0, -0.034, -0.088, 0.030),
    ),
}
_RINGS, _AROUND = 12, 20


class _Solid(NamedTuple):
    places: Floats
    triangles: Ints


def _hair_solid(mesh: Mesh, hair: Hair) -> _Solid:
    """Return hair that hangs or is tied up: the hull of some balls, closed."""
    balls = np.array(_HAIR_SOLIDS[hair])
    if not len(balls):
        return _Solid(np.zeros((0, 3)), np.zeros((0, 3), np.int64))
    ways = _all_around()
    reach = np.stack([dot(ways, ball[:3]) + ball[3] for ball in balls], axis=1)
    best = balls[reach.argmax(axis=1)]
    eyes = np.array(blend(mesh.joints["l-eye"], mesh.joints["r-eye"], 0.5))
    places = eyes + best[:, :3] + ways * best[:, 3:]
    corner = np.arange(_RINGS * _AROUND)
    ring, along = corner // _AROUND, corner % _AROUND
    right = ring * _AROUND + (along + 1) % _AROUND
    one = np.stack([corner, corner + _AROUND, right + _AROUND], axis=1)
    two = np.stack([corner, right + _AROUND, right], axis=1)
    return _Solid(places, np.concatenate([one, two]))


def _all_around() -> Floats:
    """Return directions in rings from the top down."""
    ring = np.arange(_RINGS + 1)[:, None] * (np.pi / _RINGS)
    around = np.arange(_AROUND)[None, :] * (2 * np.pi / _AROUND)
    level = np.sin(ring)
    parts = np.broadcast_arrays(level * np.sin(around), np.cos(ring) + 0 * around, level * np.cos(around))
    found: Floats = np.round(np.stack([part.ravel() for part in parts], axis=1), 9)
    return found
