"""A hand laid on the skin of a body: as far out as it takes for it just to press, its forearm free of the body."""

import math
from collections.abc import Callable, Collection
from functools import partial
from typing import NamedTuple

from exercise_library.figures.pose.limits import LIMITS, beyond
from exercise_library.figures.solve.angles import measure_arm, measure_hand, other_set
from exercise_library.figures.solve.flesh import YIELDS, Flesh, Surface
from exercise_library.figures.solve.geometry import Vec3, clamp, turn_about
from exercise_library.figures.solve.limb import bring_hand, palm_towards
from exercise_library.figures.solve.skeleton import Arm, Side, Skeleton, neutral_angles, turn_hand

PRESSES = 0.0015
"""How deep a hand that lies on a body presses its skin in."""

_WRIST_TO_PALM = 0.05
_FURTHEST = 0.07
_ABOUT, _HALVINGS = 4, 8
_ROUNDS = 2
_FEW = 5
_MAY_MISS = 0.01
_TURNS = (0.0, *(sign * turn for turn in range(8, 97, 8) for sign in (1.0, -1.0)))
_CLEARS = tuple(sign * turn for turn in range(3, 31, 3) for sign in (1.0, -1.0))
_NOT_HUMAN = 1.0

ARM = ("upper_arm", "elbow", "forearm", "hand")
LOWER_ARM = ARM[1:]


class Hand(NamedTuple):
    """Where a hand is laid, which way is out of the body there, and which way palm and elbow point."""

    side: Side
    target: Vec3
    out: Vec3
    palm: Vec3
    elbow: Vec3 | None


class _Way(NamedTuple):
    """How much further out than its place a hand is laid, and by how many degrees its elbow is turned aside."""

    further: float = 0.0
    turn: float = 0.0


def laid_on_skin(flesh: Flesh, skeleton: Skeleton, hand: Hand, body: Surface) -> tuple[Skeleton, float]:
    """Return the body with a hand on it, and by how much the hand misses its place.

    Its elbow is turned about the line from shoulder to hand, as little as frees the forearm.
    """
    way = _Way()
    for _ in range(_ROUNDS):
        way = way._replace(further=_further(skeleton, hand, way, body, _ABOUT))
        way = way._replace(turn=_turn(flesh, skeleton, hand, way, body))
    return _laid(skeleton, hand, way._replace(further=_further(skeleton, hand, way, body, _HALVINGS)))


def _further(skeleton: Skeleton, hand: Hand, way: _Way, body: Surface, halvings: int) -> float:
    """Return how far out a hand just presses on the body: halved between in it and free of it."""

    def deep(further: float) -> float:
        found, miss = _laid(skeleton, hand, way._replace(further=further))
        return max(body.depth(found, (f"hand_{hand.side}",)) - PRESSES, miss - _MAY_MISS)

    if deep(way.further) <= 0:
        low, high = -_FURTHEST, way.further
    elif deep(_FURTHEST) <= 0:
        low, high = way.further, _FURTHEST
    else:  # nowhere free, or out of reach: where it is best
        return min((_FURTHEST * step / _FEW for step in range(-_FEW, _FEW + 1)), key=deep)
    for _ in range(halvings):
        middle = (low + high) / 2
        low, high = (low, middle) if deep(middle) <= 0 else (middle, high)
    return high


def _turn(flesh: Flesh, skeleton: Skeleton, hand: Hand, way: _Way, body: Surface) -> float:
    """Return the least turn of an elbow that has the arm neither in the body nor in the floor; if none, the best."""
    arm = tuple(f"{bone}_{hand.side}" for bone in ("elbow", "forearm"))
    best, least = 0.0, math.inf
    for turn in (way.turn, *_TURNS):  # that of the round before is good enough if it frees the arm
        found = _laid(skeleton, hand, way._replace(turn=turn))[0]
        deep = max(body.depth(found, arm) - PRESSES, -YIELDS - flesh.lowest(found, arm).y, 0.0)
        deep += 0.0 if _is_human(found, hand.side) else _NOT_HUMAN
        if deep < least:
            best, least = turn, deep
        if deep == 0.0:
            break
    return best


def cleared(flesh: Flesh, skeleton: Skeleton, free: Collection[Side]) -> Skeleton:
    """Return the body with free arms on it and on each other, not in it: each turned at the shoulder by the least."""
    for side in free:
        lower = tuple(f"{bone}_{side}" for bone in LOWER_ARM)
        own = {*lower, f"upper_arm_{side}"}
        body = flesh.surface(skeleton, {*flesh.bones} - own, ())
        if body.depth(skeleton, lower) > 2 * PRESSES:
            skeleton = _least_deep(skeleton, side, partial(body.depth, parts=lower))
    return skeleton


def _least_deep(skeleton: Skeleton, side: Side, depth: Callable[[Skeleton], float]) -> Skeleton:
    """Return the body with an arm turned aside, up or down as little as frees it, or as best it can."""
    arm, chest = skeleton.arm[side], skeleton.chest.rotation
    best, least = skeleton, depth(skeleton)
    for turn in _CLEARS:
        for axis in (chest.z, chest.x):
            rotation = turn_about(axis, turn)
            found = skeleton.with_arm(side, Arm(*(bone.turned(rotation, arm.upper_arm.origin) for bone in arm)))
            deep = depth(found)
            if deep < least and _is_human(found, side):
                best, least = found, deep
        if least < PRESSES:
            break
    return best


def _is_human(skeleton: Skeleton, side: Side) -> bool:
    """Tell whether a shoulder goes where it has been brought."""
    angles = measure_arm(skeleton, side, neutral_angles())[f"shoulder_{side}"]
    return any(beyond("shoulder", one) is None for one in (angles, other_set(angles)))


def _laid(skeleton: Skeleton, hand: Hand, way: _Way) -> tuple[Skeleton, float]:
    target = hand.target + hand.out * way.further
    arm, miss = _lay_hand(skeleton.arm[hand.side], hand, target, hand.elbow)
    if way.turn:
        along = (arm.hand.origin - arm.upper_arm.origin).normalize()
        aside = arm.forearm.origin - arm.upper_arm.origin
        pole = turn_about(along, way.turn) @ (aside - along * aside.dot(along))
        arm, miss = _lay_hand(arm, hand, target, pole)
    return skeleton.with_arm(hand.side, arm), miss


def _lay_hand(arm: Arm, hand: Hand, target: Vec3, elbow: Vec3 | None) -> tuple[Arm, float]:
    """Lay a hand on a place, its palm facing a direction; the fingers go on in the direction of the forearm."""
    miss = 0.0
    fingers = target - arm.upper_arm.origin
    for _ in range(3):
        turned = palm_towards(hand.side, hand.palm, fingers)
        arm, miss = bring_hand(arm, target + turned.y * _WRIST_TO_PALM, turned, elbow)
        fingers = arm.hand.origin - arm.forearm.origin
    return _with_human_hand(arm, hand.side), miss


def _with_human_hand(arm: Arm, side: Side) -> Arm:
    """Turn a hand back as far as forearm and wrist go: the palm then lies less flat."""
    pronation, bend = measure_hand(arm, side)
    (low, high), (least, most) = LIMITS["pronation"][0], LIMITS["wrist"][0]
    human = clamp(pronation, low, high), clamp(bend, least, most)
    return arm if human == (pronation, bend) else turn_hand(arm, side, *human)
