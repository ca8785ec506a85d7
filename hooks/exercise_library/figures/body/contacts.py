"""Where a body touches: balls that lie just under its skin or cloth, found in the mesh when body.npz is made.

Each ball touches the skin from inside at a place where the bone's skin bulges furthest in some direction. The lowest
of the balls of a part is then as low as its skin, and the balls fill the part roughly.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.flesh import STEPS
from exercise_library.figures.body.rig import BONES, FINGERS, NUMBER, SPINE, bind
from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.solve.flesh import WAYS, half_way
from exercise_library.figures.solve.skeleton import SIDES

Floats = NDArray[np.float64]

_LARGEST, _SMALLEST = 0.06, 0.004
_SAME = 0.004
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
    "foot": ("foot", "ankle_half"),
    "toes": ("toes",),
    "hip": ("hip_half",),
    "knee": ("knee_half",),
    "elbow": ("elbow_half",),
}


_SOLID = (*SPINE, "upper_arm", "forearm", "thigh", "shank", "hip", "knee", "elbow")


class Contacts(NamedTuple):
    """Balls of each bone in its own axes (x, y, z, radius), and how far its skin reaches in each of WAYS, in steps."""

    balls: dict[str, list[list[float]]]
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
            found.balls[bone] = _balls(local, out, mine)
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


def _balls(local: Floats, out: Floats, mine: NDArray[np.int64]) -> list[list[float]]:
    chosen: list[int] = []
    for way in _ways(local[mine]):
        best = int(mine[np.argmax(local[mine] @ way)])
        if all(np.abs(local[best] - local[other]).max() > _SAME for other in chosen):
            chosen.append(best)
    return [_ball(local, out, vertex) for vertex in chosen]


def _ways(local: Floats) -> Sequence[Floats]:
    """Return directions all around; around a long bone also at several places along it, by leaning a little."""
    steps = (-1.0, -0.4, 0.0, 0.4, 1.0) if np.ptp(local[:, 1]) > 0.1 else (-1.0, 0.0, 1.0)
    ways = [np.array(way) for way in product((-1.0, 0.0, 1.0), steps, (-1.0, 0.0, 1.0)) if any(way)]
    return [way / np.sqrt((way * way).sum()) for way in ways]


def _ball(local: Floats, out: Floats, vertex: int) -> list[float]:
    """Return the largest ball that touches the skin at a vertex from inside and holds no other vertex."""
    place, normal = local[vertex], out[vertex]
    away = place - local
    depth = away @ normal
    behind = depth > 1e-5
    radius = float(((away * away).sum(axis=1)[behind] / (2 * depth[behind])).min(initial=_LARGEST))
    radius = max(_SMALLEST, radius)
    middle = place - normal * radius
    return [round(float(value), 5) for value in (*middle, radius)]
