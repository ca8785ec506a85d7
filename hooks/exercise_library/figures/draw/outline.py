"""Outlines of shapes in the picture: exact hulls of circles, and smooth tubes through stations of them."""

import math
from collections.abc import Sequence
from itertools import pairwise

from exercise_library.figures.draw.camera import Circle
from exercise_library.figures.draw.svg import Path, Place
from exercise_library.figures.solve.geometry import arc_cosine, arc_tangent, cosine, distance, mean, sine

_SAME = 0.05
_SMALL_ARC = 0.02 * 180 / math.pi
# In degrees. A little more than half: where two circles are of one size, the last bit of a sine must not decide.
_HALF_CIRCLE = 180.000001
_HARDLY = 1e-6

Station = Sequence[Circle]


def hull_outline(circles: Sequence[Circle], open_at: Circle | None = None) -> str:
    """Return the path around some circles: straight lines and exact arcs.

    `open_at` is a circle whose end is left without outline: the path starts and ends on it.
    """
    around, normals = _around(_distinct(circles))
    if len(around) == 1:
        return _whole_circle(around[0])
    if open_at in around:
        start = around.index(open_at)
        around, normals = around[start:] + around[:start], normals[start:] + normals[:start]
    else:
        open_at = None
    path = Path()
    for k, circle in enumerate(around):
        enters, leaves = _on(circle, normals[k - 1]), _on(circle, normals[k])
        if k == 0:
            path.move(enters if open_at is None else leaves)
            if open_at is not None:
                continue
        else:
            path.line(enters)
        sweep = (normals[k] - normals[k - 1]) % 360
        if sweep > _SMALL_ARC:
            path.arc(circle.radius, leaves, sweep > _HALF_CIRCLE)
        else:
            path.line(leaves)
    return str(path.close() if open_at is None else path.line(_on(around[0], normals[-1])))


def _distinct(circles: Sequence[Circle]) -> list[Circle]:
    found: list[Circle] = []
    for x, y, radius in circles:
        if not any(abs(x - a) < _SAME and abs(y - b) < _SAME and abs(radius - c) < _SAME for a, b, c in found):
            found.append(Circle(x, y, radius))
    return found


def _around(circles: list[Circle]) -> tuple[list[Circle], list[float]]:
    """Return the circles that the hull touches, in order, and how each tangent to the next faces (degrees).

    From each circle the next is the one whose common tangent turns least: a string pulled tight around them.
    """
    first = max(circles, key=lambda circle: circle.x + circle.radius)
    found, normals = [first], []
    facing = 0.0
    while len(found) <= 2 * len(circles) + 1:
        step = _next(found[-1], circles, facing)
        # A large circle can be touched more than once; but no two circles are joined twice.
        if step is None or (len(found) > 1 and found[-1] is first and step[1] is found[1]):
            break
        facing = step[0]
        found.append(step[1])
        normals.append(facing)
    if len(found) > 1:  # the last is the first again
        found.pop()
    return found, normals


def _next(circle: Circle, circles: list[Circle], facing: float) -> tuple[float, Circle] | None:
    """Return how the tangent to the next circle faces, and that circle; None if all lie inside this one."""
    best: tuple[float, Circle] | None = None
    least, furthest = 360.0, 0.0
    for candidate in circles:
        across, down = candidate.x - circle.x, candidate.y - circle.y
        apart = distance(across, down)
        if apart <= circle.radius - candidate.radius + _HARDLY or apart < _HARDLY:
            continue  # it lies inside, or is the circle itself
        if candidate.radius - circle.radius >= apart:
            continue  # the circle lies inside the candidate: the hull cannot have come here
        normal = arc_tangent(down, across) - arc_cosine((circle.radius - candidate.radius) / apart)
        turn = (normal - facing) % 360
        if turn > 360 - _HARDLY:
            turn = 0.0
        if turn < least - _HARDLY or (turn < least + _HARDLY and apart > furthest):
            best, least, furthest = (normal, candidate), turn, apart
    return best


def _on(circle: Circle, direction: float) -> Place:
    return circle.x + circle.radius * cosine(direction), circle.y + circle.radius * sine(direction)


def _whole_circle(circle: Circle) -> str:
    left, right = (circle.x - circle.radius, circle.y), (circle.x + circle.radius, circle.y)
    return str(Path().move(left).arc(circle.radius, right).arc(circle.radius, left).close())


def tube_outline(stations: Sequence[Station]) -> str:
    """Return the smooth path along a limb or the trunk through stations of circles.

    The near end stays open, so that a limb melts into its parent. Where the tube points at the viewer its stations
    lie too close together for a curve, and hulls are drawn instead.
    """
    middles = [(mean(circle.x for circle in station), mean(circle.y for circle in station)) for station in stations]
    if _foreshortened(stations, middles):
        return _hulls(stations)
    ways = [_way(middles, k) for k in range(len(middles))]
    left = [_furthest(station, (-y, x)) for station, (x, y) in zip(stations, ways, strict=True)]
    right = [_furthest(station, (y, -x)) for station, (x, y) in zip(stations, ways, strict=True)]
    path = Path().move(right[0])
    _curve(path, right, ways)
    if len(stations[-1]) == 1:
        path.arc(stations[-1][0].radius, left[-1])
    else:  # covered by a hull of its own
        path.line(left[-1])
    _curve(path, left[::-1], [(-x, -y) for x, y in reversed(ways)])
    return str(path)


def _foreshortened(stations: Sequence[Station], middles: list[Place]) -> bool:
    """Tell whether two stations lie so near to each other that their balls hide one another."""
    for k, ((x0, y0), (x1, y1)) in enumerate(pairwise(middles)):
        radius = max(circle.radius for circle in (*stations[k], *stations[k + 1]))
        if distance(x1 - x0, y1 - y0) < 0.45 * radius:
            return True
    return False


def _hulls(stations: Sequence[Station]) -> str:
    """Return a hull for each two stations, the first open at its near end."""
    return "".join(
        hull_outline([*near, *far], near[0] if near is stations[0] else None) for near, far in pairwise(stations)
    )


def _way(middles: list[Place], k: int) -> Place:
    """Return the direction of the tube at a station."""
    (x0, y0), (x1, y1) = middles[max(0, k - 1)], middles[min(len(middles) - 1, k + 1)]
    long = distance(x1 - x0, y1 - y0) or 1e-9
    return (x1 - x0) / long, (y1 - y0) / long


def _furthest(station: Station, direction: Place) -> Place:
    """Return the place of a station that is furthest in a direction."""
    across, down = direction
    x, y, radius = max(station, key=lambda circle: round(circle.x * across + circle.y * down + circle.radius, 6))
    return x + radius * across, y + radius * down


def _curve(path: Path, places: list[Place], ways: list[Place]) -> None:
    """Go on from the first place along a curve, whose direction at each place is known."""
    for (start, start_way), (end, end_way) in pairwise(zip(places, ways, strict=True)):
        third = distance(end[0] - start[0], end[1] - start[1]) / 3
        first = (start[0] + start_way[0] * third, start[1] + start_way[1] * third)
        second = (end[0] - end_way[0] * third, end[1] - end_way[1] * third)
        path.curve(first, second, end)
