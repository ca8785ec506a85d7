"""Hands (and feet) put on a place of the person's own body."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from exercise_library.figures.pose.bases import Stance
from exercise_library.figures.pose.landmarks import PLACES, SIDED_PLACES, singly, split
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import Vec3, Vector
from exercise_library.figures.solve.laid import ARM, LOWER_ARM, MAY_PRESS, Hand, Limb, laid_on_skin
from exercise_library.figures.solve.limb import bring_foot
from exercise_library.figures.solve.skeleton import SIDES, Arm, Side, Skeleton, other, side_of

_PALM_THICKNESS = 0.014
_ANKLE_THICKNESS = 0.02
_SAME = 0.012
_ROUNDS = 2
_SIDE_BY_SIDE = 0.017
"""How far each of two hands on one place goes to its own side, so that they lie beside each other."""

GRIPPED = frozenset({"knee", "shin", "ankle", "back-of-thigh", "kneecap"})
"""Places that a hand closes on."""


class Reached(Protocol):
    """An earlier frame."""

    @property
    def stance(self) -> Stance:
        """What was asked for."""
        ...

    @property
    def skeleton(self) -> Skeleton:
        """The bones in place."""
        ...

    @property
    def misses(self) -> Mapping[str, float]:
        """By how much each held or reached part misses."""
        ...


class _Brought(NamedTuple):
    """A hand or foot and the place that it reaches; the bones that it may lie on, and the hands that are closed."""

    part: str
    place: str
    together: bool
    others: frozenset[str]
    fists: frozenset[str]


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


def bring_to_body(
    flesh: Flesh, skeleton: Skeleton, reach: Mapping[str, str], first: "Reached | None" = None
) -> tuple[Skeleton, dict[str, float]]:
    """Return the body with hands and feet where they reach, and by how much each misses.

    Where both hands lay on the chest in an earlier frame and do so again, the arms go with the chest. A hand lies on
    all that is there already: of two that reach the same place, one lies on the other.
    """
    misses: dict[str, float] = {}
    if first is not None and _goes_with_chest(skeleton, reach, first):
        moved = skeleton
        for side in SIDES:
            bones = (bone.inside(first.skeleton.chest).outside(skeleton.chest) for bone in first.skeleton.arm[side])
            moved = moved.with_arm(side, Arm(*bones))
        if not any(_deep_in_body(flesh, moved, side) for side in SIDES):  # a belly may have come nearer
            return moved, {f"reach {part}": first.misses[f"reach {part}"] for part in reach_places(reach)}
    places = [*reach_places(reach)]
    for number, part in enumerate(places):
        later = _bones(ARM, places[number:])
        skeleton, misses[f"reach {part}"] = _brought(flesh, skeleton, _what(flesh, reach, part, later))
    # Only now is it known where the upper arms are that earlier hands lie on.
    for number, part in [*enumerate(places)] * _ROUNDS:
        what = _what(flesh, reach, part, _bones(ARM, [part]) | _bones(LOWER_ARM, places[number:]))
        if part.startswith("hand") and _deep_in_other_arm(flesh, skeleton, what):
            skeleton, misses[f"reach {part}"] = _brought(flesh, skeleton, what)
    return skeleton, misses


def _goes_with_chest(skeleton: Skeleton, reach: Mapping[str, str], first: Reached) -> bool:
    """Tell whether both hands lie on the chest as they did, and no shoulder blade has moved since."""
    places = reach_places(reach)
    on_chest = len(places) == len(SIDES) and all(bone_of(*one) == "thoracic_2" for one in places.items())
    joints = [
        [body.arm[side].upper_arm.inside(body.chest).origin for side in SIDES] for body in (skeleton, first.skeleton)
    ]
    same = all(now.distance(then) < _SAME for now, then in zip(*joints, strict=True))
    return on_chest and same and reach_places(first.stance.reach) == places


def _bones(names: Iterable[str], hands: Iterable[str]) -> frozenset[str]:
    """Return the bones of the arms of some hands."""
    return frozenset(f"{name}_{side_of(hand)}" for hand in hands if hand.startswith("hand") for name in names)


def _what(flesh: Flesh, reach: Mapping[str, str], part: str, apart_from: frozenset[str]) -> _Brought:
    """Return what is to be brought to the body, apart from some bones."""
    places = reach_places(reach)
    place = places[part]
    together = part.startswith("hand") and split(place)[1] != "" and list(places.values()).count(place) > 1
    return _Brought(part, place, together, frozenset(flesh.bones) - apart_from, gripping_hands(reach))


def _deep_in_body(flesh: Flesh, skeleton: Skeleton, side: Side) -> bool:
    """Tell whether an arm is deeper in anything but arms than it may press."""
    body = flesh.surface(skeleton, {*flesh.bones} - {f"{bone}_{one}" for bone in ARM for one in SIDES}, ())
    return body.depth(skeleton, [f"{bone}_{side}" for bone in LOWER_ARM]) > MAY_PRESS


def _deep_in_other_arm(flesh: Flesh, skeleton: Skeleton, what: _Brought) -> bool:
    side = side_of(what.part)
    bones = what.others & {f"{bone}_{other(side)}" for bone in ARM}
    surface = flesh.surface(skeleton, bones, what.fists)
    return surface.depth(skeleton, [f"{bone}_{side}" for bone in LOWER_ARM]) > MAY_PRESS


def bone_of(part: str, place: str) -> str:
    """Return the bone on which a hand or foot reaches a place."""
    name, side = split(place)
    return f"{PLACES[name].bone}_{side or side_of(part)}" if name in SIDED_PLACES else PLACES[name].bone


def _brought(flesh: Flesh, skeleton: Skeleton, what: _Brought) -> tuple[Skeleton, float]:
    part, place, together = what.part, what.place, what.together
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
    limb = Limb(bone, skeleton.chest.rotation.x * -own) if together and name in GRIPPED else None
    hand = Hand(side, target + out * _PALM_THICKNESS, out, palm, elbow, limb)
    return laid_on_skin(flesh, skeleton, hand, flesh.surface(skeleton, what.others, what.fists))


def _mirrored(vector: Vector, mirror: int) -> Vec3:
    return Vec3(vector[0] * mirror, vector[1], vector[2])
