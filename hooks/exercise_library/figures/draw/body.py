"""From the image of a body to painted shapes: clothes, skin, hair, shaded muscles, inner lines and the face."""

from collections.abc import Collection

import numpy as np

from exercise_library.figures.body.arrays import Bools
from exercise_library.figures.body.dressed import EAR, HAIR, LEGS, PARTS, SKIN, TOP
from exercise_library.figures.body.rig import Affine
from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.face import draw_face
from exercise_library.figures.draw.image import FAR, BodyImage, eroded, grown, rounded
from exercise_library.figures.draw.palette import Fill, color, fill_color, line_color
from exercise_library.figures.draw.regions import main_regions
from exercise_library.figures.draw.shapes import Shape
from exercise_library.figures.draw.trace import PlanarMap, Style

_PAINTED: tuple[tuple[int, Fill, bool], ...] = (
    (SKIN + FAR, "skin", True),
    (TOP + FAR, "top", True),
    (LEGS + FAR, "legs", True),
    (LEGS, "legs", False),
    (TOP, "top", False),
    (SKIN, "skin", False),
    (HAIR, "hair", False),
    (EAR, "skin", False),
)
"""What is painted, in this order."""

_INNER_LINE = 10
_AREA = Style(rounds=12, tolerance=0.4)
_GHOST = Style(rounds=14, tolerance=0.9)
_FROM_EDGE = 2
_SMALLEST_AREA, _SMALLEST_HIDDEN = 250, 700
"""Cells of the grid. An area of which less is seen is outlined with dashes over what hides it, if it is large."""

_CHIP = (1, 3)
"""Less of an area than this share of its largest piece is a chip beyond a hem: it would draw the eye for nothing."""

_THICK = 2
_ROUND = (6, 3)
"""How far an area is rounded, in cells, and how often: so far its edge goes straight across notches and spikes."""

_ARMS = [PARTS.index("arm_l"), PARTS.index("arm_r")]
_WITH_HAND = 24
"""Cells: how much of a hand is shown with the ghost of its arm."""

_GHOST_APART, _SMALLEST_GHOST, _GHOSTS_ALIKE = 5, 1500, (2, 3)
"""A ghost is one piece, or one on each side that are about alike, so far off, in cells each way, and so large that its
outline can be read: of less, a few dashes stand about the body that mean nothing."""

_UNDER_BODY = 5
"""Cells: how far under the body the outline of a ghost goes on, where its own has not left its place."""

_DASHES = (50, 40)


def draw_body(image: BodyImage, head: Affine, camera: Camera, highlights: Collection[str]) -> list[Shape]:
    """Return a body, with some muscles shaded. `head` tells how the head is turned."""
    borders = PlanarMap(image.labels, image.grid, image.breaks)
    present = set(np.nonzero(np.bincount(image.labels.ravel()))[0].tolist())
    look = image.person.look
    shapes = [
        Shape(borders.fill({label}), fill=fill_color(fill, look, far))
        for label, fill, far in _PAINTED
        if label in present
    ]
    shown = [(area, _shown(image, area)) for area in highlights]
    if shaded := [mask for _, mask in shown if mask is not None]:
        path = PlanarMap(np.any(shaded, axis=0).astype(np.int64), image.grid, style=_AREA).fill({1})
        shapes.append(Shape(path, fill=color("highlight"), stroke="none", opacity=".9"))
    if lines := borders.lines(lambda _: True):
        shapes.append(Shape(lines, stroke=line_color(), width=_INNER_LINE))
    shapes += draw_face(image, head, camera)
    for area, mask in shown:
        if mask is None:
            shapes += _dashed(image, area)
    return shapes


def _shown(image: BodyImage, area: str) -> Bools | None:
    """Return the cells of an area that are shaded, inside of the outlines; None if too few are seen."""
    labels = image.labels
    inner = np.ones_like(image.covered)
    inner[:, 1:] &= labels[:, 1:] == labels[:, :-1]
    inner[1:] &= labels[1:] == labels[:-1]
    inner[:, 1:] &= ~image.breaks[0]
    inner[1:] &= ~image.breaks[1]
    mask, around = image.area(area)
    room = eroded(around & image.covered & (labels != HAIR) & inner, _FROM_EDGE)
    shaded = main_regions(rounded(mask & room, room, *_ROUND), _SMALLEST_AREA, _CHIP, _THICK)
    return shaded if shaded.any() else None


def _dashed(image: BodyImage, area: str) -> list[Shape]:
    """Return the outline of an area that the body hides, dashed as in an atlas, and edged so that it shows on all."""
    mask = eroded(image.hidden_area(area) & image.covered, _FROM_EDGE)
    mask = main_regions(mask, _SMALLEST_HIDDEN, _CHIP, _THICK)
    path = PlanarMap(mask.astype(np.int64), image.grid, style=_AREA).fill({1})
    if not path:
        return []
    return [
        Shape(path, stroke=paint, width=width, dashes=_DASHES)
        for paint, width in ((line_color(), 36), (color("hidden"), 20))
    ]


def draw_ghost(start: BodyImage, now: BodyImage) -> list[Shape]:
    """Return the outline of where the body was at the start, thin and dashed: of the part that has left its place.

    It closes under the body, which is painted over it.
    """
    left = start.covered & ~grown(now.covered, 1)
    left = main_regions(left, _SMALLEST_GHOST, _GHOSTS_ALIKE, _GHOST_APART)
    hands = start.of_faces(start.person.hands & np.isin(start.person.parts, _ARMS))
    left &= grown(left & ~hands, _WITH_HAND)  # a hand that was elsewhere means nothing without its arm
    if not left.any():
        return []
    mask = grown(left, _UNDER_BODY) & start.covered
    path = PlanarMap(mask.astype(np.int64), now.grid, style=_GHOST).fill({1})
    return [Shape(path, stroke=color("ghost"), width=12, dashes=(36, 30))]
