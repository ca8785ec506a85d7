"""A drawing as a file: its frames side by side, to be looked at, kept and read again. No words are in it."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree

from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.path import Path, Step, Subpath
from exercise_library.figures.draw.shapes import LINE_WIDTH, Box, Frame, Shape
from exercise_library.figures.pose.figure import Figure

_GAP = 8
"""Between two frames, in drawing units."""

_MARK = re.compile(r'mark(?:=|": )"([0-9a-f]+)"')
"""In a drawing, or in the JSON of a movement."""

_TOKEN = re.compile(r"[a-zA-Z]|-?\d+")
_WORDS = {"captions", "alt"}
_Numbers = Iterator[int]


def mark_of(figure: Figure, look: Look) -> str:
    """Return a mark of what a drawing shows: pose, camera, arrows, things and person, but not the words beside it."""
    return hashlib.sha256(
        f"{look!r} {figure.model_dump_json(exclude=_WORDS, exclude_defaults=True)}".encode()
    ).hexdigest()[:20]


def mark_in(text: str) -> str:
    """Return the mark of what a file of a drawing, or of a movement, shows; empty if it has none."""
    found = _MARK.search(text, 0, 400)
    return found[1] if found else ""


def to_svg(frames: Sequence[Frame], mark: str) -> str:
    """Return a file with a drawing's frames, told by the mark of what they show."""
    shown, left = [], 0.0
    for frame in frames:
        width, height = _numbers(frame)[2:]
        size = f'x="{left:g}" width="{width:g}" height="{height:g}" viewBox="{frame.view_box}"'
        shown.append(f"<svg {size}>{frame.svg_inner}</svg>\n")
        left = round(left + width + _GAP, 1)
    height = max(_numbers(frame)[3] for frame in frames)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left - _GAP:g} {height:g}" data-mark="{mark}">'
    return f"{head}\n{''.join(shown)}</svg>\n"


def from_svg(text: str, figure: Figure) -> tuple[Frame, ...]:
    """Return the frames of a file, with the words of their figure. Raise ValueError for what `to_svg` did not write."""
    try:
        shown = [_frame(one) for one in ElementTree.fromstring(text)]
    except (ElementTree.ParseError, KeyError, IndexError, StopIteration, TypeError) as error:
        raise ValueError(f"this is no drawing of ours ({error})") from error
    if len(shown) != figure.count:
        raise ValueError("it has another number of pictures")
    return tuple(
        replace(frame, caption=figure.caption_of(number), alt=figure.alt_of(number))
        for number, frame in enumerate(shown)
    )


def _numbers(frame: Frame) -> tuple[float, float, float, float]:
    left, top, width, height = (float(number) for number in frame.view_box.split())
    return left, top, width, height


def _frame(element: ElementTree.Element) -> Frame:
    left, top, width, height = (float(number) for number in element.attrib["viewBox"].split())
    (group,) = element
    shapes = tuple(shape for child in group for shape in _shapes(child))
    return Frame(Box(left, top, left + width, top + height), shapes, group.attrib["stroke"], group.attrib["color"])


def _shapes(element: ElementTree.Element) -> Iterator[Shape]:
    """Yield the shapes of a path, or of a group of paths that are painted alike."""
    paint = element.attrib
    fill = paint["fill"]
    for path in [element] if "d" in paint else element:
        yield Shape(
            _path(path.attrib["d"]),
            "" if fill == "none" else fill,
            paint.get("stroke", ""),
            int(paint.get("stroke-width", LINE_WIDTH)),
            paint.get("fill-opacity", ""),
            tuple(int(dash) for dash in paint.get("stroke-dasharray", "").split()),
        )


def _path(text: str) -> Path:
    """Return the path that is written so, in tenths: what `path.written` says, the other way round."""
    reader = _Reader(text)
    return tuple(reader.subpaths())


class _Reader:
    """Reads steps relative to where the path is, and joins the pieces of a spline."""

    def __init__(self, text: str):
        self._tokens = _TOKEN.findall(text)
        self._next = 0
        self._command = ""

    def subpaths(self) -> Iterator[Subpath]:
        while self._next < len(self._tokens):
            if self._take() != "M":
                raise ValueError("a path starts with M")
            start = at = (self._number(), self._number())
            steps: list[Step] = []
            while self._peek() not in ("", "M", "z"):
                step = self._step(at)
                steps.append(step)
                at = step.end
            closed = self._peek() == "z"
            self._next += closed
            yield Subpath(start, tuple(steps), closed)

    def _step(self, at: tuple[int, int]) -> Step:
        if self._peek() in ("l", "a", "q"):
            self._command = self._take()
        x, y = at
        if self._command == "l":
            return Step("line", (x + self._number(), y + self._number()))
        if self._command == "a":
            radius, _, _, large, _ = (self._number() for _ in range(5))
            return Step("arc", (radius, large, x + self._number(), y + self._number()))
        if self._command == "q":
            return self._spline(x, y)
        raise ValueError(f"a path has no step {self._peek()!r}")

    def _spline(self, x: int, y: int) -> Step:
        """A piece that goes on smoothly has the last control mirrored in the knot between them."""
        control = (x + self._number(), y + self._number())
        knot = (x + self._number(), y + self._number())
        controls = [control]
        if self._peek() == "t":
            self._next += 1
            while self._is_number():
                control = (2 * knot[0] - control[0], 2 * knot[1] - control[1])
                knot = (knot[0] + self._number(), knot[1] + self._number())
                controls.append(control)
        return Step("spline", (*(number for pair in controls for number in pair), *knot))

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        token: str = self._tokens[self._next]
        self._next += 1
        return token

    def _number(self) -> int:
        return int(self._take())

    def _is_number(self) -> bool:
        return self._peek().lstrip("-").isdigit()
