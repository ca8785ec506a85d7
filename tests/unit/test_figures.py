"""Figures: each is sound in body and in drawing; wrong data is refused in words; a drawing is the same every time."""

import functools
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import sampled
from exercise_library.catalogue.poses import read_figures
from exercise_library.cli import main
from exercise_library.figures import LOOKS, Figure, Look, contact_sheet, draw, sheet
from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.checks import complaints
from exercise_library.figures.draw.camera import Circle
from exercise_library.figures.draw.hull import hull
from exercise_library.figures.draw.path import Step, Subpath, spline, straight, written
from exercise_library.figures.draw.props import PROP_NEEDS, Need, place_prop
from exercise_library.figures.draw.stored import from_svg
from exercise_library.figures.pose.bases import BASE_NAMES, BASES
from exercise_library.figures.pose.landmarks import singly
from exercise_library.figures.pose.limits import beyond
from exercise_library.figures.pose.muscles import AREA_NAMES
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
from exercise_library.view.figure_guide import Example, examples
from pydantic import ValidationError

FILE = Path(__file__).parent / "figures.yml"
DATA = Path(__file__).resolve().parents[2] / "data"
FIGURES, _PROBLEMS = read_figures(FILE)
# A figure takes half a second to draw: each test draws those that tell most, and test-deep draws all.
SOME, FEW = list(FIGURES)[::6], list(FIGURES)[::24]
EXAMPLES = list(examples())
PLAIN = Look()
STURDY = Look(build="sturdy", age="older", hair="receding", skin="deep", glasses=True)


def figure(**data: Any) -> Figure:
    return Figure.model_validate({"base": "standing", **data})


def test_the_file_of_figures_is_right() -> None:
    assert _PROBLEMS == []
    assert len(FIGURES) >= 39


@pytest.mark.parametrize("name", sampled(FIGURES, SOME))
@pytest.mark.parametrize("look", [PLAIN, STURDY], ids=["slim", "sturdy"])
def test_figure_is_sound(name: str, look: Look) -> None:
    assert complaints(FIGURES[name], look) == []


@pytest.mark.parametrize("base", BASE_NAMES)
def test_base_is_sound(base: str) -> None:
    assert complaints(figure(base=base)) == []


@pytest.mark.parametrize("number", sampled(range(len(EXAMPLES)), range(0, len(EXAMPLES), 12)))
def test_example_of_the_guide_is_sound(number: int) -> None:
    example: Example = EXAMPLES[number]
    assert complaints(example.figure) == [], example.name


def test_every_base_is_told() -> None:
    assert set(BASES) == set(BASE_NAMES)


@pytest.mark.parametrize("name", sampled(FIGURES, FEW))
def test_sheet_is_well_formed_and_holds_every_frame(name: str) -> None:
    frames = draw(FIGURES[name])
    root = ET.fromstring(sheet(frames))
    symbols = list(root)
    assert [symbol.get("id") for symbol in symbols] == [f"frame-{count}" for count in range(1, len(frames) + 1)]
    assert len({symbol.get("viewBox") for symbol in symbols}) == 1
    for element in root.iter():
        assert not {"style", "class", "href"} & set(element.keys())
        for paint in ("fill", "stroke", "color"):
            value = element.get(paint)
            assert value is None or value in ("none", "currentColor") or value.startswith("var(--fig-")


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


def test_held_feet_stay() -> None:
    frames = Movement(FIGURES["bridge"], body_of(PLAIN)).frames
    start, end = frames[0].skeleton, frames[1].skeleton
    assert end["foot_r"].origin == pytest.approx(start["foot_r"].origin, abs=1e-3)
    assert end["pelvis"].origin[1] > start["pelvis"].origin[1] + 0.05


def told(one: Figure, pattern: str) -> bool:
    """Say if one of the complaints about a figure is of a kind."""
    return any(re.search(pattern, complaint) for complaint in complaints(one))


def test_hidden_mistakes_are_found() -> None:
    floating = figure(base="hook-lying", end={"hip": 2, "knee": 98})
    assert told(floating, "frame 1: ankle_l flexion is .*, range -80 to 42")  # bent by the floor
    bent_wrong = figure(base="hook-lying", end={"hip": 120, "knee": 20, "hold": ["pelvis", "feet"]})
    assert told(bent_wrong, "hip_l flexion is .*, range -30 to 140")
    assert complaints(figure(end={"hip_r": 1e-9})) == ["frame 1: it looks the same as the frame before"]


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
        ({"end": {}, "captions": ["One"]}, "has 1, and there are 2 frames.", "write one for each."),
        ({"end": {}, "arrows": {"3": ["head"]}}, "there is no frame 3.", "the last is 1."),
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


# ---- the drawing


DIGEST = """
import hashlib, sys
from pathlib import Path
from exercise_library.catalogue.poses import read_figures
from exercise_library.figures import draw, sheet
figures, _ = read_figures(Path(sys.argv[1]))
print(hashlib.sha256("".join(sheet(draw(figures[name])) for name in sys.argv[2:]).encode()).hexdigest())
"""


@pytest.mark.parametrize("names", [FEW, pytest.param(list(FIGURES), marks=pytest.mark.deep)], ids=["few", "all"])
def test_drawing_is_the_same_in_every_process(names: list[str]) -> None:
    digests = set()
    for seed in ("7", "42"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", DIGEST, str(FILE), *names]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        digests.add(done.stdout)
    assert len(digests) == 1


def test_looks_differ() -> None:
    standing = figure(view="three-quarter")
    assert len(set(LOOKS)) == len(LOOKS)
    assert len({look.build for look in LOOKS}) > 1 and len({look.age for look in LOOKS}) > 1
    plain = draw(standing, PLAIN)
    for change in ({"skin": "deep"}, {"hair": "bun"}, {"hair_tone": "grey"}, {"build": "sturdy"}, {"glasses": True}):
        other = replace(PLAIN, **change)
        assert draw(standing, other) != plain, change


@pytest.mark.parametrize("area", sampled(AREA_NAMES, list(AREA_NAMES)[::12]))
def test_a_highlight_is_seen_in_the_end_frame_only(area: str) -> None:
    for view in ("side", "front", "back"):
        start, end = draw(figure(end={"hip_r": 20, "hold": ["foot_l"]}, view=view, highlight=[area]))
        assert "--fig-highlight" not in start.svg_inner
        if "--fig-highlight" in end.svg_inner:
            return
    pytest.fail("it is seen from nowhere")


def test_a_highlight_can_be_told_by_frame() -> None:
    start, end = draw(figure(end={"hip_r": 20, "hold": ["foot_l"]}, highlight={0: ["belly"]}))
    assert "--fig-highlight" in start.svg_inner
    assert "--fig-highlight" not in end.svg_inner


def test_what_faces_away_is_not_shaded() -> None:
    front, back = (draw(figure(view=view, highlight=["buttocks"]))[0].svg_inner for view in ("front", "back"))
    assert "--fig-highlight" not in front
    assert "--fig-highlight" in back


@functools.cache
def sitting(*props: str) -> str:
    """Return the drawing of someone who sits among some props."""
    told: list[Any] = [{kind: "hands"} if PROP_NEEDS[kind] in (Need.POINT, Need.POINTS) else kind for kind in props]
    return draw(figure(base="sitting", props=told, view="three-quarter"))[0].svg_inner


@pytest.mark.parametrize("kind", sampled(PROP_NEEDS, list(PROP_NEEDS)[::5]))
def test_every_prop_is_drawn(kind: str) -> None:
    assert sitting(kind) != sitting()


def test_arrows_of_all_kinds() -> None:
    arrows = ["knee_r", {"at": "belly", "dir": 180}, {"around": "head", "from": 100, "to": 30}]
    start, end = draw(figure(end={"hip_r": 60, "knee_r": 60, "hold": ["foot_l"]}, arrows=arrows))
    assert "--fig-arrow" not in start.svg_inner
    assert end.svg_inner.count("--fig-arrow") > draw(figure(arrows=arrows[1:2]))[0].svg_inner.count("--fig-arrow") > 0


def test_a_press_into_the_floor_has_a_sign_of_its_own() -> None:
    """What is pressed into is drawn in every frame, and lines of effort stand beside the arrow, clear of the body."""
    lying = {"base": "hook-lying", "end": {"hold": ["pelvis"]}}
    start, end = draw(figure(**lying, arrows=[{"press": "head"}]))
    for pressed in (start, end):
        assert pressed.svg_inner.count('fill="var(--fig-prop,') == 1
    _, plain = draw(figure(**lying, arrows=[{"at": "belly", "dir": -90}]))
    assert 'fill="var(--fig-prop,' not in plain.svg_inner
    lines = [shape for shape in end.shapes if "--fig-arrow" in shape.stroke and not shape.fill]
    assert len(lines) == 4
    assert all(one.path[0].start[1] > 0 for one in lines)


def test_captions_and_words() -> None:
    assert [frame.caption for frame in draw(figure(end={}))] == ["Start", "End"]
    assert [frame.caption for frame in draw(figure(frames=[{}, {}]))] == ["Start", "Step 1", "Step 2"]
    told = draw(figure(end={}, captions=["Stand", "Bend"], alt="Someone stands."))
    assert [(frame.caption, frame.alt) for frame in told] == [("Stand", "Someone stands."), ("Bend", "Someone stands.")]


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


def test_hull_leaves_out_what_lies_inside() -> None:
    big, small = Circle(0, 0, 10), Circle(2, 0, 3)
    assert hull([big, small]) == hull([big])
    ((_, steps, closed),) = hull([big, Circle(40, 0, 5), Circle(20, 0, 2)])
    assert closed and {step.kind for step in steps} == {"line", "arc"}
    assert all(isinstance(step, Step) for step in steps)


# ---- the tool


def test_contact_sheet_shows_every_figure() -> None:
    page = contact_sheet({"one <two>": figure(end={"hip_r": 20})})
    assert "one &lt;two&gt;" in page and page.count("<svg") == 2


def test_command_draws_a_file_of_figures_and_one_figure(tmp_path: Path) -> None:
    file, page, one = (tmp_path / name for name in ("figures.yml", "all.html", "bridge.svg"))
    file.write_text(FILE.read_text(encoding="utf-8").partition("pelvic-tilt:")[0], encoding="utf-8")
    assert CliRunner().invoke(main, ["figures", str(file), str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8").count("<figure") == 2
    assert CliRunner().invoke(main, ["figures", str(file), str(one), "bridge"]).exit_code == 0
    bridge = draw(FIGURES["bridge"])
    assert [frame.svg_inner for frame in from_svg(one.read_text(encoding="utf-8"), FIGURES["bridge"])] == [
        frame.svg_inner for frame in bridge
    ], "the file shows its frames by itself"
    assert CliRunner().invoke(main, ["figures", str(file), str(one)]).exit_code == 1
    assert CliRunner().invoke(main, ["figures", str(file), str(one), "no-such"]).exit_code == 1


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
