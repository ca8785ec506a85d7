"""Do the words beside a figure say what it shows? As far as a machine can tell, from the solved bones.

Each claim is a pattern of words and what must be true of a frame whose words match it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from exercise_library.figures.geometry import Vector, arc_cosine, cosine, dot, length, sine, subtract, unit
from exercise_library.figures.flesh import body_of
from exercise_library.figures.skeleton import SIDES
from figure_body import unrested, unspoken
from figure_cases import Case
from figure_moments import STILL, Moment, Shown, kind_of, shown, solve

_SIDE = {"left": "l", "right": "r"}
_OTHER = {"left": "r", "right": "l"}
# Words for parts of the body, and the points that tell where they are. A star stands for the side.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "arm": ("hand_*", "elbow_*"), "hand": ("hand_*",), "forearm": ("hand_*", "elbow_*"), "elbow": ("elbow_*",),
    "leg": ("foot_*", "knee_*"), "foot": ("foot_*",), "knee": ("knee_*",), "thigh": ("knee_*",), "heel": ("heel_*",),
    "shoulder": ("shoulder_*",), "head": ("head",), "chest": ("thorax",), "upper body": ("shoulders",),
    "body": ("shoulders",), "trunk": ("lumbar_1",), "buttocks": ("pelvis",), "hips": ("pelvis",), "pelvis": ("pelvis",),
    "lower back": ("lumbar_1",), "upper back": ("thorax",), "middle back": ("thorax",), "middle of the back": ("thorax",), "back": ("shoulders",),
}  # fmt: skip
_PART = re.compile(
    r"(?:\b(both|right|left) )?(?:(?:straight|bent) )?\b(upper body|lower back|upper back|middle back|middle of the back|"
    r"(?:arm|hand|forearm|elbow|leg|foot|knee|thigh|heel|shoulder)s?|feet|head|chest|body|trunk|buttocks|hips|pelvis|back)\b"
)
_HINGE = {"arm": "elbow", "elbow": "elbow", "leg": "knee", "knee": "knee"}
_LIMB = r"(?:(both|right|left) )?(?:(?:straight|bent) )?"


class Claim(NamedTuple):
    """What words say, and whether a frame shows it."""

    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str], Shown], bool]


def _points(words: str) -> list[str]:
    """Return the points of the body that words name. One limb without a side is not told apart, and left out."""
    found: list[str] = []
    for side, word in _PART.findall(words):
        name = word if word in _PARTS else "foot" if word == "feet" else word.removesuffix("s")
        limb = "_*" in _PARTS[name][0]
        if limb and not side and name == word:
            continue
        sides = _SIDE.get(side, "lr")
        for point in _PARTS[name]:
            found += [point.replace("*", one) for one in sides] if limb else [point]
    return found


def _all(test: Callable[[Shown, str], bool]) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about every part that the words before a verb name."""
    return lambda match, frame: all(test(frame, point) for point in _points(match[1]))


def _joints(match: re.Match[str]) -> list[str]:
    """Return the knees or elbows that two groups of a match name: the side, and the limb or joint."""
    return [f"{_HINGE[match[2].removesuffix('s')]}_{side}" for side in _SIDE.get(match[1] or "", "lr")]


def _hinge(test: Callable[[Shown, str], bool], one_is_enough: bool = False) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about knees or elbows. A single one without a side may be either."""

    def holds(match: re.Match[str], frame: Shown) -> bool:
        either = not match[1] and not match[2].endswith("s")
        return (any if either or one_is_enough else all)(test(frame, joint) for joint in _joints(match))

    return holds


def _sign(side: str) -> int:
    return 1 if side == "left" else -1


def _spine(moment: Moment) -> float:
    return moment.flexion("lumbar") + moment.flexion("thoracic")


def _nod(moment: Moment) -> float:
    return moment.flexion("neck") + moment.flexion("head")


def _turn(moment: Moment, bone: str, side: str) -> float:
    """Return how much the chest or head faces to a side of the hips."""
    return dot(moment.skeleton[bone].rotation[2], moment.left) * _sign(side)


def _line(moment: Moment) -> float:
    """Return the angle at the hips between the base of the neck and the knees: 180 is a straight line."""
    hips = moment.skeleton["pelvis"].origin
    up = unit(subtract(moment.skeleton["thoracic_2"].origin, hips))
    angles = [arc_cosine(dot(up, unit(subtract(moment.place(f"knee_{side}"), hips)))) for side in SIDES]
    return min(angles)


def _blade_back(moment: Moment, side: str) -> float:
    """Return how far back a shoulder is on the chest."""
    chest = moment.skeleton["thoracic_2"]
    return -dot(subtract(moment.place(f"shoulder_{side}"), chest.origin), chest.rotation[2])


def _palm(moment: Moment, side: str) -> float:
    """Return how much a palm faces up: 1 straight up, -1 down."""
    return moment.skeleton[f"hand_{side}"].rotation[0][1] * (1 if side == "r" else -1)


def _apart(moment: Moment, one: str, two: str) -> float:
    return length(subtract(moment.place(one), moment.place(two)))


def _stays(frame: Shown, point: str) -> bool:
    """A limb is where it was; the trunk may slide a little, but stays as high."""
    return frame.stayed(point) if kind_of(point) in ("arm", "leg") else abs(frame.rise(point)) < 0.02


def _goes(match: re.Match[str], frame: Shown) -> bool:
    """Each limb that the words name has moved somewhere, unless they tell how it lies at the start."""
    points = _points(match[1])
    limbs = {(kind_of(point), point[-1]) for point in points}
    return frame.now is frame.start or all(
        any(frame.moved(point) for point in points if (kind_of(point), point[-1]) == limb) for limb in limbs
    )


def _nearer(one: str, two: str) -> Callable[[Shown], bool]:
    return lambda frame: _apart(frame.now, one, two) < _apart(frame.start, one, two) - STILL


def _towards(match: re.Match[str], frame: Shown) -> bool:
    """A hand or knee comes nearer to what the words say it goes to."""
    mover = f"{'hand' if match[2] == 'arm' else match[2]}_{_SIDE[match[1]]}"
    goals = {"chest": "thorax", "head": "head"}
    return frame.moved(mover) and _nearer(mover, f"{match[4]}_{_SIDE[match[3]]}" if match[3] else goals[match[4]])(frame)


def _hands_at(bone: str, far: float) -> Callable[[re.Match[str], Shown], bool]:
    """Return the claim that both hands are within a distance of where a bone begins."""

    def holds(_match: re.Match[str], frame: Shown) -> bool:
        goal = frame.now.skeleton[bone].origin
        return all(length(subtract(frame.now.place(f"hand_{side}"), goal)) < far for side in SIDES)

    return holds


def _arms_past_head(match: re.Match[str], frame: Shown) -> bool:
    """Hands are farther along the trunk than the head."""
    hands = [f"hand_{side}" for side in _SIDE.get(match[1] or "", "lr")]
    return all(dot(frame.now.trunk, subtract(frame.now.place(hand), frame.now.place("head"))) > 0.05 for hand in hands)


def _along(moment: Moment, word: str, side: str) -> Vector:
    """Return the direction of a thigh, lower leg, or whole leg or arm."""
    ends = {"thigh": ("hip", "knee"), "lower leg": ("knee", "foot"), "leg": ("hip", "foot"), "arm": ("shoulder", "hand")}
    near, far = ends[word.removesuffix("s")]
    return unit(subtract(moment.place(f"{far}_{side}"), moment.place(f"{near}_{side}")))


def _segment(test: Callable[[float], bool]) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about how steep a limb is: 1 points up, -1 down. A single one without a side may be either."""

    def holds(match: re.Match[str], frame: Shown) -> bool:
        either = not match[1] and not match[2].endswith("s")
        steep = [_along(frame.now, match[2], side)[1] for side in _SIDE.get(match[1] or "", "lr")]
        return (any if either else all)(map(test, steep))

    return holds


def _hand_on(match: re.Match[str], frame: Shown) -> bool:
    """A hand lies on a thigh or knee of the side that is named, and not on the other."""
    hand, side = f"hand_{_SIDE[match[1]]}" if match[1] else "", _SIDE[match[2]]
    other = "lr".replace(side, "")
    hands = [hand] if hand else [f"hand_{one}" for one in SIDES]
    near = [min(_apart(frame.now, one, f"{part}_{side}") for part in ("thigh", "knee")) for one in hands]
    far = [min(_apart(frame.now, one, f"{part}_{other}") for part in ("thigh", "knee")) for one in hands]
    return all(a < 0.18 for a in near) and sum(near) < sum(far) + 0.02


def _grips_other_leg(match: re.Match[str], frame: Shown) -> bool:
    """A hand is at the knee or thigh of the other side."""
    hand, other = f"hand_{_SIDE[match[1]]}", _OTHER[match[1]]
    return min(_apart(frame.now, hand, f"{part}_{other}") for part in ("knee", "thigh")) < 0.16


def _forearms_down(match: re.Match[str], frame: Shown) -> bool:
    """Elbow and hand of one arm, or of both, are on the floor."""
    sides = _SIDE.get(match[1] or match[2] or "", "lr")
    return all(frame.now.height(f"{part}_{side}") < 0.07 for part in ("elbow", "hand") for side in sides)


def _claims() -> Iterator[tuple[str, str, Callable[[re.Match[str], Shown], bool]]]:
    up = _all(lambda frame, point: frame.rise(point) > 0.008)
    yield "is lifted", r"(.*?)\b(?:is|are|have) .*?\b(?:lifted|raised|rolled up)\b", up
    yield "lifts", r"(.*?)\b(?:lifts|rises|curls? up)\b", up
    down = _all(lambda frame, point: frame.now.height(point) < frame.before.height(point) - 0.008)
    yield "comes down", r"(.*?)\b(?:lowers|comes (?:halfway )?down|has slid down)\b", down
    yield "stays", r"(.*?)\b(?:stay|stays) (?:on the floor|down|still|flat|where)\b", _all(_stays)
    goes = r"(.*?)\b(?:reach|reaches|moves|comes|drop|roll|slid) (?:\w+ )?(?:toward|forward|open|together|farther|past)\b"
    yield "goes", goes, _goes
    yield "bent", _LIMB + r"(knees?|elbows?) (?:is |are )?bent\b", _hinge(lambda f, joint: f.now.flexion(joint) > 8)
    yield (
        "bends",
        r"(?:(both|right|left) )?(elbows?|knees?) bends?\b(?! (?:forward|to))",
        _hinge(lambda f, joint: f.bends(joint) > 5),
    )
    yield (
        "straight",
        _LIMB + r"(legs?|arms?|knees?)(?: (?!line|arms?|legs?|knees?)\w+){0,3} straight\b(?! line)",
        _hinge(lambda f, joint: f.now.flexion(joint) < 25),
    )
    yield "straightens", _LIMB + r"(knees?) straightens?\b", _hinge(lambda f, joint: f.bends(joint) < -5)
    yield from _trunk_claims()
    yield from _place_claims()


def _trunk_claims() -> Iterator[tuple[str, str, Callable[[re.Match[str], Shown], bool]]]:
    yield (
        "forward",
        r"(?:body|person) .*\b(?:bends?|bent|leans?) (?:slowly )?(?:forward|in\b|closer|into)",
        lambda _, frame: frame.now.lean > frame.before.lean + 3,
    )
    yield (
        "curves forward",
        r"\bcurls? (?:up|and)\b|\b(?:bends|bent) (?:slowly )?forward\b",
        lambda _, f: all(f.now.flexion(joint) > f.start.flexion(joint) - 1 for joint in ("lumbar", "thoracic")),
    )
    yield (
        "curves backward",
        r"\bbends? backward\b|\bback arches\b|\bleans back a little with the chest\b",
        lambda _, f: all(f.now.flexion(joint) < f.start.flexion(joint) + 1 for joint in ("lumbar", "thoracic")),
    )
    yield (
        "hips stay open",
        r"\bbends backward\b|\bleans back a little with the chest\b",
        lambda _, f: all(f.now.flexion(f"hip_{s}") < 10 for s in SIDES),
    )
    yield "backward", r"bends? backward|leans? back\b", lambda _, frame: frame.now.lean < min(-4, frame.start.lean + 1)
    yield "in a line", r"\bstraight (?:body|line)\b|\bbody (?:straight|in a line)\b", lambda _, f: _line(f.now) > 155
    yield (
        "head leads",
        r"\bhead(?:, chest)? and [\w ]*(?:lifted|raised)\b|\bchest and head (?:are|is)\b",
        lambda _, f: f.rise("head") > f.rise("thorax") - 0.01 and f.now.height("head") > f.now.height("shoulders") - 0.02,
    )
    yield (
        "shoulder presses down",
        r"\b(?:(both|right|left) )shoulders? press(?:es)? down\b",
        lambda m, f: all(f.now.height(f"shoulder_{s}") < f.start.height(f"shoulder_{s}") - 0.004 for s in _SIDE.get(m[1], "lr")),
    )
    yield (
        "shoulders press back",
        r"\bshoulders press back\b",
        lambda _, f: all(dot(f.way(f"shoulder_{s}"), f.now.front) < -0.01 for s in SIDES),
    )
    yield (
        "blades together",
        r"\bblades are squeezed together\b",
        lambda _, f: all(_blade_back(f.now, s) > _blade_back(f.start, s) + 0.01 for s in SIDES),
    )
    yield (
        "turned",
        r"\b(?:body|chest|trunk)\b[\w ]* (?:turn|twist)(?:s|ed) (?:to the )?(left|right)\b",
        lambda m, f: 0.15 < _turn(f.now, "thoracic_2", m[1]) < _turn(f.now, "head", m[1]) + 0.1,
    )
    yield (
        "head turned",
        r"\bhead turns to the (left|right)\b",
        lambda m, f: dot(f.now.skeleton["head"].rotation[2], f.now.skeleton["thoracic_2"].rotation[0]) * _sign(m[1]) > 0.5,
    )
    yield "side bend", r"\bbends to the (left|right)\b", lambda m, f: dot(f.now.trunk, f.now.left) * _sign(m[1]) > 0.1
    yield (
        "knees roll",
        r"\bknees (?:roll|turn)(?: together)? to the (left|right)\b",
        lambda m, f: all(dot(f.way(f"knee_{s}"), f.start.left) * _sign(m[1]) > 0.05 for s in SIDES)
        and _apart(f.now, "knee_l", "knee_r") < 0.16,
    )
    yield "arches", r"\bback arches\b|\btrunk sags\b", lambda _, f: _spine(f.now) < min(-4, _spine(f.start) - 4)
    yield "rounds", r"\bback rounds\b", lambda _, f: _spine(f.now) > max(10, _spine(f.start) + 10)
    yield "flat", r"\blower back (?:is|presses) flat\b", lambda _, f: f.now.flexion("lumbar") > 4
    yield (
        "on the wall",
        r"\bslid down the wall\b",
        lambda _, f: abs(dot(f.way("shoulders"), f.start.front)) < STILL,
    )
    yield (
        "palms down",
        r"\bpalms (?:rest )?on the floor\b|\b(?:arms|hands) [\w ]*ahead on the floor\b|\bhands push\b",
        lambda _, f: all(f.now.height(f"hand_{s}") < 0.05 for s in SIDES),
    )
    yield "gap", r"\bgap under the lower back\b", lambda _, f: f.now.flexion("lumbar") < -15
    yield "chin in", r"\bchin is (?:tucked|drawn in)|\bhead lowers\b", lambda _, f: _nod(f.now) > _nod(f.before) + 5
    yield "chin up", r"\bchin is raised|\blooks up\b|\bhead lifts\b", lambda _, f: _nod(f.now) < _nod(f.before) - 5
    yield "chin starts up", r"\btilted back\b", lambda _, f: _nod(f.now) < -10
    yield "chin starts down", r"\btilted forward\b", lambda _, f: _nod(f.now) > 3


def _place_claims() -> Iterator[tuple[str, str, Callable[[re.Match[str], Shown], bool]]]:
    yield "toward", r"\b(right|left) (arm|hand|knee) [\w ]*?\btoward the (?:(right|left) )?(knee|shoulder|chest|head)\b", _towards
    yield "both toward", r"\bboth knees toward the chest\b", lambda _, f: all(_nearer(f"knee_{s}", "thorax")(f) for s in SIDES)
    yield "behind head", r"\bhands [\w ]*(?:behind|on the back of|under) the head\b", _hands_at("head", 0.125)
    yield "on chest", r"\barms (?:\w+ )*(?:across|over) the chest\b", _hands_at("thoracic_2", 0.135)
    yield "on belly", r"\bhands rest on the belly\b", _hands_at("lumbar_1", 0.125)
    yield "on back", r"\bhands (?:\w+ )*(?:on|behind) the (?:lower )?back\b(?! of)", _hands_at("lumbar_1", 0.15)
    yield "on hips", r"\bhands on the hips\b|\bhip bone\b", _hands_at("pelvis", 0.155)
    yield "hand on", r"\b(?:(right|left) hand|hands?) (?:on|behind|holds?|hold) the (right|left) (?:thigh|leg|knee)\b", _hand_on
    yield (
        "holds",
        r"\b(left|right) (?:hand|arm) (?:holds its outer|pulls the (?:left|right)|reaches toward the (?:left|right) knee)",
        _grips_other_leg,
    )
    yield (
        "each holds",
        r"\beach hand holds the leg\b",
        lambda _, f: all(_apart(f.now, f"hand_{s}", f"knee_{s}") < 0.12 for s in SIDES),
    )
    yield (
        "hand on the knee",
        r"\b(left|right) hand on the knee\b",
        lambda m, f: _apart(f.now, f"hand_{_SIDE[m[1]]}", f"knee_{_SIDE[m[1]]}") < 0.12,
    )
    yield "palms up", r"\bpalms up\b", lambda _, f: all(_palm(f.now, s) > 0.5 for s in SIDES)
    yield (
        "forearms down",
        r"\b(?:(left|right) )?forearms? (?:by the head|on the floor|presses)|\bpropped on (?:the (left|right) forearm|elbows)"
        r"|\bonto elbows\b",
        _forearms_down,
    )
    yield (
        "elbows on knees",
        r"\belbow rests on each knee\b|\belbows press the knees\b",
        lambda _, f: all(_apart(f.now, f"elbow_{s}", f"knee_{s}") < 0.12 for s in SIDES),
    )
    yield (
        "foot across",
        r"\b(left|right) foot is on the outer side of the (left|right) knee\b",
        lambda m, f: _apart(f.now, f"foot_{_SIDE[m[1]]}", f"knee_{_SIDE[m[2]]}") < 0.15,
    )
    yield (
        "hand down the leg",
        r"\b(left|right) hand slides down the side\b",
        lambda m, f: f.rise(f"hand_{_SIDE[m[1]]}") < -0.03
        and min(_apart(f.now, f"hand_{_SIDE[m[1]]}", f"{part}_{_SIDE[m[1]]}") for part in ("thigh", "knee")) < 0.16,
    )
    yield "straight limbs", r"\b(both )?straight (arms|legs)\b", _hinge(lambda f, joint: f.now.flexion(joint) < 25)
    yield (
        "stretched",
        r"\b(?:(both|right|left) )(arms?) (?:(?:is|are) )?(?:(?:stretched|stretches|reach(?:es)?) "
        r"(?:past|up|straight|forward|toward the (?:floor|ground))|raised|lifted)\b",
        _hinge(lambda f, joint: f.now.flexion(joint) < 35),
    )
    yield (
        "crossed",
        r"\b(left|right) leg crossed in front of\b",
        lambda m, f: dot(subtract(f.now.place(f"foot_{_SIDE[m[1]]}"), f.now.place(f"foot_{_OTHER[m[1]]}")), f.now.front) > 0.03,
    )
    yield "past head", r"\b(?:(right|left) )?arms? [\w ]*\b(?:over|past) the head\b", _arms_past_head
    yield (
        "by the sides",
        r"\barms (?:by|along) the sides\b",
        lambda _, f: all(_apart(f.now, f"hand_{s}", f"hip_{s}") < 0.23 and f.now.flexion(f"elbow_{s}") < 45 for s in SIDES),
    )
    flat = 0.055
    yield "feet flat", r"\bfeet (?:are )?flat\b", lambda _, f: all(f.now.height(f"foot_{s}") < flat for s in SIDES)
    yield (
        "feet off",
        r"\bfeet (?:are )?(?:\w+ )?off the floor\b",
        lambda _, f: all(f.now.height(f"foot_{s}") > flat for s in SIDES),
    )
    yield (
        "foot on floor",
        r"\b(right|left) foot [\w ]*(?:on the floor|is down)",
        lambda m, f: f.now.height(f"foot_{_SIDE[m[1]]}") < flat,
    )
    yield "points up", _LIMB + r"(lower legs?|thighs?|legs?) points? (?:straight )?up\b", _segment(lambda y: y > 0.8)
    yield (
        "level",
        _LIMB + r"(lower legs?|thighs?|legs?) [\w ,]*\blevel\b",
        _segment(lambda y: abs(y) < 0.25),
    )
    yield (
        "back leg",
        r"\b(right|left) leg is back\b",
        lambda m, f: dot(subtract(f.now.place(f"foot_{_SIDE[m[1]]}"), f.now.place("pelvis")), f.now.front) < -0.05,
    )
    yield (
        "steps",
        r"\b(right|left) foot has stepped forward\b",
        lambda m, f: dot(f.way(f"foot_{_SIDE[m[1]]}"), f.start.front) > 0.1,
    )
    yield "touches", r"\b(left|right) knee touches\b", lambda m, f: f.now.height(f"knee_{_SIDE[m[1]]}") < 0.05
    yield (
        "toes up",
        r"\btoes of the (right|left) foot pull up\b",
        lambda m, f: f.bends(f"ankle_{_SIDE[m[1]]}") > 20,
    )
    yield "apart", r"\blegs (?:a little )?apart\b", lambda _, f: _apart(f.now, "foot_l", "foot_r") > 0.12
    yield (
        "open",
        r"\bdrop open\b",
        lambda _, f: _apart(f.now, "knee_l", "knee_r") > _apart(f.start, "knee_l", "knee_r") + 0.1 and f.rise("knee_l") < -0.05,
    )
    yield (
        "along the floor",
        r"\b(right|left) leg (?:is|has)[\w ]* along the floor\b",
        lambda m, f: f.now.height(f"foot_{_SIDE[m[1]]}") < 0.07,
    )
    yield (
        "top leg",
        r"\btop leg, the (left|right) one, is lifted\b",
        lambda m, f: abs(f.now.flexion(f"hip_{_SIDE[m[1]]}")) < 30,
    )
    yield (
        "grips the seat",
        r"\bgrips both sides of the seat\b",
        lambda _, f: all(_apart(f.now, f"hand_{s}", f"hip_{s}") < 0.16 for s in SIDES),
    )
    yield (
        "hands on the wall",
        r"\b(?:hands|hand|palm) on (?:it|the wall|each wall|each side of the frame)\b",
        lambda _, f: all(dot(subtract(f.now.place(f"hand_{s}"), f.now.place("thorax")), f.now.front) > 0.2 for s in SIDES),
    )
    yield (
        "shoulder height",
        r"\bat shoulder height\b",
        lambda _, f: all(abs(f.now.height(f"hand_{s}") - f.now.height(f"shoulder_{s}")) < 0.09 for s in SIDES),
    )


CLAIMS: Mapping[str, Claim] = {name: Claim(re.compile(pattern), holds) for name, pattern, holds in _claims()}

_BREAKS = re.compile(r"[.;:]|, so | so the | as the |,? (?:and|with) (?=(?:the|both) [\w ]+ (?:is|are|stay|stays|lifts|lowers|arches|moves|turns|bends?|reach(?:es)?)\b)")


def clauses(words: str) -> list[str]:
    """Return words in parts that say one thing each, in small letters."""
    return [part.strip() for part in _BREAKS.split(words.lower()) if part and part.strip()]


def broken_claims(words: str, frame: Shown) -> Iterator[str]:
    """Yield what words say and a frame does not show."""
    for clause in clauses(words):
        for name, claim in CLAIMS.items():
            match = claim.pattern.search(clause)
            if match and not claim.holds(match, frame):
                yield f"'{clause}' is not what it shows ({name})"


# ---- position, sides, what moves, arrows, props

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
    "standing": r"stands", "seated-chair": r"sits (?:\w+ )?on a (?:chair|stool)|sits with", "seated-floor": r"sits on the floor",
    "kneeling": r"kneels upright", "heel-sitting": r"sits on the heels", "quadruped": r"on hands and knees",
    "prone": r"lies face down", "side-lying": r"lies on the (?:left|right) side", "supine": r"on their back",
    "hook-lying": r"on their back.*knees (?:are )?bent", "plank": r"on hands and (?:toes|knees).*in a line",
}  # fmt: skip
_WORDS_OF: Mapping[str, str] = {
    "arm": r"\b(?:arm|hand|forearm|elbow|palm|shoulder|thumb)s?\b",
    "leg": r"\b(?:leg|knee|thigh|heel|hip|step|sole)s?\b|\bf[eo][eo]t\b|\btoes\b|\bsquat|\bbuttocks\b",
    "head": r"\b(?:head|neck|chin|face)\b|\bbody\b|\bcurl|\blook|\bforward\b|\bback",
    "trunk": r"\b(?:back|body|trunk|chest|pelvis|hips?|buttocks|waist|belly|spine|tailbone|shoulders?|blades?|lean|bend)\b",
}
# What equipment a prop stands for, and the word that words have for it.
_PROPS: Mapping[str, tuple[frozenset[str], str]] = {
    "wall": (frozenset({"wall"}), "wall"), "wall_behind": (frozenset({"wall"}), "wall"),
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

_GOAL = re.compile(r"\b(?:toward|to|on|past|below|over|under|against|with|by) (?:the |your )?(?:left|right) \w+")
_SIDED = re.compile(
    r"\b(left|right)(?:,? (?:bent|straight|inner|outer))? (arm|hand|forearm|elbow|shoulder|thumb|leg|knee|foot|thigh|heel|hip)\b"
)
_STILL_CLAUSE = re.compile(r"\b(?:stays?|still|keeps?|(?:is|are) (?:back|down|up)|rests?)\b(?! again)")
_STILL_LINE = re.compile(r"^(?:leave|keep|let|rest|your)\b", re.IGNORECASE)


def disagreements(case: Case) -> list[str]:
    """Return what the words beside a figure say and it does not show, or it shows and they do not say."""
    moments = solve(case)
    frames = shown(case, moments)
    found = list(_position(case, moments[0]))
    found += [*_props(case), *unrested(body_of(case.look), _words(case, 0), moments[0])]
    for number, frame in enumerate(frames):
        words = _words(case, number)
        told = [*broken_claims(words, frame)]
        told += unspoken(body_of(case.look), words, frame, frozenset(prop.kind for prop in case.figure.props))
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
    if not _POSITIONS[posture] & set(case.positions):
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
    for name in () if case.figure.focus else case.equipment:
        word = name.removesuffix("-with-arms").removesuffix("-without-arms")
        optional = any(word in line.lower() and " may " in line for line in (*case.ready, *case.steps))
        instead = name in _SEATS and drawn & _SEATS
        if name not in _UNDERNEATH and name not in drawn and not instead and not optional:
            yield f"'{name}' is needed and not drawn"
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


def _active(frame: Shown, kind: str, side: str) -> float:
    """Return by how many degrees an arm or leg is bent otherwise than at the start."""
    joints = {"arm": ("shoulder", "elbow"), "leg": ("hip", "knee")}[kind]
    changes = [
        abs(now - then)
        for joint in joints
        for now, then in zip(frame.now.angles[f"{joint}_{side}"][:2], frame.start.angles[f"{joint}_{side}"][:2], strict=True)
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
        "head": abs(_nod(frame.now) - _nod(frame.start)) > 15 and frame.moved("head"),
        "trunk": abs(_spine(frame.now) - _spine(frame.start)) > 12 or frame.moved("pelvis"),
    }


def _arrows(words: str, frame: Shown) -> Iterator[str]:
    """Every movement has an arrow, on the side that the words name, and it goes where the point goes."""
    if not frame.arrows:
        yield "no arrow shows what moves"
    for arrow in frame.arrows:
        point = arrow.follow or arrow.at or ""
        kind = kind_of(point) if point else ""
        side = {"l": "left", "r": "right"}.get(point[-1:] if "_" in point else "", "")
        named = _named_sides(words, kind) if kind in ("arm", "leg") else set()
        if side and named and side not in named:
            yield f"an arrow is at {point}, and the words name the {' and '.join(sorted(named))} {kind}"
        if arrow.follow and _way_of(frame, point) < STILL / 2:
            yield f"an arrow follows {point}, which does not move"
        twin = f"{point[:-1]}{_OTHER[side]}" if side else ""
        if arrow.follow and twin and twin not in frame.pointed and _way_of(frame, point) < _way_of(frame, twin) / 2:
            yield f"an arrow follows {point}, and the other one moves"
        if arrow.at and arrow.dir is not None and _against(frame, point, arrow.dir):
            yield f"an arrow at {point} goes against its movement"


def _way_of(frame: Shown, point: str) -> float:
    """Return how far a point has moved since the frame before."""
    return length(subtract(frame.now.place(point), frame.before.place(point)))


def _against(frame: Shown, point: str, direction: float) -> bool:
    """Say whether an arrow's direction (degrees, 90 is up) is against how its point moves, in the room or on the chest."""
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
