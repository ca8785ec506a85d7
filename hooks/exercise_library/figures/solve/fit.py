"""Where the trunk goes when something is held: the least-squares place and tilt of the whole body."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from exercise_library.figures.pose.landmarks import place_of, split
from exercise_library.figures.solve.geometry import Placement, Rotation, Vec3, centre, turn_about
from exercise_library.figures.solve.skeleton import Skeleton, side_of

Move = tuple[float, float, float]
"""Up and forward in body heights, and tilt in the sagittal plane in degrees."""

TRUNK_WEIGHT = 100.0
WEIGHTS = {"pelvis": TRUNK_WEIGHT, "shoulders": TRUNK_WEIGHT, "thigh": TRUNK_WEIGHT, "toe": 1.0, "foot": 1.0}
"""How much it matters that a point stays; feet are brought back exactly by their limbs afterwards."""

_KEEP_LENGTH = 3.0
_KEEP_HAND_LENGTH = 0.1
_TILT_COST = 1e-7
_FIRST_STEPS = (0.05, 0.05, 12.0)
_LAST_STEP = 0.002


class _Pull(NamedTuple):
    """A point that should come back to its place; `upright`: whether its height counts."""

    now: Vec3
    place: Vec3
    weight: float
    upright: bool = True


class _Leash(NamedTuple):
    """A limb that should keep its length from its root to a place."""

    root: Vec3
    place: Vec3
    length: float
    weight: float


def hold_in_place(skeleton: Skeleton, start: Skeleton, hold: Collection[str], may_tilt: bool) -> Skeleton:
    """Move and tilt the whole body until what is held is as near to its place in `start` as can be."""
    pulls, leashes = _constraints(skeleton, start, hold)
    may_tilt = may_tilt and "back" not in hold
    # Turning about what is held makes the three numbers nearly independent.
    heavy = [pull.now for pull in pulls if pull.weight == TRUNK_WEIGHT]
    about = centre(heavy or [pull.now for pull in pulls] or [leash.root for leash in leashes])
    side, up, front = start.pelvis.rotation

    def motion(move: Move) -> tuple[Rotation, Vec3]:
        return turn_about(side, move[2]), about + (up * move[0] + front * move[1])

    def cost(move: Move) -> float:
        rotation, to = motion(move)
        total = _TILT_COST * move[2] * move[2]
        for now, place, weight, upright in pulls:
            x, y, z = rotation @ (now - about) + to - place
            total += weight * (x * x + (y * y if upright else 0.0) + z * z)
        for root, place, long, weight in leashes:
            stretched = (rotation @ (root - about) + to - place).length() - long
            total += weight * stretched * stretched
        return total

    rotation, to = motion(_least(cost, may_tilt))
    return skeleton.each(lambda bone: Placement(rotation @ (bone.origin - about) + to, rotation @ bone.rotation))


def pull_of(part: str, hold: Collection[str]) -> float:
    """Return how much it matters that a held part stays, if the whole body is moved to keep it; else 0."""
    name = split(part)[0]
    trunk_held = any(WEIGHTS.get(split(one)[0]) == TRUNK_WEIGHT for one in hold)
    if name in ("knee", "elbow") and not trunk_held:
        return TRUNK_WEIGHT
    return WEIGHTS.get(name, 0.0)


def _constraints(skeleton: Skeleton, start: Skeleton, hold: Collection[str]) -> tuple[list[_Pull], list[_Leash]]:
    pulls: list[_Pull] = []
    leashes: list[_Leash] = []
    trunk_held = any(WEIGHTS.get(split(part)[0]) == TRUNK_WEIGHT for part in hold)
    for part in hold:
        name = split(part)[0]
        if name == "back":  # slides along a wall
            pulls.append(_Pull(skeleton.pelvis.origin, start.pelvis.origin, TRUNK_WEIGHT, upright=False))
        elif weight := pull_of(part, hold):
            pulls.append(_Pull(place_of(skeleton, part), place_of(start, part), weight))
        elif name in ("hand", "elbow", "knee"):
            side = side_of(part)
            root = (skeleton.leg[side].thigh if name == "knee" else skeleton.arm[side].upper_arm).origin
            long = place_of(skeleton, part).distance(root)
            weight = _KEEP_LENGTH if trunk_held or name != "hand" else _KEEP_HAND_LENGTH
            leashes.append(_Leash(root, place_of(start, part), long, weight))
    return pulls, leashes


def _least(cost: Callable[[Move], float], may_tilt: bool) -> Move:
    """Return the move that costs least: pattern search, which needs no derivatives."""
    steps = [_FIRST_STEPS[0], _FIRST_STEPS[1], _FIRST_STEPS[2] if may_tilt else 0.0]
    move: Move = (0.0, 0.0, 0.0)
    best = cost(move)
    while max(steps) > _LAST_STEP:
        found = _step(cost, move, best, steps)
        if found is None:
            steps = [step / 2 for step in steps]
        else:
            move, best = found
    return move


def _step(cost: Callable[[Move], float], move: Move, best: float, steps: list[float]) -> tuple[Move, float] | None:
    """Try one step each way in each number; return where that leads, or None if nothing is better."""
    start = best
    for number, step in enumerate(steps):
        for sign in (1, -1):
            x, y, z = (value + (sign * step if at == number else 0.0) for at, value in enumerate(move))
            tried = cost((x, y, z))
            if tried < best - 1e-12:
                move, best = (x, y, z), tried
    return (move, best) if best < start else None
