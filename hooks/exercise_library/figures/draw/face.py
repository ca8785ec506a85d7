"""Faces: eyes, brows, nose and mouth as strokes on the skin, and glasses. A plain, kind face from every side."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Floats
from exercise_library.figures.body.dressed import Dressed, dressed
from exercise_library.figures.body.look import Look
from exercise_library.figures.body.rig import Affine
from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.image import BodyImage
from exercise_library.figures.draw.palette import fill_color, line_color
from exercise_library.figures.draw.path import Path, Place, smooth
from exercise_library.figures.draw.raster import seen_from
from exercise_library.figures.draw.shapes import Shape
from exercise_library.figures.solve.geometry import apply

# Places from an eye (outwards, up), and from the middle of the mouth and of the nose's base (left, up).
_EYE = ((0.0, 0.0022), (0.0, -0.0022))
_BROW = ((-0.0105, 0.0166), (-0.004, 0.0190), (0.004, 0.0186), (0.0115, 0.0142))
_MOUTH = ((-0.0165, 0.0040), (-0.0085, -0.0006), (0.0, -0.0020), (0.0085, -0.0006), (0.0165, 0.0040))
_NOSE = ((-0.0056, 0.0012), (0.0, -0.0006), (0.0056, 0.0012))
_MOUTH_BELOW, _NOSE_BELOW = 0.0385, 0.0272
"""How far below the eyes they are, in body heights."""

_EYE_BEFORE_JOINT = 0.009
_NEAR = 0.0045
"""How far around a place the skin counts that a mark lies on, in body heights."""


WIDTHS = {"eye": 22, "brow": 11, "mouth": 11, "nose": 8}
_ABOVE_SKIN = 0.0015
_DEPTHS = 64
_HIDDEN_BY = 0.007
"""A place is hidden by what is nearer to the viewer than this, in body heights."""

_NOSE_FACES = 0.55
_FEWEST = 6
_FINELY = 17


class _Mark(NamedTuple):
    name: str
    places: Floats


class Face(NamedTuple):
    """The strokes of a face and the wires of glasses, in the rest pose."""

    marks: tuple[_Mark, ...]
    glasses: tuple[Floats, ...]


@lru_cache(maxsize=16)
def face_of(look: Look) -> Face:
    """Return the face of a person."""
    person = dressed(look)
    joints = person.mesh.joints
    eye = joints["l-eye"]
    marks = [
        _Mark(name, _on_skin(person, [(sign * (eye[0] + x), eye[1] + y) for x, y in places]))
        for sign in (1, -1)
        for name, places in (("eye", _EYE), ("brow", _BROW))
    ]
    for name, places, below in (("mouth", _MOUTH, _MOUTH_BELOW), ("nose", _NOSE, _NOSE_BELOW)):
        marks.append(_Mark(name, _on_skin(person, [(x, eye[1] - below + y) for x, y in places])))
    return Face(tuple(marks), _wires(person) if look.glasses else ())


def _on_skin(person: Dressed, places: Sequence[Place]) -> Floats:
    """Return places on the front of the face that are told as left and up: on the outermost skin near each."""
    count = len(person.mesh.places)
    skin = person.places[:count]
    front = (person.normals[:count, 2] > 0.1) & (person.follows(["head"])[:count] > 0.5)
    found = []
    for x, y in places:
        far = np.where(front, (skin[:, 0] - x) ** 2 + (skin[:, 1] - y) ** 2, 9.0)
        near = far < max(_NEAR**2, float(far.min()) * 1.01)
        found.append([x, y, float(skin[near, 2].max()) + _ABOVE_SKIN])
    marks = np.array(found)
    if len(places) == 2:  # an eye lies deeper than the lids, and does not lean with them
        marks[:, 2] = person.mesh.joints["l-eye"][2] + _EYE_BEFORE_JOINT
    return marks


def _wires(person: Dressed) -> tuple[Floats, ...]:
    """Return two rims, the bridge between them, and a temple on each side that goes back over the ear."""
    eye = person.mesh.joints["l-eye"]
    front = max(eye[2], 0.0) + 0.0215
    around = np.arange(13) * (2 * np.pi / 12)
    wires = []
    for sign in (1, -1):
        middle = np.array([sign * eye[0] * 1.04, eye[1] - 0.002, front])
        rim = np.stack([0.0155 * np.cos(around), 0.0128 * np.sin(around), -0.006 * np.abs(np.cos(around))], axis=1)
        wires.append(np.round(middle + rim, 7))
        wires.append(
            middle
            + np.array([[sign * 0.0155, 0.002, -0.006], [sign * 0.024, 0.003, -0.035], [sign * 0.030, 0.002, -0.078]])
        )
    inner = eye[0] * 1.04 - 0.0155
    wires.append(np.array([[inner, eye[1], front], [0.0, eye[1] + 0.001, front + 0.002], [-inner, eye[1], front]]))
    return tuple(wires)


def draw_face(image: BodyImage, head: Affine, camera: Camera) -> list[Shape]:
    """Return the strokes of the face that are seen."""
    look = image.person.look
    face = face_of(look)
    frontal = camera.faces(apply(head.rotation, (0.0, 0.0, 1.0)))
    found: dict[str, Path] = {}
    for name, places in face.marks:
        if name == "brow" and look.glasses:
            continue
        if name == "nose" and frontal < _NOSE_FACES:
            continue
        seen = _visible(image, _moved(places, head), camera, _HIDDEN_BY)
        if len(seen) >= _FEWEST:
            ends = [seen[0], seen[len(seen) // 3], seen[2 * len(seen) // 3], seen[-1]]
            found[name] = found.get(name, ()) + smooth([seen[0], seen[-1]] if name == "eye" else ends)
    shapes = [
        Shape(path, stroke=_stroke(name, look), width=round(WIDTHS[name] * max(1.0, camera.zoom * 0.8)))
        for name, path in found.items()
    ]
    wires: Path = ()
    for places in face.glasses:
        seen = _visible(image, _moved(places, head), camera, 0.003)
        if len(seen) > 0.6 * _FINELY:
            wires += smooth(seen[:: max(1, len(seen) // 8)] if len(places) > 3 else seen)
    return [*shapes, Shape(wires, stroke=line_color(), width=10)] if wires else shapes


def _stroke(name: str, look: Look) -> str:
    return fill_color("hair", look) if name == "brow" and look.tone_of_hair != "grey" else line_color()


def _moved(places: Floats, head: Affine) -> Floats:
    return np.array([head.move((x, y, z)) for x, y, z in places.tolist()])


def _visible(image: BodyImage, places: Floats, camera: Camera, hidden_by: float) -> list[Place]:
    """Return the places along a way that nothing hides, finely, as they are seen."""
    count = max(_FINELY, 2 * len(places) - 1)
    at = np.arange(count) * ((len(places) - 1) / (count - 1))
    finely = np.stack([np.interp(at, np.arange(len(places)), places[:, axis]) for axis in range(3)], axis=1)
    right, up, towards = seen_from(finely, camera)
    found = []
    for x, y, near in zip(right.tolist(), (-up).tolist(), towards.tolist(), strict=True):
        row, column = image.grid.cell(x, y)
        if 0 <= row < image.grid.height and 0 <= column < image.grid.width:
            before = int(image.depth[row, column]) / _DEPTHS
            if before < near + hidden_by * camera.unit:
                found.append((x, y))
    return found
