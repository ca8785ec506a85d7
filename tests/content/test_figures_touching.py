"""What rests touches, what holds holds, and nothing is in what it lies on: measured on the skin that is drawn."""

import copy
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import sampled
from exercise_library.figures import Figure, Look, solved
from exercise_library.figures.body.skin import skin_of
from exercise_library.figures.solve.closing import turn_to_close
from exercise_library.figures.solve.skeleton import Leg, Skeleton
from exercise_library.figures.touching import BARS, MM, bad_touches, touches
from exercise_library.view.pictures import all_figures
from figure_cases import CASES, FEW, LIBRARY, solved_case

GUIDE = {one.name: one for one in all_figures(LIBRARY) if one.name.startswith("guide--")}


@pytest.mark.parametrize("name", sampled(CASES, FEW))
def test_nothing_is_far_from_or_in_what_it_touches(name: str) -> None:
    """As `check` tells it."""
    assert list(bad_touches(solved_case(name), CASES[name].look)) == []


@pytest.mark.parametrize(
    "name", sampled(GUIDE, ["guide--base-prone", "guide--base-side-lying", "guide--joint-17-plus"])
)
def test_nor_is_it_in_the_guide(name: str) -> None:
    assert list(bad_touches(solved(GUIDE[name].figure, GUIDE[name].look), GUIDE[name].look)) == []


def test_the_bars_are_those_of_the_drawings() -> None:
    """No sinking over 5 mm or floating over 3 mm of a person of 1.70 m, for all that is measured."""
    assert {low for low, _ in BARS.values()} == {-5 * MM}
    assert {kind for kind, (_, high) in BARS.items() if high == 3 * MM} == {"rest", "reach"}


def test_the_lowest_skin_of_a_part_is_that_of_the_whole_body() -> None:
    """The skin of the trunk goes a little with arms and legs, which count even where a trunk alone is asked for."""
    name = "exercises/knee-to-chest/double"
    skeleton, skin = solved_case(name).frames[1].skeleton, skin_of(CASES[name].look.body)
    posed = skin.posed(skeleton, {"l": "flat", "r": "flat"})
    for bone in ("pelvis", "thoracic_2", "head", "hip_l", "shank_r"):
        whole = skin.place(posed, skin.of(frozenset([bone]))).places[:, 1].min()
        assert skin.lowest(skeleton, (bone,), None).y == pytest.approx(float(whole), abs=1e-12), bone


@pytest.mark.parametrize(
    ("base", "start", "parts"),
    [
        ("long-sitting", {}, ["foot_l", "foot_r", "pelvis"]),
        ("side-lying", {}, ["pelvis", "thorax"]),
        ("prone", {"hip": 4}, ["hip_l", "hip_r", "thigh_l"]),
        ("standing", {"hip_l": [8, -25, 0], "hip_r": [-8, -22, 0], "floor": ["feet"]}, ["foot_l", "foot_r"]),
        ("quadruped", {"shoulder_r": 96, "floor": ["hands"]}, ["hand_l", "hand_r"]),
        ("supine", {"hip_r": 52, "knee_r": 102, "rest": ["pelvis", "thorax"]}, ["pelvis", "thorax", "head"]),
    ],
)
def test_what_rests_is_on_the_floor_whatever_is_turned(base: str, start: dict[str, Any], parts: list[str]) -> None:
    figure = Figure.model_validate({"base": base, "start": start})
    found = {one.part: one.height / MM for one in touches(solved(figure), Look()) if one.kind in ("rest", "floor")}
    assert {part: found[part] for part in parts if not -5 <= found[part] <= 3} == {}


def test_feet_that_would_be_in_each_other_part_alike() -> None:
    figure = Figure.model_validate({"base": "supine", "start": {"hip": [20, 48, 57], "knee": 115, "ankle": -15}})
    movement = solved(figure)
    legs = movement.frames[0].skeleton.leg
    assert all(one.height > -5 * MM for one in touches(movement, Look()) if one.kind == "leg")
    assert legs["l"].foot.origin.y == pytest.approx(legs["r"].foot.origin.y, abs=MM)


def spoilt(name: str, change: Callable[[Skeleton], Skeleton], kept: int = 0) -> list[str]:
    """Return what is told of a figure whose frames are changed after they were solved, but for the first few."""
    movement = copy.copy(solved_case(name))
    movement.frames = [
        frame if number < kept else replace(frame, skeleton=change(frame.skeleton))
        for number, frame in enumerate(movement.frames)
    ]
    return list(bad_touches(movement, CASES[name].look))


def _higher(body: Skeleton) -> Skeleton:
    return body.moved((0.0, 12 * MM, 0.0))


def _deeper(body: Skeleton) -> Skeleton:
    return body.moved((0.0, -20 * MM, 0.0))


def _hand_deeper(body: Skeleton) -> Skeleton:
    arm = body.arm["l"]
    return body.with_arm("l", arm._replace(hand=arm.hand.moved((0.0, -40 * MM, 0.0))))


def _hand_away(body: Skeleton) -> Skeleton:
    arm = body.arm["r"]
    return body.with_arm("r", arm._replace(hand=arm.hand.moved((0.0, 40 * MM, 0.0))))


def _leg_across(body: Skeleton) -> Skeleton:
    return body.with_leg(
        "l", Leg(*(bone.moved(body.leg["r"].foot.origin - body.leg["l"].foot.origin) for bone in body.leg["l"]))
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_leg_across, "the skin of shank_l is "),
        (_higher, "above the floor that it should rest on"),
        (_deeper, "in the floor that it rests on"),
        (_hand_deeper, "the skin of hand_l is "),
        (_hand_away, "above the body that it should hold"),
    ],
)
def test_what_does_not_touch_is_told(change: Callable[[Skeleton], Skeleton], told: str) -> None:
    assert any(told in text for text in spoilt("exercises/supine-marching", change))


def test_what_is_held_where_it_rested_rests_there_still() -> None:
    found = spoilt("exercises/bridge", lambda body: body.moved((0.0, 5 * MM, 0.0)), kept=1)
    assert any("frame 1: the skin of foot_l is 5 mm above" in text for text in found)


@pytest.mark.parametrize(
    ("gap", "closed"),
    [
        (lambda turn: (turn - 7.3) / 500, 7.3),
        (lambda turn: math.sin(math.radians(turn + 12)), -12.0),
        (lambda turn: -1.0 if turn < 6.2 else 1.0, 6.2),
        (lambda turn: (turn - 6) * (turn + 3), -3.0),
        (lambda _: 1.0, 0.0),
    ],
)
def test_a_gap_is_closed_by_the_smallest_turn(gap: Callable[[float], float], closed: float) -> None:
    assert turn_to_close(gap, 30.0) == pytest.approx(closed, abs=0.02)
