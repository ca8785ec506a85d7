"""The body for the browser: one file of what all people share, and one for each look."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from exercise_library.figures.body import rig
from exercise_library.figures.body.arrays import Floats, Ints
from exercise_library.figures.body.dressed import FIELD, Dressed, dressed
from exercise_library.figures.body.look import LOOKS, Look
from exercise_library.figures.body.rig import ARM, FINGERS, LEG, NUMBER
from exercise_library.figures.draw.face import WIDTHS, face_of
from exercise_library.figures.motion.codec import Grown, byte_steps, grow, neighbours, residuals
from exercise_library.figures.motion.packed import packed, planes, unsigned_planes
from exercise_library.figures.solve.geometry import Rotation, Vector
from exercise_library.figures.solve.skeleton import PARENTS, SIDES, neutral_angles, place_bones

STEPS = 4096
"""Steps of a place in the browser, for one body height: 0.4 mm at 1.70 m."""

_REACH = 0.03
"""Fields of hems and hair are told up to this far from the edge, in body heights."""

_RINGS, _AROUND = 12, 20
"""The grid of hair that hangs or is tied up: as in dressed.py."""

_ARM, _ELSE, _FINE, _HEAD = 0.3, 0, 1, 2

SKELETON = ("pelvis", *(bone for bone in PARENTS))
"""The bones that a movement turns, each after its parent."""


class _Shared(NamedTuple):
    """What all people have in common: how the mesh grows, and the neighbour from which each vertex is told."""

    grown: Grown
    near: Ints
    order: Ints


@lru_cache(maxsize=1)
def _shared() -> _Shared:
    person = _solid_haired()
    count = len(person.mesh.places)
    half = len(person.mesh.triangles) // 2
    quads = np.concatenate([person.mesh.triangles[:half], person.mesh.triangles[half:, 2:]], axis=1)
    corner = np.arange(_RINGS * _AROUND)
    right = corner // _AROUND * _AROUND + (corner + 1) % _AROUND
    solid = np.stack([corner, corner + _AROUND, right + _AROUND, right], axis=1) + count
    grown = grow(np.concatenate([quads, solid]).tolist())
    return _Shared(grown, neighbours(grown.guesses), np.array(grown.order))


def _solid_haired() -> Dressed:
    """Return a person whose hair is a solid: the mesh of all others is a part of theirs."""
    return dressed(next(look for look in LOOKS if look.hair == "bun"))


def mesh_file() -> bytes:
    """Return the file that all looks share: faces, the bones of each vertex, and how bones hang together."""
    grown, near, order = _shared()
    person = _solid_haired()
    bones, shares = _sorted(person.bones[order], np.floor(person.shares[order] * 255 + 0.5).astype(np.int64))
    flags = _flags(person)[order]
    rest = place_bones(neutral_angles())
    told = {
        "vertices": len(order),
        "symbols": len(grown.symbols),
        "quads": len(person.triangles) // 2,
        "steps": STEPS,
        "parents": [SKELETON.index(PARENTS[bone]) if bone in PARENTS else -1 for bone in SKELETON],
        "offsets": [[0, 0, 0], *(_rounded(rest[bone].inside(rest[PARENTS[bone]]).origin) for bone in SKELETON[1:])],
        "skeleton": SKELETON,
        "bones": rig.BONES,
        "halves": rig.HALVES,
        "follow": rig.FOLLOW,
        "curls": rig.CURLS,
    }
    streams = [unsigned_planes(grown.symbols)]
    streams += [byte_steps(bones[:, number], near) for number in range(4)]
    streams += [byte_steps(shares[:, number], near) for number in range(1, 4)]
    return packed(told, [*streams, byte_steps(flags, near)])


def _sorted(bones: Ints, shares: Ints) -> tuple[Ints, Ints]:
    """Return the bones of each vertex in the order of their numbers: neighbours then mostly have the same."""
    bones = np.where(shares > 0, bones, 99)
    order = np.argsort(bones, axis=1, kind="stable")
    bones, shares = np.take_along_axis(bones, order, 1), np.take_along_axis(shares, order, 1)
    return np.where(bones == 99, 0, bones), shares


def _flags(person: Dressed) -> Ints:
    """Return of each vertex in one number: its kind, whether of an ear or an arm, and its part."""
    follow = person.follows
    fine = follow([name for name in NUMBER if name.startswith(("finger", "hand", "wrist_half", "toes"))]) > 0.5
    head = follow(["head", "neck_0", "neck_1"]) > 0.7
    kind = np.where(fine, _FINE, np.where(head, _HEAD, _ELSE))
    limbs = [follow(f"{bone}_{side}" for bone in limb) for limb in (ARM, LEG) for side in SIDES]
    part = np.stack([1 - sum(limbs, np.zeros(len(kind))), *limbs], axis=1).argmax(axis=1)
    ears = np.concatenate([person.mesh.ears, np.zeros(len(kind) - len(person.mesh.ears), np.bool_)])
    arm = follow(f"{bone}_{side}" for bone in ARM for side in SIDES) > _ARM
    found: Ints = kind + 4 * ears + 8 * arm + 16 * part
    return found


def look_file(look: Look) -> bytes:
    """Return a person: skin with clothes and hair on, where those end, the bones' rest pose, and the face."""
    person = dressed(look)
    grown, near, order = _shared()
    places = np.floor(_with_solid(person) * STEPS + 0.5).astype(np.int64)[order]
    told = {
        "skin": look.skin,
        "hair": look.tone_of_hair,
        "earsCovered": int(look.hair == "bob"),
        **_rest(person),
        "strokes": _strokes(look),
    }
    streams = [planes(residuals(places[:, axis], grown.guesses).tolist()) for axis in range(3)]
    for field, sign in ((person.fields.top, -1), (person.fields.hair, 1)):
        full = np.concatenate([field, np.full(len(order) - len(field), sign * FIELD)])
        near_edge = np.clip(np.floor(full[order] * (127 / _REACH / FIELD) + 0.5), -127, 127).astype(np.int64)
        streams.append(byte_steps(near_edge, near))
    return packed(told, streams)


def _with_solid(person: Dressed) -> Floats:
    """Return the places of everyone's vertices: who has no hair that hangs has its vertices all in one place."""
    missing = len(_solid_haired().places) - len(person.places)
    return np.concatenate([person.places, np.tile(person.places[-1], (missing, 1))])


def _rest(person: Dressed) -> dict[str, Any]:
    """Return how the bones lie in the rest pose, and by how much the fingers close beside each other."""
    rest = person.rest
    others = [f"{bone}_{side}" for side in SIDES for bone in ("clavicle", *FINGERS)]
    spread = [rig.spread(rest, side, finger) for side in SIDES for finger in range(1, 6)]
    return {
        "turns": [[round(part, 5) for part in quaternion(rest[bone].rotation)] for bone in SKELETON],
        "joints": {bone: _rounded(rest[bone].origin) for bone in (*SKELETON, *others)},
        "spread": [round(angle, 2) for angle in spread],
    }


def _strokes(look: Look) -> list[dict[str, Any]]:
    """Return the lines of the face and the wires of glasses, in the rest pose."""
    face = face_of(look)
    strokes = [
        {"name": mark.name, "width": WIDTHS[mark.name], "places": [_rounded(place) for place in mark.places.tolist()]}
        for mark in face.marks
        if not (mark.name == "lid" or (mark.name == "brow" and look.glasses))
    ]
    wires = face.glasses.wires if face.glasses else ()
    return [*strokes, *({"name": "wire", "width": 10, "places": [_rounded(p) for p in w.tolist()]} for w in wires)]


def quaternion(rotation: Rotation) -> tuple[float, float, float, float]:
    """Return a rotation as x, y, z, w."""
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = rotation
    squares = (1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz, 1 + xx + yy + zz)
    largest = max(range(4), key=lambda part: squares[part])
    rows = (
        (squares[0], xy + yx, xz + zx, yz - zy),
        (xy + yx, squares[1], yz + zy, zx - xz),
        (xz + zx, yz + zy, squares[2], xy - yx),
        (yz - zy, zx - xz, xy - yx, squares[3]),
    )
    root = 2 * float(np.sqrt(squares[largest]))
    x, y, z, w = (part / root for part in rows[largest])
    return (x, y, z, w)


def _rounded(place: Vector) -> list[float]:
    return [round(part, 4) for part in place]
