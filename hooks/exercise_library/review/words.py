"""Do the words beside a figure say what it shows, and does it show what they say? As far as a machine can tell."""

import re
from collections.abc import Iterator, Mapping

from exercise_library.figures.pose.landmarks import split
from exercise_library.figures.solve.geometry import Vector, cosine, dot, length, sine, subtract
from exercise_library.figures.solve.skeleton import SIDES
from exercise_library.figures.solve.solver import Movement
from exercise_library.review.bearing import carried
from exercise_library.review.cases import Case
from exercise_library.review.claims import OTHER, broken_claims, clauses, nod, spine
from exercise_library.review.conduct import AT_HANDS, SIDE_NAMES, unrested, unspoken
from exercise_library.review.moments import STILL, Moment, Shown, kind_of, moments_of, shown

# Which of the vocabulary's positions a posture may be called; lying on the back may be with bent knees, and a raised
# position on hands and feet is what those who lie on their front press up to.
_POSITIONS: Mapping[str, frozenset[str]] = {
    posture: frozenset({posture, *more})
    for posture, more in {
        "standing": (), "seated-chair": (), "seated-floor": (), "kneeling": (), "heel-sitting": (), "quadruped": (),
        "prone": (), "side-lying": (), "supine": (), "hook-lying": ("supine",), "plank": ("prone",),
    }.items()
}  # fmt: skip
_SAYS: Mapping[str, str] = {
    "standing": r"stands", "seated-chair": r"sits (?:\w+ )?on a (?:chair|stool)|sits with",
    "seated-floor": r"sits on the floor",
    "kneeling": r"kneels upright", "heel-sitting": r"sits on the heels", "quadruped": r"on hands and knees",
    "prone": r"lies face down", "side-lying": r"lies on the (?:left|right) side", "supine": r"on their back",
    "hook-lying": r"on their back.*knees (?:are )?bent", "plank": r"on hands and (?:toes|knees).*in a line",
}  # fmt: skip
_WORDS_OF: Mapping[str, str] = {
    "arm": r"\b(?:arm|hand|forearm|elbow|palm|shoulder|thumb)s?\b",
    "leg": r"\b(?:leg|knee|thigh|heel|hip|step|sole)s?\b|\bf[eo][eo]t\b|\btoes\b|\bsquat|\bbuttocks\b",
    "head": r"\b(?:head|neck|chin|face)\b|\bbody\b|\bcurl|\blook|\bforward\b|\bback",
    "trunk": r"\b(?:back|body|trunk|chest|pelvis|hips?|buttocks|waist|belly|spine|tailbone|shoulders?|lean|bend)\b",
}
# What equipment a prop stands for, and the word that words have for it.
_PROPS: Mapping[str, tuple[frozenset[str], str]] = {
    "wall": (frozenset({"wall"}), "wall"), "wall-behind": (frozenset({"wall"}), "wall"),
    "corner": (frozenset({"corner"}), "corner|wall"), "doorway": (frozenset({"doorway"}), "doorway"),
    "chair": (frozenset({"chair", "chair-with-arms", "chair-without-arms"}), "chair"),
    "armchair": (frozenset({"chair", "chair-with-arms"}), "chair"), "stool": (frozenset({"stool"}), "stool"),
    "table": (frozenset({"firm-surface"}), "table"), "step": (frozenset(), "step"), "bed": (frozenset({"bed"}), "bed"),
    "mat": (frozenset({"mat"}), "mat"), "pillow": (frozenset({"pillow"}), "pillow|cushion"),
    "cushion": (frozenset({"pillow"}), "pillow|cushion"), "ball": (frozenset({"pillow"}), "pillow|cushion|ball"),
    "roll": (frozenset({"towel", "pillow"}), "towel|roll|pillow"), "towel": (frozenset({"towel"}), "towel"),
    "strap": (frozenset({"towel"}), "towel|strap"), "band": (frozenset(), "band"), "stick": (frozenset(), "stick"),
}  # fmt: skip
# The floor, a mat or a firm surface lies under a person; it needs no drawing.
_UNDERNEATH = frozenset({"firm-surface", "mat"})
_SEATS = frozenset({"chair", "chair-with-arms", "chair-without-arms", "stool"})

_ON_LEG = 0.14
_GOAL = re.compile(r"\b(?:toward|to|on|past|below|over|under|against|with|by) (?:the |your )?(?:left|right) \w+")
_SIDED = re.compile(
    r"\b(left|right)(?:,? (?:bent|straight|inner|outer))? "
    r"(arm|hand|forearm|elbow|shoulder|thumb|leg|knee|foot|thigh|heel|hip)\b"
)
_STILL_CLAUSE = re.compile(r"\b(?:stays?|still|keeps?|(?:is|are) (?:back|down|up)|rests?)\b(?! again)")
_STILL_LINE = re.compile(r"^(?:leave|keep|let|rest|your)\b", re.IGNORECASE)


def disagreements(case: Case, movement: Movement) -> list[str]:
    """Return what the words beside a figure say and it does not show, or it shows and they do not say.

    `movement` is the figure as solved for the body that shows it.
    """
    flesh, moments = movement.body, moments_of(movement)
    frames = shown(case.figure, moments)
    props = frozenset(prop.kind for prop in case.figure.props)
    if any(point.startswith("hand") for prop in case.figure.props for point in prop.at):
        props |= {AT_HANDS}
    found = list(_position(case, moments[0]))
    found += [*_props(case), *unrested(flesh, _words(case, 0), moments[0])]
    for number, frame in enumerate(frames):
        words = _words(case, number)
        told = [*broken_claims(words, frame)]
        told += [*unspoken(flesh, words, frame, props), *carried(flesh, words, frame, props)]
        if number:
            told += [*_sides(words, frame), *_kinds(words, case.steps, frame), *_arrows(words, frame)]
        found += [f"frame {number}: {text}" for text in told]
    return [*found, *_order(case, frames)]


def _words(case: Case, frame: int) -> str:
    """Return what stands under a frame and what is read out for it, in small letters."""
    figure = case.figure
    alt = figure.alt[frame] if len(figure.alt) > 1 else " ".join(figure.alt)
    return f"{figure.captions[frame] if figure.captions else ''}. {alt}".lower()


def _position(case: Case, start: Moment) -> Iterator[str]:
    """The person starts in a position of the data, and the words for the first frame name it."""
    posture = start.posture
    says = _SAYS["supine" if posture == "hook-lying" and case.figure.focus else posture]
    # A position that is none that we know is told of as that.
    if {*case.positions} <= _POSITIONS.keys() and not _POSITIONS[posture] & {*case.positions}:
        yield f"the picture shows {posture}, the data say {', '.join(case.positions)}"
    words = " ".join(case.figure.alt[:1]).lower()
    if not re.search(says, words):
        yield f"the first words do not say that the person is {posture}"
    side = re.search(r"lies on the (left|right) side", words)
    if side and (start.left[1] > 0) != (side[1] == "right"):
        yield f"the person does not lie on the {side[1]} side"


def _props(case: Case) -> Iterator[str]:
    """What is needed is drawn, and what is drawn is needed and named. A picture of a part may leave things out."""
    kinds = {prop.kind for prop in case.figure.props}
    words = " ".join([*case.ready, *case.steps, *case.figure.alt]).lower()
    drawn = {name for kind in kinds for name in _PROPS[kind][0]}
    for need in () if case.figure.focus else case.needs:
        if not need.optional and not any(_is_there(case, name, drawn) for name in need.any_of):
            yield f"{' or '.join(map(repr, need.any_of))} is needed and not drawn"
    for kind in sorted(kinds):
        if not re.search(_PROPS[kind][1], words):
            yield f"'{kind}' is drawn, and no words say so"
        sat_on = "seated-chair" in case.positions and _PROPS[kind][0] & _SEATS
        if not _PROPS[kind][0] & {*case.equipment} and not sat_on:
            yield f"'{kind}' is drawn, and the data do not list it"
    for kind in ("wall", "corner", "doorway", "chair", "stool", "pillow"):
        told = re.search(rf"\b{kind}\b", " ".join(case.figure.alt).lower())
        if told and not any(re.search(_PROPS[one][1], kind) for one in kinds):
            yield f"the words name a {kind}, and none is drawn"


def _is_there(case: Case, name: str, drawn: set[str]) -> bool:
    """Say whether a thing is drawn, or another seat, or it needs no drawing since one may do without."""
    word = name.removesuffix("-with-arms").removesuffix("-without-arms")
    may = any(word in line.lower() and " may " in line for line in (*case.ready, *case.steps))
    return name in _UNDERNEATH | drawn or bool(name in _SEATS and drawn & _SEATS) or may


def _active(frame: Shown, kind: str, side: str) -> float:
    """Return by how many degrees an arm or leg is bent otherwise than at the start."""
    joints = {"arm": ("shoulder", "elbow"), "leg": ("hip", "knee")}[kind]
    changes = [
        abs(now - then)
        for joint in joints
        for now, then in zip(
            frame.now.angles[f"{joint}_{side}"][:2], frame.start.angles[f"{joint}_{side}"][:2], strict=True
        )
    ]
    return max(changes)


def _one_side(frame: Shown, kind: str) -> str:
    """Return the side on which alone arm or leg moves, or nothing."""
    left, right = (_active(frame, kind, side) for side in SIDES)
    if max(left, right) < 12 or min(left, right) > 6:
        return ""
    return "left" if left > right else "right"


def _named_sides(words: str, kind: str) -> set[str]:
    """Return the sides of an arm or leg that words name, other than as a goal: 'toward the left knee'."""
    words = ". ".join(clause for clause in clauses(words) if not _STILL_CLAUSE.search(clause))
    words = _GOAL.sub("", re.sub(r"(\w+), the (left|right) one", r"\2 \1", words))
    both = {"arm": r"\b(?:both|the) (?:\w+ )?(?:arms|hands)\b", "leg": r"\b(?:both|the) (?:\w+ )?(?:legs|knees|feet)\b"}
    if re.search(both[kind], words):
        return {"left", "right"}
    return {side for side, word in _SIDED.findall(words) if re.search(_WORDS_OF[kind], word)}


def _sides(words: str, frame: Shown) -> Iterator[str]:
    """When one arm or leg moves, the words say which."""
    for kind in ("arm", "leg"):
        side = _one_side(frame, kind)
        named = _named_sides(words, kind)
        if side and side not in named:
            yield f"the {side} {kind} moves, and the words name {' and '.join(sorted(named)) or 'no side'}"


def _kinds(words: str, steps: tuple[str, ...], frame: Shown) -> Iterator[str]:
    """What moves has a word, in the caption, in the text that is read out, or at least in the steps."""
    all_words = " ".join([words, *steps]).lower()
    for kind, much in _movement(frame).items():
        if much and not re.search(_WORDS_OF[kind], all_words):
            yield f"the {kind} moves, and no words say so"


def _movement(frame: Shown) -> dict[str, bool]:
    """Return which parts of the body move."""
    return {
        "arm": any(_active(frame, "arm", side) > 20 and frame.moved(f"hand_{side}") for side in SIDES),
        "leg": any(_active(frame, "leg", side) > 15 and frame.moved(f"knee_{side}") for side in SIDES),
        "head": abs(nod(frame.now) - nod(frame.start)) > 15 and frame.moved("head"),
        "trunk": abs(spine(frame.now) - spine(frame.start)) > 12 or frame.moved("pelvis"),
    }


def _arrows(words: str, frame: Shown) -> Iterator[str]:
    """Every movement has an arrow, on the side that the words name, and it goes where the point goes."""
    if not frame.arrows:
        yield "no arrow shows what moves"
    for arrow in frame.arrows:
        point = arrow.follow or arrow.at or arrow.press or arrow.around or ""
        name = split(point)[0]
        kind = {"shoulder": "arm", "hip": "leg"}.get(name if arrow.around else "", kind_of(point)) if point else ""
        side = SIDE_NAMES.get(point[-1:] if "_" in point else "", "")
        named = _named_sides(words, kind) if kind in ("arm", "leg") else set()
        if side and named and side not in named:
            yield f"an arrow is at {point}, and the words name the {' and '.join(sorted(named))} {kind}"
        said = set(re.findall(rf"\b(left|right) {name}\b", words.lower())) if arrow.press else set()
        if side and said and side not in said:
            yield f"an arrow is at {point}, and the words name the {' and '.join(sorted(said))} {name}"
        mover = _one_side(frame, kind) if kind in ("arm", "leg") else ""
        if side and mover and side != mover and not _is_elsewhere(frame, point):
            yield f"an arrow is at {point}, and only the {mover} {kind} moves"
        if arrow.follow and _way_of(frame, point) < STILL / 2:
            yield f"an arrow follows {point}, which does not move"
        twin = f"{point[:-1]}{OTHER[side]}" if side else ""
        if arrow.follow and twin and twin not in frame.pointed and _way_of(frame, point) < _way_of(frame, twin) / 2:
            yield f"an arrow follows {point}, and the other one moves"
        if arrow.at and arrow.dir is not None and not _holds_back(frame, point) and _against(frame, point, arrow.dir):
            yield f"an arrow at {point} goes against its movement"


def _holds_back(frame: Shown, point: str) -> bool:
    """Say whether a point is a hand on a leg: it may press against what moves it."""
    legs = [f"{part}_{side}" for part in ("knee", "thigh") for side in SIDES]
    near = min(length(subtract(frame.now.place(point), frame.now.place(leg))) for leg in legs)
    return point.startswith("hand") and near < _ON_LEG


def _is_elsewhere(frame: Shown, point: str) -> bool:
    """Say whether a point is elsewhere than at the start."""
    return length(subtract(frame.now.place(point), frame.start.place(point))) > STILL / 2


def _way_of(frame: Shown, point: str) -> float:
    """Return how far a point has moved since the frame before."""
    return length(subtract(frame.now.place(point), frame.before.place(point)))


def _against(frame: Shown, point: str, direction: float) -> bool:
    """Say whether an arrow (degrees, 90 is up) goes against how its point moves, in the room and beside the chest."""
    pointed = (cosine(direction), sine(direction), 0.0)
    way, chest = _seen(frame, point), _seen(frame, "thorax")
    return length(way) > STILL and dot(way, pointed) < 0 and dot(subtract(way, chest), pointed) <= 0


def _seen(frame: Shown, point: str) -> Vector:
    """Return how a point moves in the picture, right and up, in body heights."""
    (x, y), (x0, y0) = (frame.camera.see(moment.place(point)) for moment in (frame.now, frame.before))
    return ((x - x0) / frame.camera.unit, (y0 - y) / frame.camera.unit, 0.0)


def _order(case: Case, frames: list[Shown]) -> Iterator[str]:
    """The side that moves first in the pictures is the one that the steps name first."""
    for kind in ("arm", "leg"):
        steps = [step.lower() for step in case.steps if not _STILL_LINE.match(step)]
        told = next((sides for step in steps if (sides := _named_sides(step, kind))), set())
        drawn = next((side for frame in frames[1:] if (side := _one_side(frame, kind))), "")
        if told and drawn and drawn not in told:
            yield f"the {drawn} {kind} moves first, and the steps name the {' and '.join(sorted(told))}"
