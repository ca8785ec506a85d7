"""Hands (and feet) put on a place of the person's own body."""

from collections.abc import Mapping
from typing import NamedTuple

from exercise_library.figures.pose.landmarks import PLACES, SIDED_PLACES, Skin, singly, split
from exercise_library.figures.pose.limits import LIMITS
from exercise_library.figures.solve.geometry import (
    Placement,
    Vector,
    add,
    apply,
    at,
    blend,
    blend_rotations,
    clamp,
    cross,
    length,
    scale,
    subtract,
    unit,
)
from exercise_library.figures.solve.limb import bring_foot, bring_hand, palm_towards
from exercise_library.figures.solve.skeleton import Skeleton, measure_hand, turn_hand

_PALM_THICKNESS = 0.014
_WRIST_TO_PALM = 0.05
_ANKLE_THICKNESS = 0.02
_BENT = 0.05
_SIDE_BY_SIDE = 0.017
"""How far each of two hands on one place goes to its own side, so that they lie beside each other."""

GRIPPED = frozenset({"knee", "shin", "ankle", "behind_thigh", "kneecap"})
"""Places that a hand closes on."""


def reach_places(reach: Mapping[str, str]) -> dict[str, str]:
    """Return where each single hand or foot goes."""
    return {part: place for parts, place in reach.items() for part in singly([parts])}


def gripping_hands(reach: Mapping[str, str]) -> frozenset[str]:
    """Return the hands that close on what they hold: both on one place of a leg."""
    places = reach_places(reach)
    hands = {part: place for part, place in places.items() if part.startswith("hand")}
    return frozenset(
        part
        for part, place in hands.items()
        if split(place)[0] in GRIPPED and (split(place)[1] or split(place)[0] == "behind_thigh")
    )


def bring_to_body(
    skeleton: Skeleton, reach: Mapping[str, str], before: Mapping[str, str] | None = None, share: float = 1.0
) -> dict[str, float]:
    """Put hands and feet where they reach, and return by how much each misses.

    Between two frames (`share` < 1) a hand is on its way from where its joints put it, unless it was there before.
    """
    misses: dict[str, float] = {}
    was, places = reach_places(before or {}), reach_places(reach)
    for part, place in places.items():
        free = arm_of(skeleton, part) if share < 1 and part.startswith("hand") and was.get(part) != place else None
        together = part.startswith("hand") and split(place)[1] != "" and list(places.values()).count(place) > 1
        misses[f"reach {part}"] = _bring(skeleton, part, place, together)
        if free is not None:
            on_the_way(skeleton, part, free, share)
    return misses


class Arm(NamedTuple):
    """Where an arm is."""

    elbow: Vector
    hand: Placement


def arm_of(skeleton: Skeleton, hand: str) -> Arm:
    """Return where the arm of a hand is."""
    return Arm(skeleton[f"forearm_{hand[-1]}"].origin, skeleton[hand])


def on_the_way(skeleton: Skeleton, hand: str, free: Arm, share: float) -> None:
    """Bring a hand that was put in its place back to a share of its way there, from where its joints put it.

    The elbow goes its way too: it would jump if it pointed at once where it will in the end.
    """
    side, there = hand[-1], arm_of(skeleton, hand)
    shoulder = skeleton[f"upper_arm_{side}"].origin
    place = blend(free.hand.origin, there.hand.origin, share)
    elbow = subtract(blend(free.elbow, there.elbow, share), shoulder)
    rotation = blend_rotations(free.hand.rotation, there.hand.rotation, share)
    bent = length(cross(unit(elbow), unit(subtract(place, shoulder)))) > _BENT
    bring_hand(skeleton, side, place, rotation, elbow if bent else None)


def _bring(skeleton: Skeleton, part: str, place: str, together: bool) -> float:
    side = part[-1]
    name, place_side = split(place)
    skin = PLACES[name]
    bone = f"{skin.bone}_{place_side or side}" if name in SIDED_PLACES else skin.bone
    # A place on a named side is mirrored by that side; where hands lie beside each other, by the hand's.
    mirror = 1 if (place_side or side) == "r" else -1
    own = 1 if side == "r" else -1
    aside = _SIDE_BY_SIDE if together else 0.0
    x, y, z = skin.place
    target = at(skeleton[bone], (x * mirror - aside * own, y, z))
    out = unit(apply(skeleton[bone].rotation, _mirrored(skin.out, mirror)))
    if part.startswith("foot"):  # an ankle laid on the other leg
        return bring_foot(skeleton, side, add(target, scale(out, _ANKLE_THICKNESS)))
    inwards = out if skin.backhand else scale(out, -1)
    return _lay_hand(skeleton, side, add(target, scale(out, _PALM_THICKNESS)), inwards, _elbow(skeleton, skin, own))


def _mirrored(vector: Vector, mirror: int) -> Vector:
    return (vector[0] * mirror, vector[1], vector[2])


def _elbow(skeleton: Skeleton, skin: Skin, mirror: int) -> Vector | None:
    if skin.elbow is None:
        return None
    return apply(skeleton["thoracic_2"].rotation, _mirrored(skin.elbow, mirror))


def _lay_hand(skeleton: Skeleton, side: str, target: Vector, palm: Vector, elbow: Vector | None) -> float:
    """Lay a hand on a place, its palm facing a direction; the fingers go on in the direction of the forearm."""
    miss = 0.0
    fingers = subtract(target, skeleton[f"upper_arm_{side}"].origin)
    for _ in range(3):
        hand = palm_towards(side, palm, fingers)
        wrist = add(target, scale(hand[1], _WRIST_TO_PALM))
        miss = bring_hand(skeleton, side, wrist, hand, elbow)
        fingers = subtract(skeleton[f"hand_{side}"].origin, skeleton[f"forearm_{side}"].origin)
    _keep_hand_human(skeleton, side)
    return miss


def _keep_hand_human(skeleton: Skeleton, side: str) -> None:
    """Turn a hand back as far as forearm and wrist go: the palm then lies less flat."""
    pronation, bend = measure_hand(skeleton, side)
    (low, high), (least, most) = LIMITS["pronation"][0], LIMITS["wrist"][0]
    human = clamp(pronation, low, high), clamp(bend, least, most)
    if human != (pronation, bend):
        turn_hand(skeleton, side, *human)
