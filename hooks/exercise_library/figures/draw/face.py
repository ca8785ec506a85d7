"""Faces: eyes, brows, nose and mouth as strokes on the skin, and glasses. A plain, kind face from every side."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Bools, Floats
from exercise_library.figures.body.dressed import Dressed, dressed
from exercise_library.figures.body.look import Look
from exercise_library.figures.body.rig import Affine
from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.image import BodyImage, grown
from exercise_library.figures.draw.palette import color, fill_color, line_color
from exercise_library.figures.draw.path import Path, Place, smooth
from exercise_library.figures.draw.raster import seen_from
from exercise_library.figures.draw.regions import main_regions
from exercise_library.figures.draw.shapes import Shape
from exercise_library.figures.solve.geometry import apply

# Places from an eye (outwards, up), and from the middle of the mouth and of the nose's base (left, up).
_EYE = ((0.0, 0.0022), (0.0, -0.0022))
_BROW = ((-0.0105, 0.0166), (-0.004, 0.0190), (0.004, 0.0186), (0.0115, 0.0142))
_LID = ((-0.0095, 0.0010), (-0.0050, 0.0052), (0.0010, 0.0064), (0.0070, 0.0046), (0.0115, 0.0006))
_MOUTH = ((-0.0165, 0.0040), (-0.0085, -0.0006), (0.0, -0.0020), (0.0085, -0.0006), (0.0165, 0.0040))
_NOSE = ((-0.0056, 0.0012), (0.0, -0.0006), (0.0056, 0.0012))
_MOUTH_BELOW, _NOSE_BELOW = 0.0385, 0.0272
"""How far below the eyes they are, in body heights."""

_EYE_BEFORE_JOINT = 0.009
_NEAR = 0.0045
"""How far around a place the skin counts that a mark lies on, in body heights."""


WIDTHS = {"eye": 22, "lid": 9, "brow": 11, "mouth": 11, "nose": 8}
"""Of strokes, in tenths of a drawing unit."""

_ABOVE_SKIN = 0.0015
_DEPTHS = 64
_HIDDEN_BY = 0.007
"""A place is hidden by what is nearer to the viewer than this, in body heights."""

_NOSE_FACES = 0.55
_PROFILE = 0.4
"""How much a face that is seen from the side points to the viewer, at most, or away."""

_ONE_EYED = 0.55
"""A face that points to the viewer less than this has one eye, as has a profile: the other would touch its outline."""

_BESIDE = 3
"""How far from where the head is seen a stroke may lie, in cells: nose and mouth go beyond a profile."""

_SCRAP = (1, 4)
"""On less than this share of its largest piece, as is seen under an arm, strokes would be stray marks."""

_CLOSE_UP = 1.4
"""From this zoom on an eye has a lid."""

_LARGE = 1.8
"""From this zoom on strokes grow with the face."""

_LENS_ASIDE, _LENS = 1.04, (0.0155, 0.0128)
"""How far aside lenses are, of the eyes; half their width and height, in body heights."""

_WIRE, _WIRE_HIDDEN_BY, _SHOWS = 10, 0.003, 0.6
"""Width of wires; what is nearer than this hides them; how much of a wire must be seen."""

_FEWEST = 6
_FINELY = 17


class _Mark(NamedTuple):
    """A stroke: its side is 1 on the left, -1 on the right, 0 in the middle."""

    name: str
    side: int
    places: Floats


class Glasses(NamedTuple):
    """The rims of the left and the right lens, the temples that go back over the ears, and the bridge."""

    rims: tuple[Floats, Floats]
    temples: tuple[Floats, Floats]
    bridge: Floats

    @property
    def wires(self) -> tuple[Floats, ...]:
        """All of them."""
        return (*self.rims, *self.temples, self.bridge)


class Face(NamedTuple):
    """The strokes of a face and glasses, in the rest pose."""

    marks: tuple[_Mark, ...]
    glasses: Glasses | None


@lru_cache(maxsize=16)
def face_of(look: Look) -> Face:
    """Return the face of a person."""
    person = dressed(look)
    joints = person.mesh.joints
    eye = joints["l-eye"]
    marks = [
        _Mark(name, sign, _on_skin(person, [(sign * (eye[0] + x), eye[1] + y) for x, y in places]))
        for sign in (1, -1)
        for name, places in (("eye", _EYE), ("lid", _LID), ("brow", _BROW))
    ]
    for name, places, below in (("mouth", _MOUTH, _MOUTH_BELOW), ("nose", _NOSE, _NOSE_BELOW)):
        marks.append(_Mark(name, 0, _on_skin(person, [(x, eye[1] - below + y) for x, y in places])))
    return Face(tuple(marks), _glasses(person) if look.glasses else None)


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


def _glasses(person: Dressed) -> Glasses:
    eye = person.mesh.joints["l-eye"]
    x, y, front = eye[0] * _LENS_ASIDE, eye[1] - 0.002, max(eye[2], 0.0) + 0.0225
    around = np.arange(12) * (np.pi / 6)
    across, up = np.cos(around), np.sin(around)
    # Each lens goes back at its outer end, so that it is seen from the side.
    rim = np.stack([x + _LENS[0] * across, y + _LENS[1] * up, front - 0.009 * (1 + across)], axis=1)
    end = x + _LENS[0]
    temple = np.array(
        [[end, y + 0.003, front - 0.018], [end + 0.008, y + 0.005, -0.013], [end + 0.014, y + 0.006, -0.045]]
    )
    inner = x - _LENS[0]
    bridge = np.array([[inner, y + 0.002, front], [0.0, y + 0.003, front + 0.002], [-inner, y + 0.002, front]])
    other_side = np.array([-1.0, 1.0, 1.0])
    rims, temples = ((np.round(one, 7), np.round(one * other_side, 7)) for one in (rim, temple))
    return Glasses((rims[0], rims[1]), (temples[0], temples[1]), bridge)


def draw_face(image: BodyImage, head: Affine, camera: Camera) -> list[Shape]:
    """Return the glasses and the strokes of the face that are seen."""
    look = image.person.look
    face = face_of(look)
    frontal, left = _turned(head, camera)
    left_out = {
        "brow": look.glasses,
        "nose": frontal < _NOSE_FACES,
        "lid": look.glasses or camera.zoom < _CLOSE_UP,
    }
    marks = [mark for mark in face.marks if frontal > _ONE_EYED or mark.side * left >= 0]
    on_head = grown(main_regions(image.of_faces(image.person.head), 1, _SCRAP, 1), _BESIDE)
    found: dict[str, Path] = {}
    for name, _, places in marks if frontal > -_PROFILE else ():
        seen = [] if left_out.get(name) else _visible(image, _moved(places, head), camera, _HIDDEN_BY, on_head)
        if len(seen) >= _FEWEST:
            ends = [seen[0], seen[len(seen) // 3], seen[2 * len(seen) // 3], seen[-1]]
            found[name] = found.get(name, ()) + smooth([seen[0], seen[-1]] if name == "eye" else ends)
    shapes = _draw_glasses(image, face.glasses, head, camera) if face.glasses else []
    larger = max(1.0, camera.zoom / _LARGE)
    for name, path in found.items():
        shapes.append(Shape(path, stroke=_stroke(name, look), width=round(WIDTHS[name] * larger)))
    return shapes


def _draw_glasses(image: BodyImage, glasses: Glasses, head: Affine, camera: Camera) -> list[Shape]:
    """Return both lenses, the bridge and temples; of a face in profile the lens and the temple on the near side."""
    frontal, left = _turned(head, camera)
    if frontal < -_PROFILE:
        return []
    near = [number for number, sign in enumerate((1, -1)) if frontal > _ONE_EYED or sign * left > 0]
    wires: Path = ()
    for places in (*(glasses.temples[number] for number in near), *([glasses.bridge] if frontal > _ONE_EYED else [])):
        seen = _visible(image, _moved(places, head), camera, _WIRE_HIDDEN_BY)
        if len(seen) > _SHOWS * _FINELY:
            wires += smooth([seen[0], seen[len(seen) // 2], seen[-1]])
    lenses: Path = ()
    for number in near:
        rim = _moved(glasses.rims[number], head)
        if len(_visible(image, rim, camera, _WIRE_HIDDEN_BY)) > _SHOWS * 2 * len(rim):
            across, up, _ = seen_from(rim, camera)
            ring = list(zip(across.tolist(), (-up).tolist(), strict=True))
            lenses += smooth([*ring, ring[0]])
    shapes = [Shape(wires, stroke=line_color(), width=_WIRE)] if wires else []
    return (
        [*shapes, Shape(lenses, fill=color("lens"), stroke=line_color(), width=_WIRE, opacity=".6")]
        if lenses
        else shapes
    )


def _turned(head: Affine, camera: Camera) -> tuple[float, float]:
    """Return how much a face points to the viewer, and how much its left side does."""
    return camera.faces(apply(head.rotation, (0.0, 0.0, 1.0))), camera.faces(apply(head.rotation, (1.0, 0.0, 0.0)))


def _stroke(name: str, look: Look) -> str:
    return fill_color("hair", look) if name == "brow" and look.tone_of_hair not in ("grey", "fair") else line_color()


def _moved(places: Floats, head: Affine) -> Floats:
    return np.array([head.move((x, y, z)) for x, y, z in places.tolist()])


def _visible(
    image: BodyImage, places: Floats, camera: Camera, hidden_by: float, within: Bools | None = None
) -> list[Place]:
    """Return the places along a way that nothing hides, finely, as they are seen, within some cells."""
    count = max(_FINELY, 2 * len(places) - 1)
    at = np.arange(count) * ((len(places) - 1) / (count - 1))
    finely = np.stack([np.interp(at, np.arange(len(places)), places[:, axis]) for axis in range(3)], axis=1)
    right, up, towards = seen_from(finely, camera)
    found = []
    for x, y, near in zip(right.tolist(), (-up).tolist(), towards.tolist(), strict=True):
        row, column = image.grid.cell(x, y)
        if 0 <= row < image.grid.height and 0 <= column < image.grid.width:
            before = int(image.depth[row, column]) / _DEPTHS
            if before < near + hidden_by * camera.unit and (within is None or within[row, column]):
                found.append((x, y))
    return found
