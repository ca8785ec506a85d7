"""The camera: orthographic, so that lengths do not depend on how far away they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from exercise_library.figures.solve.geometry import Rotation, Vector, apply, compose, turn_x, turn_y

UNIT = 220.0
"""Drawing units for one body height."""

ViewName = Literal["side", "front", "back", "top", "three-quarter"]

VIEWS: Mapping[str, tuple[float, float]] = {
    "side": (0.0, 0.0),
    "front": (90.0, 0.0),
    "back": (-90.0, 0.0),
    "top": (0.0, 90.0),
    "three-quarter": (35.0, 10.0),
}
"""Yaw about the vertical and pitch down from the horizon, in degrees."""


class Circle(NamedTuple):
    """A ball as the camera sees it; y goes down."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Camera:
    """Turned by yaw and pitch (degrees); `zoom` enlarges."""

    yaw: float = 0.0
    pitch: float = 0.0
    zoom: float = 1.0

    @cached_property
    def rotation(self) -> Rotation:
        """How the world is turned for this camera: its axes are right, up and towards the viewer."""
        return compose(turn_x(self.pitch), turn_y(-self.yaw))

    @property
    def unit(self) -> float:
        """Drawing units for one body height as this camera sees it."""
        return UNIT * self.zoom

    def depth(self, place: Vector) -> float:
        """Return how near to the viewer a place is, in body heights."""
        return apply(self.rotation, place)[2]

    def see(self, place: Vector) -> tuple[float, float]:
        """Return where a place is in the picture."""
        x, y, _ = apply(self.rotation, place)
        return x * self.unit, -y * self.unit

    def circle(self, place: Vector, radius: float) -> Circle:
        """Return a ball as it is seen."""
        x, y = self.see(place)
        return Circle(x, y, radius * self.unit)

    def faces(self, direction: Vector) -> float:
        """Return how much a direction points to the viewer: 1 straight at them, -1 straight away."""
        return self.depth(direction)
