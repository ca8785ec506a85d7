"""Arrows of two kinds. A slender one shows a movement: its tail is where the part was, its head where it goes. A block
arrow shows pressure, into what is pressed. Neither covers a face, a hand or a foot.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from exercise_library.figures.body.arrays import Bools, Floats
from exercise_library.figures.body.dressed import PARTS
from exercise_library.figures.draw.camera import UNIT, Camera
from exercise_library.figures.draw.image import BodyImage, grown
from exercise_library.figures.draw.palette import color
from exercise_library.figures.draw.path import Place, smooth, straight
from exercise_library.figures.draw.raster import CELLS
from exercise_library.figures.draw.shapes import Box, Shape
from exercise_library.figures.pose.figure import Arrow
from exercise_library.figures.pose.landmarks import POINTS, place_of, singly
from exercise_library.figures.solve.geometry import arc_tangent, cosine, distance, sine
from exercise_library.figures.solve.limb import level_direction
from exercise_library.figures.solve.skeleton import Skeleton

# In drawing units, whatever the zoom.
_HEAD = 0.046 * UNIT
_SHORTEST = 0.11 * UNIT
_MOVES = 0.01 * UNIT
_SHAFT = 0.018 * UNIT
_BROAD_HEAD = 0.040 * UNIT
_FLOOR = -3.0
_FURTHEST = 0.16
_DOWN = -90.0
_DETOUR = 1.35
_CLEAR = 1.5
"""Between a block arrow's tail and the skin that presses."""

_EFFORT = ((0.036, 0.012, 14.0), (0.031, 0.030, 42.0))
"""Lines on each side of a tail that presses: how far beside it and along it they begin, and how they turn along it."""

_EFFORT_LONG = 0.030

_ROOM = 6.0
_EFFORT_ROOM = UNIT * max(aside + _EFFORT_LONG * cosine(turn) for aside, _, turn in _EFFORT) + 1.5
"""How far an arrow goes to the sides of its path, in drawing units: alone, and with lines of effort."""

_SHIFTS: tuple[Place, ...] = (
    (0.0, 0.0),
    *(
        (far * UNIT * cosine(22.5 * k), far * UNIT * sine(22.5 * k))
        for far in (0.02, 0.035, 0.05, 0.07, 0.09, 0.11, 0.135, _FURTHEST)
        for k in range(16)
    ),
)


_ASIDE = (0.0, 0.03, 0.06, 0.09, 0.12)

_ROUND = 32.0
"""The least pitch, in degrees, of an arc about an upright line: from lower, a turn looks like a way straight on."""

_FINE = 24
"""In how many steps such an arc is drawn."""


@dataclass(frozen=True)
class PlacedArrow:
    """An arrow in the picture: the places along it, and whether it is a block arrow, with lines of effort."""

    path: tuple[Place, ...]
    broad: bool = False

    @property
    def box(self) -> Box:
        """The room that the arrow takes, with lines of effort about its tail."""
        xs, ys = zip(*self.path, strict=True)
        (x, y), room = self.path[0], _EFFORT_ROOM if self.broad else _ROOM
        alone = Box(min(xs) - _ROOM, min(ys) - _ROOM, max(xs) + _ROOM, max(ys) + _ROOM)
        return alone.around(Box.about(x, y, room))

    def shapes(self) -> list[Shape]:
        """Return the arrow."""
        return [*_broad_arrow(self.path), *_effort_lines(self.path)] if self.broad else _thin_arrow(self.path)


class Occupancy:
    """What an arrow would cover at each place: a face, hand or foot, the body, or room close to it."""

    _BLOCK = 5
    _COVERS_FACE, _COVERS_BODY, _COVERS_OWN, _NEAR_FACE, _NEAR_BODY = 8.0, 1.6, 0.9, 2.5, 0.7

    def __init__(self, image: BodyImage, part: str | None):
        """`part` is the limb that the arrow belongs to: to cover that is less of a fault."""
        person = image.person
        self._grid = image.grid
        body = self._coarse(image.covered)
        kept = self._coarse(image.of_faces(np.logical_or(person.hands, person.head)))
        self._body, self._kept = body, kept
        cost = np.where(grown(body, 2), self._NEAR_BODY, 0.0)
        cost = np.where(grown(kept, 2), self._NEAR_FACE, cost)
        cost = np.where(body, self._COVERS_BODY, cost)
        if part is not None:
            own = self._coarse(image.of_faces(np.equal(person.parts, PARTS.index(part)))) & body
            cost = np.where(own, self._COVERS_OWN, cost)
        self._cost = np.where(grown(kept, 1), self._COVERS_FACE, cost)

    def _coarse(self, mask: Bools) -> Bools:
        block = self._BLOCK
        rows, columns = -(-mask.shape[0] // block), -(-mask.shape[1] // block)
        padded = np.zeros((rows * block, columns * block), np.bool_)
        padded[: mask.shape[0], : mask.shape[1]] = mask
        found: Bools = padded.reshape(rows, block, columns, block).max(axis=(1, 3))
        # Room around, where a shifted arrow may lie.
        return np.pad(found, 2)

    def _at(self, values: Floats, places: Floats) -> Floats:
        block = self._BLOCK / CELLS
        column = np.floor((places[..., 0] - self._grid.left) / block).astype(np.int64) + 2
        row = np.floor((places[..., 1] - self._grid.top) / block).astype(np.int64) + 2
        inside = (row >= 0) & (column >= 0) & (row < values.shape[0]) & (column < values.shape[1])
        found = values[np.clip(row, 0, values.shape[0] - 1), np.clip(column, 0, values.shape[1] - 1)]
        return np.where(inside, found, 0.0)

    def costs(self, places: Floats) -> Floats:
        """Return how bad it is to cover some places, summed over the places of each way."""
        found: Floats = self._at(self._cost, places).sum(axis=-1)
        return found

    def faces_covered(self, places: Floats) -> Floats:
        """Return how many places of each way lie on a face, a hand or a foot."""
        found: Floats = self._at(np.where(self._kept, 1.0, 0.0), places).sum(axis=-1)
        return found

    def is_body(self, x: float, y: float) -> bool:
        """Tell whether the body is at a place, or close to it."""
        return bool(self._at(np.where(grown(self._body, 1), 1.0, 0.0), np.array([x, y])) > 0)


class ArrowPlacer:
    """Places arrows where they cover the body least, and no face, hand or foot."""

    def __init__(self, camera: Camera, image: BodyImage, steps: Sequence[Skeleton]):
        """`steps` are the body on its way from the frame before to this one, which is the last."""
        self._camera, self._image, self._steps = camera, image, steps
        self._floor_counts = not camera.pitch

    def place(self, arrow: Arrow) -> list[PlacedArrow]:
        """Return an arrow; none where the point doesn't move to the eye, two for a point on both sides."""
        if arrow.at is not None:
            return [self._press(name, arrow) for name in singly([arrow.at])]
        if arrow.press is not None:
            return [self._press_into(name, arrow) for name in singly([arrow.press])]
        if arrow.turn is not None:
            return [self._turn(name, arrow) for name in singly([arrow.turn])]
        if arrow.around is not None:
            return [self._arc(name, arrow) for name in singly([arrow.around])]
        return [placed for name in singly([arrow.follow or ""]) for placed in self._follow(name, arrow)]

    def _occupancy(self, name: str) -> Occupancy:
        bone = POINTS[name].bone
        limb = "arm" if bone.startswith(("upper_arm", "forearm", "hand")) else "leg"
        return Occupancy(self._image, f"{limb}_{bone[-1]}" if bone.endswith(("_l", "_r")) else None)

    def _follow(self, name: str, arrow: Arrow) -> list[PlacedArrow]:
        path = [self._camera.see(place_of(skeleton, name)) for skeleton in self._steps]
        if distance(path[0][0] - path[-1][0], path[0][1] - path[-1][1]) <= _MOVES:
            return []
        path = _straight_at_head(_stretched(_tamed(path)))
        if not (arrow.dx or arrow.dy):
            return [PlacedArrow(self._clear(path, name))]
        unit = self._camera.unit
        return [PlacedArrow(self._off_faces([(x + arrow.dx * unit, y - arrow.dy * unit) for x, y in path], name))]

    def _arc(self, name: str, arrow: Arrow) -> PlacedArrow:
        unit, (x, y) = self._camera.unit, self._camera.see(place_of(self._steps[-1], name))
        x, y = x + arrow.dx * unit, y - arrow.dy * unit
        start, end = arrow.start or 0.0, arrow.end or 0.0
        angles = [start + (end - start) * k / 6 for k in range(7)]
        radius = arrow.radius * unit
        path = [(x + radius * cosine(angle), y - radius * sine(angle)) for angle in angles]
        return PlacedArrow(self._off_faces(path, name))

    def _turn(self, name: str, arrow: Arrow) -> PlacedArrow:
        """Place an arc in the level plane, about the way the pelvis faced at the start, and round enough to be read."""
        _, up, front = self._steps[0]["pelvis"].rotation
        ahead = level_direction(front, up)  # of someone who lies, towards the head
        left = (ahead[2], 0.0, -ahead[0])
        x, y, z = place_of(self._steps[-1], name)
        middle = self._camera.see((x, y + arrow.dy, z))
        raised = replace(self._camera, pitch=max(self._camera.pitch, _ROUND))
        start, end = arrow.start or 0.0, arrow.end or 0.0
        path: list[Place] = []
        for step in range(_FINE + 1):
            angle = start + (end - start) * step / _FINE
            along, aside = arrow.radius * cosine(angle), arrow.radius * sine(angle)
            across, down = raised.see((ahead[0] * along + left[0] * aside, 0.0, ahead[2] * along + left[2] * aside))
            path.append((middle[0] + across, middle[1] + down))
        return PlacedArrow(self._off_faces(_straight_at_head(path), name))

    def _start(self, name: str, arrow: Arrow) -> Place:
        x, y = self._camera.see(place_of(self._steps[-1], name))
        return x + arrow.dx * self._camera.unit, y - arrow.dy * self._camera.unit

    def _press(self, name: str, arrow: Arrow) -> PlacedArrow:
        """Place a block arrow with its tip on the skin, or if the body is in the way with its tail there."""
        x, y = self._start(name, arrow)
        room = self._occupancy(name)
        across, up = cosine(arrow.dir or 0.0), -sine(arrow.dir or 0.0)
        long = arrow.length * self._camera.unit
        before = self._way_out(room, (x, y), (-across, -up), long)
        after = self._way_out(room, (x, y), (across, up), long)
        reach = _FURTHEST * self._camera.unit
        if before <= min(after * 1.3, reach):
            tip = (x - across * before, y - up * before)
        elif after <= reach:
            tip = (x + across * (after + long), y + up * (after + long))
        else:
            start = (x - across * long / 2, y - up * long / 2)
            path = [(start[0] + across * long * k / 4, start[1] + up * long * k / 4) for k in range(5)]
            return PlacedArrow(self._clear(path, name), broad=True)
        return PlacedArrow(((tip[0] - across * long, tip[1] - up * long), tip), broad=True)

    def _press_into(self, name: str, arrow: Arrow) -> PlacedArrow:
        """Place a block arrow from the skin of a part into what the part presses on, beside a hand that is there."""
        x, y = self._start(name, arrow)
        way = _DOWN if arrow.dir is None else arrow.dir
        across, up = cosine(way), -sine(way)
        long = arrow.length * UNIT
        into_floor = self._floor_counts and arrow.dir is None  # below its line there is nothing to cover
        skin = -y if into_floor else self._skin(name, (x, y), (across, up))
        start, end = skin + _CLEAR, skin + _CLEAR + long
        path = [(x + across * far, y + up * far) for far in np.linspace(start, end, 5).tolist()]
        room = self._occupancy(name)
        down = arrow.dir is None
        if down and not into_floor and sum(room.is_body(*place) for place in path[1:]) > 1:
            # The body is before it: it comes from behind then.
            end = -self._skin(name, (x, y), (-across, -up)) - _CLEAR
            tail, tip = ((x + across * far, y + up * far) for far in (end - long, end))
            return PlacedArrow((tail, tip), broad=True)
        asides = [side * far * UNIT for far in ((0.0,) if down else _ASIDE) for side in (1, -1)]
        ways = np.array([[(px - up * aside, py + across * aside) for px, py in path] for aside in asides])
        costs = room.costs(ways) + 0.05 * np.abs(asides)
        best = ways[int(np.argmin(np.round(costs, 6)))]
        return PlacedArrow(((best[0][0], best[0][1]), (best[-1][0], best[-1][1])), broad=True)

    def _skin(self, name: str, start: Place, way: Place) -> float:
        """Return how far in a direction the skin of a point's bone goes."""
        person = self._image.person
        belongs = person.follows([POINTS[name].bone]) > 0.5
        scale = 16 * CELLS
        x = self._image.view.across[belongs] / scale + self._image.grid.left - start[0]
        y = self._image.view.down[belongs] / scale + self._image.grid.top - start[1]
        near = np.abs(x * way[1] - y * way[0]) < 0.04 * self._camera.unit
        return float((x * way[0] + y * way[1])[near].max(initial=0.0))

    def _way_out(self, room: Occupancy, start: Place, way: Place, long: float) -> float:
        """Return how far a place must go in a direction for an arrow to start there clear of body and floor."""
        step = 0.01 * UNIT
        for number in range(60):
            far = number * step
            ways = ((start[0] + way[0] * (far + a), start[1] + way[1] * (far + a)) for a in (0.0, long / 2, long))
            if not any((self._floor_counts and y > _FLOOR + 2) or room.is_body(x, y) for x, y in ways):
                return far
        return 1e9

    def _off_faces(self, path: Sequence[Place], name: str) -> tuple[Place, ...]:
        """Return an arc, which belongs around its part, shifted no more than keeps it off faces, hands and feet."""
        ways = np.array(_SHIFTS)[:, None, :] + _finely(path)[None, :, :]
        covered = self._occupancy(name).faces_covered(ways)
        far = np.array([distance(*shift) for shift in _SHIFTS]) / UNIT
        dx, dy = _SHIFTS[int(np.argmin(np.round(covered + 20 * far, 6)))]
        return tuple((x + dx, y + dy) for x, y in path)

    def _clear(self, path: Sequence[Place], name: str) -> tuple[Place, ...]:
        """Return a path shifted to where an arrow along it covers least."""
        finely = _finely(path)
        ways = np.array(_SHIFTS)[:, None, :] + finely[None, :, :]
        costs = self._occupancy(name).costs(ways) * 8 / len(finely)
        costs += np.array([distance(*shift) for shift in _SHIFTS]) / UNIT * 34
        if self._floor_counts:
            costs += 2 * (ways[..., 1] > _FLOOR).sum(axis=1)
        dx, dy = _SHIFTS[int(np.argmin(np.round(costs, 6)))]
        return tuple((x + dx, y + dy) for x, y in path)


def _finely(path: Sequence[Place]) -> Floats:
    """Return places all along a path and to both sides of its head, where an arrow is broad."""
    places = np.array(path)
    at = np.linspace(0, len(places) - 1, 13)
    along = np.stack([np.interp(at, np.arange(len(places)), places[:, axis]) for axis in range(2)], axis=1)
    way = along[-1] - along[-2]
    long = max(float(np.sqrt(way[0] ** 2 + way[1] ** 2)), 1e-9)
    aside = np.array([-way[1], way[0]]) / long * _BROAD_HEAD * 0.7
    neck = along[-1] - way / long * _HEAD * 0.7
    found: Floats = np.concatenate([along, [neck + aside, neck - aside]])
    return found


def _tamed(path: list[Place]) -> list[Place]:
    """Return a path whose detours are half as large, if it is much longer than it is far from start to end."""
    (x0, y0), (x1, y1) = path[0], path[-1]
    way = sum(distance(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path))
    if way < _DETOUR * distance(x1 - x0, y1 - y0):
        return path
    last = len(path) - 1
    straight_on = [(x0 + (x1 - x0) * k / last, y0 + (y1 - y0) * k / last) for k in range(last + 1)]
    return [((x + a) / 2, (y + b) / 2) for (x, y), (a, b) in zip(path, straight_on, strict=True)]


def _stretched(path: list[Place]) -> list[Place]:
    """Return a path that is long enough for an arrow to be seen."""
    (x0, y0), (x1, y1) = path[0], path[-1]
    long = distance(x1 - x0, y1 - y0) or 1.0
    if long >= _SHORTEST:
        return path
    half = _SHORTEST / 2 / long
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return [(x + (x1 - x0) * half * k, y + (y1 - y0) * half * k) for k in (-1, -0.5, 0, 0.5, 1)]


def _straight_at_head(path: Sequence[Place]) -> list[Place]:
    """Return a bent path whose last part is straight and as long as the head of an arrow, so that it lies along it."""
    (x, y), before = path[-1], list(path[:-1])
    while len(before) > 1 and distance(before[-1][0] - x, before[-1][1] - y) < _HEAD:
        before.pop()
    return [*before, (x, y)]


def _thin_arrow(path: Sequence[Place]) -> list[Shape]:
    *before, (x, y) = _straight_at_head(path)
    from_x, from_y = before[-1]
    way = arc_tangent(y - from_y, x - from_x)
    neck = (x - 0.6 * _HEAD * cosine(way), y - 0.6 * _HEAD * sine(way))
    barbs = [(x - _HEAD * cosine(way + turn), y - _HEAD * sine(way + turn)) for turn in (28.6, -28.6)]
    paint = color("arrow")
    return [
        Shape(smooth([*before, neck]), stroke=paint, width=36),
        Shape(straight([(x, y), *barbs], closed=True), fill=paint, stroke=paint, width=10),
    ]


def _broad_arrow(path: Sequence[Place]) -> list[Shape]:
    (x0, y0), (x1, y1) = path[0], path[-1]
    long = distance(x1 - x0, y1 - y0) or 1.0
    across, up = (x1 - x0) / long, (y1 - y0) / long
    neck = max(0.0, long - _HEAD)

    def corner(along: float, aside: float) -> Place:
        return x0 + across * along - up * aside, y0 + up * along + across * aside

    corners = [
        corner(0, _SHAFT),
        corner(neck, _SHAFT),
        corner(neck, _BROAD_HEAD),
        corner(long, 0),
        corner(neck, -_BROAD_HEAD),
        corner(neck, -_SHAFT),
        corner(0, -_SHAFT),
    ]
    paint = color("arrow")
    return [Shape(straight(corners, closed=True), fill=paint, stroke=paint, width=10)]


def _effort_lines(path: Sequence[Place]) -> list[Shape]:
    """Return short lines that fan out on both sides of where a block arrow begins."""
    (x0, y0), (x1, y1) = path[0], path[-1]
    way = arc_tangent(y1 - y0, x1 - x0)

    def place(along: float, aside: float) -> Place:
        return (
            x0 + UNIT * (along * cosine(way) - aside * sine(way)),
            y0 + UNIT * (along * sine(way) + aside * cosine(way)),
        )

    return [
        Shape(
            straight(
                [
                    place(along, side * aside),
                    place(along + _EFFORT_LONG * sine(turn), side * (aside + _EFFORT_LONG * cosine(turn))),
                ]
            ),
            stroke=color("arrow"),
            width=22,
        )
        for aside, along, turn in _EFFORT
        for side in (1, -1)
    ]
