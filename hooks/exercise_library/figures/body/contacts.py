"""Where a body touches: balls that lie just under its skin or cloth, found in the mesh when body.npz is made.

Each ball touches the skin from inside at a place where the bone's skin bulges furthest in some direction, and follows
the bones that this place follows. The lowest of the balls of a part is then as low as its skin, however a joint bends.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.flesh import PERCENT, STEPS
from exercise_library.figures.body.rig import BONES, FINGERS, NUMBER, SPINE, bind
from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.solve.flesh import WAYS, Bones, half_way
from exercise_library.figures.solve.skeleton import SIDES

Floats = NDArray[np.float64]

_LARGEST, _SMALLEST = 0.06, 0.004
_SAME = 0.006
_FEW = 12
_ENOUGH = 0.35
"""How much a place must follow a bone to count as its skin."""

_PARTS: Mapping[str, tuple[str, ...]] = {
    **{bone: (bone,) for bone in SPINE},
    "upper_arm": ("upper_arm", "shoulder"),
    "forearm": ("forearm", "forearm_twist"),
    "hand": ("hand", *(finger for finger in FINGERS if finger[7] != "1"), "wrist_half"),  # a thumb gives way
    "thigh": ("thigh",),
    "shank": ("shank",),
    "foot": ("foot",),
    "ankle": ("ankle_half",),
    "toes": ("toes",),
    "hip": ("hip_half",),
    "knee": ("knee_half",),
    "elbow": ("elbow_half",),
}


_SOLID = (*SPINE, "upper_arm", "forearm", "thigh", "shank", "hip", "knee")
_GOES_WITH: Mapping[str, str] = {
    "clavicle": "thoracic_2",
    "shoulder": "upper_arm",
    "forearm": "forearm",
    "finger": "hand",
    "wrist_half": "hand",
    "hip_half": "hip",
    "knee_half": "knee",
    "ankle_half": "ankle",
    "elbow_half": "elbow",
}
_RIGID, _LEAST = 0.9, 0.1


class Contacts(NamedTuple):
    """Balls of each bone: radius, then bone, share and place of each that it follows; how far the bone's skin reaches.

    Lengths are in steps, shares in percent.
    """

    balls: dict[str, list[list[object]]]
    reaches: dict[str, list[int]]


def contacts_of(
    places: Floats, quads: NDArray[np.int64], bones: NDArray[np.uint8], shares: NDArray[np.uint8], joints: object
) -> Contacts:
    """Return where a body touches. Lengths are body heights."""
    weights = np.zeros((len(places), len(BONES)))
    np.add.at(weights, (np.arange(len(places))[:, None], bones.astype(np.int64)), shares / 255.0)
    normals = _normals(places, quads)
    rest = bind({name: tuple(place) for name, place in joints.items()})  # type: ignore[attr-defined]
    owners = _owners()
    share = np.stack([weights[:, [NUMBER[name] for name in owns]].sum(axis=1) for owns in owners.values()])
    most = share.argmax(axis=0)
    found = Contacts({}, {})
    for number, bone in enumerate(owners):
        mine = np.nonzero((most == number) & (share[number] >= _ENOUGH))[0]
        if len(mine) > _FEW:
            placement = half_way(rest, bone)
            local = (places - np.array(placement.origin)) @ np.array(placement.rotation).T
            out = normals @ np.array(placement.rotation).T
            found.balls[bone] = [
                [round(radius * STEPS), *_parts(weights[vertex], places[vertex] - normals[vertex] * radius, rest)]
                for vertex, radius in _balls(local, out, mine, weights)
            ]
            if split(bone)[0] in _SOLID:
                far = (local[mine] @ np.array(WAYS).T).max(axis=0)
                found.reaches[bone] = [round(float(reach) * STEPS) for reach in far]
    return found


def _owners() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for bone, owns in _PARTS.items():
        if bone in SPINE:
            found[bone] = owns
        else:
            found |= {f"{bone}_{side}": tuple(f"{name}_{side}" for name in owns) for side in SIDES}
    return found


def _normals(places: Floats, quads: NDArray[np.int64]) -> Floats:
    one, two, three, four = (places[quads[:, corner]] for corner in range(4))
    across = np.cross(three - one, four - two)
    found = np.zeros_like(places)
    for corner in range(4):
        np.add.at(found, quads[:, corner], across)
    long: Floats = found / np.maximum(np.sqrt((found * found).sum(axis=1)), 1e-12)[:, None]
    return long


def _balls(local: Floats, out: Floats, mine: NDArray[np.int64], weights: Floats) -> list[tuple[int, float]]:
    """Return where balls touch the skin, by vertex, and their radii."""
    chosen: list[int] = []
    for way in _ways(local[mine]):
        best = int(mine[np.argmax(local[mine] @ way)])
        if all(np.abs(local[best] - local[other]).max() > _SAME for other in chosen):
            chosen.append(best)
    # Skin that follows several bones moves against its neighbours: a small ball stays nearer to it.
    rigid = weights.max(axis=1) > _RIGID
    return [(vertex, _radius(local, out, vertex) if rigid[vertex] else _SMALLEST) for vertex in chosen]


def _parts(weights: Floats, place: Floats, rest: Bones) -> list[list[object]]:
    """Return the bones that a vertex follows, with their shares and where it is in their axes."""
    shares: dict[str, float] = {}
    for name, number in NUMBER.items():
        if weights[number] > _LEAST:
            bone = bone_of_skin(name)
            shares[bone] = shares.get(bone, 0.0) + float(weights[number])
    total = sum(shares.values())
    found: list[list[object]] = []
    for bone, share in shares.items():
        placement = half_way(rest, bone)
        x, y, z = np.array(placement.rotation) @ (place - np.array(placement.origin))
        found.append([bone, round(share / total * PERCENT), *(round(float(value) * STEPS) for value in (x, y, z))])
    return found


def bone_of_skin(name: str) -> str:
    """Return the bone or joint of the solver that a bone of the mesh goes with."""
    for start, bone in _GOES_WITH.items():
        if name.startswith(start):
            return bone if bone in SPINE else f"{bone}_{name[-1]}"
    return name


def _ways(local: Floats) -> Sequence[Floats]:
    """Return directions all around; around a long bone also at several places along it, by leaning a little."""
    steps = (-1.0, -0.4, 0.0, 0.4, 1.0) if np.ptp(local[:, 1]) > 0.1 else (-1.0, 0.0, 1.0)
    ways = [np.array(way) for way in product((-1.0, 0.0, 1.0), steps, (-1.0, 0.0, 1.0)) if any(way)]
    return [way / np.sqrt((way * way).sum()) for way in ways]


def _radius(local: Floats, out: Floats, vertex: int) -> float:
    """Return how large the largest ball is that touches the skin at a vertex from inside and holds no other vertex."""
    place, normal = local[vertex], out[vertex]
    away = place - local
    depth = away @ normal
    behind = depth > 1e-5
    radius = float(((away * away).sum(axis=1)[behind] / (2 * depth[behind])).min(initial=_LARGEST))
    return max(_SMALLEST, radius)
