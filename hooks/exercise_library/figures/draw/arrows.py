"""Motion arrows: the path of a point from frame to frame, an arc, or a short broad arrow for pressure."""

from collections.abc import Sequence

from exercise_library.figures.body.flesh import Body
from exercise_library.figures.draw.camera import UNIT, Camera, Circle
from exercise_library.figures.draw.drawing import body_circles
from exercise_library.figures.draw.palette import color
from exercise_library.figures.draw.svg import Place, smooth_path, straight_path
from exercise_library.figures.pose.figure import Arrow
from exercise_library.figures.pose.landmarks import POINTS, place_of, singly
from exercise_library.figures.solve.geometry import arc_tangent, cosine, distance, sine
from exercise_library.figures.solve.limb import level_direction
from exercise_library.figures.solve.skeleton import Skeleton

# In drawing units, whatever the zoom.
_GAP = 0.024 * UNIT
_HEAD = 0.046 * UNIT
_SHORTEST = 0.09 * UNIT
_MOVES = 0.01 * UNIT
_SHAFT = 0.014 * UNIT
_BROAD_HEAD = 0.033 * UNIT
_FLOOR = -3.0
_FURTHEST = 0.14
_DOWN = -90.0
_PRESSES_FROM = 0.3
"""The share of an arrow that presses on something that is drawn over the body: it shows who presses."""
_SHIFTS: tuple[Place, ...] = (
    (0.0, 0.0),
    *(
        (far * UNIT * cosine(22.5 * k), far * UNIT * sine(22.5 * k))
        for far in (0.03, 0.05, 0.07, 0.09, 0.11, _FURTHEST)
        for k in range(16)
    ),
)


class Placed:
    """An arrow in the picture: the places along it, and how it is painted."""

    def __init__(self, path: list[Place], broad: bool = False):
        self.path = path
        self.broad = broad

    def svg(self) -> str:
        """Return the arrow."""
        return _broad_arrow(self.path) if self.broad else _thin_arrow(self.path)


class ArrowPlacer:
    """Places arrows where they cover the body least."""

    def __init__(self, camera: Camera, body: Body, steps: Sequence[Skeleton]):
        """`steps` are the body on its way from the frame before to this one, which is the last."""
        self._camera, self._body, self._steps = camera, body, steps
        self._circles = body_circles(steps[-1], body, camera)
        self._floor_counts = not camera.pitch

    def place(self, arrow: Arrow) -> list[Placed]:
        """Return an arrow; none where the point doesn't move to the eye, two for a point on both sides."""
        if arrow.at is not None:
            return [self._press(name, arrow) for name in singly([arrow.at])]
        if arrow.press is not None:
            return [self._press_into(name, arrow) for name in singly([arrow.press])]
        if arrow.turn is not None:
            return [self._turn(name, arrow) for name in singly([arrow.turn])]
        if arrow.around is not None:
            return [self._arc(name, arrow) for name in singly([arrow.around])]
        return [placed for name in singly([arrow.follow or ""]) for placed in self._follow(name)]

    def _follow(self, name: str) -> list[Placed]:
        path = [self._camera.see(place_of(skeleton, name)) for skeleton in self._steps]
        if distance(path[0][0] - path[-1][0], path[0][1] - path[-1][1]) <= _MOVES:
            return []
        return [Placed(self._clear(_stretched(path)))]

    def _arc(self, name: str, arrow: Arrow) -> Placed:
        unit, (x, y) = self._camera.unit, self._camera.see(place_of(self._steps[-1], name))
        x, y = x + arrow.dx * unit, y - arrow.dy * unit
        start, end = arrow.start or 0.0, arrow.end or 0.0
        angles = [start + (end - start) * k / 6 for k in range(7)]
        radius = arrow.radius * unit
        return Placed([(x + radius * cosine(angle), y - radius * sine(angle)) for angle in angles])

    def _turn(self, name: str, arrow: Arrow) -> Placed:
        """Place an arc in the level plane, about the way the pelvis faced at the start."""
        _, up, front = self._steps[0]["pelvis"].rotation
        ahead = level_direction(front, up)  # of someone who lies, towards the head
        left = (ahead[2], 0.0, -ahead[0])
        center = place_of(self._steps[-1], name)
        start, end = arrow.start or 0.0, arrow.end or 0.0
        path: list[Place] = []
        for step in range(9):
            angle = start + (end - start) * step / 8
            along, aside = arrow.radius * cosine(angle), arrow.radius * sine(angle)
            x, z = (center[axis] + ahead[axis] * along + left[axis] * aside for axis in (0, 2))
            path.append(self._camera.see((x, center[1] + arrow.dy, z)))
        return Placed(path)

    def _press(self, name: str, arrow: Arrow) -> Placed:
        """Place a broad arrow with its tip on the skin, or if the body is in the way with its tail there."""
        x, y = self._camera.see(place_of(self._steps[-1], name))
        x, y = x + arrow.dx * self._camera.unit, y - arrow.dy * self._camera.unit
        across, up = cosine(arrow.dir or 0.0), -sine(arrow.dir or 0.0)
        long = arrow.length * self._camera.unit
        before, after = self._way_out(x, y, -across, -up, long), self._way_out(x, y, across, up, long)
        reach = _FURTHEST * self._camera.unit
        if before <= min(after * 1.3, reach):
            tip = (x - across * before, y - up * before)
        elif after <= reach:
            tip = (x + across * (after + long), y + up * (after + long))
        else:
            start = (x - across * long / 2, y - up * long / 2)
            path = [(start[0] + across * long * k / 4, start[1] + up * long * k / 4) for k in range(5)]
            return Placed(self._clear(path), broad=True)
        return Placed([(tip[0] - across * long, tip[1] - up * long), tip], broad=True)

    def _press_into(self, name: str, arrow: Arrow) -> Placed:
        """Place a broad arrow from inside the skin of a part out into what the part presses on."""
        x, y = self._camera.see(place_of(self._steps[-1], name))
        x, y = x + arrow.dx * self._camera.unit, y - arrow.dy * self._camera.unit
        way = _DOWN if arrow.dir is None else arrow.dir
        across, up = cosine(way), -sine(way)
        balls = self._body.placed(self._steps[-1], (POINTS[name].bone,))
        part = [self._camera.circle(place, radius) for place, radius in balls]
        skin = max((c.x - x) * across + (c.y - y) * up + c.radius for c in part)
        if self._floor_counts and arrow.dir is None:
            skin = -y
        long = arrow.length * UNIT
        start, end = skin - _PRESSES_FROM * long, skin + (1 - _PRESSES_FROM) * long
        return Placed([(x + across * far, y + up * far) for far in (start, end)], broad=True)

    def _way_out(self, x: float, y: float, across: float, up: float, long: float) -> float:
        """Return how far a place must go in a direction for an arrow to start there clear of body and floor."""
        step = 0.01 * UNIT
        for number in range(60):
            far = number * step
            inside = any(
                self._inside(x + across * (far + along), y + up * (far + along)) for along in (0.0, long / 2, long)
            )
            if not inside:
                return far
        return 1e9

    def _inside(self, x: float, y: float) -> bool:
        if self._floor_counts and y > _FLOOR + 2:
            return True
        gap = _GAP / 3
        return any(distance(x - c.x, y - c.y) < c.radius + gap for c in self._circles)

    def _clear(self, path: list[Place]) -> list[Place]:
        """Return a path shifted to where an arrow along it covers the body least."""
        near = self._near(path)
        best, shift = 1e9, _SHIFTS[0]
        for dx, dy in _SHIFTS:
            cost = self._cost(path, dx, dy, near, best)
            if cost < best - 1e-6:
                best, shift = cost, (dx, dy)
        return [(x + shift[0], y + shift[1]) for x, y in path]

    def _near(self, path: list[Place]) -> list[Circle]:
        """Return the circles that an arrow along a path could come to cover, none inside another."""
        room = _FURTHEST * UNIT + _GAP
        low_x, high_x = min(x for x, _ in path) - room, max(x for x, _ in path) + room
        low_y, high_y = min(y for _, y in path) - room, max(y for _, y in path) + room
        return [
            circle
            for circle in self._circles
            if low_x - circle.radius < circle.x < high_x + circle.radius
            and low_y - circle.radius < circle.y < high_y + circle.radius
        ]

    def _cost(self, path: list[Place], dx: float, dy: float, near: list[Circle], enough: float) -> float:
        cost = distance(dx, dy) / UNIT * 40
        for x0, y0 in path:
            x, y = x0 + dx, y0 + dy
            if self._floor_counts and y > _FLOOR:
                cost += 2
            for centre_x, centre_y, radius in near:
                reach = radius + _GAP
                across, up = x - centre_x, y - centre_y
                if -reach < across < reach and -reach < up < reach:
                    depth = reach - distance(across, up)
                    if depth > 0:
                        cost += 1 + depth / UNIT * 20
            if cost >= enough:
                return cost
        return cost


def _stretched(path: list[Place]) -> list[Place]:
    """Return a path that is long enough for an arrow to be seen."""
    (x0, y0), (x1, y1) = path[0], path[-1]
    long = distance(x1 - x0, y1 - y0) or 1.0
    if long >= _SHORTEST:
        return path
    half = _SHORTEST / 2 / long
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return [(x + (x1 - x0) * half * k, y + (y1 - y0) * half * k) for k in (-1, -0.5, 0, 0.5, 1)]


def _thin_arrow(path: list[Place]) -> str:
    (x, y), (from_x, from_y) = path[-1], path[-2]
    way = arc_tangent(y - from_y, x - from_x)
    neck = (x - 0.6 * _HEAD * cosine(way), y - 0.6 * _HEAD * sine(way))
    barbs = [(x - _HEAD * cosine(way + turn), y - _HEAD * sine(way + turn)) for turn in (28.6, -28.6)]
    head = straight_path([(x, y), *barbs], closed=True)
    paint, shaft = color("arrow"), smooth_path([*path[:-1], neck])
    return (
        f'<path fill="none" stroke="{paint}" stroke-width="3.6" stroke-linecap="round" d="{shaft}"/>'
        f'<path fill="{paint}" stroke="{paint}" stroke-width="1" d="{head}"/>'
    )


def _broad_arrow(path: list[Place]) -> str:
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
    return f'<path fill="{paint}" stroke="{paint}" stroke-width="1" d="{straight_path(corners, closed=True)}"/>'
