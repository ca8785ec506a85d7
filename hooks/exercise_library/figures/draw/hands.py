"""The shape of each hand in each frame: nobody poses fingers."""

import math
from collections.abc import Iterable, Mapping

from exercise_library.figures.body.rig import HandShape
from exercise_library.figures.draw.props import IN_HAND
from exercise_library.figures.pose.bases import Stance
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.landmarks import singly
from exercise_library.figures.solve.reach import gripping_hands, reach_places
from exercise_library.figures.solve.skeleton import SIDES, Side, Skeleton
from exercise_library.figures.solve.solver import Movement
from exercise_library.figures.solve.stills import Solved

_WRIST_BENT = 40
_NEAR_FLOOR = 0.025
_RAISED = 135
"""Degrees between upper arm and trunk from which an arm is raised, not hanging, and its fingers are straight."""


def hand_shapes(figure: Figure, movement: Movement) -> list[Mapping[str, HandShape]]:
    """Return the shape of the hand of each side in each frame."""
    held = {hand for prop in figure.props if prop.kind in IN_HAND for hand in singly(prop.at)}
    on_bed = any(prop.kind == "bed" for prop in figure.props)

    def low(frame: Solved, side: str) -> bool:
        """Whether a hand lies on the floor or nearly so: its fingers are then straight."""
        return not on_bed and movement.body.lowest(frame.skeleton, (f"hand_{side}",)).y < _NEAR_FLOOR

    return [
        {
            side: _hand_shape(
                frame.stance,
                side,
                gripping_hands(frame.stance.reach) | held,
                low(frame, side) or _raised(frame.skeleton, side),
            )
            for side in SIDES
        }
        for frame in movement.frames
    ]


def _raised(skeleton: Skeleton, side: Side) -> bool:
    """Tell whether an arm is over the head, whichever way it went up."""
    upper_arm = skeleton.arm[side].upper_arm.rotation
    return upper_arm.y.dot(skeleton.chest.rotation.y) < math.cos(math.radians(_RAISED))


def _hand_shape(stance: Stance, side: str, closed: Iterable[str], straight: bool) -> HandShape:
    hand = f"hand_{side}"
    if hand in closed:
        return "fist"
    if straight or hand in reach_places(stance.reach):
        return "flat"
    down = {part for parts in (stance.floor, stance.touch, stance.hold, stance.rest) for part in singly(parts)}
    bent = abs(stance.angles[f"wrist_{side}"][0]) > _WRIST_BENT
    return "flat" if bent or down & {hand, f"forearm_{side}"} else "rest"
