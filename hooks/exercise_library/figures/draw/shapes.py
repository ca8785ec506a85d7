"""A picture as data: painted shapes in a box. They are written as SVG at the end, as exactly as its size asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from exercise_library.figures.draw.path import TENTHS, Path, Step, Subpath, written

LARGE, SMALL, TINY = 1, 5, 10
"""How many tenths of a drawing unit places are rounded to: in pictures, in small ones, in thumbnails."""

LINE_WIDTH = 16
"""Of outlines, in tenths of a drawing unit; half of it lies under the fill."""


class Box(NamedTuple):
    """A part of the picture, in drawing units; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

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
    places are rounded to when it is written: small pictures need fewer. `texts` are what it was written as before, by
    precision: to write it again takes longer than all else that a build does with a drawing.
    """

    box: Box
    shapes: tuple[Shape, ...]
    line: str
    skin: str
    caption: str = ""
    alt: str = ""
    precision: int = LARGE
    texts: tuple[tuple[int, str], ...] = ()

    def written_before(self) -> "Frame":
        """Return the same frame with its texts."""
        texts = tuple((precision, self.simplified(precision).svg_inner) for precision in (LARGE, SMALL, TINY))
        return replace(self, texts=texts)

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
        for precision, text in self.texts:
            if precision == self.precision:
                return text
        scale = "" if self.precision == TENTHS else f' transform="scale({_number(self.precision / TENTHS)})"'
        stroke = f'stroke="{self.line}" stroke-width="{_size(LINE_WIDTH, self.precision)}" stroke-linejoin="round"'
        painted = "".join(
            _together(paint, [written(shape.path, self.precision) for shape in shapes])
            for paint, shapes in groupby(self.shapes, lambda shape: shape.paint(self.precision))
        )
        return f'<g{scale} {stroke} paint-order="stroke" color="{self.skin}">{painted}</g>'


def sheet(frames: Iterable[Frame]) -> str:
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


def to_json(frame: Frame) -> dict[str, Any]:
    """Return a frame as lists and dictionaries."""
    return asdict(frame)


def from_json(data: Mapping[str, Any]) -> Frame:
    """Return the frame that `to_json` made these from. Raise KeyError, TypeError or ValueError for anything else."""
    shapes = tuple(_shape(shape) for shape in data["shapes"])
    texts = tuple((precision, text) for precision, text in data["texts"])
    return Frame(**{**data, "box": Box(*data["box"]), "shapes": shapes, "texts": texts})


def _shape(data: Mapping[str, Any]) -> Shape:
    path = tuple(
        Subpath((start[0], start[1]), tuple(Step(kind, tuple(numbers)) for kind, numbers in steps), closed)
        for start, steps, closed in data["path"]
    )
    return Shape(**{**data, "path": path, "dashes": tuple(data["dashes"])})
