"""Contact with the floor: what rests on it is lowered to it, and nothing sinks into it."""

from collections.abc import Callable, Collection

from exercise_library.figures.pose.landmarks import REST_BONES, split
from exercise_library.figures.solve.closing import turn_to_close
from exercise_library.figures.solve.flesh import YIELDS, Flesh, Heights
from exercise_library.figures.solve.geometry import UP, Placement, Vec3, arc_tangent, distance, turn_about
from exercise_library.figures.solve.limb import (
    bring_foot,
    bring_hand,
    flat_foot,
    level_direction,
    palm_towards,
    within_reach,
)
from exercise_library.figures.solve.skeleton import (
    ANKLE_HEIGHT,
    BALL_OF_FOOT,
    FOREARM,
    SHANK,
    SIDES,
    THIGH,
    UPPER_ARM,
    WRIST_HEIGHT,
    Arm,
    Leg,
    Side,
    Skeleton,
    bone_along,
    side_of,
)

BELLY_YIELDS = 0.05
"""How deep a big belly gives way to the floor under who lies face down: 8.5 cm of a person of 1.70 m."""

_LEVEL = Vec3(1.0, 0.0, 0.0)
BELLY = ("pelvis", "lumbar_0", "lumbar_1", "lumbar_2")
_UPPER_TRUNK = ("thoracic_0", "thoracic_1", "thoracic_2", "thigh_l", "thigh_r")
_HIPS = ("hip_l", "hip_r")
_FRONT = (*_HIPS, *_UPPER_TRUNK)
_UNDER_HIPS = (*_HIPS, "thigh_l", "thigh_r")
_TRUNK = (*_HIPS, *BELLY, *_UPPER_TRUNK)
_LEVER = 0.12
_FACES_DOWN = 0.5
_ON_SIDE = 0.7
_STEPS = 8
_SPAN = 0.03
_NEAR_ENOUGH = 1e-4
_FOREARM_HEIGHT = WRIST_HEIGHT + 0.004
_NECK_BENDS = 60.0
_ARM_TURNS = 90.0
_KNEE_TURNS = 30.0
_LEG_TURNS = 40.0
_HIP_TURNS = 24.0
_ROUNDS = 5
_ARM_CLEARS = 24.0
_BESIDE = ("pelvis", *(f"{bone}_{side}" for bone in ("hip", "thigh") for side in SIDES))


def lowest_of(flesh: Heights, skeleton: Skeleton, part: str) -> Vec3:
    """Return the lowest place of a part of the body; of a hand or foot, as it will lie flat, under wrist or ankle."""
    name = split(part)[0]
    if name in ("hand", "foot"):
        origin = skeleton[part].origin
        return Vec3(origin.x, flesh.lowest(_lying_flat(skeleton, part), (part,)).y, origin.z)
    lies_on_belly = name in ("pelvis", "thorax", "thigh") and faces_down(skeleton)
    low = flesh.lowest(skeleton, _HIPS if lies_on_belly and name == "pelvis" else REST_BONES[part])
    # Who lies face down lies on the belly too, which gives way.
    if lies_on_belly:
        belly = flesh.lowest(skeleton, BELLY) + UP * BELLY_YIELDS
        return min(low, belly, key=lambda place: place.y)
    # Who lies on the side lies on the upper arm too.
    across = skeleton.chest.rotation.x.y
    if name == "thorax" and abs(across) > _ON_SIDE:
        return min(low, flesh.lowest(skeleton, ("upper_arm_r" if across > 0 else "upper_arm_l",)), key=lambda p: p.y)
    return low


def _lying_flat(skeleton: Skeleton, part: str) -> Skeleton:
    """Return the body with a hand or foot that lies flat where it is, and what is beside it in line."""
    side, origin = side_of(part), skeleton[part].origin
    if part.startswith("hand"):
        hand = Placement(origin, palm_towards(side, -UP, _LEVEL))
        fore = Placement(hand.at((0.0, FOREARM, 0.0)), hand.rotation)
        return skeleton.with_arm(side, skeleton.arm[side]._replace(forearm=fore, hand=hand))
    foot = Placement(origin, flat_foot(_LEVEL))
    shank = Placement(foot.at((0.0, SHANK, 0.0)), foot.rotation)
    toes = Placement(foot.at(BALL_OF_FOOT), foot.rotation)
    return skeleton.with_leg(side, skeleton.leg[side]._replace(shank=shank, foot=foot, toes=toes))


def lay_down(flesh: Flesh, skeleton: Skeleton, rest: Collection[str], may_tilt: bool = True) -> Skeleton:
    """Tilt the body in its own sagittal plane until both ends of what it rests on touch the floor, then lower it."""
    across, _, front = skeleton.pelvis.rotation
    axis = across if abs(across.y) < _ON_SIDE else front  # who lies on the side tilts sideways
    for _ in range(_STEPS if may_tilt else 0):
        places = [lowest_of(flesh, skeleton, part) for part in rest]
        low = min(places, key=lambda place: place.y)
        spans = [distance(place.x - low.x, place.z - low.z) for place in places]
        span = max(spans)
        far = places[spans.index(span)]
        if span < _SPAN or abs(far.y - low.y) < _NEAR_ENOUGH:
            break
        sign = 1 if axis.cross(far - low).dot(UP) > 0 else -1
        skeleton = skeleton.turned(axis, -sign * arc_tangent(far.y - low.y, span), low)
    return lowered(flesh, skeleton, rest)


def lowered(flesh: Flesh, skeleton: Skeleton, rest: Collection[str], to: float = 0.0) -> Skeleton:
    """Return the body moved up or down until the lowest of what it rests on is at a height."""
    return skeleton.moved((0.0, to - min(lowest_of(flesh, skeleton, part).y for part in rest), 0.0))


def feet_down(flesh: Flesh, skeleton: Skeleton, rest: Collection[str]) -> Skeleton:
    """Return the body with each foot on which it rests on the floor, turned as it is."""
    for part in (part for part in rest if split(part)[0] == "foot"):
        side = side_of(part)
        for _ in range(_ROUNDS):  # a calf that rests instead of the heel turns while it is lowered
            high = min(end_height(flesh, skeleton, part), flesh.lowest(skeleton, (f"shank_{side}",)).y)
            if abs(high) < _NEAR_ENOUGH:
                break
            leg = skeleton.leg[side]
            lower = leg.foot.origin - UP * high
            place = within_reach(leg.thigh.origin, lower, lower.y, THIGH + SHANK)
            skeleton = skeleton.with_leg(side, bring_foot(leg, place, leg.foot.rotation)[0])
    return skeleton


def leg_down(flesh: Flesh, skeleton: Skeleton, side: Side) -> Skeleton:
    """Return the body of someone who lies on a side with the leg below on the floor, turned at the hip."""
    leg, front = skeleton.leg[side], skeleton.pelvis.rotation.z
    bones = [f"{bone}_{side}" for bone in ("thigh", "knee", "shank", "ankle", "foot", "toes")]

    def turned(degrees: float) -> Skeleton:
        rotation = turn_about(front, degrees)
        return skeleton.with_leg(side, Leg(*(bone.turned(rotation, leg.thigh.origin) for bone in leg)))

    return turned(turn_to_close(lambda turn: flesh.lowest(turned(turn), bones).y, _LEG_TURNS))


def hips_raised(flesh: Flesh, skeleton: Skeleton, rest: Collection[str]) -> Skeleton:
    """Return the body of someone who lies face down on chest and toes with neither hips nor thighs in the floor.

    Both hips are bent by as much as it takes.
    """

    def bent(degrees: float) -> Skeleton:
        found = skeleton
        for side in SIDES:
            turn = turn_about(skeleton.pelvis.rotation.x, -degrees)
            leg = skeleton.leg[side]
            found = found.with_leg(side, Leg(*(bone.turned(turn, leg.thigh.origin) for bone in leg)))
        return lay_down(flesh, found, rest)

    def gap(degrees: float) -> float:
        return flesh.lowest(bent(degrees) if degrees else skeleton, _UNDER_HIPS).y + YIELDS

    turn = turn_to_close(gap, _HIP_TURNS) if gap(0.0) < 0 else 0.0
    return bent(turn) if turn else skeleton


def trunk_raised(flesh: Flesh, skeleton: Skeleton, held: Collection[str]) -> Skeleton:
    """Return the body with its trunk no deeper in the floor than flesh gives way.

    Where one end of the trunk is held, the other is raised about it; else all of it.
    """
    low = flesh.lowest(skeleton, _FRONT if faces_down(skeleton) else _TRUNK)
    deep = -YIELDS - low.y
    if deep <= _NEAR_ENOUGH:
        return skeleton
    chest_held = bool({"shoulders", "thorax"} & {*held})
    ends = [skeleton.pelvis.origin] * ("pelvis" in held) + [skeleton.chest.origin] * chest_held
    about = max(ends, key=low.distance, default=low)
    span = distance(about.x - low.x, about.z - low.z)
    if span < _LEVER:
        return skeleton.moved(UP * deep)
    return skeleton.turned((low - about).cross(UP).normalize(), arc_tangent(deep, span), about)


def faces_down(skeleton: Skeleton) -> bool:
    """Tell whether someone lies face down, or nearly so."""
    return skeleton.thoracic[1].rotation.z.y < -_FACES_DOWN


def bring_to_floor(flesh: Flesh, skeleton: Skeleton, parts: Collection[str]) -> Skeleton:
    """Return the body with feet (sole flat), hands (palm flat), forearms or the head on the floor."""
    for part in parts:
        name = split(part)[0]
        if name == "foot":
            skeleton = skeleton.with_leg(side_of(part), _sole_down(flesh, skeleton, side_of(part)))
        elif name == "hand":
            skeleton = skeleton.with_arm(side_of(part), _palm_down(flesh, skeleton, side_of(part)))
        elif name == "forearm":
            skeleton = skeleton.with_arm(side_of(part), _forearm_down(flesh, skeleton, side_of(part)))
        elif name == "head":
            skeleton = head_at(flesh, skeleton, 0.0)
    return skeleton


def _sole_down(flesh: Flesh, skeleton: Skeleton, side: Side) -> Leg:
    leg = skeleton.leg[side]
    heading = level_direction(leg.foot.rotation.z, skeleton.pelvis.rotation.z)

    def put(height: float) -> Leg:
        place = within_reach(leg.thigh.origin, leg.foot.origin, ANKLE_HEIGHT + height, THIGH + SHANK)
        return bring_foot(leg, place, flat_foot(heading))[0]

    return put(_where_skin_touches(lambda high: flesh.lowest(skeleton.with_leg(side, put(high)), (f"foot_{side}",)).y))


def _palm_down(flesh: Flesh, skeleton: Skeleton, side: Side) -> Arm:
    arm = skeleton.arm[side]
    fingers = level_direction(skeleton.chest.rotation.y, skeleton.pelvis.rotation.z)
    flat = palm_towards(side, -UP, fingers)

    def put(height: float) -> Arm:
        place = within_reach(arm.upper_arm.origin, arm.hand.origin, WRIST_HEIGHT + height, UPPER_ARM + FOREARM)
        return bring_hand(arm, place, flat)[0]

    return put(_where_skin_touches(lambda high: flesh.lowest(skeleton.with_arm(side, put(high)), (f"hand_{side}",)).y))


def _forearm_down(flesh: Flesh, skeleton: Skeleton, side: Side) -> Arm:
    def put(height: float) -> Arm:
        return _forearm_at(skeleton, side, _FOREARM_HEIGHT + height)

    return put(_where_skin_touches(lambda high: flesh.lowest(skeleton.with_arm(side, put(high)), (f"hand_{side}",)).y))


def _where_skin_touches(low: Callable[[float], float]) -> float:
    """Return how much higher than told something is put to have its skin on the floor. `low` tells how high it is."""
    height = 0.0
    for _ in range(_ROUNDS):
        gap = low(height)
        if abs(gap) < _NEAR_ENOUGH:
            break
        height -= gap
    return height


def _forearm_at(skeleton: Skeleton, side: Side, height: float) -> Arm:
    """Return an arm whose wrist is at a height, its palm down, and its elbow where it was."""
    shoulder, (elbow, rotation) = skeleton.arm[side].upper_arm.origin, skeleton.arm[side].forearm
    along = level_direction(-rotation.y, skeleton.chest.rotation.y)
    along = Vec3(along.x, (height - elbow.y) / FOREARM, along.z).normalize()
    wrist = elbow + along * FOREARM
    axis = (shoulder - elbow).cross(along).normalize()
    hand = Placement(wrist, palm_towards(side, -UP, along))
    return Arm(bone_along(shoulder, elbow, axis), bone_along(elbow, wrist, axis), hand)


def head_at(flesh: Flesh, skeleton: Skeleton, height: float) -> Skeleton:
    """Return the body with its neck bent so that the head rests at a height."""
    axis = skeleton.neck[0].rotation.x

    def bent(degrees: float) -> Skeleton:
        return skeleton.nodded(turn_about(axis, degrees))

    return bent(turn_to_close(lambda turn: lowest_of(flesh, bent(turn), "head").y - height, _NECK_BENDS))


def lift_elbows(flesh: Flesh, skeleton: Skeleton, held: Collection[str]) -> Skeleton:
    """Return the body with no free elbow in the floor, but by what flesh gives way."""
    for side in SIDES:
        if f"elbow_{side}" not in held:
            skeleton = lift_elbow(flesh, skeleton, side, f"hand_{side}" in held, -YIELDS)
    return skeleton


def arm_height(flesh: Flesh, skeleton: Skeleton, side: Side, hand_stays: bool) -> float:
    """Return how high the lowest skin of an arm is; where the hand stays, it and its neighbourhood do not count."""
    return _lowest_of_arm(flesh, skeleton, side, hand_stays).y


def _lowest_of_arm(flesh: Flesh, skeleton: Skeleton, side: Side, hand_stays: bool) -> Vec3:
    bones = [f"upper_arm_{side}", f"forearm_{side}"]
    if hand_stays:
        return flesh.lowest(skeleton, bones, skeleton.arm[side].hand.origin)
    return flesh.lowest(skeleton, [*bones, f"hand_{side}"])


def lift_elbow(flesh: Flesh, skeleton: Skeleton, side: Side, hand_stays: bool, height: float) -> Skeleton:
    """Return the body with an elbow above a height.

    A free arm is lifted at the shoulder; one whose hand stays is turned about the line from shoulder to hand.
    """
    arm = skeleton.arm[side]
    shoulder = arm.upper_arm.origin
    low = _lowest_of_arm(flesh, skeleton, side, hand_stays)
    way = low - shoulder
    axis = (arm.hand.origin - shoulder if hand_stays else way.cross(UP)).normalize()
    # Above the floor, or it is the shoulder itself that lies there.
    if low.y > height - _NEAR_ENOUGH or axis.length() < 0.5 or way.length() < 0.06:
        return skeleton

    def lifted(degrees: float) -> Skeleton:
        rotation = turn_about(axis, degrees)
        turned = Arm(*(bone.turned(rotation, shoulder) for bone in arm))
        return skeleton.with_arm(side, turned._replace(hand=arm.hand) if hand_stays else turned)

    return lifted(turn_to_close(lambda turn: arm_height(flesh, lifted(turn), side, hand_stays) - height, _ARM_TURNS))


def clear_hands(flesh: Flesh, skeleton: Skeleton, held: Collection[str]) -> Skeleton:
    """Return the body with free hands beside it, not in it: their arms turned outwards at the shoulder."""
    for side in SIDES:
        if f"hand_{side}" not in held:
            skeleton = _clear_hand(flesh, skeleton, side)
    return skeleton


def _clear_hand(flesh: Flesh, skeleton: Skeleton, side: Side) -> Skeleton:
    arm, front = skeleton.arm[side], skeleton.chest.rotation.z
    shoulder = arm.upper_arm.origin

    def turned(degrees: float) -> Skeleton:
        rotation = turn_about(front, degrees)
        return skeleton.with_arm(side, Arm(*(bone.turned(rotation, shoulder) for bone in arm)))

    def deep(degrees: float) -> float:
        return flesh.overlap(turned(degrees), (f"hand_{side}",), _BESIDE)

    return turned(turn_to_close(deep, _ARM_CLEARS)) if deep(0.0) > 0 else skeleton


def raised(flesh: Flesh, skeleton: Skeleton, part: str, height: float) -> Skeleton:
    """Return the body with a hand or foot bent up, if its skin is below a height, to where it is at that height."""
    deep = height - end_height(flesh, skeleton, part)
    if deep <= 0:
        return skeleton
    side, place = side_of(part), skeleton[part].moved(UP * deep)
    if part.startswith("hand"):
        return skeleton.with_arm(side, bring_hand(skeleton.arm[side], *place)[0])
    return skeleton.with_leg(side, bring_foot(skeleton.leg[side], *place)[0])


def end_height(flesh: Flesh, skeleton: Skeleton, part: str) -> float:
    """Return how high the lowest skin of a hand, or of a foot with toes and ankle, is."""
    bones = ("foot", "toes", "ankle") if part.startswith("foot") else ("hand",)
    return flesh.lowest(skeleton, [f"{bone}_{side_of(part)}" for bone in bones]).y


def raise_feet(flesh: Flesh, skeleton: Skeleton, held: Collection[str]) -> Skeleton:
    """Return the body with no free foot in the floor, but by what flesh gives way."""
    for side in SIDES:
        if not {f"{name}_{side}" for name in ("foot", "toe")} & {*held}:
            stays = f"knee_{side}" in held
            skeleton = lift_shank(flesh, skeleton, side) if stays else raised(flesh, skeleton, f"foot_{side}", -YIELDS)
    return skeleton


def lift_shank(flesh: Flesh, skeleton: Skeleton, side: Side) -> Skeleton:
    """Return the body with a knee that stays bent as far as it takes to have the foot no deeper than flesh gives."""
    foot = f"foot_{side}"
    if end_height(flesh, skeleton, foot) >= -YIELDS:
        return skeleton
    leg = skeleton.leg[side]

    def bent(degrees: float) -> Skeleton:
        rotation = turn_about(leg.thigh.rotation.x, degrees)
        return skeleton.with_leg(side, Leg(leg.thigh, *(bone.turned(rotation, leg.shank.origin) for bone in leg[1:])))

    return bent(turn_to_close(lambda turn: end_height(flesh, bent(turn), foot) + YIELDS, _KNEE_TURNS))
