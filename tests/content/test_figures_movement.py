"""What lies between two frames is one continuous way: no bone jumps, and the frames themselves are its ends."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from exercise_library.figures.solve.skeleton import Skeleton
from exercise_library.figures.solve.solver import Movement
from figure_cases import CASES, SOME, solved_case

# 3 mm of a person of 1.70 m, in body heights.
JUMP = 0.003 / 1.70
# Between two shares as near as this, whatever moves farther than that has jumped.
NEAR = 1e-6
FEW, MANY = 4, 16


class At(NamedTuple):
    """The body at a share of its way."""

    share: float
    body: Skeleton


def farthest(one: Skeleton, other: Skeleton) -> tuple[float, str]:
    """Return how far the bone that moves most is from one body to another, and which it is."""
    return max((one[bone].origin.distance(other[bone].origin), bone) for bone in one)


def jump(movement: Movement, frame: int, start: At, end: At) -> Iterator[str]:
    """Yield what jumps between two shares: halved wherever more than little moves, until little does or it jumps."""
    far, bone = farthest(start.body, end.body)
    if far <= JUMP:
        return
    if end.share - start.share < NEAR:
        yield f"{bone} jumps by {far * 1700:.1f} mm at share {start.share:.4f} after frame {frame}"
        return
    share = (start.share + end.share) / 2
    middle = At(share, movement.between(frame, share))
    yield from jump(movement, frame, start, middle)
    yield from jump(movement, frame, middle, end)


def jumps(name: str, steps: int) -> list[str]:
    """Return what jumps on the ways of a figure, looked at from share to share."""
    movement = solved_case(name)
    found = []
    for frame, (first, last) in enumerate(pairwise(movement.frames)):
        between = [At(step / steps, movement.between(frame, step / steps)) for step in range(1, steps)]
        way = [At(0, first.skeleton), *between, At(1, last.skeleton)]
        found += [told for pair in pairwise(way) for told in jump(movement, frame, *pair)]
    return found


@pytest.mark.parametrize("name", SOME[::2])
def test_nothing_jumps_on_the_way(name: str) -> None:
    assert jumps(name, FEW) == []


@pytest.mark.deep
@pytest.mark.parametrize("name", CASES)
def test_nothing_jumps_anywhere(name: str) -> None:
    assert jumps(name, MANY) == []


def test_a_jump_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that is moved at once by 4 mm has jumped."""
    name = "exercises/bridge"
    smooth = Movement.between

    def jumping(movement: Movement, frame: int, share: float) -> Skeleton:
        body = smooth(movement, frame, share)
        return body.moved((0.0, 0.004 / 1.70, 0.0)) if share > 0.3 else body

    monkeypatch.setattr(Movement, "between", jumping)
    told = jumps(name, FEW)
    assert len(told) == 2  # and back at the end
    assert "4.0 mm at share 0.3000" in told[0]
