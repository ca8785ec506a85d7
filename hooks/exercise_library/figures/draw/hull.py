"""The outline around some circles, exactly: straight lines and arcs. Things are drawn with it, and shadows."""

from collections.abc import Sequence

from exercise_library.figures.draw.camera import Circle
from exercise_library.figures.draw.path import Path, Place, Step, Subpath, point, tenths
from exercise_library.figures.solve.geometry import arc_cosine, arc_tangent, cosine, distance, sine

_SAME = 0.05
_SMALL_ARC = 0.02 * 57.3
# In degrees. A little more than half: where two circles are of one size, the last bit of a sine must not decide.
_HALF_CIRCLE = 180.000001
_HARDLY = 1e-6


def hull(circles: Sequence[Circle]) -> Path:
    """Return the path around some circles."""
    around, normals = _around(_distinct(circles))
    if len(around) == 1:
        return _whole_circle(around[0])
    steps: list[Step] = []
    for k, circle in enumerate(around):
        enters, leaves = _on(circle, normals[k - 1]), _on(circle, normals[k])
        if k:
            steps.append(_line(enters))
        sweep = (normals[k] - normals[k - 1]) % 360
        steps.append(_arc(circle.radius, leaves, sweep > _HALF_CIRCLE) if sweep > _SMALL_ARC else _line(leaves))
    return (Subpath(point(_on(around[0], normals[-1])), tuple(steps), closed=True),)


def _line(to: Place) -> Step:
    return Step("line", point(to))


def _arc(radius: float, to: Place, large: bool = False) -> Step:
    return Step("arc", (tenths(radius), int(large), *point(to)))


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


def _whole_circle(circle: Circle) -> Path:
    """Return two halves that meet: rounded by themselves, ends less than a diameter apart would bend both."""
    (x, y), radius = point((circle.x, circle.y)), tenths(circle.radius)
    halves = (Step("arc", (radius, 0, x + radius, y)), Step("arc", (radius, 0, x - radius, y)))
    return (Subpath((x - radius, y), halves, closed=True),)
