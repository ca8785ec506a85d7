"""Ways to spoil a figure, or the code that solves it: what the checks have to notice.

The stated set. In the data, for every figure: each contact dropped, each angle's sign flipped, 70 degrees added to each
flexion, each prop dropped, left and right swapped (in poses and arrows, in arrows alone, in words), the arrows of each
frame dropped, three other bases, the last frame dropped, two frames exchanged, and the last frame left as the start.
In the solver: see SOLVER. A change that nobody would see, because nothing in the
picture moves by 5 cm of a person of 1.70 m, is not counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import pytest
from exercise_library.figures import Figure, complaints, solved
from exercise_library.figures.draw.picture import camera_of
from exercise_library.figures.pose.bases import BASE_NAMES
from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.pose.limits import LIMITS
from exercise_library.figures.pose.parts import focus_bones
from exercise_library.figures.solve import limb, stills
from exercise_library.figures.solve.contact import lay_down
from exercise_library.figures.solve.geometry import distance
from exercise_library.figures.solve.solver import Movement
from exercise_library.figures.touching import bad_touches
from exercise_library.review.moments import STILL
from exercise_library.review.words import disagreements
from figure_cases import Case
from pydantic import ValidationError

Data = dict[str, Any]

_CONTACTS = ("rest", "floor", "touch", "settle", "hold")
_BASES = 3


class Mutant(NamedTuple):
    """A figure with one thing wrong. `words`: the words changed, not the picture."""

    kind: str
    what: str
    data: Data
    words: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `seen` is whether anyone could see it, `by` what noticed it, or nothing."""

    mutant: Mutant
    seen: bool
    by: str = ""


Told = tuple[str, bool]
"""A kind of spoiling, and whether anybody notices it."""

Patch = tuple[Any, str, Any]
"""A module, the name of something in it, and what takes its place."""

Seen = list[list[tuple[float, float]]]
"""Where the bones are in each frame's picture, in body heights."""


def written(figure: Figure) -> Data:
    """Return a figure as it was written."""
    data: Data = figure.model_dump(exclude_unset=True, by_alias=True)
    if "end" in data:
        data["frames"] = (data.pop("end"),)
    return data


def mutants(case: Case) -> Iterator[Mutant]:
    """Yield every mutant of a figure's data."""
    data = written(case.figure)
    for where, pose in _poses(data):
        yield from _pose_mutants(data, where, pose)
    for number in range(len(data.get("props", ()))):
        kept = tuple(prop for place, prop in enumerate(data["props"]) if place != number)
        yield Mutant("drop a prop", f"prop {number}", {**data, "props": kept})
    yield from _side_mutants(case, data)
    for frame in range(case.figure.count):
        if case.figure.arrows_of(frame):
            kept_arrows = {n: written_arrows(case.figure, n) for n in range(case.figure.count) if n != frame}
            yield Mutant("drop the arrows", f"frame {frame}", {**data, "arrows": kept_arrows})
    place = BASE_NAMES.index(case.figure.base)
    for step in range(1, _BASES + 1):
        base = BASE_NAMES[(place + 4 * step) % len(BASE_NAMES)]
        yield Mutant("change the base", base, {**data, "base": base})
    frames = data.get("frames", ())
    if frames:
        yield Mutant("drop the last frame", "", {**data, "frames": frames[:-1]})
        yield Mutant("leave the last frame as the start", "", {**data, "frames": (*frames[:-1], {})})
    if len(frames) > 1:
        yield Mutant("exchange two frames", "", {**data, "frames": (frames[1], frames[0], *frames[2:])})


def written_arrows(figure: Figure, frame: int) -> tuple[Data, ...]:
    """Return the arrows of a frame as they were written."""
    return tuple(arrow.model_dump(exclude_unset=True, by_alias=True) for arrow in figure.arrows_of(frame))


def _poses(data: Data) -> Iterator[tuple[int, Data]]:
    """Yield the start as frame 0, and the later frames."""
    yield 0, data.get("start", {})
    yield from enumerate(data.get("frames", ()), 1)


def _with_pose(data: Data, where: int, pose: Data) -> Data:
    if where == 0:
        return {**data, "start": pose}
    frames = list(data["frames"])
    frames[where - 1] = pose
    return {**data, "frames": tuple(frames)}


def _pose_mutants(data: Data, where: int, pose: Data) -> Iterator[Mutant]:
    for key in (key for key in _CONTACTS if pose.get(key)):
        for part in pose[key]:
            kept = {**pose, key: tuple(one for one in pose[key] if one != part)}
            yield Mutant("drop a contact", f"frame {where} {key} {part}", _with_pose(data, where, kept))
    for part in pose.get("reach") or ():
        kept = {**pose, "reach": {one: place for one, place in pose["reach"].items() if one != part}}
        yield Mutant("drop a contact", f"frame {where} reach {part}", _with_pose(data, where, kept))
    for joint in (key for key in pose if split(key)[0] in LIMITS):
        angles = pose[joint]
        more = {**pose, joint: (angles[0] + 70, *angles[1:])}
        if split(joint)[0] != "scapula":
            yield Mutant("add 70 degrees", f"frame {where} {joint}", _with_pose(data, where, more))
        for axis in range(3):
            if angles[axis]:
                flipped = tuple(-angle if place == axis else angle for place, angle in enumerate(angles))
                what = f"frame {where} {joint} {axis}"
                yield Mutant("flip a sign", what, _with_pose(data, where, {**pose, joint: flipped}))


def _side_mutants(case: Case, data: Data) -> Iterator[Mutant]:
    """Swap left and right, where words or the start name a side, so that it matters which."""
    figure = case.figure
    words = " ".join([*figure.captions, *figure.alt, *case.ready, *case.steps])
    if not re.search(r"\b(?:left|right)\b", words):
        return
    swapped: Data = {key: _other_side(data[key]) for key in ("start", "frames", "arrows", "props") if key in data}
    yield Mutant("swap left and right in poses", "", {**data, **swapped})
    if "arrows" in data and _other_side(data["arrows"]) != data["arrows"]:
        yield Mutant("swap left and right in arrows", "", {**data, "arrows": swapped["arrows"]})
    if re.search(r"\b(?:left|right)\b", " ".join(figure.alt)):
        alt = tuple(re.sub(r"\b(left|right)\b", _other_word, text) for text in figure.alt)
        yield Mutant("swap left and right in words", "", {**data, "alt": alt}, words=True)


def _other_word(match: re.Match[str]) -> str:
    return {"left": "right", "right": "left"}[match[0]]


def _other_side(value: Any) -> Any:
    """Return data with the other side in every name of a joint, point or place."""
    if isinstance(value, str):
        return f"{value[:-1]}{'r' if value[-1] == 'l' else 'l'}" if value.endswith(("_l", "_r")) else value
    if isinstance(value, dict):
        return {_other_side(key): _other_side(part) for key, part in value.items()}
    return tuple(_other_side(part) for part in value) if isinstance(value, list | tuple) else value


def _words(case: Case, movement: Movement) -> frozenset[str]:
    return frozenset(disagreements(case, movement))


def _checks(case: Case, movement: Movement) -> frozenset[str]:
    return _without_amounts(complaints(movement, case.look))


def _touches(case: Case, movement: Movement) -> frozenset[str]:
    return _without_amounts(bad_touches(movement, case.look))


def _without_amounts(texts: Iterable[str]) -> frozenset[str]:
    """What is counted does not depend on the amount."""
    return frozenset(re.sub(r"-?\d+\.?\d*", "#", text) for text in texts)


JUDGES: Mapping[str, Callable[[Case, Movement], frozenset[str]]] = {
    "words": _words,
    "checks": _checks,
    "touches": _touches,
}
"""Who notices something, from the soonest to the slowest."""


@dataclass(frozen=True)
class Known:
    """A figure as it is: what is seen of it, and what is noticed about it by each judge."""

    case: Case
    seen: Seen
    faults: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, case: Case) -> "Known":
        """Return what is known of a figure."""
        movement = solved(case.figure, case.look)
        return cls(case, seen(movement), {name: told(case, movement) for name, told in JUDGES.items()})

    def noticed(self, spoilt: Case, movement: Movement) -> str:
        """Return who notices more about a spoilt figure, or nothing."""
        return next((name for name, told in JUDGES.items() if told(spoilt, movement) - self.faults[name]), "")


def judge(known: Known, mutant: Mutant) -> Verdict:
    """Return what notices a mutant beyond what is known of the figure as it is."""
    case = known.case
    try:
        figure = Figure.model_validate(mutant.data)
    except ValidationError:
        return Verdict(mutant, True, "model")
    spoilt, movement = case._replace(figure=figure), solved(figure, case.look)
    pose_only = figure.props == case.figure.props and figure.arrows == case.figure.arrows and not mutant.words
    if pose_only and not differs(known.seen, seen(movement)):
        return Verdict(mutant, False)
    return Verdict(mutant, True, known.noticed(spoilt, movement))


def verdicts(case: Case, ways: Mapping[str, Patch], step: int = 1) -> tuple[list[Told], list[Told]]:
    """Return what becomes of the mutants of a figure that can be seen, or of every so-manieth of them; then of the
    figure itself under each spoilt part of the solver with which it looks different.
    """
    known = Known.of(case)
    found = [judge(known, mutant) for mutant in islice(mutants(case), 0, None, step)]
    return [(it.mutant.kind, bool(it.by)) for it in found if it.seen], _of_solver(known, ways)


# Places on a bone: its near joint, and some way along and before it, so that a turned bone is seen to be turned.
_ON_BONE = ((0.0, 0.0, 0.0), (0.0, -0.06, 0.0), (0.0, 0.06, 0.06))


def seen(movement: Movement) -> Seen:
    """Return where the bones that a picture shows are in it."""
    camera, focus = camera_of(movement.figure), movement.figure.focus
    frames = []
    for frame in movement.frames:
        bones = [bone for bone in frame.skeleton if not focus or bone in focus_bones(focus)]
        places = [camera.see(frame.skeleton[bone].at(place)) for bone in bones for place in _ON_BONE]
        frames.append([(x / camera.unit, y / camera.unit) for x, y in places])
    return frames


def differs(one: Seen, other: Seen) -> bool:
    """Say whether the eye can tell two figures apart: some of the body is elsewhere in a picture, by 5 cm or more."""
    return len(one) != len(other) or any(
        distance(a[0] - b[0], a[1] - b[1]) > STILL
        for before, after in zip(one, other, strict=True)
        for a, b in zip(before, after, strict=True)
    )


# ---- the solver


def _as_it_was(body: Any, *_: object, **__: object) -> Any:
    return body


def _nothing_reached(_flesh: Any, body: Any, *_: object) -> Any:
    return body, {}


def _nothing_kept(body: Any, *_: object) -> Any:
    return body, None


def _not_level(flesh: Any, body: Any, rest: Any, may_tilt: bool = True) -> Any:  # noqa: ARG001
    return lay_down(flesh, body, rest, may_tilt=False)


def _not_brought(_flesh: Any, body: Any, *_: object, **__: object) -> Any:
    return body


SOLVER: Mapping[str, Patch] = {
    "knees bend the wrong way": (limb, "_LEG", limb._LEG._replace(bends=-1)),
    "elbows bend the wrong way": (limb, "_ARM", limb._ARM._replace(bends=1)),
    "nothing is laid level": (stills, "lay_down", _not_level),
    "nothing is lowered to the floor": (stills, "lay_down", _not_brought),
    "the trunk is not fitted to what is held": (stills, "hold_in_place", _as_it_was),
    "hands do not reach": (stills, "bring_to_body", _nothing_reached),
    "nothing is brought to the floor": (stills, "bring_to_floor", _not_brought),
    "elbows may sink": (stills, "lift_elbows", _not_brought),
    "held limbs are not kept": (stills, "_keep", _nothing_kept),
}


def _of_solver(known: Known, ways: Mapping[str, Patch]) -> list[Told]:
    found = []
    for what, (module, name, other) in ways.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, name, other)
            movement = solved(known.case.figure, known.case.look)
            if differs(known.seen, seen(movement)):
                found.append((what, bool(known.noticed(known.case, movement))))
    return found
