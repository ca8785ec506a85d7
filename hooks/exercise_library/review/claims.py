"""What words beside a figure claim that it shows, and whether it does, measured on the solved bones.

Each claim is a pattern of words and what must be true of a frame whose words match it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from exercise_library.figures.solve.geometry import Vector, arc_cosine, dot, length, subtract, unit
from exercise_library.figures.solve.skeleton import SIDES
from exercise_library.review.moments import STILL, Moment, Shown, kind_of

SIDE = {"left": "l", "right": "r"}
OTHER = {"left": "r", "right": "l"}
# Words for parts of the body, and the points that tell where they are. A star stands for the side.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "arm": ("hand_*", "elbow_*"), "hand": ("hand_*",), "forearm": ("hand_*", "elbow_*"), "elbow": ("elbow_*",),
    "leg": ("foot_*", "knee_*"), "foot": ("foot_*",), "knee": ("knee_*",), "thigh": ("knee_*",), "heel": ("heel_*",),
    "shoulder": ("shoulder_*",), "head": ("head",), "chest": ("thorax",), "upper body": ("shoulders",),
    "body": ("shoulders",), "trunk": ("lumbar_1",), "buttocks": ("pelvis",), "hips": ("pelvis",), "pelvis": ("pelvis",),
    "lower back": ("lumbar_1",), "upper back": ("thorax",), "middle back": ("thorax",),
    "middle of the back": ("thorax",), "back": ("shoulders",),
}  # fmt: skip
_PART = re.compile(
    r"(?:\b(both|right|left) )?(?:(?:straight|bent) )?\b(upper body|lower back|upper back|middle back|"
    r"middle of the back|(?:arm|hand|forearm|elbow|leg|foot|knee|thigh|heel|shoulder)s?|feet|head|chest|body|trunk|"
    r"buttocks|hips|pelvis|back)\b"
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
        sides = SIDE.get(side, "lr")
        for point in _PARTS[name]:
            found += [point.replace("*", one) for one in sides] if limb else [point]
    return found


def _all(test: Callable[[Shown, str], bool]) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about every part that the words before a verb name."""
    return lambda match, frame: all(test(frame, point) for point in _points(match[1]))


def _joints(match: re.Match[str]) -> list[str]:
    """Return the knees or elbows that two groups of a match name: the side, and the limb or joint."""
    return [f"{_HINGE[match[2].removesuffix('s')]}_{side}" for side in SIDE.get(match[1] or "", "lr")]


def _hinge(test: Callable[[Shown, str], bool], one_is_enough: bool = False) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about knees or elbows. A single one without a side may be either."""

    def holds(match: re.Match[str], frame: Shown) -> bool:
        either = not match[1] and not match[2].endswith("s")
        return (any if either or one_is_enough else all)(test(frame, joint) for joint in _joints(match))

    return holds


def _sign(side: str) -> int:
    return 1 if side == "left" else -1


def spine(moment: Moment) -> float:
    """Return how far the back is bent forward, in degrees."""
    return moment.flexion("lumbar") + moment.flexion("thoracic")


def nod(moment: Moment) -> float:
    """Return how far the head is bent forward on the back, in degrees."""
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


def legs_cross(moment: Moment) -> bool:
    """Say whether the left knee or foot is on the right of the other."""
    return any(
        dot(subtract(moment.place(f"{part}_l"), moment.place(f"{part}_r")), moment.left) < 0
        for part in ("knee", "foot")
    )


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
    mover = f"{'hand' if match[2] == 'arm' else match[2]}_{SIDE[match[1]]}"
    goals = {"chest": "thorax", "head": "head"}
    return frame.moved(mover) and _nearer(mover, f"{match[4]}_{SIDE[match[3]]}" if match[3] else goals[match[4]])(frame)


def _hands_at(bone: str, far: float) -> Callable[[re.Match[str], Shown], bool]:
    """Return the claim that both hands are within a distance of where a bone begins."""

    def holds(_match: re.Match[str], frame: Shown) -> bool:
        goal = frame.now.skeleton[bone].origin
        return all(length(subtract(frame.now.place(f"hand_{side}"), goal)) < far for side in SIDES)

    return holds


def _arms_past_head(match: re.Match[str], frame: Shown) -> bool:
    """Hands are farther along the trunk than the head."""
    hands = [f"hand_{side}" for side in SIDE.get(match[1] or "", "lr")]
    return all(dot(frame.now.trunk, subtract(frame.now.place(hand), frame.now.place("head"))) > 0.05 for hand in hands)


def _along(moment: Moment, word: str, side: str) -> Vector:
    """Return the direction of a thigh, lower leg, or whole leg or arm."""
    ends = {
        "thigh": ("hip", "knee"),
        "lower leg": ("knee", "foot"),
        "leg": ("hip", "foot"),
        "arm": ("shoulder", "hand"),
    }
    near, far = ends[word.removesuffix("s")]
    return unit(subtract(moment.place(f"{far}_{side}"), moment.place(f"{near}_{side}")))


def _ahead(match: re.Match[str], frame: Shown) -> bool:
    """An arm reaches forward. Of someone who lies on the side, that may be in front of the chest or past the head."""
    arms = [_along(frame.now, "arm", side) for side in SIDE.get(match[1], "lr")]
    return frame.now.posture == "side-lying" or all(dot(arm, frame.now.front) > 0.7 for arm in arms)


def _below_shoulder(moment: Moment, side: str) -> float:
    """Return how far an elbow is below its shoulder, along the chest."""
    arm = subtract(moment.place(f"shoulder_{side}"), moment.place(f"elbow_{side}"))
    return dot(arm, moment.skeleton["thoracic_2"].rotation[1])


def _leant_back(frame: Shown) -> float:
    """Return the lean below which a trunk has leant back, in degrees."""
    return min(-4, frame.start.lean + (1 if frame.now is frame.start else -3))


def _segment(test: Callable[[float], bool]) -> Callable[[re.Match[str], Shown], bool]:
    """Return a claim about how steep a limb is: 1 points up, -1 down. A single one without a side may be either."""

    def holds(match: re.Match[str], frame: Shown) -> bool:
        either = not match[1] and not match[2].endswith("s")
        steep = [_along(frame.now, match[2], side)[1] for side in SIDE.get(match[1] or "", "lr")]
        return (any if either else all)(map(test, steep))

    return holds


def _hand_on(match: re.Match[str], frame: Shown) -> bool:
    """A hand lies on a thigh or knee of the side that is named, and not on the other."""
    hand, side = f"hand_{SIDE[match[1]]}" if match[1] else "", SIDE[match[2]]
    other = "lr".replace(side, "")
    hands = [hand] if hand else [f"hand_{one}" for one in SIDES]
    near = [min(_apart(frame.now, one, f"{part}_{side}") for part in ("thigh", "knee")) for one in hands]
    far = [min(_apart(frame.now, one, f"{part}_{other}") for part in ("thigh", "knee")) for one in hands]
    return all(a < 0.18 for a in near) and sum(near) < sum(far) + 0.02


def _grips_other_leg(match: re.Match[str], frame: Shown) -> bool:
    """A hand is at the knee or thigh of the other side."""
    hand, other = f"hand_{SIDE[match[1]]}", OTHER[match[1]]
    return min(_apart(frame.now, hand, f"{part}_{other}") for part in ("knee", "thigh")) < 0.16


def _forearms_down(match: re.Match[str], frame: Shown) -> bool:
    """Elbow and hand of one arm, or of both, are on the floor."""
    sides = SIDE.get(match[1] or match[2] or "", "lr")
    return all(frame.now.height(f"{part}_{side}") < 0.06 for part in ("elbow", "hand") for side in sides)


_Told = tuple[str, str, Callable[[re.Match[str], Shown], bool]]
"""The name of a claim, its words as a pattern, and whether a frame shows it."""

_UP = _all(lambda frame, point: frame.rise(point) > 0.008)
_DOWN = _all(lambda frame, point: frame.now.height(point) < frame.before.height(point) - 0.008)
_GOES = r"(.*?)\b(?:reach|reaches|moves|comes|drop|roll|slid) (?:\w+ )?(?:toward|forward|open|together|farther|past)\b"
_OF_LIMBS: tuple[_Told, ...] = (
    ("is lifted", r"(.*?)\b(?:is|are|have) .*?\b(?:lifted|raised|rolled up)\b", _UP),
    ("lifts", r"(.*?)\b(?:lifts|rises|curls? up)\b", _UP),
    ("comes down", r"(.*?)\b(?:lowers|comes (?:halfway )?down|has slid down)\b", _DOWN),
    ("stays", r"(.*?)\b(?:stays?|rests?) (?:on the floor|down|still|flat|where)\b", _all(_stays)),
    ("goes", _GOES, _goes),
    ("bent", _LIMB + r"(knees?|elbows?) (?:is |are )?bent\b", _hinge(lambda f, joint: f.now.flexion(joint) > 8)),
    (
        "bends",
        r"(?:(both|right|left) )?(elbows?|knees?) bends?\b(?! (?:forward|to))",
        _hinge(lambda f, joint: f.bends(joint) > 5),
    ),
    (
        "straight",
        _LIMB + r"(legs?|arms?|knees?)(?: (?!line|arms?|legs?|knees?)\w+){0,3} straight\b(?! line)",
        _hinge(lambda f, joint: f.now.flexion(joint) < 25),
    ),
    ("straightens", _LIMB + r"(knees?) straightens?\b", _hinge(lambda f, joint: f.bends(joint) < -5)),
)

_OF_TRUNK: tuple[_Told, ...] = (
    (
        "forward",
        r"(?:body|person) .*\b(?:bends?|bent|leans?) (?:slowly )?(?:forward|in\b|closer|into)",
        lambda _, frame: frame.now.lean > frame.before.lean + 3,
    ),
    (
        "curves forward",
        r"\bcurls? (?:up|and)\b|\b(?:bends|bent) (?:slowly )?forward\b",
        lambda _, f: all(f.now.flexion(joint) > f.start.flexion(joint) - 1 for joint in ("lumbar", "thoracic")),
    ),
    ("neck curls too", r"\bcurls? up\b", lambda _, f: nod(f.now) > 0),
    (
        "neck curls forward",
        r"\bneck and [\w ]*back curl forward\b",
        lambda _, f: all(f.now.flexion(joint) > f.start.flexion(joint) + 5 for joint in ("neck", "head")),
    ),
    ("still upright", r"\blower back is still upright\b", lambda _, f: -2 < f.now.flexion("lumbar") < 15),
    (
        "curves backward",
        r"\bbends? backward\b|\bback arches\b|\bleans back a little with the chest\b",
        lambda _, f: (
            all(f.now.flexion(joint) < f.start.flexion(joint) + 1 for joint in ("lumbar", "thoracic"))
            and nod(f.now) < 3
        ),
    ),
    (
        "hips stay open",
        r"\bbends backward\b|\bleans back a little\b",
        lambda _, f: f.start.posture == "seated-chair" or all(f.now.flexion(f"hip_{s}") < 1 for s in SIDES),
    ),
    ("backward", r"bends? backward|leans? back\b", lambda _, f: f.now.lean < _leant_back(f)),
    ("in a line", r"\bstraight (?:body|line)\b|\bbody (?:straight|in a line)\b", lambda _, f: _line(f.now) > 155),
    (
        "head leads",
        r"\bhead(?:, chest)? and [\w ]*(?:lifted|raised)\b|\bchest and head (?:are|is)\b",
        lambda _, f: (
            f.rise("head") > f.rise("thorax") - 0.01 and f.now.height("head") > f.now.height("shoulders") - 0.02
        ),
    ),
    (
        "shoulder presses down",
        r"\b(?:(both|right|left) )shoulders? press(?:es)? down\b",
        lambda m, f: all(
            f.now.height(f"shoulder_{s}") < f.start.height(f"shoulder_{s}") - 0.004 for s in SIDE.get(m[1], "lr")
        ),
    ),
    (
        "shoulders press back",
        r"\bshoulders press back\b",
        lambda _, f: all(dot(f.way(f"shoulder_{s}"), f.now.front) < -0.01 for s in SIDES),
    ),
    (
        "blades together",
        r"\bblades are squeezed together\b",
        lambda _, f: all(_blade_back(f.now, s) > _blade_back(f.start, s) + 0.01 for s in SIDES),
    ),
    (
        "turned",
        r"\b(?:body|chest|trunk)\b[\w ]* (?:turn|twist)(?:s|ed) (?:to the )?(left|right)\b",
        lambda m, f: 0.15 < _turn(f.now, "thoracic_2", m[1]) < _turn(f.now, "head", m[1]) + 0.1,
    ),
    (
        "head turns farther",
        r"\bbody and head (?:is|are) (?:turned|twisted) to the (left|right)\b",
        lambda m, f: _turn(f.now, "thoracic_2", m[1]) < _turn(f.now, "head", m[1]) - 0.03,
    ),
    ("head up", r"\bhead is up\b", lambda _, f: nod(f.now) < -5),
    (
        "head turned",
        r"\bhead turns to the (left|right)\b",
        lambda m, f: (
            dot(f.now.skeleton["head"].rotation[2], f.now.skeleton["thoracic_2"].rotation[0]) * _sign(m[1]) > 0.5
        ),
    ),
    ("side bend", r"\bbends to the (left|right)\b", lambda m, f: dot(f.now.trunk, f.now.left) * _sign(m[1]) > 0.1),
    (
        "knees roll",
        r"\bknees (?:roll|turn)(?: together)? to the (left|right)\b",
        lambda m, f: (
            all(dot(f.way(f"knee_{s}"), f.start.left) * _sign(m[1]) > 0.05 for s in SIDES)
            and _apart(f.now, "knee_l", "knee_r") < 0.16
        ),
    ),
    ("arches", r"\bback arches\b|\btrunk sags\b", lambda _, f: spine(f.now) < min(-4, spine(f.start) - 4)),
    ("rounds", r"\bback rounds\b", lambda _, f: spine(f.now) > max(10, spine(f.start) + 10)),
    (
        "flat",
        r"\b(?:lower )?back (?:(?:is|presses) )?flat\b(?! on)|\blower back is flat\b",
        lambda _, f: f.now.flexion("lumbar") > 4,
    ),
    (
        "on the wall",
        r"\bslid down the wall\b",
        lambda _, f: abs(dot(f.way("shoulders"), f.start.front)) < STILL,
    ),
    (
        "palms down",
        r"\bpalms (?:rest )?on the floor\b|\b(?:arms|hands) [\w ]*ahead on the floor\b|\bhands push\b"
        r"|\bover (?:the hands|straight arms)\b",
        lambda _, f: all(f.now.height(f"hand_{s}") < 0.05 for s in SIDES),
    ),
    ("gap", r"\bgap under the lower back\b", lambda _, f: f.now.flexion("lumbar") < -15),
    ("chin in", r"\bchin is (?:tucked|drawn in)|\bhead lowers\b", lambda _, f: nod(f.now) > nod(f.before) + 5),
    ("chin up", r"\bchin is raised|\blooks up\b|\bhead lifts\b", lambda _, f: nod(f.now) < nod(f.before) - 5),
    ("looks up", r"\bface looks up\b", lambda _, f: f.now.skeleton["head"].rotation[2][1] > 0.3),
    ("chin starts up", r"\btilted back\b", lambda _, f: nod(f.now) < -10),
    ("chin starts down", r"\btilted forward\b", lambda _, f: nod(f.now) > 1),
)


def _on_arm_of_chair(frame: Shown, hand: str, side: str) -> bool:
    """Say whether a hand is where the left or right arm of a chair is, to someone who has sat down straight."""
    way = subtract(frame.now.place(hand), frame.start.place("pelvis"))
    aside = dot(way, frame.start.left) * (1 if side == "left" else -1)
    return 0.08 < aside < 0.18 and -0.06 < dot(way, frame.start.front) < 0.18 and 0.05 < way[1] < 0.16


_FLAT = 0.055
_OF_PLACES: tuple[_Told, ...] = (
    (
        "toward",
        r"\b(right|left) (arm|hand|knee) [\w ]*?\btoward the (?:(right|left) )?(knee|shoulder|chest|head)\b",
        _towards,
    ),
    (
        "both toward",
        r"\bboth knees toward the chest\b",
        lambda _, f: all(_nearer(f"knee_{s}", "thorax")(f) for s in SIDES),
    ),
    ("behind head", r"\bhands [\w ]*(?:behind|on the back of|under) the head\b", _hands_at("head", 0.125)),
    ("on chest", r"\barms (?:\w+ )*(?:across|over) the chest\b", _hands_at("thoracic_2", 0.175)),
    ("on back", r"\bhands (?:\w+ )*(?:on|behind) the (?:lower )?back\b(?! of)", _hands_at("lumbar_1", 0.15)),
    ("on hips", r"\bhands (?:stay )?on the hips\b|\bhip bone\b", _hands_at("pelvis", 0.195)),
    (
        "elbows out",
        r"\bhands (?:stay )?on the hips\b",
        lambda _, f: all(f.now.flexion(f"elbow_{s}") > 60 for s in SIDES),
    ),
    (
        "elbows down",
        r"\barms (?:are )?(?:crossed|folded) (?:over|on|across) the chest\b",
        lambda _, f: all(_below_shoulder(f.now, s) > 0.07 for s in SIDES),
    ),
    (
        "reach down",
        r"\b(?:arms|hands) (?:stay straight and )?reach toward the (?:floor|ground)\b",
        lambda _, f: all(_along(f.now, "arm", s)[1] < -0.7 and f.now.flexion(f"elbow_{s}") < 35 for s in SIDES),
    ),
    (
        "ahead",
        r"\b(?:(both|right|left) )arms? (?:(?:is|are) )?(?:stretched|reach(?:es)?) (?:forward|ahead|straight out)\b",
        _ahead,
    ),
    (
        "out to the side",
        r"\b(left|right) arm is out to the side\b",
        lambda m, f: dot(_along(f.now, "arm", SIDE[m[1]]), f.now.left) * _sign(m[1]) > 0.6,
    ),
    (
        "out from the sides",
        r"\barms (?:lie )?(?:have slid )?a little out from the sides\b",
        lambda _, f: all(
            f.now.flexion(f"elbow_{s}") < 40 and _apart(f.now, f"hand_{s}", f"hip_{s}") < 0.36 for s in SIDES
        ),
    ),
    (
        "hand on floor",
        r"\b(left|right) hand (?:slides back|stays|is) on the floor\b",
        lambda m, f: f.now.height(f"hand_{SIDE[m[1]]}") < 0.05,
    ),
    (
        "sole up",
        r"\bsole of the foot facing the ceiling\b",
        lambda _, f: any(_along(f.now, "lower leg", s)[1] > 0.8 for s in SIDES),
    ),
    ("heel up", r"\b(left|right) heel is up\b", lambda m, f: f.now.height(f"heel_{SIDE[m[1]]}") > 0.04),
    (
        "lower legs down",
        r"\blower legs stay on the floor\b",
        lambda _, f: all(f.now.height(f"{part}_{s}") < 0.07 for part in ("knee", "foot") for s in SIDES),
    ),
    (
        "hand on",
        r"\b(?:(right|left) hand|hands?) (?:on|behind|holds?|hold) the (right|left) (?:thigh|leg|knee)\b",
        _hand_on,
    ),
    (
        "holds",
        r"\b(left|right) (?:hand|arm) (?:holds its outer|pulls the (?:left|right)|reaches toward the (?:left|right) )",
        _grips_other_leg,
    ),
    (
        "each holds",
        r"\beach hand holds the leg\b",
        lambda _, f: all(_apart(f.now, f"hand_{s}", f"knee_{s}") < 0.12 for s in SIDES),
    ),
    (
        "hand on the knee",
        r"\b(left|right) hand on the knee\b",
        lambda m, f: _apart(f.now, f"hand_{SIDE[m[1]]}", f"knee_{SIDE[m[1]]}") < 0.12,
    ),
    ("palms up", r"\bpalms up\b", lambda _, f: all(_palm(f.now, s) > 0.5 for s in SIDES)),
    (
        "forearms down",
        r"\b(?:(left|right) )?forearms? (?:by the head|on the floor|presses)"
        r"|\bpropped on (?:the (left|right) forearm|elbows)|\bonto elbows\b",
        _forearms_down,
    ),
    (
        "elbows on knees",
        r"\belbow rests on each knee\b|\belbows press the knees\b",
        lambda _, f: all(_apart(f.now, f"elbow_{s}", f"knee_{s}") < 0.12 for s in SIDES),
    ),
    (
        "foot across",
        r"\b(left|right) foot is on the outer side of the (left|right) knee\b",
        lambda m, f: _apart(f.now, f"foot_{SIDE[m[1]]}", f"knee_{SIDE[m[2]]}") < 0.15,
    ),
    (
        "hand down the leg",
        r"\b(left|right) hand slides down the side\b",
        lambda m, f: (
            f.rise(f"hand_{SIDE[m[1]]}") < -0.03
            and min(_apart(f.now, f"hand_{SIDE[m[1]]}", f"{part}_{SIDE[m[1]]}") for part in ("thigh", "knee")) < 0.16
        ),
    ),
    ("one on the other", r"\bone leg on top of the other\b", lambda _, f: _apart(f.now, "knee_l", "knee_r") < 0.2),
    (
        "leg behind",
        r"\b(left|right) leg (?:on top|stretches out behind)\b",
        lambda m, f: f.now.flexion(f"hip_{SIDE[m[1]]}") < 15,
    ),
    (
        "leg bent a little",
        r"\b(left|right) leg underneath is bent a little\b",
        lambda m, f: 10 < f.now.flexion(f"knee_{SIDE[m[1]]}") < 80,
    ),
    ("soles together", r"\bsoles (?:\w+ )*together\b", lambda _, f: _apart(f.now, "foot_l", "foot_r") < 0.1),
    (
        "arms up",
        r"\barms (?:still )?up\b",
        lambda _, f: all(f.now.height(f"hand_{s}") > f.now.height("head") for s in SIDES),
    ),
    (
        "under the body",
        r"\b(left|right) (?:arm|knee) (?:reaches|comes) under\b",
        lambda m, f: _turn(f.now, "thoracic_2", {"left": "right", "right": "left"}[m[1]]) > -0.05,
    ),
    (
        "straight elbows",
        r"\b(?:(both|right|left) )?(elbows) (?:are|stay) straight\b",
        _hinge(lambda f, joint: f.now.flexion(joint) < 25),
    ),
    ("straight limbs", r"\b(both )?straight (arms|legs)\b", _hinge(lambda f, joint: f.now.flexion(joint) < 25)),
    (
        "stretched",
        r"\b(?:(both|right|left) )(arms?) (?:(?:is|are) )?(?:(?:stretched|stretches|reach(?:es)?) "
        r"(?:past|up|straight|forward|toward the (?:floor|ground))|raised|lifted)\b",
        _hinge(lambda f, joint: f.now.flexion(joint) < 35),
    ),
    (
        "crossed",
        r"\b(left|right) leg (?:is )?crossed in front of\b",
        lambda m, f: (
            legs_cross(f.now)
            and dot(subtract(f.now.place(f"foot_{SIDE[m[1]]}"), f.now.place(f"foot_{OTHER[m[1]]}")), f.now.front) > 0.03
        ),
    ),
    ("still crossed", r"\blegs still crossed\b", lambda _, f: legs_cross(f.now)),
    ("past head", r"\b(?:(right|left) )?arms? [\w ]*\b(?:over|past) the head\b", _arms_past_head),
    (
        "by the sides",
        r"\b(?:(left|right) )?(?:arms?|hands?) (?:lie |is back )?(?:by|along|beside|at) the (?:side|hip)s?\b",
        lambda m, f: all(
            _apart(f.now, f"hand_{s}", f"hip_{s}") < 0.23 and f.now.flexion(f"elbow_{s}") < 45
            for s in SIDE.get(m[1], "lr")
        ),
    ),
    ("feet flat", r"\bfeet (?:are )?flat\b", lambda _, f: all(f.now.height(f"foot_{s}") < _FLAT for s in SIDES)),
    (
        "feet off",
        r"\bfeet (?:are )?(?:\w+ )?off the floor\b",
        lambda _, f: all(f.now.height(f"foot_{s}") > _FLAT for s in SIDES),
    ),
    (
        "foot on floor",
        r"\b(right|left) foot [\w ]*(?:on the floor|is down)",
        lambda m, f: f.now.height(f"foot_{SIDE[m[1]]}") < _FLAT,
    ),
    ("points up", _LIMB + r"(lower legs?|thighs?|legs?) points? (?:straight )?up\b", _segment(lambda y: y > 0.8)),
    (
        "level",
        _LIMB + r"(lower legs?|thighs?|legs?) [\w ,]*\blevel\b",
        _segment(lambda y: abs(y) < 0.25),
    ),
    (
        "back leg",
        r"\b(right|left) leg is back\b",
        lambda m, f: dot(subtract(f.now.place(f"foot_{SIDE[m[1]]}"), f.now.place("pelvis")), f.now.front) < -0.05,
    ),
    (
        "steps",
        r"\b(right|left) foot has stepped forward\b",
        lambda m, f: dot(f.way(f"foot_{SIDE[m[1]]}"), f.start.front) > 0.1,
    ),
    ("touches", r"\b(left|right) knee touches\b", lambda m, f: f.now.height(f"knee_{SIDE[m[1]]}") < 0.05),
    (
        "toes up",
        r"\btoes of the (right|left) foot pull up\b",
        lambda m, f: f.bends(f"ankle_{SIDE[m[1]]}") > 20,
    ),
    (
        "apart",
        r"\blegs (?:a little )?apart\b|\bbetween the legs\b",
        lambda _, f: all(
            dot(subtract(f.now.place(f"{part}_l"), f.now.place(f"{part}_r")), f.now.left) > 0.12
            for part in ("knee", "foot")
        ),
    ),
    (
        "open",
        r"\bdrop open\b",
        lambda _, f: (
            _apart(f.now, "knee_l", "knee_r") > _apart(f.start, "knee_l", "knee_r") + 0.1 and f.rise("knee_l") < -0.05
        ),
    ),
    (
        "along the floor",
        r"\b(right|left) leg (?:is|has|reaches)[\w ]* along the floor\b",
        lambda m, f: f.now.height(f"foot_{SIDE[m[1]]}") < 0.07 and f.now.flexion(f"knee_{SIDE[m[1]]}") < 25,
    ),
    (
        "top leg",
        r"\btop leg, the (left|right) one, is lifted\b",
        lambda m, f: abs(f.now.flexion(f"hip_{SIDE[m[1]]}")) < 30,
    ),
    (
        "grips the seat",
        r"\bgrips both sides of the seat\b",
        lambda _, f: all(_apart(f.now, f"hand_{s}", f"hip_{s}") < 0.16 for s in SIDES),
    ),
    (
        "arm of the chair",
        r"\b(right|left) hand (?:reaches across and holds the (right|left) arm of the chair|lies on it too)\b",
        lambda m, f: _on_arm_of_chair(f, f"hand_{SIDE[m[1]]}", m[2] or m[1]),
    ),
    (
        "back on a wall",
        r"\bback (?:stay flat )?(?:against|on) (?:a|the) wall\b",
        lambda _, f: all(
            abs(dot(subtract(f.now.place(part), f.now.place("pelvis")), f.start.front)) < 0.03
            for part in ("head", "shoulders")
        ),
    ),
    (
        "hands on the wall",
        r"\b(?:hands|hand|palm) on (?:it|the wall|each wall|each side of the frame)\b",
        lambda _, f: all(
            dot(subtract(f.now.place(f"hand_{s}"), f.now.place("thorax")), f.now.front) > 0.2 for s in SIDES
        ),
    ),
    (
        "shoulder height",
        r"\bat shoulder height\b",
        lambda _, f: all(abs(f.now.height(f"hand_{s}") - f.now.height(f"shoulder_{s}")) < 0.09 for s in SIDES),
    ),
)


CLAIMS: Mapping[str, Claim] = {
    name: Claim(re.compile(pattern), holds) for name, pattern, holds in (*_OF_LIMBS, *_OF_TRUNK, *_OF_PLACES)
}

_BREAKS = re.compile(
    r"[.;:]|, so | so the | as the |,? (?:and|with) (?=(?:the|both) [\w ]+ "
    r"(?:is|are|stay|stays|lifts|lowers|arches|moves|turns|bends?|reach(?:es)?)\b)"
)


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
