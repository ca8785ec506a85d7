"""From a figure to its frames as SVG, and to one file that holds them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.arrows import ArrowPlacer, Placed
from exercise_library.figures.draw.camera import VIEWS, Camera, Circle
from exercise_library.figures.draw.drawing import LINE_WIDTH, BodyDrawing
from exercise_library.figures.draw.outline import hull_outline
from exercise_library.figures.draw.palette import color, line_color
from exercise_library.figures.draw.props import IN_HAND, Piece, draw_pieces, place_prop
from exercise_library.figures.draw.svg import number
from exercise_library.figures.pose.bases import VIEWS_OF_BASES
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import singly
from exercise_library.figures.pose.muscles import Area
from exercise_library.figures.pose.parts import focus_bones
from exercise_library.figures.solve.reach import gripping_hands
from exercise_library.figures.solve.skeleton import Skeleton
from exercise_library.figures.solve.solver import Movement

_MARGIN = 5.0
_ARROW_ROOM = 6.0
_UNDER_FLOOR = 4.0
_SINKS = 3.0
_FROM_ABOVE = 60.0
_NEAR_FLOOR = 0.10
_UPPER_ZOOM = 1.8
_ON_THE_WAY = (0.25, 0.5, 0.75)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """One picture: the box it is drawn in, what is inside `<svg>`, and words for it."""

    view_box: str
    svg_inner: str
    caption: str
    alt: str


def draw(figure: Figure, look: Look = Look()) -> tuple[Frame, ...]:  # noqa: B008 (frozen)
    """Return the frames of a figure: all in one box, so that they are to scale and in line."""
    return Scenes(figure, look).frames()


def sheet(frames: Iterable[Frame]) -> str:
    """Return one SVG file; a page shows a frame by `<use href="bridge.svg#frame-1">`."""
    symbols = "".join(
        f'<symbol id="frame-{count}" viewBox="{frame.view_box}">{frame.svg_inner}</symbol>\n'
        for count, frame in enumerate(frames, 1)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def view_box(box: Box) -> str:
    """Return a box as SVG writes it."""
    return " ".join(number(value) for value in (box[0], box[1], box[2] - box[0], box[3] - box[1]))


def camera_of(figure: Figure) -> Camera:
    """Return the camera that a figure asks for."""
    view = figure.view
    if isinstance(view, str):
        yaw, pitch = VIEWS[view]
    else:
        yaw, pitch = view or VIEWS_OF_BASES.get(figure.base, VIEWS["side"])
    zoom = figure.zoom or (_UPPER_ZOOM if "upper" in figure.focus else 1.0)
    return Camera(yaw, pitch, zoom)


class Scenes:
    """The scenes of a figure: what is drawn in each of its frames, or for a body on the way between two."""

    def __init__(self, figure: Figure, look: Look):
        self.figure, self.look = figure, look
        self._body = body_of(look)
        self.movement = Movement(figure, self._body)
        self._camera = camera_of(figure)
        self._skeletons = [frame.skeleton for frame in self.movement.frames]

    @cached_property
    def _pieces(self) -> list[list[Piece]]:
        return [self._props(skeleton) for skeleton in self._skeletons]

    @cached_property
    def _arrows(self) -> list[list[Placed]]:
        return [self._placed_arrows(frame) for frame in range(self.figure.count)]

    def frames(self) -> tuple[Frame, ...]:
        """Return the frames of the figure."""
        box = self._box()
        return tuple(
            Frame(view_box(box), self._inner(frame, box), self._caption(frame), self._alt(frame))
            for frame in range(self.figure.count)
        )

    def _caption(self, frame: int) -> str:
        if self.figure.captions:
            return self.figure.captions[frame]
        count = self.figure.count
        if count == 1:
            return ""
        if frame == 0:
            return "Start"
        return "End" if count == 2 else f"Step {frame}"

    def _alt(self, frame: int) -> str:
        words = self.figure.alt
        if not words:
            return self._caption(frame)
        return words[0] if len(words) == 1 else words[frame]

    def _props(self, now: Skeleton) -> list[Piece]:
        start = self._skeletons[0]
        return [piece for prop in self.figure.props for piece in place_prop(prop.kind, prop.at, self._body, start, now)]

    def _placed_arrows(self, frame: int) -> list[Placed]:
        arrows = self.figure.arrows_of(frame)
        if not arrows:
            return []
        now = self._skeletons[frame]
        steps = [now]
        if frame and any(arrow.follow for arrow in arrows):
            between = [self.movement.between(frame - 1, share) for share in _ON_THE_WAY]
            steps = [self._skeletons[frame - 1], *between, now]
        placer = ArrowPlacer(self._camera, self._body, steps)
        return [placed for arrow in arrows for placed in placer.place(arrow)]

    def _box(self) -> Box:
        """Return the box around every frame: left, top, right, bottom."""
        camera, focus = self._camera, self.figure.focus
        bones = focus_bones(focus) if focus else None
        circles: list[Circle] = []
        for skeleton, pieces in zip(self._skeletons, self._pieces, strict=True):
            # Bones in the skeleton's order: a set has none.
            wanted = [bone for bone in self._body.balls if bones is None or bone in bones]
            circles += [camera.circle(place, radius) for place, radius in self._body.placed(skeleton, wanted)]
            if not focus:
                circles += [camera.circle(place, radius) for piece in pieces for place, radius in piece.balls]
        for arrows in self._arrows:
            circles += [Circle(x, y, _ARROW_ROOM) for arrow in arrows for x, y in arrow.path]
        left, top = min(c.x - c.radius for c in circles), min(c.y - c.radius for c in circles)
        right, bottom = max(c.x + c.radius for c in circles), max(c.y + c.radius for c in circles)
        if self._shows_floor and not camera.pitch and bottom < _SINKS:
            bottom = _UNDER_FLOOR - _MARGIN  # where flesh yields to the floor is seen all the same
        return left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN

    def _inner(self, frame: int, box: Box) -> str:
        areas = self.figure.highlights_of(frame)
        return self._scene(self._skeletons[frame], self._pieces[frame], frame, box, areas, self._arrows[frame])

    def between(self, skeleton: Skeleton, frame: int, box: Box) -> str:
        """Return the scene with a body near a frame: without arrows and shaded areas, which belong to the frames."""
        return self._scene(skeleton, self._props(skeleton), frame, box)

    def room(self, skeletons: Iterable[Skeleton], box: Box) -> Box:
        """Return a box made as large as some bodies need, if it is not cropped to a part of the body."""
        if self.figure.focus:
            return box
        seen = [self._camera.circle(*ball) for skeleton in skeletons for ball in self._body.placed(skeleton)]
        return (
            min(box[0], *(circle.x - circle.radius - _MARGIN for circle in seen)),
            min(box[1], *(circle.y - circle.radius - _MARGIN for circle in seen)),
            max(box[2], *(circle.x + circle.radius + _MARGIN for circle in seen)),
            max(box[3], *(circle.y + circle.radius + _MARGIN for circle in seen)),
        )

    def _scene(  # noqa: PLR0913, PLR0917
        self,
        skeleton: Skeleton,
        pieces: Sequence[Piece],
        frame: int,
        box: Box,
        highlights: Sequence[Area] = (),
        arrows: Sequence[Placed] = (),
    ) -> str:
        camera = self._camera
        parts = [
            self._floor(box, pieces) if self._shows_floor else "",
            draw_pieces([piece for piece in pieces if not piece.front], camera),
            BodyDrawing(skeleton, self._body, self.look, camera, self._fists(frame)).svg(highlights),
            draw_pieces([piece for piece in pieces if piece.front], camera),
            *(arrow.svg() for arrow in arrows),
        ]
        stroke = (
            f'stroke="{line_color(False)}" stroke-width="{LINE_WIDTH}" stroke-linejoin="round" paint-order="stroke"'
        )
        return f"<g {stroke}>{''.join(parts)}</g>"

    @property
    def _shows_floor(self) -> bool:
        """Tell whether there is a floor to see: in a part of the body from the side, if this part lies on it."""
        focus = self.figure.focus
        if self._on_bed or (focus and self._camera.pitch):
            return False
        balls = self._body.placed(self._skeletons[0], focus_bones(focus)) if focus else []
        return not focus or min(place[1] - radius for place, radius in balls) < _NEAR_FLOOR / 4

    @property
    def _on_bed(self) -> bool:
        return any(prop.kind == "bed" for prop in self.figure.props)

    def _fists(self, frame: int) -> frozenset[str]:
        """Return the hands that are closed in a frame."""
        held = {hand for prop in self.figure.props if prop.kind in IN_HAND for hand in singly(prop.at)}
        return gripping_hands(self.movement.frames[frame].stance.reach) | held

    def _floor(self, box: Box, pieces: Sequence[Piece]) -> str:
        """Return the floor: a line from the side, a mat from above, else the shadow of what is near it."""
        camera = self._camera
        if not camera.pitch:
            line = f"M{number(box[0] + 3)} 1.6H{number(box[2] - 3)}"
            return (
                f'<path fill="none" stroke="{color("prop-line")}" stroke-width="2" stroke-linecap="round" d="{line}"/>'
            )
        balls = self._body.placed(self._skeletons[0]) + self._body.placed(self._skeletons[-1])
        balls += [ball for piece in pieces for ball in piece.balls]
        near = [(place[0], place[2]) for place, _ in balls if place[1] < _NEAR_FLOOR]
        if camera.pitch > _FROM_ABOVE:
            xs, zs = [x for x, _ in near], [z for _, z in near]
            corners = [(x, z) for x in (min(xs) - 0.03, max(xs) + 0.03) for z in (min(zs) - 0.03, max(zs) + 0.03)]
            circles = [camera.circle((x, 0.0, z), 0.01) for x, z in corners]
        else:
            circles = [camera.circle((x, -0.012, z), 0.03) for x, z in near]
        return f'<path fill="{color("prop")}" stroke="none" d="{hull_outline(circles)}"/>'
