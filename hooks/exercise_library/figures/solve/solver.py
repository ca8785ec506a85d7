"""From poses to placed bones: the start is laid down, later frames keep what they hold where it was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exercise_library.figures.body.flesh import Body
from exercise_library.figures.pose.bases import BASES, Stance, with_angles
from exercise_library.figures.pose.figure import Figure, Pose
from exercise_library.figures.pose.landmarks import place_of, singly, split
from exercise_library.figures.solve.contact import bring_to_floor, lay_down, lift_elbows, lift_feet
from exercise_library.figures.solve.fit import WEIGHTS, hold_in_place
from exercise_library.figures.solve.geometry import (
    Placement,
    add,
    apply,
    blend,
    compose,
    inverse,
    length,
    scale,
    subtract,
)
from exercise_library.figures.solve.limb import bring_ball_of_foot, bring_foot, bring_hand
from exercise_library.figures.solve.reach import arm_of, bring_to_body, on_the_way, reach_places
from exercise_library.figures.solve.skeleton import (
    SIDES,
    THIGH,
    UPPER_ARM,
    Angles,
    Skeleton,
    measure_angles,
    moved,
    place_bones,
    swing,
)

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


class Movement:
    """A figure solved for one body: every frame, and on request what lies between two of them."""

    def __init__(self, figure: Figure, body: Body):
        self.body = body
        start = _with_pose(BASES[figure.base], figure.start)
        self.frames = [_place_start(start, body)]
        self._settled = [self.frames[0].settled]
        for pose in figure.later:
            known = _with_moved_arms_free(self._settled[0], start, pose)
            stance = _with_pose(replace(known, **_START_ONLY), pose)  # type: ignore[arg-type]
            solved = _place_next(stance, self.frames[0], body)
            self.frames.append(solved)
            self._settled.append(solved.settled)

    def between(self, frame: int, share: float) -> Skeleton:
        """Return the bones on the way from a frame (share 0) to the next (share 1)."""
        stance = _mixed(self._settled[frame], self._settled[frame + 1], share)
        before = self.frames[frame].stance
        return _place_next(stance, self.frames[0], self.body, before, share).skeleton


def _with_pose(stance: Stance, pose: Pose) -> Stance:
    """Return a stance changed as a pose tells."""
    angles = with_angles(stance.angles, pose.angles)
    written = {name: getattr(pose, name) for name in (*_WHOLE_BODY, *_CONTACTS) if getattr(pose, name) is not None}
    return replace(stance, angles=angles, **written)


def _with_moved_arms_free(settled: Stance, start: Stance, pose: Pose) -> Stance:
    """Return the solved start; an arm that the pose moves does not keep the hand that contact gave it there."""
    angles: Angles = dict(settled.angles)
    for joint in pose.angles:
        name, only = split(joint)
        for side in (only or SIDES) if name == "shoulder" else ():
            angles |= {f"{hand}_{side}": start.angles[f"{hand}_{side}"] for hand in ("wrist", "pronation")}
    return replace(settled, angles=angles)


def _mixed(start: Stance, end: Stance, share: float) -> Stance:
    """Return the stance between two: angles are shared, contacts are those of the end."""
    angles = {joint: blend(start.angles[joint], end.angles[joint], share) for joint in end.angles}
    lean, roll, turn = (
        a * (1 - share) + b * share for a, b in zip(start.direction[1:], end.direction[1:], strict=True)
    )
    return replace(end, angles=angles, lean=lean, roll=roll, turn=turn)


def _place_start(stance: Stance, body: Body) -> Solved:
    """Place the first frame: lay it down, then bring to the floor and to the body what belongs there."""
    rest, floor = singly(stance.rest), singly(stance.floor)
    skeleton = place_bones(stance.angles, rotation=stance.rotation)
    if rest:
        skeleton = lay_down(body, skeleton, rest, may_tilt=stance.lean != 0)
    lift_elbows(body, skeleton, {*rest, *floor})
    bring_to_floor(body, skeleton, floor)
    misses = bring_to_body(skeleton, stance.reach)
    lift_elbows(body, skeleton, {*floor, *reach_places(stance.reach)})
    return Solved(stance, skeleton, misses)


def _place_next(stance: Stance, start: Solved, body: Body, before: Stance | None = None, share: float = 1.0) -> Solved:
    """Place a later frame, or one between two (`before` is then the stance that the body comes from)."""
    hold = singly(stance.hold)
    skeleton = _place_trunk(stance, start, body, hold)
    misses: dict[str, float] = {}
    for part in hold:
        miss = _keep(skeleton, start.skeleton, part)
        if miss is not None:
            misses[part] = miss
    touch = singly(stance.touch)
    landing = set(touch) - set(singly((*before.touch, *before.floor))) if before else set()
    free = {part: arm_of(skeleton, part) for part in touch if part in landing and part.startswith("hand")}
    bring_to_floor(body, skeleton, touch)
    for hand, arm in free.items():
        on_the_way(skeleton, hand, arm, share)
    misses |= bring_to_body(skeleton, stance.reach, before.reach if before else None, share)
    lift_elbows(body, skeleton, {*hold, *touch, *reach_places(stance.reach)})
    if share < 1:
        lift_feet(body, skeleton, {*hold, *touch, *stance.settle})
    return Solved(stance, skeleton, misses)


def _place_trunk(stance: Stance, start: Solved, body: Body, hold: tuple[str, ...]) -> Skeleton:
    """Place all bones by their angles, and the whole of them so that trunk and feet stay where they are held."""
    first = start.skeleton
    # The start came to rest with a tilt of its own: keep it.
    tilt = compose(first["pelvis"].rotation, inverse(start.stance.rotation))
    rotation = compose(tilt, stance.rotation)
    origin = first["pelvis"].origin
    skeleton = place_bones(stance.angles, origin, rotation)
    if "thorax" in hold:  # the whole chest stays, place and direction
        turned = compose(first["thoracic_1"].rotation, inverse(skeleton["thoracic_1"].rotation), rotation)
        skeleton = place_bones(stance.angles, origin, turned)
        return moved(skeleton, subtract(first["thoracic_1"].origin, skeleton["thoracic_1"].origin))
    if stance.settle:
        return _settle(body, skeleton, first, singly(stance.settle), hold)
    if any(split(part)[0] != "head" for part in hold):
        return hold_in_place(skeleton, first, hold, may_tilt=stance.direction == start.stance.direction)
    return skeleton


def _settle(
    body: Body, skeleton: Skeleton, first: Skeleton, settle: tuple[str, ...], hold: tuple[str, ...]
) -> Skeleton:
    """Lie down again, as after flattening the back, without sliding along the floor."""
    skeleton = lay_down(body, skeleton, settle)
    anchors = [part for part in hold if split(part)[0] in ("foot", "pelvis", "shoulders")]
    slide = (0.0, 0.0, 0.0)
    for part in anchors:
        slide = add(slide, subtract(place_of(first, part), place_of(skeleton, part)))
    x, _, z = scale(slide, 1 / max(1, len(anchors)))
    return moved(skeleton, (x, 0.0, z))


def _keep(skeleton: Skeleton, first: Skeleton, part: str) -> float | None:
    """Bring a held part back to its place; return by how much it misses, None for what is not brought back."""
    name, side = split(part)
    if name in ("knee", "elbow"):
        return _keep_hinge(skeleton, first, name, side)
    if name == "foot":
        miss = bring_foot(skeleton, side, *first[part])
        skeleton[f"toes_{side}"] = first[f"toes_{side}"]
        return miss
    if name == "toe":
        miss = bring_ball_of_foot(skeleton, side, first[f"toes_{side}"].origin)
        skeleton[f"toes_{side}"] = Placement(skeleton[f"toes_{side}"].origin, first[f"toes_{side}"].rotation)
        return miss
    if name == "hand":
        return bring_hand(skeleton, side, *first[part])
    if name == "head":
        return _keep_head(skeleton, first)
    return length(subtract(place_of(skeleton, part), place_of(first, part))) if name in WEIGHTS else None


def _keep_hinge(skeleton: Skeleton, first: Skeleton, name: str, side: str) -> float:
    """Aim thigh or upper arm at the place of a held knee or elbow; what lies on the floor keeps its direction."""
    if name == "knee":
        upper, long, lower = f"thigh_{side}", THIGH, [f"shank_{side}", f"foot_{side}", f"toes_{side}"]
    else:
        upper, long, lower = f"upper_arm_{side}", UPPER_ARM, [f"forearm_{side}", f"hand_{side}"]
    root, place = skeleton[upper].origin, first[lower[0]].origin
    swing(skeleton, [upper], root, subtract(skeleton[lower[0]].origin, root), subtract(place, root))
    hinge = add(root, apply(skeleton[upper].rotation, (0.0, -long, 0.0)))
    for bone in lower:
        skeleton[bone] = Placement(add(first[bone].origin, subtract(hinge, place)), first[bone].rotation)
    return length(subtract(hinge, place))


def _keep_head(skeleton: Skeleton, first: Skeleton) -> float:
    """Bend the neck so that the head stays where it was, with its direction."""
    base, place = skeleton["neck_0"].origin, first["head"].origin
    swing(skeleton, ("neck_0", "neck_1", "head"), base, subtract(skeleton["head"].origin, base), subtract(place, base))
    skeleton["head"] = Placement(skeleton["head"].origin, first["head"].rotation)
    return length(subtract(skeleton["head"].origin, place))
