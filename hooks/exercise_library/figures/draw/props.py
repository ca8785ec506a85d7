"""Things in the picture: all are placed from the solved body, so that no coordinates are ever written."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from exercise_library.figures.draw.camera import Camera
from exercise_library.figures.draw.hull import hull
from exercise_library.figures.draw.palette import color
from exercise_library.figures.draw.shapes import Shape
from exercise_library.figures.pose.landmarks import place_of, singly
from exercise_library.figures.solve.contact import lowest_of
from exercise_library.figures.solve.flesh import BallFlesh
from exercise_library.figures.solve.geometry import (
    UP,
    Rotation,
    Vec3,
    Vector,
    add,
    apply,
    at,
    blend,
    compose,
    cross,
    distance,
    dot,
    length,
    mean,
    scale,
    subtract,
    turn_y,
    unit,
)
from exercise_library.figures.solve.skeleton import ANKLE_HEIGHT, WRIST_HEIGHT, Skeleton

_LINE = 12


class Need(Enum):
    """Whether a prop is written with a point of the body."""

    NOTHING = "nothing"
    MAYBE = "maybe a point"
    POINT = "a point"
    POINTS = "points"


class Piece(NamedTuple):
    """A part of a thing: the hull of some balls (centre, radius). `front`: drawn over the body. `tone`: its colour.

    `out`: the way that the side of a wall looks which no one is before. Seen from there, only its edges are drawn, or
    it would hide who stands behind it.
    """

    balls: tuple[tuple[Vector, float], ...]
    front: bool = False
    tone: str = "prop"
    out: Vector = (0.0, 0.0, 0.0)


class PropContext(NamedTuple):
    """What a prop is placed from: the start for what stands still, this frame for what is held in the hands."""

    body: BallFlesh
    frames: Sequence[Skeleton]
    now: Skeleton
    points: tuple[str, ...]

    @property
    def start(self) -> Skeleton:
        """The body at the start."""
        return self.frames[0]

    @property
    def top(self) -> float:
        """How high a wall is: it ends above the person, arms and all, or it would look like the back of a chair."""
        balls = (ball for skeleton in self.frames for ball in self.body.placed(skeleton))
        return max(place[1] + radius for place, radius in balls) + 0.05

    @property
    def axes(self) -> Rotation:
        """Left, up and front of the person along the floor."""
        x, _, z = self.start["pelvis"].rotation[2]
        front = unit((x, 0.0, z)) if distance(x, z) > 0.3 else (1.0, 0.0, 0.0)
        return Rotation(cross(UP, front), UP, Vec3(*front))

    def local(self, place: Vector) -> Vector:
        """Return a place of the world as left, up and front."""
        left, _, front = self.axes
        return (dot(place, left), place[1], dot(place, front))

    def world(self, left: float, up: float, front: float) -> Vector:
        """Return a place told as left, up and front."""
        return apply(self.axes, (left, up, front))

    @property
    def pelvis(self) -> Vector:
        """Where the pelvis is at the start: left, up, front."""
        return self.local(self.start["pelvis"].origin)

    def palms(self) -> list[Vector]:
        """Return where the palm of each of the points is at the start: left, up, front."""
        return [self.local(at(self.start[point], (0.0, -0.045, 0.0))) for point in self.points]

    def palm(self) -> Vector:
        """Return the middle between the palms of the points at the start: left, up, front."""
        across, up, front = (mean(numbers) for numbers in zip(*self.palms(), strict=True))
        return across, up, front

    def slab(self, middle: Vector, half: Vector, rotation: Rotation | None = None, edge: float = 0.004) -> Piece:
        """Return a board: its middle as left, up and front, and half its breadth, height and depth."""
        turned = rotation or self.axes
        corners = [
            add(self.world(*middle), apply(turned, (x * (half[0] - edge), y * (half[1] - edge), z * (half[2] - edge))))
            for x in (-1, 1)
            for y in (-1, 1)
            for z in (-1, 1)
        ]
        return Piece(tuple((corner, edge) for corner in corners))

    def rod(self, start: Vector, end: Vector, radius: float = 0.009) -> Piece:
        """Return a rod between two places told as left, up and front."""
        return Piece(((self.world(*start), radius), (self.world(*end), radius)))


_TRUNK = ("pelvis", *(f"{name}_{number}" for name in ("lumbar", "thoracic") for number in range(3)))


def _wall(context: PropContext, side: int) -> list[Piece]:
    balls = context.body.placed(context.start)
    # It is the back that leans on a wall behind, not a bun of hair.
    touching = balls if side > 0 else context.body.placed(context.start, _TRUNK)
    near = max(side * context.local(place)[2] + radius for place, radius in touching) * side
    return [context.slab((context.pelvis[0], context.top / 2, near + side * 0.04), (0.30, context.top / 2, 0.04))]


def _wall_in_front(context: PropContext) -> list[Piece]:
    return _wall(context, 1)


def _wall_behind(context: PropContext) -> list[Piece]:
    return _wall(context, -1)


def _corner(context: PropContext) -> list[Piece]:
    """Two walls that meet in front of the person."""
    balls = [(context.local(place), radius) for place, radius in context.body.placed(context.start)]
    x = context.pelvis[0]
    apex = max(abs(place[0] - x) + place[2] + radius * 1.414 for place, radius in balls)
    top = context.top
    pieces = []
    for side in (1, -1):
        half = 0.32
        middle = (x + side * half * 0.707, top / 2, apex - half * 0.707)
        turned = compose(context.axes, turn_y(side * 45))
        wall = context.slab(middle, (half, top / 2, 0.008), turned)
        # Two walls of one tone look like the front of a box.
        pieces.append(wall._replace(tone="shadow" if side > 0 else "prop", out=turned.z))
    return pieces


_BESIDE_DOOR = 0.16
"""How much of the wall is shown on each side of a doorway."""


def _doorway(context: PropContext) -> list[Piece]:
    """The frame of a door that the palms or forearms are on, in a wall: alone it would look like a stand."""
    hands, forearms = (
        [(context.local(place), radius) for place, radius in context.body.placed(context.start, bones)]
        for bones in (("hand_l", "hand_r"), ("forearm_l", "forearm_r"))
    )
    x = context.pelvis[0]
    across = [abs(place[0] - x) for place, _ in hands]
    half = (min(across) + max(across)) / 2
    front = max(place[2] + radius for place, radius in (*hands, *forearms)) + 0.014
    top = 1.16
    posts = [context.slab((x + side * half, top / 2, front), (0.022, top / 2, 0.014)) for side in (1, -1)]
    walls = [
        context.slab((x + side * (half + 0.022 + _BESIDE_DOOR / 2), 0.6, front + 0.006), (_BESIDE_DOOR / 2, 0.6, 0.006))
        for side in (1, -1)
    ]
    lintel = context.slab((x, top, front), (half + 0.022, 0.022, 0.014))
    return [*(wall._replace(tone="shadow") for wall in walls), *posts, lintel]


def _seat(context: PropContext, seat: float, front: float, across: float, half: float = 0.125) -> list[Piece]:
    """Return a seat on four legs; `front` is where its back legs are, `half` is half its breadth and depth."""
    pieces = [context.slab((across, seat - 0.011, front + half - 0.01), (half, 0.011, half))]
    for x in (0.015 - half, half - 0.015):
        for along in (0.01, 2 * half - 0.03):
            pieces.append(context.rod((across + x, seat - 0.02, front + along), (across + x, 0.009, front + along)))
    return pieces


def _back_rest(context: PropContext, foot: Vector, tall: float, half: float = 0.115) -> list[Piece]:
    """Return a back that stands on the middle of a seat's back edge; `half` is half its breadth."""
    across, seat, front = foot
    edges = (0.005 - half, half - 0.005)
    pieces = [context.rod((across + x, seat, front - 0.005), (across + x, seat + tall, front - 0.03)) for x in edges]
    return [*pieces, context.slab((across, seat + tall - 0.06, front - 0.025), (half, 0.06, 0.009))]


# How far a hand reaches to the side of its palm's middle.
_HAND = 0.03


def _seat_height(context: PropContext) -> float:
    return min(place[1] - radius for place, radius in context.body.placed(context.start, ("pelvis",)))


def _chair(context: PropContext) -> list[Piece]:
    """A chair to sit on, or with a hand or both to hold on to: its back is then under them, and wide enough."""
    if not context.points:
        seat, front, across = _seat_height(context), context.pelvis[2] - 0.085, context.pelvis[0]
        return _seat(context, seat, front, across) + _back_rest(context, (across, seat, front), 0.25)
    across, up, front = context.palm()
    seat, front = 0.27, front + 0.03
    tall = up - WRIST_HEIGHT - 0.015 - seat
    wide = max(abs(palm[0] - across) for palm in context.palms()) + _HAND
    back, under = max(0.115, wide), max(0.125, wide)
    return _seat(context, seat, front, across, under) + _back_rest(context, (across, seat, front), tall, back)


def _armchair(context: PropContext) -> list[Piece]:
    """A chair with arms to hold on to."""
    seat, front, across = _seat_height(context), context.pelvis[2] - 0.085, context.pelvis[0]
    pieces = _chair(context)
    for x in (-0.125, 0.125):
        top, ahead = seat + 0.115, front + 0.2
        pieces.append(context.slab((across + x, top, front + 0.1), (0.016, 0.008, 0.12)))
        pieces.append(context.rod((across + x, top, ahead), (across + x, seat - 0.01, ahead)))
    return pieces


def _stool(context: PropContext) -> list[Piece]:
    """A stool: small enough to stand clear of a wall that the person leans on."""
    return _seat(context, _seat_height(context), context.pelvis[2] - 0.045, context.pelvis[0], half=0.1)


def _table(context: PropContext) -> list[Piece]:
    _, up, front = context.palm()
    top, x = up - WRIST_HEIGHT, context.pelvis[0]
    pieces = [context.slab((x, top - 0.012, front + 0.10), (0.22, 0.012, 0.17))]
    for left in (-0.2, 0.2):
        for along in (-0.15, 0.15):
            pieces.append(
                context.rod((x + left, top - 0.02, front + 0.10 + along), (x + left, 0.009, front + 0.10 + along))
            )
    return pieces


def _step(context: PropContext) -> list[Piece]:
    origin, rotation = context.start[context.points[0]]
    left, up, front = context.local(add(origin, scale(rotation[2], 0.02)))
    top = max(0.01, up - ANKLE_HEIGHT)
    return [context.slab((left, top / 2, front), (0.16, top / 2, 0.10))]


def _bed(context: PropContext) -> list[Piece]:
    """A bed or treatment table under a lying person: its top is the floor of the pose; it ends at a point, if told."""
    balls = context.body.placed(context.start)
    xs, zs = [place[0] for place, _ in balls], [place[2] for place, _ in balls]
    low, high = min(xs) - 0.04, max(xs) + 0.04
    if context.points:
        edge = place_of(context.start, context.points[0])[0]
        low, high = (low, edge) if edge > context.start["pelvis"].origin[0] else (edge, high)
    near, far, height, edge_radius = max(zs) + 0.02, min(zs) - 0.02, 0.28, 0.01
    top = tuple(((x, -0.025, z), edge_radius) for x in (low, high) for z in (near, far))
    bottom = tuple(((x, -0.011, z), edge_radius) for x in (low, high) for z in (near, far))
    legs = [
        Piece((((x, -0.03, z), 0.010), ((x, -height, z), 0.010)))
        for x in (low + 0.03, high - 0.03)
        for z in (near - 0.01, far + 0.01)
    ]
    return [*legs, Piece((*top, *bottom))]


def _mat(context: PropContext) -> list[Piece]:
    balls = context.body.placed(context.start)
    xs, zs = [place[0] for place, _ in balls], [place[2] for place, _ in balls]
    corners = [(x, -0.006, z) for x in (min(xs) - 0.03, max(xs) + 0.03) for z in (min(zs) - 0.02, max(zs) + 0.02)]
    return [Piece(tuple((corner, 0.006) for corner in corners))]


def _pillow(context: PropContext) -> list[Piece]:
    """A pillow under the head or another part, or between two parts."""
    points = context.points or ("head",)
    if len(points) > 1:
        return _pillow_between(context)
    x, _, z = place_of(context.start, points[0])
    radius = max(0.012, lowest_of(context.body, context.start, points[0])[1]) / 2
    corners = tuple(((x + dx, radius, z + dz), radius) for dx in (-0.07, 0.07) for dz in (-0.09, 0.09))
    return [Piece(corners, tone="shadow")]  # or it is lost on the mat


def _roll(context: PropContext) -> list[Piece]:
    """A rolled towel or bolster under a part."""
    point = context.points[0]
    x, _, z = place_of(context.start, point)
    radius = max(0.02, lowest_of(context.body, context.start, point)[1] / 2)
    return [Piece(tuple(((x, radius, z + dz), radius) for dz in (-0.12, 0.12)))]


def _between(context: PropContext) -> list[Piece]:
    """A ball or cushion pressed between two parts."""
    one, two = (place_of(context.now, name) for name in (*context.points, *context.points)[:2])
    middle, radius = blend(one, two, 0.5), max(0.03, length(subtract(one, two)) / 2 - 0.03)
    return [Piece(((add(middle, (0.0, 0.03, 0.0)), radius), (add(middle, (0.0, -0.03, 0.0)), radius)), front=True)]


_PILLOW = (0.062, 0.05)
"""Half the height and half the depth of a pillow that is not squeezed, in body heights."""

_BELOW_KNEES = 0.03
"""How much lower than the parts its middle is, in body heights: the thighs are then seen above it."""


def _pillow_between(context: PropContext) -> list[Piece]:
    """A pillow that is squeezed between two parts: the thinner, the higher and deeper."""

    def ends(skeleton: Skeleton) -> tuple[Vector, float]:
        one, two = (place_of(skeleton, name) for name in context.points[:2])
        return blend(one, two, 0.5), max(0.03, length(subtract(one, two)) / 2 - 0.045)

    (middle, half), (_, full) = ends(context.now), ends(context.start)
    high, deep = (size * (full / half) ** 0.3 for size in _PILLOW)
    edge = min(half, 0.8 * deep)
    left, up, front = context.local(middle)
    up -= _BELOW_KNEES
    balls = [
        (context.world(left + x * (half - edge), up + y * (high - edge), front + z * (deep - edge)), edge)
        for x in (-1, 1)
        for y in (-1, 1)
        for z in (-1, 1)
    ]
    return [Piece(tuple(balls), front=True, tone="lens")]  # white: neither chair nor floor


def _tip(skeleton: Skeleton, point: str) -> Vector:
    """Return where a thing that is held or stood in touches a hand or foot."""
    if point.startswith("hand"):
        return at(skeleton[point], (0.0, -0.045, 0.0))
    if point.startswith("foot"):
        return at(skeleton[point], (0.0, -0.045, 0.045))
    return place_of(skeleton, point)


def _line_through(places: Sequence[Vector], radius: float) -> list[Piece]:
    return [Piece(((start, radius), (end, radius)), front=True) for start, end in pairwise(places)]


def _strap(context: PropContext) -> list[Piece]:
    return _line_through([_tip(context.now, point) for point in context.points], 0.005)


def _stick(context: PropContext) -> list[Piece]:
    places = [_tip(context.now, point) for point in context.points]
    beyond = scale(unit(subtract(places[-1], places[0])), 0.07)
    return _line_through([subtract(places[0], beyond), add(places[-1], beyond)], 0.008)


_PROPS: Mapping[str, tuple[Need, Callable[[PropContext], list[Piece]]]] = {
    "wall": (Need.NOTHING, _wall_in_front),
    "wall-behind": (Need.NOTHING, _wall_behind),
    "corner": (Need.NOTHING, _corner),
    "doorway": (Need.NOTHING, _doorway),
    "chair": (Need.MAYBE, _chair),
    "armchair": (Need.NOTHING, _armchair),
    "stool": (Need.NOTHING, _stool),
    "table": (Need.POINT, _table),
    "step": (Need.POINT, _step),
    "bed": (Need.MAYBE, _bed),
    "mat": (Need.NOTHING, _mat),
    "pillow": (Need.MAYBE, _pillow),
    "cushion": (Need.MAYBE, _pillow),
    "roll": (Need.POINT, _roll),
    "towel": (Need.POINT, _roll),
    "ball": (Need.POINTS, _between),
    "strap": (Need.POINTS, _strap),
    "band": (Need.POINTS, _strap),
    "stick": (Need.POINTS, _stick),
}

PROP_NEEDS: Mapping[str, Need] = {kind: need for kind, (need, _) in _PROPS.items()}

IN_HAND = frozenset({"strap", "band", "stick"})
"""Props that hands close on."""


def place_prop(
    kind: str, points: Sequence[str], body: BallFlesh, frames: Sequence[Skeleton], now: Skeleton
) -> list[Piece]:
    """Return the pieces of a prop in one of the frames, the first of which is the start."""
    return _PROPS[kind][1](PropContext(body, frames, now, singly(points)))


def draw_pieces(pieces: Sequence[Piece], camera: Camera) -> list[Shape]:
    """Return the shapes of pieces, far ones first."""
    ordered = sorted(pieces, key=lambda piece: round(mean(camera.depth(place) for place, _ in piece.balls), 6))
    return [
        Shape(
            hull([camera.circle(place, radius) for place, radius in piece.balls]),
            fill="" if camera.faces(piece.out) > 0 else color(piece.tone),
            stroke=color("prop-line"),
            width=_LINE,
        )
        for piece in ordered
    ]
