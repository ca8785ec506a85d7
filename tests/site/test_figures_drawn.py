"""Figures as they are drawn: each is sound in body and in drawing, and a drawing is the same every time."""

import functools
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, sampled
from exercise_library.catalogue.poses import read_figures
from exercise_library.cli import main
from exercise_library.figures import LOOKS, Figure, Look, complaints, contact_sheet, draw, sheet, solved
from exercise_library.figures.draw.camera import UNIT
from exercise_library.figures.draw.props import PROP_NEEDS, Need
from exercise_library.figures.draw.shapes import Shape
from exercise_library.figures.draw.stored import from_svg
from exercise_library.figures.pose.bases import BASE_NAMES
from exercise_library.figures.pose.muscles import AREA_NAMES
from exercise_library.tried import tried
from exercise_library.view.figure_guide import Example, examples

FILE = ROOT / "tests/figures.yml"
FIGURES, _PROBLEMS = read_figures(FILE)
# A figure takes half a second to draw: each test draws those that tell most, and test-deep draws all.
SOME, FEW = list(FIGURES)[::12], list(FIGURES)[::24]
EXAMPLES = list(examples())
PLAIN = Look()
STURDY = Look(build="sturdy", age="older", hair="receding", skin="deep", glasses=True)


def figure(**data: Any) -> Figure:
    return Figure.model_validate({"base": "standing", **data})


@pytest.mark.parametrize("name", sampled(FIGURES, SOME))
@pytest.mark.parametrize("look", [PLAIN, STURDY], ids=["slim", "sturdy"])
def test_figure_is_sound(name: str, look: Look) -> None:
    assert complaints(solved(FIGURES[name], look), look) == []


@pytest.mark.parametrize("base", BASE_NAMES)
def test_base_is_sound(base: str) -> None:
    assert complaints(solved(figure(base=base))) == []


@pytest.mark.parametrize("number", sampled(range(len(EXAMPLES)), range(0, len(EXAMPLES), 12)))
def test_example_of_the_guide_is_sound(number: int) -> None:
    example: Example = EXAMPLES[number]
    assert complaints(solved(example.figure)) == [], example.name


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


def told(one: Figure, pattern: str) -> bool:
    """Say if one of the complaints about a figure is of a kind."""
    return any(re.search(pattern, complaint) for complaint in complaints(solved(one)))


def test_hidden_mistakes_are_found() -> None:
    floating = figure(base="hook-lying", end={"hip": 2, "knee": 98})
    assert told(floating, "frame 1: ankle_l flexion is .*, range -80 to 42")  # bent by the floor
    bent_wrong = figure(base="hook-lying", end={"hip": 120, "knee": 20, "hold": ["pelvis", "feet"]})
    assert told(bent_wrong, "hip_l flexion is .*, range -30 to 140")
    assert complaints(solved(figure(end={"hip_r": 1e-9}))) == ["frame 1: it looks the same as the frame before"]


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
    here = hashlib.sha256("".join(sheet(draw(FIGURES[name])) for name in names).encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "7" if os.environ.get("PYTHONHASHSEED") != "7" else "42"}
    command = [sys.executable, "-c", DIGEST, str(FILE), *names]
    there = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert there.stdout == f"{here}\n", there.stderr


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


def places(shape: Shape) -> Iterator[tuple[float, float]]:
    """Yield where a path starts, and ends and controls of its steps, in drawing units."""
    for sub in shape.path:
        told = [sub.start, *(pair for step in sub.steps for pair in batched(step.numbers[2 * (step.kind == "arc") :]))]
        yield from ((x / 10, y / 10) for x, y in told)


def batched(numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield numbers two by two."""
    return zip(numbers[::2], numbers[1::2], strict=True)


def painted(paint: str, among: Iterable[Shape]) -> Iterator[Shape]:
    """Yield the shapes that are filled with a colour."""
    return (shape for shape in among if paint in shape.fill)


def height(shape: Shape) -> float:
    """Return how high a shape is, in drawing units."""
    ys = [y for _, y in places(shape)]
    return max(ys) - min(ys)


def test_a_detail_is_drawn_larger_in_its_disc_and_nowhere_else() -> None:
    nods = {"base": "hook-lying", "view": "side", "end": {"head": 20, "hold": ["pelvis", "feet"]}}
    arrow = {"press": "head", "length": 0.05}
    detail = {"point": "head", "radius": 0.1, "zoom": 2, "dx": 0.2, "dy": 0.6, "arrows": [arrow]}
    start, end = draw(figure(**nods, detail={1: detail}))
    plain = draw(figure(**nods))
    assert start.shapes == plain[0].shapes and start.box == end.box and start.box.top < plain[0].box.top - 50
    ring = next(painted("--fig-prop,", end.shapes))
    added = end.shapes[end.shapes.index(ring) :]
    xs, ys = zip(*places(ring), strict=True)
    x, y, radius = (min(xs) + max(xs)) / 2, ys[0], (max(xs) - min(xs)) / 2
    assert radius == pytest.approx(0.1 * 2 * UNIT, abs=0.2)
    assert farthest(added, (x, y)) < radius + 1
    assert any("--fig-arrow" in shape.stroke for shape in added)
    small, large = (next(map(height, painted("--fig-hair", among))) for among in (plain[1].shapes, added))
    assert large == pytest.approx(2 * small, rel=0.1)


def farthest(shapes: Iterable[Shape], middle: tuple[float, float]) -> float:
    """Return how far from a place shapes reach, in drawing units."""
    return max(math.dist(middle, place) for shape in shapes for place in places(shape))


def test_glasses_do_not_stick_out_of_a_disc_that_ends_on_the_face() -> None:
    look = next(look for look in LOOKS if look.glasses)
    detail = {0: {"point": "shoulder_r", "radius": 0.14, "zoom": 1.7, "dy": 0.4}}
    (frame,) = draw(figure(base="hook-lying", view="side", detail=detail), look)
    ring = next(painted("--fig-prop,", frame.shapes))
    xs, ys = zip(*places(ring), strict=True)
    in_disc = frame.shapes[frame.shapes.index(ring) :]
    assert farthest(in_disc, ((min(xs) + max(xs)) / 2, ys[0])) < (max(xs) - min(xs)) / 2 + 1


def test_a_part_of_the_body_has_its_fingers_in_the_picture() -> None:
    """Arms that reach up are cut at the hips alone."""
    (frame,) = draw(figure(focus="trunk", start={"shoulder": [170, 20, 0]}))
    tops = [y for shape in frame.shapes if shape.fill == "currentColor" for _, y in places(shape)]
    assert min(tops) > frame.box.top


def test_what_moves_has_no_disc_but_its_arrow_if_it_is_seen_from_the_same_side() -> None:
    press = {"press": "head"}
    same, below = {"point": "head", "arrows": [press]}, {"point": "pelvis", "view": [0, -90], "arrows": [press]}
    moving = figure(base="hook-lying", frames=[{}, {}], detail={1: same, 2: below}).without_details()
    assert not moving.detail
    assert [len(moving.arrows_of(frame)) for frame in range(3)] == [0, 1, 0]


def test_captions_and_words() -> None:
    for one, captions in ((figure(end={}), ["Start", "End"]), (figure(frames=[{}, {}]), ["Start", "Step 1", "Step 2"])):
        assert [one.caption_of(frame) for frame in range(one.count)] == captions
    told = draw(figure(end={}, captions=["Stand", "Bend"], alt="Someone stands."))
    assert [(frame.caption, frame.alt) for frame in told] == [("Stand", "Someone stands."), ("Bend", "Someone stands.")]


def test_contact_sheet_shows_every_figure() -> None:
    page = contact_sheet({"one <two>": figure(end={"hip_r": 20})})
    assert "one &lt;two&gt;" in page and page.count("<svg") == 2


def test_command_draws_a_file_of_figures_and_one_figure(tmp_path: Path) -> None:
    file, page, one = (tmp_path / name for name in ("figures.yml", "all.html", "bridge.svg"))
    file.write_text("sitting: {base: sitting, alt: [Sitting.]}\nbridge: {base: hook-lying, alt: [Lying.]}\n")
    assert CliRunner().invoke(main, ["figures", str(file), str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8").count("<figure") == 2
    assert CliRunner().invoke(main, ["figures", str(file), str(one), "bridge"]).exit_code == 0
    bridge = figure(base="hook-lying", alt=["Lying."])
    assert [frame.svg_inner for frame in from_svg(one.read_text(encoding="utf-8"), bridge)] == [
        frame.svg_inner for frame in draw(bridge)
    ], "the file shows its frames by itself"
    assert CliRunner().invoke(main, ["figures", str(file), str(one)]).exit_code == 1
    assert CliRunner().invoke(main, ["figures", str(file), str(one), "no-such"]).exit_code == 1


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
