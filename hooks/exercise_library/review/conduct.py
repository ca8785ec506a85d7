"""What a body does not do unless words say so: hands that hover, feet that slide, a back that leaves the floor."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exercise_library.figures.solve.contact import lowest_of
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import dot, length, subtract
from exercise_library.figures.solve.skeleton import SIDES
from exercise_library.review.moments import Moment, Shown

# Of body height. A hand beside the body of someone who lies is this far above the floor at most.
_HOVERS = 0.07
_ON_FLOOR: Mapping[str, float] = {"hand": 0.055, "foot": 0.03}
_KNEELS = 0.06
_RISES = 0.025

SIDE_NAMES = {"l": "left", "r": "right"}


class _Against(NamedTuple):
    """By how many degrees two stretches of the spine may go against each other."""

    back: float
    neck: float


# A spine bends to the side, and the back turns, as one. Forward and back, one stretch may make up for another.
_OPPOSED: Mapping[str, _Against] = {"bend": _Against(9, 9), "bend to the side": _Against(5, 5), "turn": _Against(5, 9)}
# With a straight knee, the muscles behind the thigh let a leg bend this far at the hip.
_STRAIGHT_LEG = 118.0
_ACROSS = r"\b(?:cross|fold|opposite|behind|under|over|other|together|holds?|on the (?:belly|chest)|reach|left|right)"
# How far a limb may be inside others, of body height: flesh yields, and folded arms lie deep.
_INSIDE: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "forearm": (0.070, ("pelvis", "lumbar_1", "thoracic_0", "thoracic_1", "thoracic_2", "head")),
    "upper_arm": (0.065, ("pelvis", "lumbar_1", "head")),
    "shank": (0.030, ("pelvis", "lumbar_1", "thoracic_0", "thoracic_1")),
    "thigh": (0.060, ("thoracic_0", "thoracic_1", "thoracic_2", "head")),
}
_ARM = r"\b(?:arm|hand|elbow|forearm|palm)s?\b"
_HAND = r"\b(?:arm|hand|palm)s?\b"
_LEG = r"\b(?:leg|knee|thigh|heel)s?\b|\bf[oe][oe]t\b"
AT_HANDS = "at hands"
"""Stands among the kinds of props for any that is placed where a hand is, such as a chair whose back is held."""

AT_PROPS = frozenset({AT_HANDS, "wall", "corner", "doorway", "table", "stick", "strap", "band"})
_SEATS = frozenset({"chair", "armchair", "stool", "bed"})
_SEAT = 0.2
_LEANS_ON = AT_PROPS | _SEATS | {"wall-behind"}
# Shares of body mass and where each acts (Winter, Biomechanics and Motor Control of Human Movement, table 4.1).
_MASS: Mapping[str, float] = {
    "thoracic_0": 0.497, "head": 0.081,
    **{f"{bone}_{side}": share for bone, share in (("forearm", 0.05), ("shank", 0.161)) for side in SIDES},
}  # fmt: skip
_BALANCE = 0.10
_SLIDES = r"\bslid|\bslide|\bstep|\bsole|\bmove|\belbows and forearms\b|\bshoulders? press"
_RISING = r"\b(?:lift|rais|ris|roll|curl|arch|push|prop|pull|turn|bend|sits?\b|up\b)"
_FEET_UP = r"\b(?:bent up|lift|rais|ceiling|in the air|points? up|off the floor)"
_LEG_LIFTS = r"\b(?:lift|rais|pull|stretch|hold|push|step|drop|(?:off the|toward|forward|under)\b)"
_RISE_WORDS: Mapping[str, str] = {
    "pelvis": r"\b(?:pelvis|hips?|buttocks|tailbone|lower back|roll)\b",
    "thorax": r"\b(?:chest|back|body|shoulders?)\b",
    "head": r"\b(?:head|body|chest|neck|chin|arms and legs|forearms?)\b",
}  # fmt: skip
# A hand that lies on the body is this near to it at most: flesh is measured as balls, which leave room between them.
_TOUCHES = 0.026
_TOUCHING = re.compile(
    r"\b(left |right )?hands? (?:\w+ )?(?:on|behind|under|against) the (?:belly|hips?|head|front|back|chest|knee)\b"
    r"|\barms (?:are )?crossed\b|\bagainst the hands\b"
)
_LEAVES = r"\b(?:stretch|lift|rais|reach|pull|hold|behind|over|toward|up\b)"
# How high the heel of a foot is that stands with its whole sole on the floor.
_SOLE = (0.012, 0.028)
_FOOT = r"\b(?:toe|heel|ankle|tip|sole|f(?:oo|ee)t\b)"
# Feet that hang or lie are not pulled up further than this.
_PULLED_UP = 13.0
_PLANTED: Mapping[str, str] = {"hand": rf"{_ARM}|\bshoulders?\b", "foot": _LEG, "knee": _LEG}


def unspoken(flesh: Flesh, words: str, frame: Shown, props: frozenset[str]) -> Iterator[str]:
    """Yield what a frame shows that no words for it account for."""
    yield from _hovering(flesh, words, frame, props)
    yield from _pierced(flesh, frame.now)
    yield from _opposed(flesh, frame.now)
    yield from _crossed_arms(words, frame.now)
    yield from _winged(frame.now)
    yield from _untouched(flesh, words, frame.now)
    yield from _tiptoe(flesh, words, frame.now)
    if not props & _LEANS_ON and frame.now.posture != "seated-chair":
        yield from _falling(flesh, frame.now)
    if frame.now is not frame.start:
        yield from _slid(flesh, words, frame, props)
        yield from _risen(flesh, words, frame)
        yield from _lifted_feet(flesh, words, frame)
        yield from _drooping(frame)
        yield from _lifted_hands(flesh, words, frame)


def gap(flesh: Flesh, moment: Moment, side: str) -> float:
    """Return how far a hand is from the floor, the body or the other hand."""
    arm = tuple(f"{bone}_{side}" for bone in ("hand", "forearm", "upper_arm"))
    rest = [bone for bone in flesh.bones if bone not in arm]
    floor = flesh.lowest(moment.skeleton, arm[:1]).y
    return min(floor, -flesh.overlap(moment.skeleton, arm[:1], rest))


def _hovering(flesh: Flesh, words: str, frame: Shown, props: frozenset[str]) -> Iterator[str]:
    """A hand rests on something, holds something, or the words speak of it."""
    if props & AT_PROPS or (
        re.search(_ARM, re.sub(r"\b(?:by|along) the sides?\b", "", words)) and frame.now is not frame.start
    ):
        return
    for side in SIDES:
        far = gap(flesh, frame.now, side)
        by_seat = length(subtract(frame.now.place(f"hand_{side}"), frame.now.place(f"hip_{side}"))) < _SEAT
        if (
            far > _HOVERS
            and not (by_seat and props & _SEATS)
            and not re.search(r"\barm (?:is|reaches)\b|\barms? stretched\b", words)
        ):
            yield f"hand_{side} is {far:.2f} away from everything, and no words say so"


def _pierced(flesh: Flesh, moment: Moment) -> Iterator[str]:
    """No limb goes through the body."""
    for bone, (allowed, others) in _INSIDE.items():
        for side in SIDES:
            deep = flesh.overlap(moment.skeleton, (f"{bone}_{side}",), others)
            if deep > allowed:
                yield f"{bone}_{side} is {deep:.3f} inside the body"


def _opposed(flesh: Flesh, moment: Moment) -> Iterator[str]:
    """Neck, upper and lower back neither bend nor turn against each other much, and a straight leg only goes so far.

    A head that lies on the floor stays there when the back between the shoulder blades rises.
    """
    head_lies = abs(lowest_of(flesh, moment.skeleton, "head").y) < _RISES
    for axis, (does, most) in enumerate(_OPPOSED.items()):
        lumbar, thoracic, neck, head = (moment.angles[joint][axis] for joint in ("lumbar", "thoracic", "neck", "head"))
        for one, two, name, least in (
            (lumbar, thoracic, "upper and lower back", most.back),
            (thoracic, neck + head, "neck and upper back", most.neck),
        ):
            lies = head_lies and name.startswith("neck") and does == "bend"
            if not lies and one * two < 0 and min(abs(one), abs(two)) > least:
                yield f"{name} {does} against each other"
    for side in SIDES:
        if moment.flexion(f"hip_{side}") > _STRAIGHT_LEG and moment.flexion(f"knee_{side}") < 25:
            yield f"the straight {SIDE_NAMES[side]} leg is bent too far at the hip"


def _crossed_arms(words: str, moment: Moment) -> Iterator[str]:
    """An elbow is on its own side of the chest, and not inside a hand that bears weight, unless arms cross."""
    chest = moment.skeleton["thoracic_2"]
    for side, sign in (("l", 1), ("r", -1)):
        aside = {
            part: sign * dot(subtract(moment.place(f"{part}_{side}"), chest.origin), chest.rotation[0])
            for part in ("elbow", "hand", "shoulder")
        }
        inside = aside["elbow"] < min(aside["hand"], aside["shoulder"]) - 0.03
        if not re.search(_ACROSS, words) and (aside["elbow"] < 0.02 or inside):
            yield f"elbow_{side} is on the other side of the arm"


def _winged(moment: Moment) -> Iterator[str]:
    """An arm that bears weight has its elbow below the shoulder."""
    if moment.posture not in ("plank", "quadruped", "standing"):
        return
    for side in SIDES:
        elbow, shoulder, hand = (moment.height(f"{part}_{side}") for part in ("elbow", "shoulder", "hand"))
        if elbow > max(shoulder, hand) + 0.03:
            yield f"elbow_{side} is above the shoulder"


def _untouched(flesh: Flesh, words: str, moment: Moment) -> Iterator[str]:
    """A hand touches what the words say it lies on."""
    told = _TOUCHING.search(words)
    if told:
        for side in (told[1][:1],) if told[1] else SIDES:
            far = gap(flesh, moment, side)
            if far > _TOUCHES:
                yield f"hand_{side} is {far:.2f} away from what the words say it is on"


def _lifted_hands(flesh: Flesh, words: str, frame: Shown) -> Iterator[str]:
    """Someone who lies leaves the hands where they lay, or the words say where they go."""
    if frame.start.posture not in ("supine", "hook-lying") or (re.search(_HAND, words) and re.search(_LEAVES, words)):
        return
    for side in SIDES:
        if gap(flesh, frame.start, side) < _TOUCHES < gap(flesh, frame.now, side) - _TOUCHES:
            yield f"hand_{side} leaves what it lay on, and no words say so"


def _tiptoe(flesh: Flesh, words: str, moment: Moment) -> Iterator[str]:
    """Who stands has the whole sole on the floor, and feet that hang are not pulled up, unless the words say so."""
    if re.search(_FOOT, words):
        return
    for side in SIDES:
        heel, low = moment.height(f"heel_{side}"), flesh.lowest(moment.skeleton, (f"foot_{side}",)).y
        if moment.posture == "standing" and not _SOLE[0] < heel < _SOLE[1]:
            yield f"the {SIDE_NAMES[side]} foot has not the whole sole on the floor, and no words say so"
        elif low > _ON_FLOOR["foot"] and moment.flexion(f"ankle_{side}") > _PULLED_UP:
            yield f"the {SIDE_NAMES[side]} foot is pulled up, and no words say so"


def _falling(flesh: Flesh, moment: Moment) -> Iterator[str]:
    """What the body rests on is under its weight, seen from the side."""
    weight = sum(share * dot(moment.place(bone), moment.front) for bone, share in _MASS.items()) / sum(_MASS.values())
    lowest = [flesh.lowest(moment.skeleton, (bone,)) for bone in flesh.bones]
    under = [place.dot(moment.front) for place in lowest if place.y < _ON_FLOOR["foot"]]
    if under and not min(under) - _BALANCE < weight < max(under) + _BALANCE:
        yield "the body would fall over"


def _slid(flesh: Flesh, words: str, frame: Shown, props: frozenset[str]) -> Iterator[str]:
    """What stood on the floor or against a wall stands there still, or has left it, or the words say that it moves."""
    for part, words_for in _PLANTED.items():
        for side in SIDES:
            point = f"{part}_{side}"
            if not frame.moved(point) or not _stands(flesh, frame.start, point, props):
                continue
            spoken = re.search(_SLIDES, words) and re.search(words_for, words)
            if _stands(flesh, frame.now, point, props) and not spoken:
                yield f"{point} slides, and no words say so"


def _stands(flesh: Flesh, moment: Moment, point: str, props: frozenset[str]) -> bool:
    """Say whether a hand, foot or knee is on the floor, or a hand against a wall."""
    knee = point.startswith("knee")
    on_floor = (
        moment.height(point) < _KNEELS if knee else lowest_of(flesh, moment.skeleton, point).y < _ON_FLOOR[point[:4]]
    )
    before = dot(subtract(moment.place(point), moment.place("thorax")), moment.front) > 0.15
    return on_floor or (point.startswith("hand") and bool(props & {"wall", "corner", "doorway"}) and before)


def _risen(flesh: Flesh, words: str, frame: Shown) -> Iterator[str]:
    """The pelvis, chest and head stay on the floor, or the words speak of them."""
    for part, words_for in _RISE_WORDS.items():
        start, now = (lowest_of(flesh, moment.skeleton, part).y for moment in (frame.start, frame.now))
        spoken = re.search(words_for, words) and re.search(_RISING, words)
        if abs(start) < _RISES and now > _RISES and not spoken:
            yield f"the {part} leaves the floor, and no words say so"


def _lifted_feet(flesh: Flesh, words: str, frame: Shown) -> Iterator[str]:
    """Feet that stood on the floor stand on it, or the words lift a leg."""
    for side in SIDES if not re.search(_LEG_LIFTS, words) else ():
        before, now = (flesh.lowest(moment.skeleton, (f"foot_{side}",)).y for moment in (frame.before, frame.now))
        if before < _ON_FLOOR["foot"] and now > _RISES + _ON_FLOOR["foot"]:
            yield f"foot_{side} leaves the floor, and no words say so"


def _drooping(frame: Shown) -> Iterator[str]:
    """Someone who lies face down and lifts the chest does not drop the head."""
    nod = frame.now.flexion("neck") + frame.now.flexion("head")
    if frame.start.posture == "prone" and frame.rise("thorax") > 0.02 and nod > 6:
        yield f"the head droops by {nod:.0f} degrees"


def unrested(flesh: Flesh, words: str, start: Moment) -> Iterator[str]:
    """Yield what someone who lies at the start does not lie on, though they should."""
    raised = re.search(r"\b(?:hands [\w ]*(?:under|behind)|pillow under) the head\b", words)
    lain_on = {"supine": ("pelvis", "thorax"), "hook-lying": ("pelvis", "thorax"), "prone": ("thorax",)}
    for part in (*lain_on.get(start.posture, ()), *(() if raised or start.posture not in lain_on else ("head",))):
        low = lowest_of(flesh, start.skeleton, part).y
        if abs(low) > _RISES:
            yield f"the {part} is {low:.2f} above the floor"
    if start.posture in lain_on and not re.search(_FEET_UP, words):
        for side in SIDES:
            low = flesh.lowest(start.skeleton, (f"foot_{side}", f"shank_{side}")).y
            if low > _RISES:
                yield f"the {SIDE_NAMES[side]} leg is {low:.2f} above the floor at the start, and no words say so"
