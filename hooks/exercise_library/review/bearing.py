"""How people carry themselves unless words say otherwise: heads in line, soles flat, legs side by side."""

import re
from collections.abc import Iterator, Mapping

from exercise_library.figures.solve.contact import lowest_of
from exercise_library.figures.solve.flesh import Flesh
from exercise_library.figures.solve.geometry import arc_tangent, dot
from exercise_library.figures.solve.skeleton import SIDES
from exercise_library.review.claims import legs_cross, nod
from exercise_library.review.conduct import AT_PROPS, gap
from exercise_library.review.moments import Moment, Shown

# Of body height: 7 cm of a person of 1.70 m. A hand nearer to something may rest on it.
_FREE = 0.045
_BENT = 55.0
_BENT_WORDS = re.compile(r"\b(?:elbow|forearm|fold|grip|hold|bent arm|arms? bent)")
_POKES, _DRAWN_IN = 9.0, 11.0
_LEGS_CROSS = re.compile(r"\b(?:cross|across|outer side|over the other|under the body)")
_UPRIGHT = frozenset({"standing", "seated-chair", "seated-floor", "kneeling", "heel-sitting"})
_HEAD = re.compile(r"\b(?:head|neck|chin|face|look|bend|bent|lean|curl|fold|arch|sag|round)")
# Who looks ahead looks this far down or up at most; who is on hands and knees nods this far at most. In degrees.
_AHEAD = (-20.0, 14.0)
_IN_LINE = (-28.0, 10.0)
# The sine of 4 degrees.
_TILTED = 0.07
_ON_FLOOR = 0.02
_SOLE = re.compile(r"\b(?:heel|toe|sole|ankle|tip)")
_ON_SOLES = frozenset({"standing", "seated-chair", "hook-lying"})
# How far feet are bent that nobody speaks of, in degrees: those of who lies on the back hang, on the front they point.
_FEET: Mapping[str, tuple[float, float]] = {
    "supine": (-48, 13), "hook-lying": (-48, 13), "side-lying": (-48, 13), "prone": (-80, -50),
}  # fmt: skip
_STRAIGHT = 30.0
_HEAD_LIES = re.compile(r"\bhead (?:rests|presses down|is not lifted)\b")
_LIES = 0.012


def carried(flesh: Flesh, words: str, frame: Shown, props: frozenset[str]) -> Iterator[str]:
    """Yield how a body is carried in a frame that nobody would do without being told, and no words tell it."""
    now = frame.now
    if not props & AT_PROPS:
        yield from _bent_elbows(flesh, words, now)
    yield from _crossed_legs(words, frame)
    yield from _head(words, now)
    yield from _soles(flesh, words, now)
    yield from _feet(words, now)
    low = lowest_of(flesh, now.skeleton, "head").y
    if _HEAD_LIES.search(words) and now.posture in ("supine", "hook-lying") and abs(low) > _LIES:
        yield f"the head is {low:.2f} above the floor, and the words say that it lies there"


def _bent_elbows(flesh: Flesh, words: str, moment: Moment) -> Iterator[str]:
    """An arm whose hand is in the air is straight, unless words bend it."""
    for side in SIDES if not _BENT_WORDS.search(words) else ():
        bent = moment.flexion(f"elbow_{side}")
        if bent > _BENT and gap(flesh, moment, side) > _FREE:
            yield f"elbow_{side} is bent by {bent:.0f} degrees with the hand in the air, and no words say so"


def _crossed_legs(words: str, frame: Shown) -> Iterator[str]:
    """The left knee and foot are on the left of the right ones."""
    told_before = frame.now is not frame.start and legs_cross(frame.start)
    if legs_cross(frame.now) and not told_before and not _LEGS_CROSS.search(words):
        yield "the legs cross, and no words say so"


def _head(words: str, moment: Moment) -> Iterator[str]:
    """The chin does not poke forward. Without a word about it, the head is in line with the back and looks ahead."""
    if min(moment.flexion("neck"), -moment.flexion("head")) > _POKES:
        yield "the chin pokes forward: the neck is bent forward and the head back"
    if _HEAD.search(re.sub(r"\b(?:to|from) (?:the )?head\b|\b(?:in|over|past) (?:a line|the head)\b", "", words)):
        return
    if min(-moment.flexion("neck"), moment.flexion("head")) > _DRAWN_IN:
        yield "the neck is bent back and the head forward, and no words say so"
    ahead = moment.skeleton["head"].rotation[2]
    up = arc_tangent(ahead[1], dot(ahead, moment.front))
    if moment.posture in _UPRIGHT and abs(moment.lean) < 30 and not _AHEAD[0] <= up <= _AHEAD[1]:
        yield f"the face looks {abs(up):.0f} degrees {'up' if up > 0 else 'down'}, and no words say so"
    if moment.posture in ("quadruped", "plank") and not _IN_LINE[0] <= nod(moment) <= _IN_LINE[1]:
        yield f"the head is not in line with the back, by {nod(moment):.0f} degrees, and no words say so"


def _soles(flesh: Flesh, words: str, moment: Moment) -> Iterator[str]:
    """Who stands, or sits on a chair, or lies with bent knees has flat soles on the floor."""
    if moment.posture not in _ON_SOLES or _SOLE.search(words):
        return
    for side in SIDES:
        across, upward, along = moment.skeleton[f"foot_{side}"].rotation
        stands = upward[1] > 0.8 and flesh.lowest(moment.skeleton, (f"foot_{side}",)).y < _ON_FLOOR
        if stands and max(abs(across[1]), abs(along[1])) > _TILTED:
            yield f"the sole of foot_{side} is not flat on the floor, and no words say so"


def _feet(words: str, moment: Moment) -> Iterator[str]:
    """The feet of who lies are as they are at ease."""
    if moment.posture not in _FEET or re.search(r"\b(?:toe|ankle|heel|sole)|\bf(?:oo|ee)t (?:point|pull)", words):
        return
    low, high = _FEET[moment.posture]
    for side in SIDES:
        ankle = moment.flexion(f"ankle_{side}")
        lies = moment.flexion(f"knee_{side}") < _STRAIGHT
        if lies and not low <= ankle <= high:
            yield f"ankle_{side} is bent by {ankle:.0f} degrees, and no words say so"
