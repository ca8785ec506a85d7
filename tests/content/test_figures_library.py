"""The library's own figures: each is sound, says what its words say, and is as it was confirmed."""

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from conftest import ROOT, sampled
from exercise_library.drawings import leftover, unconfirmed
from exercise_library.figures import Figure, complaints, draw, solved
from exercise_library.figures.body.look import Build
from exercise_library.figures.draw.stored import from_svg, mark_of, to_svg
from exercise_library.figures.motion.cache import body_name
from exercise_library.figures.motion.movement import movement_of
from exercise_library.figures.motion.stored import to_json
from exercise_library.figures.solve import geometry
from exercise_library.review.claims import CLAIMS, clauses
from exercise_library.review.moments import Shown, moments_of, shown
from exercise_library.review.words import disagreements
from exercise_library.source.files import DRAWINGS, MOVEMENTS
from exercise_library.view.pictures import all_figures, shown_figures
from figure_cases import CASES, LIBRARY, SOME, Case, solved_case
from figure_mutations import written

CONFIRMED = {one.name: one for one in all_figures(LIBRARY)}


def test_every_exercise_and_form_has_a_case() -> None:
    for exercise in LIBRARY.exercises.values():
        names = [f"exercises/{exercise.slug}"]
        if exercise.figure is None:
            names = [f"exercises/{exercise.slug}/{variant.id}" for variant in exercise.variants]
        assert {*names} <= {*CASES}


AS_SHOWN = [(name, CASES[name].look.build) for name in SOME]
BUILDS = [(name, build) for name in CASES for build in get_args(Build)]


@pytest.mark.parametrize(("name", "build"), sampled(BUILDS, AS_SHOWN))
def test_figure_is_sound(name: str, build: Build) -> None:
    """In the build that the site shows it in; in the others too, in time."""
    case = CASES[name]
    look = replace(case.look, build=build)
    movement = solved_case(name) if look == case.look else solved(case.figure, look)
    assert complaints(movement, look) == []


# ---- words


@pytest.mark.parametrize("name", sampled(CASES, SOME))
def test_words_and_picture_agree(name: str) -> None:
    assert disagreements(CASES[name], solved_case(name)) == []


@functools.cache
def _frames() -> list[Shown]:
    """Return the frames of every eighth figure, forwards and backwards."""
    names = list(CASES)[::8]
    frames = [frame for name in names for frame in shown(CASES[name].figure, moments_of(solved_case(name)))]
    return [*frames, *(replace(frame, now=frame.start, before=frame.now, start=frame.now) for frame in frames)]


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_is_made_somewhere_and_can_be_broken(claim: str) -> None:
    """Beside some other picture, the same words are wrong."""
    said = [
        match
        for case in CASES.values()
        for words in (*case.figure.captions, *case.figure.alt)
        for clause in clauses(words)
        if (match := CLAIMS[claim].pattern.search(clause))
    ]
    assert said
    assert any(not CLAIMS[claim].holds(match, frame) for match in said for frame in _frames())


class Spoilt:
    """A right figure, of which nothing is told (see above), and what is told when one thing in it or in its words is
    changed.
    """

    def __init__(self, name: str, told: str, **changes: Any):
        self.name, self.told, self.changes = name, told, changes

    def case(self) -> Case:
        case = CASES[self.name]
        fields = {key: value for key, value in self.changes.items() if key in Case._fields}
        figure = {key: value for key, value in self.changes.items() if key not in Case._fields}
        return case._replace(figure=Figure.model_validate({**written(case.figure), **figure}), **fields)


def pose_of(name: str, frame: int, left_out: str = "", **changes: Any) -> dict[str, Any]:
    """Return a pose of a figure as it is written, without one key and with others; the start is frame 0."""
    data = written(CASES[name].figure)
    pose = data["frames"][frame - 1] if frame else data["start"]
    return {key: value for key, value in pose.items() if key != left_out} | changes


FOLDED, PRESS = "exercises/partial-curl-up", "exercises/supine-shoulder-press/arms-wider"
WALL, DONKEY = "exercises/wall-push-up/wall", "exercises/quadruped-hip-extension"
BRIDGE = "exercises/bridge"
ALT = CASES[BRIDGE].figure.alt
SPOILT: Mapping[str, Spoilt] = {
    "position of the data": Spoilt(BRIDGE, "the picture shows hook-lying, the data say prone", positions=("prone",)),
    "position of the picture": Spoilt(
        "exercises/wall-squat", "the data say standing", base="sitting", start={}, frames=({},)
    ),
    "position in words": Spoilt(BRIDGE, "do not say that the person is hook-lying", alt=("Someone waits.", ALT[1])),
    "side that one lies on": Spoilt(
        "exercises/side-lying-hip-abduction",
        "does not lie on the left side",
        alt=("A person lies on the left side.", "The top leg, the left one, is lifted."),
    ),
    "side in words": Spoilt(
        "exercises/quadruped-arm-raise",
        "the right arm moves, and the words name left",
        captions=("Start", "Stretch left arm forward"),
        alt=("A person is on hands and knees.", "The left arm is stretched straight out in front."),
    ),
    "side in steps": Spoilt(
        "exercises/quadruped-arm-raise", "the steps name the left", steps=("Slowly stretch your left arm out.",)
    ),
    "what moves": Spoilt(
        BRIDGE,
        "the arm moves, and no words say so",
        alt=(ALT[0], "Nothing happens."),
        steps=("Lift your buttocks.",),
        frames=({"shoulder": (90, 0, 0), "hold": ("pelvis", "feet")},),
    ),
    "no arrow": Spoilt(BRIDGE, "no arrow shows what moves", arrows=()),
    "arrow on what is still": Spoilt(BRIDGE, "follows head, which does not move", arrows=("head",)),
    "arrows on both sides": Spoilt(BRIDGE, "follows foot_l, which does not move", arrows=("feet",)),
    "arrow on the other side": Spoilt("exercises/knee-to-chest/single", "the other one moves", arrows=("knee_l",)),
    "arrow the wrong way": Spoilt(BRIDGE, "goes against its movement", arrows=({"at": "pelvis", "dir": -90},)),
    "missing prop": Spoilt("exercises/wall-push-up/wall", "'wall' is needed and not drawn", props=()),
    "prop that nobody needs": Spoilt(BRIDGE, "'stool' is drawn, and the data do not list it", props=("stool",)),
    "prop that no words name": Spoilt(BRIDGE, "'stool' is drawn, and no words say so", props=("stool",)),
    "prop in words": Spoilt(BRIDGE, "the words name a chair", alt=(f"{ALT[0]} A chair is near.", ALT[1])),
    "hand in the air": Spoilt("exercises/forward-lunge", "away from everything", start={"shoulder": (90, 0, 0)}),
    "hand beside what it is on": Spoilt(
        FOLDED, "away from what the words say it is on", start=pose_of(FOLDED, 0, "reach")
    ),
    "hand that leaves the floor": Spoilt(
        PRESS, "leaves what it lay on", frames=(pose_of(PRESS, 1, elbow=70), pose_of(PRESS, 2))
    ),
    "heel in the air": Spoilt(WALL, "has not the whole sole on the floor", start=pose_of(WALL, 0, "floor")),
    "foot that is pulled up": Spoilt(
        DONKEY, "foot is pulled up", frames=(pose_of(DONKEY, 1), pose_of(DONKEY, 2, ankle_r=40))
    ),
    "sliding foot": Spoilt(
        BRIDGE, "slides, and no words say so", frames=({"hip": 35, "knee": 70, "touch": ("feet",)},)
    ),
    "back that leaves the floor": Spoilt(
        BRIDGE, "the pelvis leaves the floor", captions=("Start", "Rest"), alt=(ALT[0], "Nothing happens.")
    ),
    "limb through the body": Spoilt(
        "exercises/knee-to-chest/double",
        "inside the body",
        frames=({"hip": 140, "knee": 150, "lumbar": 40, "thoracic": 40},),
    ),
    "neck against back": Spoilt(
        "exercises/superman",
        "bend against each other",
        frames=({"lumbar": -25, "thoracic": -20, "neck": 20, "head": 10, "hold": ("pelvis",)},),
    ),
    "turns against each other": Spoilt(
        "exercises/upright-trunk-rotation/standing",
        "turn against each other",
        frames=({"lumbar": (0, 0, 18), "thoracic": (0, 0, -36), "hold": ("feet",)},),
    ),
    "side bends against each other": Spoilt(
        "exercises/standing-side-bend",
        "bend to the side against each other",
        frames=({"lumbar": (0, 6, 0), "thoracic": (0, -18, 0), "hold": ("feet",)},),
    ),
    "leg too far": Spoilt(
        "exercises/lower-abdominal-leg-raise/base", "bent too far at the hip", frames=({"hip_r": 135, "knee_r": 0},)
    ),
    "crossed elbow": Spoilt("exercises/wall-push-up/wall", "other side of the arm", start={"shoulder": (92, -40, 0)}),
    "elbow in the air": Spoilt(
        "exercises/wall-push-up/wall", "above the shoulder", frames=({"shoulder": (0, 130, -80), "elbow": 90},)
    ),
    "falling": Spoilt("exercises/forward-bend/standing", "would fall over", start={"lean": 40}, frames=({},)),
    "elbow bent in the air": Spoilt(
        "exercises/forward-bend/standing",
        "with the hand in the air",
        frames=(pose_of("exercises/forward-bend/standing", 1, elbow=70),),
    ),
    "crossed legs": Spoilt(
        "exercises/superman", "the legs cross", start=pose_of("exercises/superman", 0, hip=(9, -20, 0))
    ),
    "chin that pokes": Spoilt(
        "exercises/seated-head-press",
        "the chin pokes forward",
        frames=(pose_of("exercises/seated-head-press", 1, neck=12),),
    ),
    "face that looks down": Spoilt("exercises/wall-squat", "the face looks", start={"head": 25, "neck": 20}),
    "head out of line": Spoilt(
        "exercises/knee-push-up",
        "not in line with the back",
        start=pose_of("exercises/knee-push-up", 0, neck=10),
    ),
    "sole on its edge": Spoilt(
        "exercises/standing-side-bend",
        "is not flat on the floor",
        start=pose_of("exercises/standing-side-bend", 0, "floor"),
    ),
    "foot of who lies": Spoilt(
        "exercises/superman", "ankle_l is bent by", start=pose_of("exercises/superman", 0, ankle_l=0)
    ),
    "head that should lie": Spoilt(
        "exercises/supine-head-press/chin-up",
        "the words say that it lies there",
        frames=(
            pose_of("exercises/supine-head-press/chin-up", 1),
            pose_of("exercises/supine-head-press/chin-up", 2, "touch"),
        ),
    ),
    "leg in the air at the start": Spoilt(
        "exercises/gluteal-squeeze", "above the floor at the start", start={"hip": 70}
    ),
    "foot that leaves the floor": Spoilt(
        "exercises/lower-trunk-rotation",
        "leaves the floor, and no words say so",
        frames=(
            pose_of("exercises/lower-trunk-rotation", 1, hip_l=(60, 31, 13)),
            pose_of("exercises/lower-trunk-rotation", 2),
        ),
    ),
    "head in the air": Spoilt(BRIDGE, "above the floor", start={"neck": 38, "floor": ("feet",)}),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_figure_is_noticed(what: str) -> None:
    spoilt = SPOILT[what]
    case = spoilt.case()
    told = disagreements(case, solved(case.figure, case.look))
    assert any(spoilt.told in text for text in told), told


# ---- as confirmed


def drawing(case: Case) -> str:
    return to_svg(draw(case.figure, case.look), mark_of(case.figure, case.look))


def test_every_drawing_is_confirmed() -> None:
    """The site then shows what was looked at, on any machine."""
    assert sorted(unconfirmed(LIBRARY, ROOT)) == [], "Run 'make drawings', look at each, add the files."
    assert leftover(LIBRARY, ROOT) == []


@pytest.mark.parametrize("name", sampled(CONFIRMED, list(CONFIRMED)[::40]))
def test_a_drawing_made_anew_is_the_one_that_was_confirmed(name: str) -> None:
    one = CONFIRMED[name]
    file = ROOT / DRAWINGS / f"{name}.svg"
    assert to_svg(draw(one.figure, one.look), mark_of(one.figure, one.look)) == file.read_text(encoding="utf-8")


MOVING = {one.name: one for one in shown_figures(LIBRARY)}


@pytest.mark.parametrize("name", sampled(MOVING, list(MOVING)[::40]))
def test_a_movement_made_anew_is_the_one_that_was_confirmed(name: str) -> None:
    """Else the code has changed, and the site may show another body than the one that was told how to move."""
    one = MOVING[name]
    drawn = (ROOT / DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")
    movement = movement_of(one.figure, one.look, from_svg(drawn, one.figure), body_name(one.look))
    kept = (ROOT / MOVEMENTS / f"{name}.json").read_text(encoding="utf-8")
    assert to_json(movement, mark_of(one.figure, one.look)) == kept


NUDGES = [(math.inf, 12), (-math.inf, 12)]


@pytest.mark.parametrize(("towards", "step"), sampled([(math.inf, 60), *NUDGES], [(math.inf, 60)]))
def test_the_last_bit_of_a_sine_changes_no_picture(towards: float, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mathematical libraries differ in the last bit of a sine or an arc, and so do machines and versions of Python."""
    names = ("sin", "cos", "atan2", "asin", "acos", "degrees", "radians")

    def nudged(function: Callable[..., float]) -> Callable[..., float]:
        return lambda *values: math.nextafter(function(*values), towards)

    cases = {name: CASES[name] for name in list(CASES)[::step]}
    before = {name: drawing(case) for name, case in cases.items()}
    other = {name: nudged(getattr(math, name)) for name in names}
    monkeypatch.setattr(geometry, "math", SimpleNamespace(**{**vars(math), **other}))
    assert {name: drawing(case) for name, case in cases.items()} == before


POSTURES = {
    "exercises/forward-lunge": "standing",
    "exercises/double-leg-lift/chair": "seated-chair",
    "exercises/seated-piriformis-stretch": "seated-floor",
    "programs/low-back-pain/knee-to-chest": "supine",
    BRIDGE: "hook-lying",
    "exercises/prone-on-elbows": "prone",
    "exercises/quadruped-arm-raise": "quadruped",
    "exercises/diagonal-lift": "side-lying",
    "exercises/push-up": "plank",
}


@pytest.mark.parametrize("name", POSTURES)
def test_a_moment_knows_its_posture(name: str) -> None:
    assert moments_of(solved_case(name))[0].posture == POSTURES[name]
