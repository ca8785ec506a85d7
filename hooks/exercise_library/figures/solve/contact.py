"""Contact with the floor: what rests on it is lowered to it, and nothing sinks into it."""

from collections.abc import Collection

from exercise_library.figures.body.flesh import Body
from exercise_library.figures.pose.landmarks import REST_BONES, place_of, split
from exercise_library.figures.solve.geometry import (
    UP,
    Placement,
    Vector,
    add,
    arc_tangent,
    clamp,
    cross,
    distance,
    dot,
    length,
    scale,
    subtract,
    unit,
)
from exercise_library.figures.solve.limb import bring_foot, bring_hand, flat_foot, level_direction, palm_towards
from exercise_library.figures.solve.skeleton import (
    ANKLE_HEIGHT,
    FOREARM,
    SIDES,
    WRIST_HEIGHT,
    Skeleton,
    bone_along,
    moved,
    turned,
)

_STEPS = 8
_NEAR_ENOUGH = 1e-4
_LIES = 0.012
_FOREARM_HEIGHT = WRIST_HEIGHT + 0.004
_DEGREES = 57.29577951308232


def lowest_of(body: Body, skeleton: Skeleton, part: str) -> Vector:
    """Return the lowest place of a part of the body; of a hand or foot, the place under wrist or ankle."""
    name = split(part)[0]
    if name in ("hand", "foot"):
        x, y, z = skeleton[part].origin
        return (x, y - (WRIST_HEIGHT if name == "hand" else ANKLE_HEIGHT), z)
    place, radius = min(body.placed(skeleton, REST_BONES[part]), key=lambda ball: ball[0][1] - ball[1])
    return (place[0], place[1] - radius, place[2])


def lay_down(body: Body, skeleton: Skeleton, rest: Collection[str], may_tilt: bool = True) -> Skeleton:
    """Tilt the body in its own sagittal plane until both ends of what it rests on touch the floor, then lower it."""
    axis = skeleton["pelvis"].rotation[0]
    for _ in range(_STEPS if may_tilt else 0):
        places = [lowest_of(body, skeleton, part) for part in rest]
        low = min(places, key=lambda place: place[1])
        spans = [distance(place[0] - low[0], place[2] - low[2]) for place in places]
        span = max(spans)
        far = places[spans.index(span)]
        if span < 0.1 or abs(far[1] - low[1]) < _NEAR_ENOUGH:
            break
        sign = 1 if dot(cross(axis, subtract(far, low)), UP) > 0 else -1
        skeleton = turned(skeleton, axis, -sign * arc_tangent(far[1] - low[1], span), low)
    return moved(skeleton, (0.0, -min(lowest_of(body, skeleton, part)[1] for part in rest), 0.0))


def bring_to_floor(body: Body, skeleton: Skeleton, parts: Collection[str]) -> None:
    """Bring feet (sole flat), hands (palm flat), forearms or the head to the floor."""
    for part in parts:
        name, side = split(part)
        if name == "foot":
            _sole_down(skeleton, side)
        elif name == "hand":
            _palm_down(skeleton, side)
        elif name == "forearm":
            _forearm_down(skeleton, side)
        elif name == "head":
            _head_down(body, skeleton)


def _sole_down(skeleton: Skeleton, side: str) -> None:
    (x, _, z), rotation = skeleton[f"foot_{side}"]
    heading = level_direction(rotation[2], skeleton["pelvis"].rotation[2])
    bring_foot(skeleton, side, (x, ANKLE_HEIGHT, z), flat_foot(heading))


def _palm_down(skeleton: Skeleton, side: str) -> None:
    x, _, z = skeleton[f"hand_{side}"].origin
    fingers = level_direction(skeleton["thoracic_2"].rotation[1], skeleton["pelvis"].rotation[2])
    bring_hand(skeleton, side, (x, WRIST_HEIGHT, z), palm_towards(side, (0.0, -1.0, 0.0), fingers))


def _forearm_down(skeleton: Skeleton, side: str) -> None:
    elbow, rotation = skeleton[f"forearm_{side}"]
    along = level_direction(scale(rotation[1], -1), skeleton["thoracic_2"].rotation[1])
    along = unit((along[0], (_FOREARM_HEIGHT - elbow[1]) / FOREARM, along[2]))
    shoulder, wrist = skeleton[f"upper_arm_{side}"].origin, add(elbow, scale(along, FOREARM))
    axis = unit(cross(subtract(shoulder, elbow), along))
    skeleton[f"upper_arm_{side}"] = bone_along(shoulder, elbow, axis)
    skeleton[f"forearm_{side}"] = bone_along(elbow, wrist, axis)
    skeleton[f"hand_{side}"] = Placement(wrist, palm_towards(side, (0.0, -1.0, 0.0), along))


def _head_down(body: Body, skeleton: Skeleton) -> None:
    """Bend the neck until the head rests."""
    base, rotation = skeleton["neck_0"]
    for _ in range(_STEPS):
        gap = lowest_of(body, skeleton, "head")[1]
        lever = cross(rotation[0], subtract(place_of(skeleton, "head"), base))[1]
        if abs(gap) < _NEAR_ENOUGH or abs(lever) < 0.02:
            break
        angle = clamp(-gap / lever * _DEGREES, -12, 12)
        skeleton.update(turned(skeleton, rotation[0], angle, base, ("neck_0", "neck_1", "head")))


def lift_elbows(body: Body, skeleton: Skeleton, held: Collection[str]) -> None:
    """Let no elbow be under the floor.

    A free arm is lifted at the shoulder; one whose hand stays is turned about the line from shoulder to hand.
    """
    for side in SIDES:
        if f"elbow_{side}" not in held:
            _lift_elbow(body, skeleton, side, f"hand_{side}" in held)


def _lift_elbow(body: Body, skeleton: Skeleton, side: str, hand_stays: bool) -> None:
    hand = f"hand_{side}"
    bones = [f"upper_arm_{side}", f"forearm_{side}"] + ([] if hand_stays else [hand])
    shoulder = skeleton[bones[0]].origin
    for _ in range(12):
        place, gap = _lowest_of_arm(body, skeleton, bones, hand if hand_stays else None)
        way = subtract(place, shoulder)
        axis = unit(subtract(skeleton[hand].origin, shoulder) if hand_stays else cross(way, UP))
        # Above the floor, or it is the shoulder itself that lies there.
        if gap > -0.004 or length(axis) < 0.5 or length(way) < 0.06:
            break
        lever = cross(axis, way)[1]
        if abs(lever) < 0.008:
            lever = 0.008 if side == "r" else -0.008
        lifted = turned(skeleton, axis, clamp(-gap / lever * _DEGREES, -15, 15), shoulder, bones)
        if _lowest_of_arm(body, {**skeleton, **lifted}, bones, hand if hand_stays else None)[1] < gap:
            break  # a step that makes it worse would run away
        skeleton.update(lifted)


def lift_feet(body: Body, skeleton: Skeleton, held: Collection[str]) -> None:
    """Let no free foot go through the floor on its way: the knee bends as far as that takes."""
    for side in SIDES:
        if not {f"foot_{side}", f"toe_{side}", f"knee_{side}"} & set(held):
            _lift_foot(body, skeleton, side)


def _lift_foot(body: Body, skeleton: Skeleton, side: str) -> None:
    bones = [f"{bone}_{side}" for bone in ("shank", "foot", "toes")]
    knee, axis = skeleton[bones[0]].origin, skeleton[f"thigh_{side}"].rotation[0]
    for _ in range(12):
        place, radius = min(body.placed(skeleton, bones), key=lambda ball: ball[0][1] - ball[1])
        lever = cross(axis, subtract(place, knee))[1]
        gap = place[1] - radius
        # Lying on the floor, or bending would not lift it.
        if gap > -_LIES or lever < 0.02:
            break
        skeleton.update(turned(skeleton, axis, min(-gap / lever * _DEGREES, 15), knee, bones))


def _lowest_of_arm(body: Body, skeleton: Skeleton, bones: list[str], beside: str | None) -> tuple[Vector, float]:
    """Return the lowest ball of some bones and how high it is; `beside`: a hand whose neighbourhood doesn't count."""
    balls = body.placed(skeleton, bones)
    if beside is not None:
        wrist = skeleton[beside].origin
        balls = [ball for ball in balls if length(subtract(ball[0], wrist)) > 0.05]
    place, radius = min(balls, key=lambda ball: ball[0][1] - ball[1])
    return place, place[1] - radius
