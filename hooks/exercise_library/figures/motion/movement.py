"""A figure's movement for the browser: how the bones are turned at some moments, and what else is in the picture."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from exercise_library.figures.body.areas import blobs
from exercise_library.figures.body.dressed import PARTS
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.ground import mat_ends
from exercise_library.figures.draw.palette import color
from exercise_library.figures.draw.path import written
from exercise_library.figures.draw.props import Piece, place_prop
from exercise_library.figures.draw.renderer import SceneRenderer
from exercise_library.figures.draw.shapes import Box, Frame
from exercise_library.figures.motion.pack import SKELETON
from exercise_library.figures.motion.stored import Movement
from exercise_library.figures.motion.track import FINEST, Track, track_of
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import PLACES, split
from exercise_library.figures.solve.geometry import clamp
from exercise_library.figures.solve.reach import GRIPPED, reach_places
from exercise_library.figures.solve.skeleton import SIDES

_LEAST_SECONDS, _MOST_SECONDS, _SETTING_OFF, _SPEED = 1.6, 3.4, 1.0, 0.2
"""How long a way takes: so much to set off, and then a calm speed in body heights a second."""

_UPRIGHT, _ALL_ROUND, _SIDEWAYS, _FROM_ABOVE = 0.62, 180, 60, 75
"""Who stands or sits can be seen from all sides; who lies, not from the head or foot end, which shows little."""

_ROOM = 0.075
"""Around each joint, for the flesh and the end of a limb, in body heights."""

_SHADOW_AROUND, _NEAR_FLOOR = 0.045, 0.10
_ARROW_STEPS = 5
"""Tenths of a drawing unit that the places of arrows are rounded to."""


def movement_of(figure: Figure, look: Look, frames: Sequence[Frame], body: str) -> Movement:
    """Return the movement of a figure. `frames` are its stills, `body` names its look."""
    recorder = _Recorder(figure.without_details() if figure.detail else figure, look)
    return recorder.recorded(recorder.frames() if figure.detail else frames, body)


class _Recorder(SceneRenderer):
    """Asks the renderer of the stills what is in the picture, and the solver for the way between them."""

    def recorded(self, frames: Sequence[Frame], body: str) -> Movement:
        """Return the movement."""
        track, pieces = self._track, self._pieces_at_keys
        moving = [number for number, piece in enumerate(pieces[0]) if any(now[number] != piece for now in pieces)]
        told = {
            "body": body,
            "camera": [self._camera.yaw, self._camera.pitch],
            "unit": self._camera.unit,
            "box": [round(side, 1) for side in self._moving_box(frames[0].box)],
            "times": [0, *np.diff(track.times).tolist()],
            "finest": FINEST,
            "ways": self.figure.count - 1,
            "seconds": [round(seconds, 1) for seconds in self._seconds()],
            "free": [SKELETON.index(bone) for bone in track.free],
            "hands": [[hands[side] for side in SIDES] for hands in self._hands],
            "far": sum(1 << PARTS.index(part) for part in self._far),
            "sides": self._sides(),
            "mat": self._mat_place(),
            "yields": int(not self._on_bed),
            "areas": [blobs(self._person, self.figure.highlights_of(frame)) for frame in range(self.figure.count)],
            "things": [_told(piece) for number, piece in enumerate(pieces[0]) if number not in moving],
            "moving": [_told(pieces[0][number]) for number in moving],
            "reach": [self._reached(reach_places(frame.stance.reach)) for frame in self.movement.frames],
            "arrows": [_arrows(frame) for frame in frames],
        }
        places = [[part for number in moving for place, _ in now[number].balls for part in place] for now in pieces]
        return Movement(told, track.numbers(places).tolist())

    @cached_property
    def _track(self) -> Track:
        return track_of(self._skeletons, self.movement.between)

    @cached_property
    def _pieces_at_keys(self) -> list[list[Piece]]:
        """The pieces of all things at each key."""
        stills = self._skeletons
        return [
            [piece for prop in self.figure.props for piece in place_prop(prop.kind, prop.at, self._body, stills, now)]
            for now in self._track.keys
        ]

    def _moving_box(self, box: Box) -> Box:
        """Return the stills' box, wide enough for the body on its way. A part that is looked at keeps its box."""
        if self.figure.focus:
            return box
        for skeleton in self._track.keys:
            for bone in skeleton.values():
                x, y, room = self._camera.circle(bone.origin, _ROOM)
                box = box.around(Box.about(x, y, room))
        return box

    def _seconds(self) -> list[float]:
        """Return how long each way takes, for what moves furthest."""
        track = self._track
        found = []
        for way in range(self.figure.count - 1):
            along = [key for key, time in zip(track.keys, track.times, strict=True) if way <= time / FINEST <= way + 1]
            furthest = max(
                sum(one[bone].origin.distance(other[bone].origin) for one, other in pairwise(along))
                for bone in SKELETON
            )
            found.append(clamp(_SETTING_OFF + furthest / _SPEED, _LEAST_SECONDS, _MOST_SECONDS))
        return found

    def _sides(self) -> list[float]:
        """Return from where it can be looked at: least and most yaw, least and most pitch, in degrees."""
        yaw, pitch = self._camera.yaw, self._camera.pitch
        upright = all(skeleton.head.origin.y > _UPRIGHT for skeleton in self._skeletons)
        around = _ALL_ROUND if upright else _SIDEWAYS
        return [yaw - around, yaw + around, 0, max(_FROM_ABOVE, pitch)]

    def _mat_place(self) -> list[float] | None:
        """Return where the mat or shadow under the body ends: in x, then in z. None without a floor to see."""
        if not self._shows_floor:
            return None
        if self._skeletons[0].head.origin.y <= _UPRIGHT:
            return [round(side, 3) for side in mat_ends(self._places, self._camera)]
        balls = [ball for one in self._skeletons for ball in self._body.placed(one)]
        balls += [ball for piece in self._pieces[0] for ball in piece.balls]
        places = np.array([place for place, _ in balls if place[1] < _NEAR_FLOOR])
        low, high = places.min(axis=0) - _SHADOW_AROUND, places.max(axis=0) + _SHADOW_AROUND
        return [round(float(side), 3) for side in (low[0], high[0], low[2], high[2])]

    def _reached(self, places: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the hands that lie on the body: the side, the bone there, and which way is out of it."""
        found = []
        for hand, place in places.items():
            name, told = split(place)
            side, skin = hand[-1], PLACES[name]
            if hand.startswith("hand") and name not in GRIPPED:
                bone = skin.bone if skin.bone in SKELETON else f"{skin.bone}_{told or side}"
                found.append({"side": SIDES.index(side), "bone": SKELETON.index(bone), "out": skin.out})
        return found


def _told(piece: Piece) -> dict[str, Any]:
    balls = [[*(round(part, 4) for part in place), round(radius, 4)] for place, radius in piece.balls]
    return {"balls": balls, "front": int(piece.front)}


def _arrows(frame: Frame) -> list[dict[str, Any]]:
    """Return the arrows of a still as paths of SVG, in steps of its drawing unit."""
    return [
        {
            "path": written(shape.path, _ARROW_STEPS),
            "fill": shape.fill,
            "stroke": shape.stroke,
            "width": shape.width / _ARROW_STEPS,
        }
        for shape in frame.shapes
        if color("arrow") in (shape.fill, shape.stroke)
    ]
