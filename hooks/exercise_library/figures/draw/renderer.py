"""From a figure to its frames: the body is posed and looked at, then things, body and arrows are painted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from exercise_library.figures.body.arrays import Floats
from exercise_library.figures.body.dressed import dressed
from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.body.look import Look
from exercise_library.figures.body.rig import FINGERS, HandShape, pose_bones
from exercise_library.figures.draw.arrows import ArrowPlacer, PlacedArrow
from exercise_library.figures.draw.body import draw_body, draw_ghost
from exercise_library.figures.draw.camera import Camera, Circle
from exercise_library.figures.draw.ground import (
    draw_floor_in,
    draw_floor_line,
    draw_mat,
    draw_shadows,
    draw_sides,
    draw_slab,
    mat_of,
    under_mat,
)
from exercise_library.figures.draw.hands import hand_shapes
from exercise_library.figures.draw.hull import hull
from exercise_library.figures.draw.image import BodyImage, body_image, within
from exercise_library.figures.draw.palette import color, line_color, skin_color
from exercise_library.figures.draw.path import Place, moved, point
from exercise_library.figures.draw.picture import camera_of, camera_of_detail
from exercise_library.figures.draw.props import Piece, draw_pieces, place_prop
from exercise_library.figures.draw.raster import Grid, seen_from
from exercise_library.figures.draw.shapes import Box, Frame, Shape
from exercise_library.figures.pose.figure import Arrow, Detail, Figure
from exercise_library.figures.pose.landmarks import PLACES, place_of, split
from exercise_library.figures.pose.parts import focus_bones
from exercise_library.figures.solve.geometry import apply, length, subtract, unit
from exercise_library.figures.solve.reach import GRIPPED, reach_places
from exercise_library.figures.solve.skeleton import SIDES, other
from exercise_library.figures.solve.solver import Movement

_MARGIN = 5.0
_CROP_ROOM = 30.0
_MAT_ROOM = 14.0
"""How much of the mat is shown around a part of the body, in drawing units; it goes on where the body is cut."""

_INSIDE = 0.985
"""How much of a disc the body in it may fill: its outline then ends under the ring."""

_RING = 20
"""Width of its ring, in tenths of a drawing unit."""

_UNDER_FLOOR = 4.0
_SINKS = 3.0
_NEAR_FLOOR = 0.10
_LIES = 0.62
"""Of body height: the head of someone who stands or sits on a chair is higher than this."""

_ON_THE_WAY = (0.25, 0.5, 0.75)
_FAR = 0.06
"""How much further from the viewer the root of a far limb is than its twin's, in body heights."""

_MOVES = 0.04
"""How far the end of a limb goes from one frame to another that moves, in body heights."""

_STILL, _LITTLE, _PRESSED = 0.004, 0.06, 0.1
"""A start that differs from the frame by less than the first is not seen; beyond the second it needs no ghost. Who
presses shows it by what little of the body gives way: there the third is the bound."""

_ON_THE_BODY, _TURNED = 0.05, 0.3
_LOWER_ARM = ("forearm", "forearm_twist", "hand", "elbow_half", "wrist_half", *FINGERS)

_ROOTS = {"arm": ("upper_arm", "hand"), "leg": ("thigh", "foot")}


class _Disc(NamedTuple):
    """A detail: where the middle of its disc is in the picture, and what is in it, where its own camera sees it."""

    middle: Place
    around: Circle
    camera: Camera
    image: BodyImage
    arrows: list[PlacedArrow]

    @property
    def way(self) -> Place:
        """How far what is in it is moved to its place in the picture."""
        return self.middle[0] - self.around.x, self.middle[1] - self.around.y

    @property
    def box(self) -> Box:
        """The room that it takes in the picture, with its arrows."""
        box, (x, y) = Box.about(*self.around), self.way
        for arrow in self.arrows:
            box = box.around(arrow.box)
        return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


class SceneRenderer:
    """Draws one figure in the body of one look."""

    def __init__(self, figure: Figure, look: Look):
        self.figure, self.look = figure, look
        self._body = body_of(look)
        self._person = dressed(look)
        self.movement = Movement(figure, self._body)
        self._camera = camera_of(figure)
        self._skeletons = [frame.skeleton for frame in self.movement.frames]

    def frames(self) -> tuple[Frame, ...]:
        """Return the frames of the figure."""
        box = self._box
        return tuple(
            Frame(
                box,
                tuple(self._shapes(frame, box)),
                line_color(),
                skin_color(self.look, False),
                self.figure.caption_of(frame),
                self.figure.alt_of(frame),
            )
            for frame in range(self.figure.count)
        )

    @cached_property
    def _hands(self) -> list[Mapping[str, HandShape]]:
        """The shape of each hand in each frame."""
        return hand_shapes(self.figure, self.movement)

    @cached_property
    def _places(self) -> list[Floats]:
        """Where the skin is in each frame. What would sink into the floor lies on it: flesh yields."""
        found = []
        for skeleton, hands in zip(self._skeletons, self._hands, strict=True):
            places = self._person.posed(skeleton, hands)
            if not self._on_bed:
                places[:, 1] = np.maximum(places[:, 1], 0.0005)
            found.append(places)
        return found

    @cached_property
    def _pieces(self) -> list[list[Piece]]:
        return [
            [
                piece._replace(front=True) if prop.kind == "wall-behind" and self._from_the_side else piece
                for prop in self.figure.props
                for piece in place_prop(prop.kind, prop.at, self._body, self._skeletons, now)
            ]
            for now in self._skeletons
        ]

    @property
    def _from_the_side(self) -> bool:
        """Tell whether a wall is seen edge on. It is then painted last: flesh and hair yield to it."""
        return not self._camera.pitch and self._camera.yaw % 180 == 0

    @cached_property
    def _body_box(self) -> Box:
        """The box around the body, or the parts to focus on, in every frame, and around all things."""
        focus = self.figure.focus
        wanted = self._person.follows(_with_fingers(focus_bones(focus))) > 0.5 if focus else slice(None)
        found = []
        for places in self._places:
            right, up, _ = seen_from(places[wanted], self._camera)
            found.append(_box(right, -up))
        boxes = found[0]
        for box in found[1:]:
            boxes = boxes.around(box)
        circles = (
            [] if focus else [self._camera.circle(*ball) for p in self._pieces for piece in p for ball in piece.balls]
        )
        for circle in circles:
            boxes = boxes.around(Box.about(*circle))
        return boxes

    @cached_property
    def _images(self) -> list[BodyImage]:
        box = self._body_box
        room = _CROP_ROOM if self.figure.focus else 0.0
        grid = Grid.around(box.left - room, box.top - room, box.right + room, box.bottom + room)
        return [
            body_image(self._person, places, self._camera, grid, self._far, self._arms_nearer(frame))
            for frame, places in enumerate(self._places)
        ]

    def _arms_nearer(self, frame: int) -> Floats:
        """Return how much nearer each vertex counts: an arm that lies on the trunk is seen whole, though flesh yields.

        One that lies on the side of the body that is turned away counts as further.
        """
        skeleton, found = self._skeletons[frame], np.zeros(len(self._person.places))
        for hand, place in reach_places(self.movement.frames[frame].stance.reach).items():
            name, side = split(place)[0], hand[-1]
            skin = PLACES[name]
            if not hand.startswith("hand") or name in GRIPPED:
                continue
            bone = skin.bone if skin.bone in skeleton else f"{skin.bone}_{split(place)[1] or side}"
            faces = self._camera.faces(unit(apply(skeleton[bone].rotation, skin.out)))
            near = self._camera.depth(subtract(skeleton[f"thigh_{side}"].origin, skeleton["pelvis"].origin)) > -0.01
            sign = 1 if faces > _TURNED or (near and faces > -_TURNED) else -1 if faces < -_TURNED else 0
            lower = self._person.follows(f"{part}_{side}" for part in _LOWER_ARM)
            upper = self._person.follows([f"upper_arm_{side}"])
            found = found + sign * _ON_THE_BODY * (lower + upper / 2)
        return found

    @cached_property
    def _far(self) -> frozenset[str]:
        """The limbs that are shown as far in every frame; not one that moves while its twin does not."""
        found = set()
        for limb, (root, end) in _ROOTS.items():
            for side in SIDES:
                depths = [
                    round(self._camera.depth(skeleton[f"{root}_{twin}"].origin), 6)
                    for skeleton in self._skeletons
                    for twin in (side, other(side))
                ]
                behind = all(own < twin - _FAR for own, twin in zip(depths[::2], depths[1::2], strict=True))
                if behind and not (self._moves(f"{end}_{side}") and not self._moves(f"{end}_{other(side)}")):
                    found.add(f"{limb}_{side}")
        return frozenset(found)

    def _moves(self, bone: str) -> bool:
        start = self._skeletons[0][bone].origin
        return any(length(subtract(skeleton[bone].origin, start)) > _MOVES for skeleton in self._skeletons)

    @cached_property
    def _arrows(self) -> list[list[PlacedArrow]]:
        return [self._placed_arrows(frame) for frame in range(self.figure.count)]

    def _placed_arrows(self, frame: int) -> list[PlacedArrow]:
        return self._placed(self.figure.arrows_of(frame), frame, self._camera, self._images[frame])

    def _placed(self, arrows: Sequence[Arrow], frame: int, camera: Camera, image: BodyImage) -> list[PlacedArrow]:
        """Return arrows where a camera sees them. One that follows a point knows its way from the frame before."""
        steps = [self._skeletons[frame]]
        if frame and any(arrow.follow for arrow in arrows):
            between = [self.movement.between(frame - 1, share) for share in _ON_THE_WAY]
            steps = [self._skeletons[frame - 1], *between, *steps]
        placer = ArrowPlacer(camera, image, steps)
        return [placed for arrow in arrows for placed in placer.place(arrow)]

    @cached_property
    def _box(self) -> Box:
        """The box that all frames are drawn in."""
        box = self._body_box
        for arrow in (arrow for arrows in self._arrows for arrow in arrows):
            box = box.around(arrow.box)
        for disc in self._discs.values():
            box = box.around(disc.box)
        if self._shows_floor and not self._camera.pitch and box.bottom < _SINKS:
            box = box._replace(bottom=_UNDER_FLOOR - _MARGIN)
        part = self._body_box
        for corner in self._mat_or_shadow:
            mat = Box.about(*corner)
            box = box.around(mat.within(part, _MAT_ROOM) if self.figure.focus else mat)
        box = box._replace(bottom=max([box.bottom, *(y + radius for _, y, radius in self._under_mat)]))
        return Box(box.left - _MARGIN, box.top - _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN)

    def _shapes(self, frame: int, box: Box) -> Iterable[Shape]:
        camera, pieces, image = self._camera, self._pieces[frame], self._images[frame]
        if self._shows_floor:
            yield from self._floor(frame, box)
        yield from draw_pieces([piece for piece in pieces if not piece.front], camera)
        before = next((other for other in (0, frame - 1) if frame and self._changes_little(other, frame)), None)
        if before is not None:
            yield from draw_ghost(self._images[before], image)
        yield from self._drawn(frame, image, camera)
        yield from draw_pieces([piece for piece in pieces if piece.front], camera)
        for arrow in self._arrows[frame]:
            yield from arrow.shapes()
        if disc := self._discs.get(frame):
            yield from self._in_disc(frame, disc)

    @cached_property
    def _discs(self) -> Mapping[int, _Disc]:
        """The details, by frame."""
        return {frame: self._disc(frame, detail) for frame, detail in self.figure.detail.items()}

    def _disc(self, frame: int, detail: Detail) -> _Disc:
        unit, end = self._camera.unit, place_of(self._skeletons[-1], detail.point)
        x, y = self._camera.see(end)
        camera = camera_of_detail(detail, self._camera)
        # Where the point is in the end, so that frames which show it can be compared.
        around = Circle(*camera.see(end), detail.radius * camera.unit)
        grid = Grid.around(*Box.about(*around))
        image = within(body_image(self._person, self._places[frame], camera, grid, ()), around, _INSIDE)
        arrows = self._placed(detail.arrows, frame, camera, image)
        return _Disc((x + detail.dx * unit, y - detail.dy * unit), around, camera, image, arrows)

    def _in_disc(self, frame: int, disc: _Disc) -> Iterable[Shape]:
        """Yield a part of the body once more, larger, in a disc of the colour of what one lies on."""
        ring = hull([disc.around])
        floor = None if disc.camera.pitch or not self._shows_floor else draw_floor_in(disc.around)
        shapes = [
            Shape(ring, fill=color("prop"), stroke="none"),
            *([floor] if floor else []),
            *self._drawn(frame, disc.image, disc.camera),
            *(shape for arrow in disc.arrows for shape in arrow.shapes()),
            Shape(ring, stroke=color("prop-line"), width=_RING),
        ]
        for shape in shapes:
            yield replace(shape, path=moved(shape.path, point(disc.way)))

    def _drawn(self, frame: int, image: BodyImage, camera: Camera) -> list[Shape]:
        head = pose_bones(self._person.rest, self._skeletons[frame], self._hands[frame])["head"]
        return draw_body(image, head, camera, self.figure.highlights_of(frame))

    def _changes_little(self, before: int, frame: int) -> bool:
        """Tell whether the body is seen to move from one frame to another, but so little that a ghost helps."""
        ends = [seen_from(self._places[number], self._camera) for number in (before, frame)]
        moved = np.sqrt((ends[0][0] - ends[1][0]) ** 2 + (ends[0][1] - ends[1][1]) ** 2).max() / self._camera.unit
        presses = any(arrow.press for arrow in self.figure.arrows_of(frame))
        return bool(_STILL < moved < (_PRESSED if presses else _LITTLE))

    @property
    def _shows_floor(self) -> bool:
        """Tell whether there is a floor to see: in a part of the body from the side, if this part lies on it."""
        focus = self.figure.focus
        if self._on_bed or (focus and self._camera.pitch and not self._is_down):
            return False
        balls = self._body.placed(self._skeletons[0], focus_bones(focus)) if focus else []
        return not focus or min(place[1] - radius for place, radius in balls) < _NEAR_FLOOR / 4

    @property
    def _on_bed(self) -> bool:
        return any(prop.kind == "bed" for prop in self.figure.props)

    @property
    def _is_down(self) -> bool:
        """Tell whether someone lies, kneels or sits on the floor at the start."""
        return self._skeletons[0]["head"].origin[1] <= _LIES

    @property
    def _pressed_into(self) -> bool:
        """Tell whether someone lies on the floor and presses into it, which is then drawn thick."""
        arrows = (arrow for frame in range(self.figure.count) for arrow in self.figure.arrows_of(frame))
        return self._is_down and any(arrow.press and arrow.dir is None for arrow in arrows)

    @cached_property
    def _mat(self) -> tuple[Circle, ...]:
        """The corners of the mat under someone who lies, kneels or sits on the floor, as they are seen from above."""
        if not self._camera.pitch or not self._shows_floor or not self._is_down:
            return ()
        return mat_of(self._places, self._camera, self._pressed_into)

    @cached_property
    def _under_mat(self) -> tuple[Circle, ...]:
        """The lower corners of the mat, if it is thick: a press down is then seen to go into it."""
        return under_mat(self._mat, self._camera) if self._pressed_into else ()

    @cached_property
    def _mat_or_shadow(self) -> tuple[Circle, ...]:
        """The corners of the mat, or of the shadow of all that stands on the floor; nothing in a pure side view."""
        camera = self._camera
        if not camera.pitch or not self._shows_floor:
            return ()
        if self._mat:
            return self._mat
        balls = self._body.placed(self._skeletons[0]) + self._body.placed(self._skeletons[-1])
        balls += [ball for pieces in self._pieces for piece in pieces for ball in piece.balls]
        return tuple(camera.circle((x, -0.012, z), 0.03) for (x, y, z), _ in balls if y < _NEAR_FLOOR)

    def _floor(self, frame: int, box: Box) -> Iterable[Shape]:
        """Yield the floor: a line from the side, else a mat under someone who is down on it or a patch, and shadows."""
        if not self._camera.pitch:
            if self._pressed_into:
                yield draw_slab(box)
            yield draw_floor_line(box)
            return
        if self._under_mat:
            yield draw_sides([*self._mat, *self._under_mat])
        if self._mat:
            yield draw_mat(self._mat)
        else:
            yield Shape(hull(self._mat_or_shadow), fill=color("prop"), stroke="none")
        yield from draw_shadows(self._body, self._skeletons[frame], self._camera)


def _with_fingers(bones: Collection[str]) -> list[str]:
    return [*bones, *(f"{finger}_{hand[-1]}" for hand in bones if hand.startswith("hand_") for finger in FINGERS)]


def _box(right: Floats, down: Floats) -> Box:
    return Box(float(right.min()), float(down.min()), float(right.max()), float(down.max()))
