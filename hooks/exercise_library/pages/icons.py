"""The signs of the site on a home screen, drawn from its logo in the sizes that devices ask for.

Devices want PNG. The logo, docs/assets/images/logo.svg, is a rounded square, circles and lines of a width; it may hold
nothing else.
"""

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from exercise_library import cache as kept

LOGO = Path(__file__).resolve().parents[3] / "docs/assets/images/logo.svg"
_SVG = "{http://www.w3.org/2000/svg}"
_SIDE = 64.0
# A device may cut a maskable icon down to a circle of 80 % of its width.
_SAFE = 0.8

Point = tuple[float, float]
Color = tuple[int, int, int]


@dataclass(frozen=True)
class Icon:
    """A picture of the logo: its address, its width and height in pixels, and whether it fills the whole square.

    `safe`: what is in it keeps away from the edge, which a device may cut off.
    """

    address: str
    size: int
    full: bool = False
    safe: bool = False


ICONS = (
    Icon("assets/images/icon-192.png", 192),
    Icon("assets/images/icon-512.png", 512),
    Icon("assets/images/icon-maskable-512.png", 512, full=True, safe=True),
)
TOUCH_ICON = Icon("assets/images/icon-touch-180.png", 180, full=True)


@dataclass(frozen=True)
class _Line:
    """A line with round ends, in the units of the logo. A circle is a line without a length."""

    start: Point
    end: Point
    radius: float


@dataclass(frozen=True)
class _Logo:
    ground: Color
    ink: Color
    corner: float
    lines: tuple[_Line, ...]


def draw(icon: Icon, cache: Path | None = None, color: str = "") -> bytes:
    """Return an icon as PNG, from the folder `cache` if it was drawn before. `color`: of its ground, if not ours."""
    text = LOGO.read_text(encoding="utf-8")
    path = cache / f"{kept.mark(text, icon, color, code=[Path(__file__)])}.png" if cache else None
    if path and path.exists():
        return path.read_bytes()
    made = _png(icon.size, _pixels(icon, _read(text, color)))
    if path:
        kept.write_bytes(path, made)
    return made


def _read(text: str, color: str = "") -> _Logo:
    root = ElementTree.fromstring(text)
    square, group = root.find(f"{_SVG}rect"), root.find(f"{_SVG}g")
    if square is None or group is None:
        raise ValueError(f"{LOGO.name} has no square, or nothing on it")
    circles = [
        _Line((float(one.attrib["cx"]), float(one.attrib["cy"])), (float(one.attrib["cx"]), float(one.attrib["cy"])),
              float(one.attrib["r"]))
        for one in group.iter(f"{_SVG}circle")
    ]  # fmt: skip
    lines = [line for one in group.iter(f"{_SVG}polyline") for line in _polyline(one)]
    ground, ink = _color(color or square.attrib["fill"]), _color(group.attrib["stroke"])
    return _Logo(ground, ink, float(square.attrib["rx"]), (*circles, *lines))


def _polyline(element: ElementTree.Element) -> list[_Line]:
    points = [(float(x), float(y)) for x, y in (pair.split(",") for pair in element.attrib["points"].split())]
    radius = float(element.attrib["stroke-width"]) / 2
    return [_Line(start, end, radius) for start, end in pairwise(points)]


def _color(text: str) -> Color:
    digits = text.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _pixels(icon: Icon, logo: _Logo) -> list[bytearray]:
    """Return the rows of an icon, four bytes a pixel."""
    scale, shrink = icon.size / _SIDE, _SAFE if icon.safe else 1.0
    rows = [bytearray((*logo.ground, 255) * icon.size) for _ in range(icon.size)]
    if not icon.full:
        _round(rows, logo.corner * scale)

    def placed(point: Point) -> Point:
        x, y = (((one - _SIDE / 2) * shrink + _SIDE / 2) * scale for one in point)
        return x, y

    for line in logo.lines:
        _paint(rows, _Line(placed(line.start), placed(line.end), line.radius * shrink * scale), logo)
    return rows


def _round(rows: list[bytearray], radius: float) -> None:
    """Take the corners away, softly."""
    last = len(rows) - 1
    for y in range(int(radius) + 1):
        for x in range(int(radius) + 1):
            away = ((radius - x - 0.5) ** 2 + (radius - y - 0.5) ** 2) ** 0.5 - radius
            inside = radius < x + 0.5 or radius < y + 0.5
            alpha = 255 if inside else round(255 * min(1.0, max(0.0, 0.5 - away)))
            for row, column in ((y, x), (y, last - x), (last - y, x), (last - y, last - x)):
                rows[row][4 * column + 3] = alpha


def _paint(rows: list[bytearray], line: _Line, logo: _Logo) -> None:
    """Paint a line. A pixel at its edge gets a part of its color, and never less than it has."""
    (x1, y1), (x2, y2), reach = line.start, line.end, line.radius + 1
    for y in range(int(min(y1, y2) - reach), int(max(y1, y2) + reach) + 1):
        for x in range(int(min(x1, x2) - reach), int(max(x1, x2) + reach) + 1):
            part = 0.5 + line.radius - _distance((x + 0.5, y + 0.5), line)
            if part <= 0:
                continue
            for channel, (under, over) in enumerate(zip(logo.ground, logo.ink, strict=True)):
                mixed = round(under + (over - under) * min(1.0, part))
                at = 4 * x + channel
                rows[y][at] = max(rows[y][at], mixed) if over > under else min(rows[y][at], mixed)


def _distance(point: Point, line: _Line) -> float:
    """Return how far a point is from the middle of a line."""
    (px, py), (x1, y1), (x2, y2) = point, line.start, line.end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, ((px - x1) * dx + (py - y1) * dy) / length)) if length else 0.0
    return float(((px - x1 - along * dx) ** 2 + (py - y1 - along * dy) ** 2) ** 0.5)


def _png(size: int, rows: list[bytearray]) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    content = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
