"""From poses to placed bones: the start is laid down, later frames keep what they hold where it was."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from exercise_library.figures.pose.bases import BASES, Stance, with_angles
from exercise_library.figures.pose.figure import Figure, Pose
from exercise_library.figures.pose.landmarks import place_of, singly, split
from exercise_library.figures.solve.angles import measure_angles
from exercise_library.figures.solve.contact import (
    bring_to_floor,
    clear_hands,
    faces_down,
    feet_down,
    hips_raised,
    lay_down,
    leg_down,
    lift_elbows,
    lift_shank,
    lowest_of,
    raise_feet,
    trunk_raised,
)
from exercise_library.figures.solve.fit import WEIGHTS, hold_in_place
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import Placement, Vec3, turn_from_to
from exercise_library.figures.solve.laid import cleared, legs_apart
from exercise_library.figures.solve.limb import bring_ball_of_foot, bring_foot, bring_hand
from exercise_library.figures.solve.reach import bring_to_body, reach_places
from exercise_library.figures.solve.skeleton import SIDES, Arm, Leg, Side, Skeleton, place_bones, side_of

_KNEELS, _SETTLES = 12, 3
_SAME = 2e-4
_ON_SIDE = 45.0
_ACROSS = 0.7
_TOUCHES = 0.0006
_LIES = 0.012
_WHOLE_BODY = ("facing", "lean", "roll", "turn")
_CONTACTS = ("rest", "floor", "touch", "hold", "settle", "reach")
# The contacts of the start that a later frame does not take over.
_START_ONLY: Mapping[str, tuple[str, ...]] = {"rest": (), "floor": ()}


@dataclass(frozen=True)
class Solved:
    """A frame: what was asked for, the bones in place, and by how much each held or reached part misses."""

    stance: Stance
    skeleton: Skeleton
    misses: Mapping[str, float]

    @property
    def settled(self) -> Stance:
        """The stance with the angles that the limbs, neck and head were given while it was solved."""
        measured = measure_angles(self.skeleton, self.stance.angles)
        kept = {joint: angles for joint, angles in measured.items() if joint not in ("lumbar", "thoracic")}
        return replace(self.stance, angles={**self.stance.angles, **kept})


def solve(figure: Figure, flesh: Flesh) -> list[Solved]:
    """Return every frame of a figure, solved for one body."""
    flesh = flesh.measured
    start = _with_pose(BASES[figure.base], figure.start)
    first = _place_start(start, flesh)
    frames = [first]
    for pose in figure.later:
        known = _with_moved_arms_free(first.settled, start, pose)
        stance = _with_pose(replace(known, **_START_ONLY), pose)  # type: ignore[arg-type]
        frames.append(_place_next(stance, first, flesh))
    return frames


def _with_pose(stance: Stance, pose: Pose) -> Stance:
    """Return a stance changed as a pose tells."""
    angles = with_angles(stance.angles, pose.angles)
    written = {name: getattr(pose, name) for name in (*_WHOLE_BODY, *_CONTACTS) if getattr(pose, name) is not None}
    return replace(stance, angles=angles, **written)


def _with_moved_arms_free(settled: Stance, start: Stance, pose: Pose) -> Stance:
    """Return the solved start; an arm that the pose moves does not keep the hand that contact gave it there."""
    angles = dict(settled.angles)
    for joint in pose.angles:
        name, only = split(joint)
        for side in (only or SIDES) if name == "shoulder" else ():
            angles |= {f"{hand}_{side}": start.angles[f"{hand}_{side}"] for hand in ("wrist", "pronation")}
    return replace(settled, angles=angles)


def _place_start(stance: Stance, flesh: Flesh) -> Solved:
    """Place the first frame: lay it down, then bring to the floor and to the body what belongs there."""
    rest, floor = singly(stance.rest), singly(stance.floor)
    skeleton = place_bones(stance.angles, rotation=stance.rotation)
    if rest:
        tilts = stance.lean != 0 or abs(stance.roll) > _ON_SIDE
        below = _legs_below(skeleton, rest)
        rest = tuple(part for part in rest if part not in below)
        skeleton = _rested(flesh, skeleton, rest, tilts)
        if faces_down(skeleton) and "thorax" in rest:
            skeleton = hips_raised(flesh, skeleton, rest)
        on_elbows = any(split(part)[0] == "elbow" for part in rest)
        soft = [part for part in floor if part == "head" or (on_elbows and split(part)[0] == "forearm")]

        def laid(body: Skeleton) -> Skeleton:
            return _rested(flesh, bring_to_floor(flesh, body, soft), rest, tilts)

        for _ in range(_SETTLES if soft else 0):  # the skin of upper back and elbows goes with neck and forearms
            before, skeleton = skeleton, laid(skeleton)
            if _same_place(before, skeleton):
                break
        skeleton = feet_down(flesh, skeleton, rest)
        for part in below:
            skeleton = leg_down(flesh, skeleton, side_of(part))
        skeleton = _with_feet_raised(flesh, skeleton, {*rest, *below, *floor, *reach_places(stance.reach)}, laid)
    skeleton = lift_elbows(flesh, skeleton, {*rest, *floor})
    skeleton = bring_to_floor(flesh, skeleton, floor)
    skeleton, misses = bring_to_body(flesh, skeleton, stance.reach)
    skeleton = clear_hands(flesh, skeleton, {*rest, *floor, *reach_places(stance.reach)})
    skeleton = cleared(flesh, skeleton, _free({*rest, *floor, *reach_places(stance.reach)}))
    skeleton = lift_elbows(flesh, skeleton, {*floor, *reach_places(stance.reach)})
    return Solved(stance, skeleton, misses)


def _with_feet_raised(
    flesh: Flesh, skeleton: Skeleton, held: Collection[str], laid: Callable[[Skeleton], Skeleton]
) -> Skeleton:
    """Return the body with no free foot in the floor or in the other leg, laid down anew: hips change with legs."""
    for _ in range(_SETTLES):
        before, skeleton = skeleton, _feet_free(flesh, skeleton, held)
        if skeleton is before:
            break
        skeleton = laid(skeleton)
    return skeleton


def _feet_free(flesh: Flesh, skeleton: Skeleton, held: Collection[str]) -> Skeleton:
    return raise_feet(flesh, legs_apart(flesh, skeleton, _free_legs(held)), held)


def _legs_below(skeleton: Skeleton, rest: Collection[str]) -> tuple[str, ...]:
    """Return those parts of legs on which someone who lies on the side, on pelvis and chest, rests besides."""
    if not _on_side(skeleton) or not {"pelvis", "thorax"} <= {*rest}:
        return ()
    return tuple(part for part in rest if split(part)[0] in ("thigh", "knee", "foot"))


def _on_side(skeleton: Skeleton) -> bool:
    return abs(skeleton.pelvis.rotation.x.y) > _ACROSS


def _same_place(one: Skeleton, other: Skeleton) -> bool:
    """Tell whether the trunk of two bodies is in the same place, to a third of a millimetre."""
    return all(one[bone].origin.distance(other[bone].origin) < _SAME for bone in ("pelvis", "thoracic_2"))


def _free(held: Collection[str]) -> list[Side]:
    """Return the sides whose arm nothing holds."""
    return [side for side in SIDES if not {f"{part}_{side}" for part in ("hand", "forearm", "elbow")} & {*held}]


def _free_legs(held: Collection[str]) -> list[Side]:
    """Return the sides whose leg nothing holds."""
    return [side for side in SIDES if not {f"{part}_{side}" for part in ("foot", "toe", "knee", "thigh")} & {*held}]


def _rested(flesh: Flesh, skeleton: Skeleton, rest: tuple[str, ...], may_tilt: bool) -> Skeleton:
    """Lie down; where feet were deeper than the knees that rest, again with the feet raised."""
    skeleton = lay_down(flesh, skeleton, rest, may_tilt)
    knees = [part for part in rest if split(part)[0] == "knee"]
    if not knees:
        return skeleton
    for _ in range(_KNEELS):  # each makes a smaller difference than the one before
        lifted = skeleton
        for part in knees:
            lifted = lift_shank(flesh, lifted, side_of(part))
        before, skeleton = skeleton, lay_down(flesh, lifted, rest, may_tilt)
        if _same_place(before, skeleton):
            break
    return skeleton


def _place_next(stance: Stance, start: Solved, flesh: Flesh) -> Solved:
    """Place a later frame."""
    hold, touch = singly(stance.hold), singly(stance.touch)
    arms = tuple(part for part in hold if split(part)[0] in ("hand", "elbow"))
    others = tuple(part for part in hold if part not in arms)
    skeleton, misses = _kept(_place_trunk(stance, start, flesh, hold), start.skeleton, others)
    for _ in range(_SETTLES):  # a leg that is brought back moves the thigh that the body rests on
        settled = _on_floor(flesh, skeleton, start, stance)
        if _same_place(settled, skeleton):
            break
        skeleton, misses = _kept(settled, start.skeleton, others)
    skeleton = _on_knees(flesh, skeleton, start.stance, hold)
    skeleton = feet_down(flesh, skeleton, [part for part in singly(start.stance.rest) if part in hold])
    held = {*hold, *touch, *singly(stance.settle), *reach_places(stance.reach)}
    for _ in range(_SETTLES):
        before, skeleton = skeleton, _feet_free(flesh, skeleton, held)
        if skeleton is before:
            break
    skeleton, of_arms = _kept(skeleton, start.skeleton, arms)
    skeleton = bring_to_floor(flesh, skeleton, touch)
    skeleton, missed = bring_to_body(flesh, skeleton, stance.reach, start)
    skeleton = clear_hands(flesh, skeleton, {*hold, *touch, *reach_places(stance.reach)})
    skeleton = cleared(flesh, skeleton, _free({*hold, *touch, *reach_places(stance.reach)}))
    skeleton = lift_elbows(flesh, skeleton, {*hold, *touch, *reach_places(stance.reach)})
    if "knee" not in {split(part)[0] for part in hold}:
        skeleton = trunk_raised(flesh, skeleton, ())  # the skin of the shoulder blades goes with the arms
    return Solved(stance, skeleton, misses | of_arms | missed)


def _place_trunk(stance: Stance, start: Solved, flesh: Flesh, hold: tuple[str, ...]) -> Skeleton:
    """Place all bones by their angles, and the whole of them so that trunk and feet stay where they are held."""
    first = start.skeleton
    # The start came to rest with a tilt of its own: keep it.
    tilt = first.pelvis.rotation @ start.stance.rotation.inverse()
    rotation = tilt @ stance.rotation
    origin = first.pelvis.origin
    skeleton = place_bones(stance.angles, origin, rotation)
    if "thorax" in hold:  # the whole chest stays, place and direction
        middle = first.thoracic[1]
        turned = middle.rotation @ skeleton.thoracic[1].rotation.inverse() @ rotation
        skeleton = place_bones(stance.angles, origin, turned)
        return skeleton.moved(middle.origin - skeleton.thoracic[1].origin)
    if stance.settle:
        return _settle(flesh, skeleton, first, singly(stance.settle), hold)
    if any(split(part)[0] != "head" for part in hold):
        return hold_in_place(skeleton, first, hold, may_tilt=stance.direction == start.stance.direction)
    return skeleton


def _settle(
    flesh: Flesh, skeleton: Skeleton, first: Skeleton, settle: tuple[str, ...], hold: tuple[str, ...]
) -> Skeleton:
    """Lie down again, as after flattening the back, without sliding along the floor."""
    feet = tuple(part for part in settle if split(part)[0] == "foot")
    trunk = tuple(part for part in settle if part not in feet)
    skeleton = feet_down(flesh, lay_down(flesh, skeleton, trunk or feet), feet if trunk else ())
    anchors = [part for part in hold if split(part)[0] in ("foot", "pelvis", "shoulders")]
    slide = Vec3(0.0, 0.0, 0.0)
    for part in anchors:
        slide += place_of(first, part) - place_of(skeleton, part)
    slide *= 1 / max(1, len(anchors))
    return skeleton.moved((slide.x, 0.0, slide.z))


def _on_floor(flesh: Flesh, skeleton: Skeleton, start: Solved, stance: Stance) -> Skeleton:
    """Return the body lying on what it settles on; or else on what it holds, with no trunk in the floor."""
    settle, hold = singly(stance.settle), singly(stance.hold)
    if settle:
        return _settle(flesh, skeleton, start.skeleton, settle, hold)
    if "knee" not in {split(part)[0] for part in hold}:
        skeleton = trunk_raised(flesh, skeleton, hold)
    return _lying_on(flesh, skeleton, start.stance, hold)


def _lying_on(flesh: Flesh, skeleton: Skeleton, start: Stance, hold: Collection[str]) -> Skeleton:
    """Return the body with the pelvis, on which it lay or sat and which is held, on the floor again.

    Its skin there is elsewhere when the hips are bent. Where the chest lies too, the body is tilted.
    """
    lain = singly((*start.rest, *start.floor))
    if "pelvis" not in {*lain} & {*hold} or abs(lowest_of(flesh, skeleton, "pelvis").y) < _TOUCHES:
        return skeleton
    chest_lies = "thorax" in lain and lowest_of(flesh, skeleton, "thorax").y < _LIES
    return lay_down(flesh, skeleton, ("pelvis", "thorax") if chest_lies else ("pelvis",))


def _on_knees(flesh: Flesh, skeleton: Skeleton, start: Stance, hold: Collection[str]) -> Skeleton:
    """Return the body lowered or raised until the knees on which it rests and which are held touch the floor.

    Their skin there is elsewhere when the hips are bent.
    """
    knees = [part for part in {*singly(start.rest)} & {*hold} if split(part)[0] == "knee"]
    if not knees or abs(min(lowest_of(flesh, skeleton, part).y for part in knees)) < _TOUCHES:
        return skeleton
    return _rested(flesh, skeleton, tuple(sorted(knees)), may_tilt=False)


def _kept(skeleton: Skeleton, first: Skeleton, hold: tuple[str, ...]) -> tuple[Skeleton, dict[str, float]]:
    """Return the body with every held part back in its place, and by how much each misses."""
    misses: dict[str, float] = {}
    for part in hold:
        skeleton, miss = _keep(skeleton, first, part)
        if miss is not None:
            misses[part] = miss
    return skeleton, misses


def _keep(skeleton: Skeleton, first: Skeleton, part: str) -> tuple[Skeleton, float | None]:
    """Bring a held part back to its place; return by how much it misses, None for what is not brought back."""
    name = split(part)[0]
    if name in ("knee", "elbow", "foot", "toe", "hand"):
        side = side_of(part)
        return keep_limb(skeleton, name, side, first.arm[side], first.leg[side])
    if name == "head":
        return keep_head(skeleton, first.head)
    return skeleton, place_of(skeleton, part).distance(place_of(first, part)) if name in WEIGHTS else None


def keep_limb(skeleton: Skeleton, name: str, side: Side, first: Arm, kept: Leg) -> tuple[Skeleton, float]:
    """Return a body with a hand, foot, toe, knee or elbow where it is in other limbs, and by how much it misses."""
    arm, leg = skeleton.arm[side], skeleton.leg[side]
    if name == "hand":
        arm, miss = bring_hand(arm, *first.hand)
    elif name == "elbow":
        bones, miss = _keep_hinge(arm, first)
        arm = Arm(*bones)
    elif name == "knee":
        bones, miss = _keep_hinge(leg, kept)
        leg = Leg(*bones)
    elif name == "foot":
        leg, miss = bring_foot(leg, *kept.foot)
        leg = leg._replace(toes=kept.toes)
    else:
        leg, miss = bring_ball_of_foot(leg, kept.toes.origin)
        leg = leg._replace(toes=Placement(leg.toes.origin, kept.toes.rotation))
    return skeleton.with_arm(side, arm).with_leg(side, leg), miss


def _keep_hinge(limb: Arm | Leg, first: Arm | Leg) -> tuple[tuple[Placement, ...], float]:
    """Aim thigh or upper arm at the place of a held knee or elbow; what lies on the floor keeps its direction."""
    upper, place = limb[0], first[1].origin
    turn = turn_from_to(limb[1].origin - upper.origin, place - upper.origin)
    hinge = upper.origin + turn @ (limb[1].origin - upper.origin)
    lower = [bone.moved(hinge - place) for bone in first[1:]]
    return (upper.turned(turn, upper.origin), *lower), (hinge - place).length()


def keep_head(skeleton: Skeleton, head: Placement) -> tuple[Skeleton, float]:
    """Bend the neck so that the head is in a place, with a direction of its own."""
    base = skeleton.neck[0].origin
    skeleton = skeleton.nodded(turn_from_to(skeleton.head.origin - base, head.origin - base))
    kept = replace(skeleton, head=Placement(skeleton.head.origin, head.rotation))
    return kept, kept.head.origin.distance(head.origin)
