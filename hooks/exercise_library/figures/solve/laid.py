"""A hand laid on the skin of a body: as far out as it takes for it just to press, its forearm free of the body.

Free arms are on the body, not in it, and a leg is not in the other one.
"""

import math
from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

from exercise_library.figures.pose.limits import LIMITS, beyond
from exercise_library.figures.solve.angles import measure_angles, measure_arm, measure_hand, other_set
from exercise_library.figures.solve.flesh import YIELDS, Flesh, Surface
from exercise_library.figures.solve.geometry import Placement, Vec3, clamp, turn_about
from exercise_library.figures.solve.limb import bring_hand, palm_towards
from exercise_library.figures.solve.skeleton import Arm, Leg, Side, Skeleton, neutral_angles, other, turn_hand

PRESSES = 0.0008
"""How deep a hand that lies on a body presses its skin in."""

MAY_PRESS = 0.0015
"""How deep an arm may be in something before it is laid anew. The solver's skin is coarse: it may be as deep again."""

_WRIST_TO_PALM = 0.05
_FURTHEST = 0.07
_NEAR = 0.001
_LIES = 0.025
"""The fingers of a hand as low as this are straight."""

_ABOUT, _HALVINGS = 4, 8
_ROUNDS = 2
_FEW = 5
_MAY_MISS = 0.01
_TRIES = 4
_EXACT = 0.0005
_SHOULDER_GOES = 0.03
"""How far a shoulder comes forward, beyond its angles, for a hand that does not reach."""

_AROUND = (0.0, 15.0, 30.0, 45.0, 60.0)
_TURNS = (0.0, *(sign * turn for turn in range(8, 97, 8) for sign in (1.0, -1.0)))
_LAST_TURNS = tuple(sign * turn for turn in range(5, 26, 5) for sign in (1.0, -1.0))
_CLEARS = tuple(sign * turn for turn in range(3, 31, 3) for sign in (1.0, -1.0))
_PARTS = tuple(sign * turn for turn in range(2, 29, 2) for sign in (1.0, -1.0))
_NOT_HUMAN = 1.0

ARM = ("upper_arm", "elbow", "forearm", "hand")
LOWER_ARM = ARM[1:]
LEG = ("thigh", "knee", "shank", "ankle", "foot", "toes")
LOWER_LEG = LEG[2:]


class Limb(NamedTuple):
    """The bone of a leg on which a hand lies beside the other hand, and the direction to the hand's own side."""

    bone: Placement
    aside: Vec3


class Hand(NamedTuple):
    """Where a hand is laid, which way is out of the body there, and which way palm and elbow point."""

    side: Side
    target: Vec3
    out: Vec3
    palm: Vec3
    elbow: Vec3 | None
    limb: Limb | None = None

    def around(self, degrees: float) -> "Hand":
        """Return the hand by some degrees further around the limb on which it lies, to its own side."""
        if self.limb is None or not degrees:
            return self
        root, along = self.limb.bone.origin, self.limb.bone.rotation.y
        sign = 1 if along.cross(self.out).dot(self.limb.aside) > 0 else -1
        turn = turn_about(along, sign * degrees)
        return self._replace(target=root + turn @ (self.target - root), out=turn @ self.out, palm=turn @ self.palm)


class _Way(NamedTuple):
    """How much further out than its place a hand is laid, and by how many degrees its elbow is turned aside."""

    further: float = 0.0
    turn: float = 0.0


def laid_on_skin(flesh: Flesh, skeleton: Skeleton, hand: Hand, body: Surface) -> tuple[Skeleton, float]:
    """Return the body with a hand on it, and by how much the hand misses its place.

    Its elbow is turned about the line from shoulder to hand, as little as frees the forearm. Where no turn does, a
    hand that holds a leg beside the other hand goes further around it.
    """
    found = _as_free_as_can_be(flesh, skeleton, hand, body)
    for degrees in _AROUND if hand.limb else ():
        if found.deep <= 0:
            break
        other = _as_free_as_can_be(flesh, skeleton, hand.around(degrees), body)
        found = min(found, other, key=lambda one: one.deep)
    way = found.way._replace(further=_further(skeleton, *found[:2], body, _HALVINGS))
    turns = (way.turn, *(way.turn + turn for turn in _LAST_TURNS))
    way = way._replace(turn=_turn(flesh, skeleton, found.hand, way, _Try(body, turns, exactly=True))[0])
    return _laid(skeleton, found.hand, _exactly(skeleton, found.hand, way, body))


class _Try(NamedTuple):
    """What an elbow is freed from, by which turns, and whether each is measured on all of the skin."""

    body: Surface
    turns: tuple[float, ...]
    exactly: bool = False


class _Found(NamedTuple):
    """A hand, the way in which it is laid, and how deep its forearm then still is in something."""

    hand: Hand
    way: _Way
    deep: float


def _as_free_as_can_be(flesh: Flesh, skeleton: Skeleton, hand: Hand, body: Surface) -> _Found:
    way, deep = _Way(), math.inf
    for _ in range(_ROUNDS):
        way = way._replace(further=_further(skeleton, hand, way, body, _ABOUT))
        turn, deep = _turn(flesh, skeleton, hand, way, _Try(body, (way.turn, *_TURNS)))
        way = way._replace(turn=turn)
    return _Found(hand, way, deep)


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


def _exactly(skeleton: Skeleton, hand: Hand, way: _Way, body: Surface) -> _Way:
    """Return a way on which a hand presses on all of the skin, as it nearly does already; or the best of a few."""
    best, least = way, math.inf
    for _ in range(_TRIES):
        found, miss = _laid(skeleton, hand, way)
        gap = body.depth(found, (f"hand_{hand.side}",), exactly=True) - PRESSES
        if abs(gap) < least and miss < _MAY_MISS:
            best, least = way, abs(gap)
        if abs(gap) < _EXACT:
            break
        way = way._replace(further=way.further + gap)
    return best


def _turn(flesh: Flesh, skeleton: Skeleton, hand: Hand, way: _Way, tried: _Try) -> tuple[float, float]:
    """Return the first turn of an elbow that has the arm neither in the body nor in the floor; if none, the best.

    And how deep the arm then still is.
    """
    arm = tuple(f"{bone}_{hand.side}" for bone in ("elbow", "forearm"))
    best, least = 0.0, math.inf
    for turn in tried.turns:  # that of the round before is good enough if it frees the arm
        found = _laid(skeleton, hand, way._replace(turn=turn))[0]
        deep = 0.0 if _is_human(found, hand.side) else _NOT_HUMAN
        in_floor = max(-YIELDS - flesh.lowest(found, arm).y, 0.0)
        if in_floor + deep >= least:  # which is sooner told than how deep it is in the body
            continue
        deep += max(tried.body.depth(found, arm, tried.exactly) - PRESSES, in_floor)
        if deep < least:
            best, least = turn, deep
        if deep == 0.0:
            break
    return best, least


def cleared(flesh: Flesh, skeleton: Skeleton, free: Collection[Side]) -> Skeleton:
    """Return the body with free arms on it and on each other, not in it: each turned at the shoulder by the least."""
    for side in free:
        lower = tuple(f"{bone}_{side}" for bone in LOWER_ARM)
        own = {*lower, f"upper_arm_{side}"}
        lies = flesh.lowest(skeleton, (f"hand_{side}",)).y < _LIES
        body = flesh.surface(skeleton, {*flesh.bones} - own, (), () if lies else (f"hand_{side}",))
        if body.depth(skeleton, lower) > 0:
            skeleton = _least_deep(skeleton, side, partial(body.depth, parts=lower, exactly=True))
    return skeleton


def legs_apart(flesh: Flesh, skeleton: Skeleton, free: Sequence[Side]) -> Skeleton:
    """Return the body with no free shank or foot in the other leg: turned at hip or knee by the least.

    Where both are free, they part alike.
    """
    if not free:
        return skeleton
    side = free[0]
    lower = tuple(f"{bone}_{side}" for bone in LOWER_LEG)
    others = [f"{bone}_{other(side)}" for bone in LEG]
    if flesh.surface(skeleton, others, ()).depth(skeleton, lower) <= 0:
        return skeleton

    def depth(body: Skeleton, least: float) -> float:
        """Return how deep a leg is in the other one or in the floor; of the floor alone if that is too deep already."""
        in_floor = MAY_PRESS - YIELDS - flesh.lowest(body, lower).y
        if in_floor >= least:
            return in_floor
        return max(in_floor, flesh.surface(body, others, ()).depth(body, lower, exactly=True))

    best, least = skeleton, depth(skeleton, math.inf)
    for turn, axis in product(_PARTS, _LEG_AXES) if least > MAY_PRESS else ():
        found = skeleton
        for one in free:
            found = _with_leg_turned(found, one, axis, turn if one == side else axis.mirrored * turn)
        if all(_leg_is_human(found, one) for one in free) and (deep := depth(found, least)) < least:
            best, least = found, deep
        if least < MAY_PRESS:
            break
    return best


class _LegAxis(NamedTuple):
    """An axis of the pelvis about which a leg is turned at the hip, or the knee's; and the other leg's sign."""

    number: int
    mirrored: int
    at_knee: bool = False


_LEG_AXES = (_LegAxis(1, -1), _LegAxis(2, -1), _LegAxis(0, 1), _LegAxis(0, 1, at_knee=True))


def _with_leg_turned(skeleton: Skeleton, side: Side, axis: _LegAxis, degrees: float) -> Skeleton:
    leg = skeleton.leg[side]
    if axis.at_knee:
        turn = turn_about(leg.thigh.rotation.x, degrees)
        return skeleton.with_leg(side, Leg(leg.thigh, *(bone.turned(turn, leg.shank.origin) for bone in leg[1:])))
    turn = turn_about(skeleton.pelvis.rotation[axis.number], degrees)
    return skeleton.with_leg(side, Leg(*(bone.turned(turn, leg.thigh.origin) for bone in leg)))


def _leg_is_human(skeleton: Skeleton, side: Side) -> bool:
    found = measure_angles(skeleton, neutral_angles())
    return all(
        any(beyond(joint, one) is None for one in (found[f"{joint}_{side}"], other_set(found[f"{joint}_{side}"])))
        for joint in ("hip", "knee")
    )


def _least_deep(skeleton: Skeleton, side: Side, depth: Callable[[Skeleton], float]) -> Skeleton:
    """Return the body with an arm turned aside, up or down as little as frees it, or as best it can."""
    arm, chest = skeleton.arm[side], skeleton.chest.rotation
    best, least = skeleton, depth(skeleton)
    for turn in _CLEARS if least > MAY_PRESS else ():
        for axis in (chest.z, chest.x):
            rotation = turn_about(axis, turn)
            found = skeleton.with_arm(side, Arm(*(bone.turned(rotation, arm.upper_arm.origin) for bone in arm)))
            if _is_human(found, side) and (deep := depth(found)) < least:
                best, least = found, deep
        if least < MAY_PRESS:
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
    root = arm.upper_arm.origin
    fingers = target - root
    for _ in range(3):
        turned = palm_towards(hand.side, hand.palm, fingers)
        wrist = target + turned.y * _WRIST_TO_PALM
        arm, miss = bring_hand(arm, wrist, turned, elbow)
        if miss > _NEAR:
            arm, miss = bring_hand(_shoulder_towards(arm, root, wrist, miss), wrist, turned, elbow)
        fingers = arm.hand.origin - arm.forearm.origin
    return _with_human_hand(arm, hand.side), miss


def _shoulder_towards(arm: Arm, root: Vec3, wrist: Vec3, miss: float) -> Arm:
    """Return an arm whose shoulder comes from its place towards where the hand is to be, by as much as that misses."""
    gone = arm.upper_arm.origin.distance(root)
    way = (wrist - arm.upper_arm.origin).normalize() * max(0.0, min(miss, _SHOULDER_GOES - gone))
    return Arm(*(bone.moved(way) for bone in arm))


def _with_human_hand(arm: Arm, side: Side) -> Arm:
    """Turn a hand back as far as forearm and wrist go: the palm then lies less flat."""
    pronation, bend = measure_hand(arm, side)
    (low, high), (least, most) = LIMITS["pronation"][0], LIMITS["wrist"][0]
    human = clamp(pronation, low, high), clamp(bend, least, most)
    return arm if human == (pronation, bend) else turn_hand(arm, side, *human)
