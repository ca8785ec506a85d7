"""A picture as data: painted shapes in a box. They are written as SVG at the end, as exactly as its size asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from exercise_library.figures.draw.path import TENTHS, Path, written

LARGE, SMALL, TINY = 1, 5, 10
"""How many tenths of a drawing unit places are rounded to: in pictures, in small ones, in thumbnails."""

PRECISIONS = (LARGE, SMALL, TINY)

LINE_WIDTH = 16
"""Of outlines, in tenths of a drawing unit; half of it lies under the fill."""


class Box(NamedTuple):
    """A part of the picture, in drawing units; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def about(cls, x: float, y: float, room: float) -> "Box":
        """Return the box that goes so far to each side of a place."""
        return cls(x - room, y - room, x + room, y + room)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def within(self, other: "Box", room: float) -> "Box":
        """Return this box with no side further out than another's and some room."""
        return Box(
            max(self.left, other.left - room),
            max(self.top, other.top - room),
            min(self.right, other.right + room),
            min(self.bottom, other.bottom + room),
        )

    def around(self, other: "Box") -> "Box":
        """Return the box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Shape:
    """A path and its paint: empty for none. A stroke that is not told is that of all outlines, in `fill`ed shapes.

    Widths and dashes are tenths of a drawing unit.
    """

    path: Path
    fill: str = ""
    stroke: str = ""
    width: int = LINE_WIDTH
    opacity: str = ""
    dashes: tuple[int, ...] = ()

    def paint(self, precision: int) -> str:
        """Return its paint as attributes of an SVG element."""
        told = [f'fill="{self.fill or "none"}"']
        if self.opacity:
            told.append(f'fill-opacity="{self.opacity}"')
        if self.stroke:
            told.append(f'stroke="{self.stroke}"')
        if self.width != LINE_WIDTH:
            told.append(f'stroke-width="{_size(self.width, precision)}"')
        if not self.fill:
            told.append('stroke-linecap="round"')
        if self.dashes:
            told.append(f'stroke-dasharray="{" ".join(_size(dash, precision) for dash in self.dashes)}"')
        return " ".join(told)


@dataclass(frozen=True)
class Frame:
    """One picture: the box it is drawn in, what is painted, far things first, and words for it.

    `line` and `skin` are the colours of outlines and of currentColor. `precision` is how many tenths of a drawing unit
    places are rounded to when it is written: small pictures need fewer.
    """

    box: Box
    shapes: tuple[Shape, ...]
    line: str
    skin: str
    caption: str = ""
    alt: str = ""
    precision: int = LARGE

    def simplified(self, precision: int) -> "Frame":
        """Return the same frame, to be written less exactly."""
        return replace(self, precision=precision)

    @property
    def view_box(self) -> str:
        """The box as SVG writes it."""
        numbers = (self.box.left, self.box.top, self.box.width, self.box.height)
        return " ".join(_number(value) for value in numbers)

    @property
    def svg_inner(self) -> str:
        """What is inside of `<svg>`."""
        scale = "" if self.precision == TENTHS else f' transform="scale({_number(self.precision / TENTHS)})"'
        stroke = f'stroke="{self.line}" stroke-width="{_size(LINE_WIDTH, self.precision)}" stroke-linejoin="round"'
        painted = "".join(
            _together(paint, [written(shape.path, self.precision) for shape in shapes])
            for paint, shapes in groupby(self.shapes, lambda shape: shape.paint(self.precision))
        )
        return f'<g{scale} {stroke} paint-order="stroke" color="{self.skin}">{painted}</g>'


@dataclass(frozen=True)
class Still:
    """A frame as it is shown: its box as SVG writes it, words for it, and what is inside of `<svg>`.

    `texts` say that in each of the `PRECISIONS`, and `precision` chooses one. A site shows frames and changes none, so
    that their shapes need not be read.
    """

    view_box: str
    texts: tuple[str, ...]
    caption: str = ""
    alt: str = ""
    precision: int = LARGE

    def simplified(self, precision: int) -> "Still":
        """Return the same still, written less exactly."""
        return replace(self, precision=precision)

    @property
    def svg_inner(self) -> str:
        """What is inside of `<svg>`."""
        return self.texts[PRECISIONS.index(self.precision)]


def still(frame: Frame) -> Still:
    """Return a frame as it is shown."""
    texts = tuple(frame.simplified(precision).svg_inner for precision in PRECISIONS)
    return Still(frame.view_box, texts, frame.caption, frame.alt)


def sheet(frames: Iterable[Frame | Still]) -> str:
    """Return one SVG file; a page shows a frame by `<use href="bridge.svg#frame-1">`."""
    symbols = "".join(
        f'<symbol id="frame-{count}" viewBox="{frame.view_box}">{frame.svg_inner}</symbol>\n'
        for count, frame in enumerate(frames, 1)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def _together(paint: str, paths: Sequence[str]) -> str:
    """Return paths that are painted alike, one after the other: their paint is told once."""
    if len(paths) == 1:
        return f'<path {paint} d="{paths[0]}"/>'
    inside = "".join(f'<path d="{path}"/>' for path in paths)
    return f"<g {paint}>{inside}</g>"


def _size(tenths: int, precision: int) -> str:
    return _number(tenths / precision)


def _number(value: float) -> str:
    """Return a number with at most one decimal, and no zero that can be left out."""
    text = f"{round(value, 1):.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text
