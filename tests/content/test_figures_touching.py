"""What rests touches, what holds holds, and nothing is in what it lies on: measured on the skin that is drawn."""

from collections.abc import Callable

import pytest
from conftest import sampled
from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.solve import solver, stills
from exercise_library.figures.solve.skeleton import Skeleton
from exercise_library.figures.solve.stills import Solved
from exercise_library.figures.touching import MM, Kind, bad_touches, touches
from figure_cases import CASES

# The bars of the drawings: no sinking over 5 mm or floating over 3 mm of a person of 1.70 m.
SINKS, FLOATS = 5 * MM, 3 * MM
HOLDS: tuple[Kind, ...] = ("rest", "reach")


@pytest.mark.parametrize("name", sampled(CASES, list(CASES)[::9]))
def test_nothing_is_far_from_or_in_what_it_touches(name: str) -> None:
    """As `check` tells it."""
    assert list(bad_touches(CASES[name].figure, CASES[name].look)) == []


@pytest.mark.deep
def test_nearly_all_is_within_the_bars_of_the_drawings() -> None:
    """Of all that rests or holds, and all that could be in the floor or the body, 98 of 100 are; by still, 85."""
    found = [
        (name, one.frame, one.height >= -SINKS and (one.kind not in HOLDS or one.height <= FLOATS))
        for name, case in CASES.items()
        for one in touches(case.figure, case.look)
    ]
    bad = {(name, frame) for name, frame, good in found if not good}
    assert sum(good for _, _, good in found) >= 0.98 * len(found), sorted(bad)
    assert len(bad) <= 0.15 * len({(name, frame) for name, frame, _ in found}), sorted(bad)


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


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_higher, "above the floor that it should rest on"),
        (_deeper, "in the floor that it rests on"),
        (_hand_deeper, "the skin of hand_l is "),
        (_hand_away, "above the body that it should hold"),
    ],
)
def test_what_does_not_touch_is_told(
    change: Callable[[Skeleton], Skeleton], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES["exercises/supine-marching"]
    right = stills.solve(case.figure, body_of(case.look))
    spoilt = [Solved(one.stance, change(one.skeleton), one.misses) for one in right]
    monkeypatch.setattr(solver, "solve", lambda *_: spoilt)
    assert any(told in text for text in bad_touches(case.figure, case.look))
