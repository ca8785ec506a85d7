"""Figures: the skeleton stands as people do; wrong data is refused in words; a path is written short."""

import math
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT
from exercise_library.catalogue.colors import contrast
from exercise_library.catalogue.poses import read_figures
from exercise_library.cli import main
from exercise_library.figures import Figure, Look
from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.draw.arrows import PlacedArrow
from exercise_library.figures.draw.camera import Circle
from exercise_library.figures.draw.hands import hand_shapes
from exercise_library.figures.draw.hull import hull
from exercise_library.figures.draw.palette import PLAIN as PLAIN_COLORS
from exercise_library.figures.draw.path import Step, Subpath, spline, straight, written
from exercise_library.figures.draw.props import place_prop
from exercise_library.figures.pose.bases import BASE_NAMES, BASES
from exercise_library.figures.pose.landmarks import singly
from exercise_library.figures.pose.limits import beyond
from exercise_library.figures.solve.angles import measure_angles
from exercise_library.figures.solve.geometry import at
from exercise_library.figures.solve.skeleton import (
    ANKLE_HEIGHT,
    JOINTS,
    SHANK,
    THIGH,
    neutral_angles,
    place_bones,
)
from exercise_library.figures.solve.solver import Movement
from pydantic import ValidationError

FILE = ROOT / "tests/figures.yml"
CSS = ROOT / "docs/assets/stylesheets/site.css"
DATA = ROOT / "data"
FIGURES, _PROBLEMS = read_figures(FILE)
PLAIN = Look()


def figure(**data: Any) -> Figure:
    return Figure.model_validate({"base": "standing", **data})


def test_the_file_of_figures_is_right() -> None:
    assert _PROBLEMS == []
    assert len(FIGURES) >= 39


def test_every_base_is_told() -> None:
    assert set(BASES) == set(BASE_NAMES)


# ---- the skeleton


def test_lengths_are_those_of_drillis_and_contini() -> None:
    bones = place_bones(neutral_angles())
    hip, ankle = bones["thigh_l"].origin, bones["foot_l"].origin
    assert hip[1] - ankle[1] == pytest.approx(THIGH + SHANK)
    total = THIGH + SHANK + ANKLE_HEIGHT
    assert total == pytest.approx(0.530)
    top = max(place[1] + radius for place, radius in body_of(PLAIN).placed(bones)) - ankle[1] + ANKLE_HEIGHT
    assert top == pytest.approx(1.0, abs=0.012)


def test_measuring_is_the_inverse_of_placing() -> None:
    angles = neutral_angles()
    for count, joint in enumerate(JOINTS):
        name = joint.removesuffix("_l").removesuffix("_r")
        if name == "scapula":
            continue
        angles[joint] = (10.0 + count, 0.0, 0.0)
        if name in ("hip", "shoulder", "lumbar", "thoracic", "neck", "head"):
            angles[joint] = (10.0 + count, 7.0, -9.0)
    measured = measure_angles(place_bones(angles), angles)
    for joint, found in measured.items():
        if joint in ("lumbar", "thoracic", "neck"):  # shared by several joints: only plain bending adds up exactly
            continue
        assert found == pytest.approx(angles[joint], abs=1e-6), joint


@pytest.mark.parametrize(
    ("joint", "point", "axis", "sign"),
    [
        ("hip", "shank_r", 2, 1),
        ("knee", "foot_r", 2, -1),
        ("ankle", "toes_r", 1, 1),
        ("shoulder", "forearm_r", 2, 1),
        ("elbow", "hand_r", 2, 1),
        ("lumbar", "head", 2, 1),
        ("neck", "head", 2, 1),
    ],
)
def test_flexion_goes_the_clinical_way(joint: str, point: str, axis: int, sign: int) -> None:
    angles = neutral_angles()
    still = place_bones(angles)
    for name in (joint, f"{joint}_r"):
        if name in angles:
            angles[name] = (30.0, 0.0, 0.0)
    bent = place_bones(angles)
    assert (bent[point].origin[axis] - still[point].origin[axis]) * sign > 0.01


def test_near_side_is_the_right() -> None:
    bones = Movement(figure(), body_of(PLAIN)).frames[0].skeleton
    assert bones["thigh_r"].origin[2] > bones["thigh_l"].origin[2]


def test_abduction_and_rotation_mirror_each_other() -> None:
    angles = neutral_angles() | {
        f"{joint}_{side}": (20.0, 30.0, 15.0) for joint in ("hip", "shoulder") for side in "lr"
    }
    bones = place_bones(angles)
    for bone in ("shank", "hand"):
        (x, y, z), (mirrored, same, too) = bones[f"{bone}_l"].origin, bones[f"{bone}_r"].origin
        assert (x, y, z) == pytest.approx((-mirrored, same, too))


# ---- contact


@pytest.mark.parametrize(
    ("shoulder", "shape"), [([170, 0, 0], "flat"), ([0, 170, 0], "flat"), ([90, 0, 0], "rest"), ([0, 0, 0], "rest")]
)
def test_the_fingers_of_a_raised_arm_are_straight(shoulder: list[int], shape: str) -> None:
    raised = figure(start={"shoulder_r": shoulder})
    assert hand_shapes(raised, Movement(raised, body_of(PLAIN)))[0] == {"l": "rest", "r": shape}


def test_held_feet_stay() -> None:
    frames = Movement(FIGURES["bridge"], body_of(PLAIN)).frames
    start, end = frames[0].skeleton, frames[1].skeleton
    assert end["foot_r"].origin == pytest.approx(start["foot_r"].origin, abs=1e-3)
    assert end["pelvis"].origin[1] > start["pelvis"].origin[1] + 0.05


@pytest.mark.parametrize(
    ("old", "present"),
    [
        ({"end": {"reach": {"hands": "behind_thigh_r"}}}, {"end": {"reach": {"hands": "back-of-thigh_r"}}}),
        ({"start": {"reach": {"hand_r": "low_back"}}}, {"start": {"reach": {"hand_r": "lower-back"}}}),
        ({"props": ["wall_behind"]}, {"props": ["wall-behind"]}),
    ],
)
def test_an_old_word_means_the_present_one(old: dict[str, Any], present: dict[str, Any]) -> None:
    assert figure(**old) == figure(**present)


# ---- refusals


def refusal(data: dict[str, Any]) -> tuple[str, str]:
    """Return the message and tip of the one complaint about some data."""
    with pytest.raises(ValidationError) as caught:
        Figure.model_validate(data)
    (detail,) = caught.value.errors()
    if detail["type"] != "library":
        return detail["type"], ""
    return str(detail["ctx"]["message"]), str(detail["ctx"]["tip"])


@pytest.mark.parametrize(
    ("data", "message", "tip"),
    [
        ({"base": "hooklying"}, "'hooklying' is not a base position that we know.", "did you mean 'hook-lying'?"),
        ({"end": {"knees": 30}}, "extra_forbidden", ""),
        ({"pose": {}}, "extra_forbidden", ""),
        ({"end": {"hold": ["foots"]}}, "'foots' is not a part that can be held that we know.", "did you mean"),
        (
            {"start": {"rest": ["pelviss"]}},
            "'pelviss' is not a part to lie on that we know.",
            "did you mean 'pelvis'?",
        ),
        ({"end": {"reach": {"hands": "kneee_r"}}}, "'kneee_r' is not a place on the body", "did you mean 'knee_r'?"),
        ({"end": {"reach": {"nose": "knee_r"}}}, "'nose' is not a hand or foot", ""),
        ({"props": ["chiar"]}, "'chiar' is not a prop that we know.", "did you mean 'chair'?"),
        ({"props": ["strap"]}, "'strap' needs a point of the body.", "{strap: hands}"),
        ({"props": [{"wall": "hand_r"}]}, "'wall' goes nowhere in particular.", "write wall alone."),
        ({"view": "sde"}, "'sde' is not a view that we know.", "did you mean 'side'?"),
        ({"view": [10, 120]}, "is not a view.", "yaw is"),
        ({"focus": "uper"}, "'uper' is not a part to focus on that we know.", "did you mean 'upper'?"),
        ({"highlight": ["butocks"]}, "'butocks' is not an area of the body that we know.", "did you mean 'buttocks'?"),
        ({"end": {"knee": 170}}, "flexion of the knee is 170, and people reach -3 to 160.", "look at the sign"),
        ({"end": {"knee": [20, 10]}}, "abduction or side bending of the knee is 10", ""),
        ({"end": {"hip": True}}, "'true' is not an angle.", "write flexion"),
        ({"end": {"hip": [1, 2, 3, 4]}}, "a list is not an angle.", "write flexion"),
        ({"end": {"hip": float("nan")}}, "'nan' is not an angle.", ""),
        ({"end": {"facing": "rigth"}}, "'rigth' is not a way to face.", "did you mean 'right'?"),
        ({"end": {"rest": ["feet"]}}, "'rest' belongs to the start only.", "use touch or hold here."),
        ({"end": {}, "frames": [{}]}, "has both an end and frames.", ""),
        (
            {"end": {}, "captions": ["One"]},
            "has 1, and there are 2 frames.",
            "write one for each: the start and the end.",
        ),
        ({"end": {}, "arrows": {"3": ["head"]}}, "there is no frame 3.", "the last is 1."),
        ({"end": {}, "detail": {"2": {"point": "head"}}}, "there is no frame 2.", "the last is 1."),
        (
            {"detail": {"0": {"point": "feet"}}},
            "'feet' is not one point of the body that we know.",
            "foot_l, foot_r",
        ),
        (
            {"detail": {"0": {"point": "head", "view": [0, -91]}}},
            "is not a view.",
            "yaw is -360 to 360, pitch -90 (from below) to 90 (from above).",
        ),
        ({"end": {}, "arrows": ["heel"]}, "'heel' is not a point of the body that we know.", "did you mean"),
        ({"end": {}, "arrows": [{"at": "head"}]}, "needs the direction of the arrow.", "add dir"),
        ({"end": {}, "arrows": [{"around": "head", "from": 3}]}, "needs both ends of the arc.", "add from"),
        ({"end": {}, "arrows": [{"dir": 3}]}, "is not one kind of arrow.", "write a point"),
    ],
)
def test_wrong_data_is_refused_in_words(data: dict[str, Any], message: str, tip: str) -> None:
    found, remedy = refusal({"base": "standing", **data})
    assert found.startswith(message)
    assert tip in remedy


@pytest.mark.parametrize("joint", ["hip_r", "lumbar", "toes_l", "wrist"])
def test_no_joint_is_without_limits(joint: str) -> None:
    name = joint.removesuffix("_l").removesuffix("_r")
    assert beyond(name, (179.0, 0.0, 0.0)) and beyond(name, (-179.0, 0.0, 0.0))
    with pytest.raises(ValidationError):
        figure(start={joint: 500})


# ---- paths


def test_a_path_is_short_and_relative() -> None:
    assert written(straight([(0, 0), (1, 0), (1, -0.5)], closed=True)) == "M0 0l10 0 0-5z"
    assert written(straight([(0, 0), (0.1, 0), (1, 0)]), precision=10) == "M0 0l1 0"


def test_a_spline_is_written_once_and_rounded_without_adding_up() -> None:
    places = [(float(x), float(x % 3)) for x in range(12)]
    path = (Subpath((0, 0), (spline(places),)),)
    assert written(path).count("q") == 1 and "t" not in written(path)[1:3]
    for precision in (1, 5, 10):
        numbers = [int(number) for number in re.findall(r"-?[0-9]+", written(path, precision))]
        steps = list(zip(numbers[4::2], numbers[5::2], strict=True))  # after M x y and the first control
        end = tuple(sum(axis) for axis in zip(*steps, strict=True))
        assert end == ((110 + precision // 2) // precision, (20 + precision // 2) // precision)


def test_the_head_of_an_arrow_lies_along_its_shaft_though_its_way_turns_back() -> None:
    way = ((-49.1, -5.2), (-27.3, -5.1), (-18.0, -8.7), (-13.7, -7.7), (-11.0, -3.7))
    shaft, head = PlacedArrow(way).shapes()
    (line,), (triangle,) = shaft.path, head.path
    *_, from_x, from_y, x, y = line.steps[-1].numbers
    tip_x, tip_y = triangle.start
    bent = math.atan2(tip_y - y, tip_x - x) - math.atan2(y - from_y, x - from_x)
    assert abs(math.degrees(bent)) < 20


def test_where_the_body_was_is_read_on_all_that_is_under_it_in_both_schemes_and_on_paper() -> None:
    told = re.findall(r"--fig-([a-z-]+): ([^;]+);", CSS.read_text(encoding="utf-8"))
    dark = {name: value.split()[-1].rstrip(")") for name, value in told if "--dark" in value}
    paper = {
        name: "#" + "".join(2 * digit for digit in value[1:]) if len(value) == 4 else value for name, value in told
    }
    for ground, shown in (("#ffffff", PLAIN_COLORS), ("#1c2825", dark), ("#ffffff", paper)):
        assert all(contrast(shown["ghost"], under) >= 4.5 for under in (ground, shown["prop"], shown["shadow"]))


def test_hull_leaves_out_what_lies_inside() -> None:
    big, small = Circle(0, 0, 10), Circle(2, 0, 3)
    assert hull([big, small]) == hull([big])
    ((_, steps, closed),) = hull([big, Circle(40, 0, 5), Circle(20, 0, 2)])
    assert closed and {step.kind for step in steps} == {"line", "arc"}
    assert all(isinstance(step, Step) for step in steps)


# ---- the tool


def test_every_figure_of_any_file_is_found() -> None:
    for path in (path for folder in ("exercises", "programs") for path in sorted(DATA.glob(f"{folder}/*.yml"))):
        found, problems = read_figures(path)
        written = len(re.findall(r"^ *(?:- )?figure:", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert not written or (len(found) == written and not problems), path


def test_the_figures_of_variants_and_entries_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "curl.yml"
    one = "{base: supine, alt: [Lying.]}"
    file.write_text(
        f"figure: {one}\nvariants:\n  - id: reach\n    figure: {one}\nsections:\n  - entries:\n"
        f"      - id: up\n        figure: {one}\n        variants:\n"
        f"          - variant: low\n            figure: {one}\n"
    )
    assert list(read_figures(file)[0]) == ["curl", "curl--reach", "curl--up", "curl--up--low"]
    file.write_text("variants:\n  - id: reach\n    figure: {base: supine, heap: 3}\n")
    assert [(it.line, it.field) for it in read_figures(file)[1]] == [(3, "variants.1.figure.heap")]


@pytest.mark.parametrize("hands", ["hands", "hand_r"])
def test_a_chair_stands_under_the_hands_that_hold_it(hands: str) -> None:
    held = figure(base="standing", start={"shoulder": [40, 6, 0], "elbow": 62, "pronation": 90, "wrist": 10})
    body = body_of(PLAIN)
    now = Movement(held, body).frames[0].skeleton
    palms = [at(now[point], (0.0, -0.045, 0.0)) for point in singly([hands])]
    balls = [place for piece in place_prop("chair", (hands,), body, [now], now) for place, _ in piece.balls]
    across = [place[2] for place in balls]
    assert all(min(across) - 0.01 <= palm[2] <= max(across) + 0.01 for palm in palms)
    middle = sum(palm[2] for palm in palms) / len(palms)
    assert (min(across) + max(across)) / 2 == pytest.approx(middle, abs=0.01)


def test_command_tells_what_is_wrong_with_its_line(tmp_path: Path) -> None:
    data = tmp_path / "wrong.yml"
    data.write_text("bridge:\n  base: hook-lying\n  end:\n    hipp: 3\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["figures", str(data), str(tmp_path / "out.html")])
    assert done.exit_code == 1
    assert ":4: bridge.end.hipp: is not a key we know. Tip: did you mean 'hip'?" in done.output
