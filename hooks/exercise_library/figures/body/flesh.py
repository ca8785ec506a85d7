"""The flesh on the bones: balls, and the shapes drawn around them.

A ball projects to a circle of its own radius under any orthographic camera, so the outline of a shape is exact from
every side. Lengths are fractions of body height.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from exercise_library.figures.body.look import Build, Hair, Look
from exercise_library.figures.solve.flesh import Ball, BallFlesh
from exercise_library.figures.solve.skeleton import SIDES, SIGN, Side

Fill = Literal["skin", "top", "legs", "hair", "eye"]


class Shape(NamedTuple):
    """Some balls to draw around: their convex hull, or if `smooth` a tube through stations of balls along a limb."""

    stations: tuple[tuple[Ball, ...], ...]
    smooth: bool = False

    @property
    def balls(self) -> tuple[Ball, ...]:
        """Every ball, from the near end on."""
        return tuple(ball for station in self.stations for ball in station)


class Garment(NamedTuple):
    """Shapes drawn as one outline. `open`: the first is not outlined at its near end and melts into its parent."""

    fill: Fill
    shapes: tuple[Shape, ...]
    open: bool = False


class Girth(NamedTuple):
    """How much wider than a slim person the trunk and limbs are; `belly` goes this far to the front."""

    trunk: float
    limbs: float
    belly: float


GIRTHS: Mapping[Build, Girth] = {"slim": Girth(1.0, 1.0, 0.0), "sturdy": Girth(1.16, 1.13, 0.016)}

Parts = Mapping[str, tuple[Garment, ...]]


@dataclass(frozen=True)
class Body(BallFlesh):
    """Flesh for one look: what is drawn by part, and all balls by bone."""

    parts: Parts
    fists: Parts
    """The arms once more, with hands that grip."""


@lru_cache(maxsize=16)
def body_of(look: Look) -> Body:
    """Return the flesh of a person."""
    girth = GIRTHS[look.build]
    parts: dict[str, tuple[Garment, ...]] = {
        "pelvis": _pelvis(girth),
        "torso": _torso(girth),
        "neck": _neck(),
        "head": _head(look.hair),
    }
    for side in SIDES:
        parts[f"arm_{side}"] = _arm(side, girth.limbs, _open_hand(side))
        parts[f"leg_{side}"] = _leg(side, girth.limbs)
    fists = {f"arm_{side}": _arm(side, girth.limbs, _fist(side)) for side in SIDES}
    balls: dict[str, list[Ball]] = {}
    for ball in _all_balls(parts):
        on_bone = balls.setdefault(ball.bone, [])
        if ball not in on_bone:
            on_bone.append(ball)
    return Body({bone: tuple(found) for bone, found in balls.items()}, parts, fists)


def _all_balls(parts: Parts) -> Iterator[Ball]:
    for garments in parts.values():
        for garment in garments:
            for shape in garment.shapes:
                yield from shape.balls


def _hull(*balls: Ball) -> Shape:
    return Shape((balls,))


def _tube(bone: str, *stations: tuple[float, float, float]) -> Shape:
    """Return a tube along a bone: places up its axis, how far to the front, and radius."""
    return Shape(tuple((Ball(bone, (0.0, up, front), radius),) for up, front, radius in stations), smooth=True)


def _pair(bone: str, half: float, up: float, front: float, radius: float) -> tuple[Ball, Ball]:
    """Return a left and a right ball: a section through the trunk."""
    return Ball(bone, (half, up, front), radius), Ball(bone, (-half, up, front), radius)


# Sections through the trunk from the bottom up: bone, half the distance between the balls, up, front, radius.
_SECTIONS = (
    ("pelvis", 0.026, -0.042, -0.010, 0.046),
    ("pelvis", 0.037, 0.004, -0.012, 0.060),
    ("pelvis", 0.040, 0.052, 0.000, 0.052),
    ("lumbar_1", 0.034, 0.018, 0.013, 0.049),
    ("thoracic_0", 0.038, 0.012, 0.015, 0.055),
    ("thoracic_1", 0.043, 0.015, 0.013, 0.060),
    ("thoracic_2", 0.048, 0.010, 0.009, 0.052),
    ("thoracic_2", 0.042, 0.034, 0.004, 0.033),
)
_WAIST = slice(2, 5)
_NECK_BASE = Ball("neck_0", (0.0, -0.006, 0.004), 0.031)


def _sections(girth: Girth) -> list[tuple[Ball, Ball]]:
    """Return the sections of the trunk; a belly goes to the front, and the shoulders stay."""
    found = []
    for number, (bone, half, up, front, radius) in enumerate(_SECTIONS):
        wide = girth.trunk if number < 6 else 1.0
        forward = girth.belly if number in range(*_WAIST.indices(8)) else 0.0
        found.append(_pair(bone, half * wide, up, front + forward, radius * wide))
    return found


def _pelvis(girth: Girth) -> tuple[Garment, ...]:
    sections = _sections(girth)
    seat = _hull(*sections[0], *sections[1])
    hips = _hull(*sections[1], *sections[2])
    joints = [_hull(Ball(f"thigh_{side}", (0.0, 0.0, -0.006), 0.050 * girth.limbs), *sections[0]) for side in SIDES]
    return (Garment("legs", (seat, hips, *joints)),)


def _torso(girth: Girth) -> tuple[Garment, ...]:
    sections = _sections(girth)
    trunk = Shape(tuple(sections[2:]), smooth=True)
    ends = (_hull(*sections[2]), _hull(*sections[6], *sections[7]))
    shoulders = [
        _hull(
            Ball("thoracic_2", (SIGN[side] * 0.042, 0.034, 0.004), 0.033),
            Ball(f"upper_arm_{side}", (0.0, -0.006, 0.0), 0.0315 * girth.limbs),
            Ball("thoracic_2", (SIGN[side] * 0.046, 0.008, 0.0), 0.034),
        )
        for side in SIDES
    ]
    collar = _hull(*sections[7], _NECK_BASE)
    return (Garment("top", (trunk, *ends, *shoulders, collar)),)


def _neck() -> tuple[Garment, ...]:
    middle = Ball("neck_1", (0.0, 0.010, 0.004), 0.028)
    return (Garment("skin", (_hull(_NECK_BASE, middle), _hull(middle, Ball("head", (0.0, 0.01, 0.0), 0.028)))),)


# What is added to the ball of hair; for receding hair the ball is lower and the bare skull shows above it.
_HAIR: Mapping[Hair, tuple[Shape, ...]] = {
    "short": (_hull(Ball("head", (0.0, 0.052, -0.012), 0.058)),),
    "bob": (
        _hull(Ball("head", (0.0, 0.052, -0.012), 0.060)),
        _hull(
            *_pair("head", 0.020, 0.045, -0.018, 0.044),
            *_pair("head", 0.026, -0.008, -0.026, 0.030),
        ),
    ),
    "bun": (
        _hull(Ball("head", (0.0, 0.052, -0.012), 0.058)),
        _hull(Ball("head", (0.0, 0.082, -0.072), 0.025)),
    ),
    "receding": (_hull(Ball("head", (0.0, 0.036, -0.016), 0.054)),),
}


def _head(hair: Hair) -> tuple[Garment, ...]:
    """Return hair, face, then ear and eye of each side; a receding hairline bares the skull."""
    face = _hull(
        Ball("head", (0.0, 0.044, 0.008), 0.054),
        *_pair("head", 0.008, -0.006, 0.036, 0.024),
    )
    nose = _hull(Ball("head", (0.0, 0.030, 0.053), 0.012), Ball("head", (0.0, 0.017, 0.067), 0.008))
    skull = (_hull(Ball("head", (0.0, 0.056, -0.006), 0.054)),) if hair == "receding" else ()
    garments = [Garment("hair", _HAIR[hair]), Garment("skin", (*skull, face, nose))]
    for side in SIDES:
        sign = SIGN[side]
        ear = _hull(
            Ball("head", (sign * 0.050, 0.024, -0.006), 0.011), Ball("head", (sign * 0.047, 0.012, -0.004), 0.008)
        )
        eye = _hull(Ball("head", (sign * 0.026, 0.040, 0.050), 0.0055))
        garments += [Garment("skin", (ear,)), Garment("eye", (eye,))]
    return tuple(garments)


def _arm(side: Side, girth: float, hand: tuple[Shape, ...]) -> tuple[Garment, ...]:
    upper, fore = f"upper_arm_{side}", f"forearm_{side}"
    bare = _tube(upper, (-0.07, 0.0, 0.030 * girth), (-0.13, 0.002, 0.0275 * girth), (-0.186, 0.0, 0.0235 * girth))
    sleeve = _tube(
        upper, (-0.006, 0.0, 0.0315 * girth), (-0.05, 0.001, 0.0325 * girth), (-0.098, 0.002, 0.0325 * girth)
    )
    forearm = _tube(
        fore,
        (0.0, 0.0, 0.0235 * girth),
        (-0.045, 0.002, 0.0245 * girth),
        (-0.10, 0.001, 0.0195 * girth),
        (-0.146, 0.0, 0.0150),
    )
    return (
        Garment("skin", (bare,), open=True),
        Garment("top", (sleeve,), open=True),
        Garment("skin", (forearm, *hand), open=True),
    )


def _palm(side: Side) -> tuple[Ball, Ball]:
    hand = f"hand_{side}"
    return Ball(hand, (0.0, -0.045, -0.012), 0.0135), Ball(hand, (0.0, -0.045, 0.014), 0.0135)


def _open_hand(side: Side) -> tuple[Shape, ...]:
    """Return a mitten: palm, four fingers in one, and a thumb that stands off."""
    hand, inward = f"hand_{side}", -SIGN[side]
    palm = _palm(side)
    tips = (
        Ball(hand, (inward * 0.004, -0.096, -0.006), 0.0085),
        Ball(hand, (inward * 0.004, -0.092, 0.007), 0.0085),
    )
    thumb = (
        Ball(hand, (0.0, -0.020, 0.012), 0.0115),
        Ball(hand, (inward * 0.006, -0.044, 0.029), 0.0090),
        Ball(hand, (inward * 0.009, -0.066, 0.032), 0.0075),
    )
    return (_hull(Ball(hand, (0.0, 0.0, 0.0), 0.015), *palm), _hull(*palm, *tips), _hull(*thumb[:2]), _hull(*thumb[1:]))


def _fist(side: Side) -> tuple[Shape, ...]:
    """Return a hand that grips: the fingers bend round to the palm, and the thumb lies on them."""
    hand, inward = f"hand_{side}", -SIGN[side]
    palm = _palm(side)
    knuckles = tuple(Ball(hand, (inward * 0.016, -0.070, front), 0.0115) for front in (-0.010, 0.012))
    tips = tuple(Ball(hand, (inward * 0.032, -0.050, front), 0.0095) for front in (-0.009, 0.010))
    thumb = (
        Ball(hand, (inward * 0.004, -0.024, 0.012), 0.0115),
        Ball(hand, (inward * 0.026, -0.044, 0.021), 0.0085),
    )
    return (
        _hull(Ball(hand, (0.0, 0.0, 0.0), 0.015), *palm),
        _hull(*palm, *knuckles),
        _hull(*knuckles, *tips),
        _hull(*thumb),
    )


def _leg(side: Side, girth: float) -> tuple[Garment, ...]:
    thigh, shank, foot, toes = (f"{bone}_{side}" for bone in ("thigh", "shank", "foot", "toes"))
    upper = _tube(
        thigh,
        (-0.006, 0.0, 0.052 * girth),
        (-0.10, 0.003, 0.049 * girth),
        (-0.18, 0.003, 0.0395 * girth),
        (-0.245, 0.0, 0.033 * girth),
    )
    lower = _tube(
        shank,
        (0.0, 0.0, 0.033 * girth),
        (-0.075, -0.009, 0.0350 * girth),
        (-0.15, -0.005, 0.0275 * girth),
        (-0.225, 0.0, 0.0205 * girth),
    )
    ankle = _tube(shank, (-0.210, 0.0, 0.019), (-0.246, 0.0, 0.020))
    sole = _hull(
        Ball(foot, (0.0, 0.0, 0.0), 0.020),
        Ball(foot, (0.0, -0.018, -0.030), 0.021),
        Ball(foot, (0.010, -0.026, 0.070), 0.013),
        Ball(foot, (-0.012, -0.026, 0.066), 0.013),
    )
    tip = _hull(
        Ball(toes, (0.010, 0.001, -0.008), 0.013),
        Ball(toes, (-0.012, 0.001, -0.012), 0.013),
        Ball(toes, (0.012, -0.002, 0.028), 0.010),
        Ball(toes, (-0.014, -0.002, 0.018), 0.010),
    )
    return (
        Garment("legs", (upper,), open=True),
        Garment("legs", (lower,), open=True),
        Garment("skin", (ankle, sole, tip), open=True),
    )
