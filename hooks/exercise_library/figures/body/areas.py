"""Where on the skin the muscles are that a figure can shade: ellipsoids around the bones, on the side that they lie."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Floats, Ints, dot
from exercise_library.figures.body.dressed import Dressed, dressed, evened, in_steps
from exercise_library.figures.body.look import Look
from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.solve.geometry import Vector
from exercise_library.figures.solve.skeleton import SIDES, SIGN, Side

_FACES = -0.35
"""How far round, as a cosine, an area goes on to skin that faces another way: seen from the side it still shows."""


_LOST = 0.1
"""Added to a field, as an area shrinks when it is evened out."""


class Blob(NamedTuple):
    """Skin within an ellipsoid that faces a way, all in the bone's axes in the rest pose; x is outwards if sided."""

    bone: str
    centre: Vector
    radii: Vector
    out: Vector = (0.0, 0.0, 0.0)


_FRONT: Vector = (0.0, 0.0, 1.0)
_BACK: Vector = (0.0, 0.0, -1.0)

_MIDDLE: Mapping[str, tuple[Blob, ...]] = {
    "belly": (Blob("lumbar_1", (0.0, -0.006, 0.060), (0.086, 0.094, 0.073), _FRONT),),
    "lower-back": (Blob("lumbar_0", (0.0, 0.046, -0.056), (0.138, 0.072, 0.086), _BACK),),
    "upper-back": (Blob("thoracic_1", (0.0, 0.022, -0.060), (0.105, 0.066, 0.080), _BACK),),
    "chest": tuple(Blob("thoracic_1", (sign * 0.046, 0.030, 0.060), (0.062, 0.050, 0.074), _FRONT) for sign in (1, -1)),
    "neck": (Blob("neck_0", (0.0, 0.024, -0.034), (0.066, 0.050, 0.054), _BACK),),
    "pelvic-floor": (Blob("pelvis", (0.0, -0.058, -0.006), (0.036, 0.030, 0.052)),),
}

_SIDED: Mapping[str, Blob] = {
    "buttocks": Blob("pelvis", (0.046, -0.022, -0.062), (0.070, 0.070, 0.078), (0.3, -0.1, -1.0)),
    "shoulders": Blob("upper_arm", (0.014, -0.014, -0.012), (0.044, 0.048, 0.040)),
    "waist": Blob("lumbar_1", (0.105, 0.002, 0.004), (0.070, 0.082, 0.086), (1.0, 0.0, 0.0)),
    "hips": Blob("thigh", (0.040, 0.020, -0.008), (0.048, 0.062, 0.048), (1.0, 0.0, 0.0)),
    "front-of-hip": Blob("thigh", (0.004, -0.006, 0.050), (0.056, 0.060, 0.058), _FRONT),
    "thigh": Blob("thigh", (0.0, -0.120, 0.050), (0.062, 0.114, 0.062), _FRONT),
    "back-of-thigh": Blob("thigh", (0.0, -0.128, -0.046), (0.062, 0.104, 0.062), _BACK),
    "inner-thigh": Blob("thigh", (-0.042, -0.100, 0.0), (0.046, 0.104, 0.050), (-1.0, 0.0, 0.1)),
    "outer-thigh": Blob("thigh", (0.048, -0.110, 0.0), (0.046, 0.124, 0.050), (1.0, 0.0, 0.0)),
    "calf": Blob("shank", (0.0, -0.084, -0.036), (0.054, 0.080, 0.054), _BACK),
    "lower-calf": Blob("shank", (0.0, -0.150, -0.030), (0.050, 0.062, 0.046), _BACK),
    "shin": Blob("shank", (0.006, -0.104, 0.026), (0.040, 0.094, 0.042), _FRONT),
}


@lru_cache(maxsize=256)
def area_field(look: Look, area: str) -> Ints:
    """Return a field that is positive on the skin of an area, by vertex of the dressed person."""
    person = dressed(look)
    name, only = split(area)
    if name in _MIDDLE:
        fields = [_blob(person, blob, blob.bone, 1) for blob in _MIDDLE[name]]
    else:
        fields = [_sided(person, _SIDED[name], side) for side in SIDES]
    found = evened(np.max(fields, axis=0)[:, None], person.triangles)[:, 0] + _LOST
    if only:
        found = np.where((SIGN["l"] if only == "l" else SIGN["r"]) * person.places[:, 0] > 0, found, -1.0)
    return in_steps(found)


def blobs(person: Dressed, areas: Iterable[str]) -> list[list[float]]:
    """Return the ellipsoids of areas for the browser: centre, three axes divided by their radii, the way out, the side.

    All in the world of the rest pose. The side is 1 for the left, -1 for the right and 0 for both.
    """
    return [
        [round(number, 3) for number in _in_rest(person, blob, bone, sign, side)]
        for area in areas
        for blob, bone, sign, side in _of_area(person, area)
    ]


def _of_area(person: Dressed, area: str) -> Iterator[tuple[Blob, str, int, int]]:
    name, only = split(area)
    for blob in _MIDDLE.get(name, ()):
        yield blob, blob.bone, 1, 0
    if name in _SIDED:
        blob = _SIDED[name]
        for side in (side for side in SIDES if not only or side == only):
            yield blob, _bone(person, blob, side), SIGN[side], SIGN[side]


def _in_rest(person: Dressed, blob: Blob, bone: str, sign: int, side: int) -> Iterator[float]:
    rest = person.rest[bone]
    yield from rest.at((sign * blob.centre[0], *blob.centre[1:]))
    for axis, radius in zip(rest.rotation, blob.radii, strict=True):
        yield from axis * (1 / radius)
    yield from rest.rotation @ (sign * blob.out[0], *blob.out[1:])
    yield side


def _sided(person: Dressed, blob: Blob, side: Side) -> Floats:
    own = SIGN[side] * person.places[:, 0] > 0
    return np.where(own, _blob(person, blob, _bone(person, blob, side), SIGN[side]), -1.0)


def _bone(person: Dressed, blob: Blob, side: Side) -> str:
    """Return the bone of a side that an area lies around. Those of the trunk are one for both."""
    return blob.bone if blob.bone in person.rest else f"{blob.bone}_{side}"


def _blob(person: Dressed, blob: Blob, bone: str, sign: int) -> Floats:
    origin, axes = person.rest[bone]
    local = person.places - np.array(origin)
    centre, out = (sign * blob.centre[0], *blob.centre[1:]), (sign * blob.out[0], *blob.out[1:])
    inside = np.ones(len(local))
    for axis, middle, radius in zip(axes, centre, blob.radii, strict=True):
        inside = inside - ((dot(local, axis) - middle) / radius) ** 2
    if any(out):
        world = tuple(sum(axis[row] * part for axis, part in zip(axes, out, strict=True)) for row in range(3))
        inside = np.minimum(inside, 2 * (dot(person.normals, world) - _FACES))
    return np.maximum(inside, -1.0)
