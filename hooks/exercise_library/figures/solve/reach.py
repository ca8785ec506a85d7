"""Hands (and feet) put on a place of the person's own body."""

from collections.abc import Mapping
from typing import NamedTuple

from exercise_library.figures.pose.landmarks import PLACES, SIDED_PLACES, singly, split
from exercise_library.figures.pose.limits import LIMITS
from exercise_library.figures.solve.angles import measure_hand
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import Vec3, Vector, clamp
from exercise_library.figures.solve.limb import bring_foot, bring_hand, palm_towards
from exercise_library.figures.solve.skeleton import SIDES, Arm, Side, Skeleton, side_of, turn_hand

_PALM_THICKNESS = 0.014
_WRIST_TO_PALM = 0.05
_ANKLE_THICKNESS = 0.02
# A hand that lies on the body presses its skin in by this much; how far it is moved at most, and how often.
_PRESSES = 0.003
_FURTHEST = 0.04
_TRIES = 4
_TRUNK = ("pelvis", "hip_l", "hip_r", *(f"{name}_{number}" for name in ("lumbar", "thoracic") for number in range(3)))
_SIDE_BY_SIDE = 0.017
"""How far each of two hands on one place goes to its own side, so that they lie beside each other."""

GRIPPED = frozenset({"knee", "shin", "ankle", "back-of-thigh", "kneecap"})
"""Places that a hand closes on."""


class _Hand(NamedTuple):
    """Where a hand is laid, which way is out of the body there, and which way palm and elbow point."""

    target: Vec3
    out: Vec3
    palm: Vec3
    elbow: Vec3 | None


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
        if split(place)[0] in GRIPPED and (split(place)[1] or split(place)[0] == "back-of-thigh")
    )


def bring_to_body(flesh: Flesh, skeleton: Skeleton, reach: Mapping[str, str]) -> tuple[Skeleton, dict[str, float]]:
    """Return the body with hands and feet where they reach, and by how much each misses."""
    misses: dict[str, float] = {}
    places = reach_places(reach)
    for part, place in places.items():
        together = part.startswith("hand") and split(place)[1] != "" and list(places.values()).count(place) > 1
        skeleton, misses[f"reach {part}"] = _brought(flesh, skeleton, part, place, together)
    return skeleton, misses


def bone_of(part: str, place: str) -> str:
    """Return the bone on which a hand or foot reaches a place."""
    name, side = split(place)
    return f"{PLACES[name].bone}_{side or side_of(part)}" if name in SIDED_PLACES else PLACES[name].bone


def _brought(flesh: Flesh, skeleton: Skeleton, part: str, place: str, together: bool) -> tuple[Skeleton, float]:
    side = side_of(part)
    name, place_side = split(place)
    skin, on = PLACES[name], bone_of(part, place)
    bone = skeleton[on]
    # A place on a named side is mirrored by that side; where hands lie beside each other, by the hand's.
    mirror = 1 if (place_side or side) == "r" else -1
    own = 1 if side == "r" else -1
    x, y, z = skin.place
    away = _mirrored(skin.out, mirror).normalize()
    aside = Vec3(x * mirror - (_SIDE_BY_SIDE * own if together else 0.0), y, z)
    target, out = bone.at(aside), bone.rotation @ away
    if part.startswith("foot"):  # an ankle laid on the other leg
        leg, miss = bring_foot(skeleton.leg[side], target + out * _ANKLE_THICKNESS)
        return skeleton.with_leg(side, leg), miss
    elbow = None if skin.elbow is None else skeleton.chest.rotation @ _mirrored(skin.elbow, own)
    palm = out if skin.backhand else -out
    hand = _Hand(target + out * _PALM_THICKNESS, out, palm, elbow)
    return _laid_on_skin(flesh, skeleton, side, on, hand)


def _laid_on_skin(flesh: Flesh, skeleton: Skeleton, side: Side, on: str, hand: _Hand) -> tuple[Skeleton, float]:
    """Lay a hand on a body: further out or in from its place until its skin just presses on that of the body."""
    found, miss, further = skeleton, 0.0, 0.0
    for _ in range(_TRIES):
        target = hand.target + hand.out * further
        arm, miss = _lay_hand(skeleton.arm[side], side, target, hand.palm, hand.elbow)
        found = skeleton.with_arm(side, arm)
        deep = flesh.overlap(found, (f"hand_{side}",), _around(on, side))
        further = clamp(further + deep - _PRESSES, -_FURTHEST, _FURTHEST)
    return found, miss


def _around(bone: str, own: Side) -> tuple[str, ...]:
    """Return the bones whose skin a hand of the side `own` may touch that lies on one of them."""
    name, side = split(bone)
    if name in ("thigh", "shank"):
        return tuple(f"{bone}_{side}" for bone in (("hip", "thigh") if name == "thigh" else ("knee", "shank")))
    if name == "head":
        return ("head", "neck_0", "neck_1")
    return (*_TRUNK, *(f"upper_arm_{side}" for side in SIDES if side != own)) if name.startswith("thoracic") else _TRUNK


def _mirrored(vector: Vector, mirror: int) -> Vec3:
    return Vec3(vector[0] * mirror, vector[1], vector[2])


def _lay_hand(arm: Arm, side: Side, target: Vec3, palm: Vec3, elbow: Vec3 | None) -> tuple[Arm, float]:
    """Lay a hand on a place, its palm facing a direction; the fingers go on in the direction of the forearm."""
    miss = 0.0
    fingers = target - arm.upper_arm.origin
    for _ in range(3):
        hand = palm_towards(side, palm, fingers)
        arm, miss = bring_hand(arm, target + hand.y * _WRIST_TO_PALM, hand, elbow)
        fingers = arm.hand.origin - arm.forearm.origin
    return _with_human_hand(arm, side), miss


def _with_human_hand(arm: Arm, side: Side) -> Arm:
    """Turn a hand back as far as forearm and wrist go: the palm then lies less flat."""
    pronation, bend = measure_hand(arm, side)
    (low, high), (least, most) = LIMITS["pronation"][0], LIMITS["wrist"][0]
    human = clamp(pronation, low, high), clamp(bend, least, most)
    return arm if human == (pronation, bend) else turn_hand(arm, side, *human)
