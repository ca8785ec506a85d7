"""The body as SVG: what is in front of what, far limbs paler, the face, shaded areas."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from exercise_library.figures.body.flesh import Body, Garment, Parts, Shape
from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.camera import Camera, Circle
from exercise_library.figures.draw.outline import hull_outline, tube_outline
from exercise_library.figures.draw.palette import color, fill_color, line_color, skin_color
from exercise_library.figures.draw.svg import smooth_path, straight_path
from exercise_library.figures.pose.muscles import AREAS, Area, Patch
from exercise_library.figures.solve.geometry import Vector, apply, at, mean
from exercise_library.figures.solve.skeleton import SIDES, Skeleton, other

LINE_WIDTH = 1.6

# Depths in body heights, added to the mean depth of a part to decide what is drawn over what.
_FAR = 0.06
_PELVIS = -0.045
_TORSO = 0.08
_HEAD = 0.09
_NEAR_ARM = 0.12
_NEAR_LEG_AT_MOST = 0.07
_LEG_OVER_TORSO = 0.085
_KNEE_COMES_FORWARD = 0.12
_SAME_PLACE = 1.2
_FACES_AWAY = -0.35
_FROM_BELOW = 0.3
_BEHIND_HEAD = 0.04
_HEAD_CENTRE: Vector = (0.0, 0.045, -0.002)

_ROOTS = {"arm": "upper_arm", "leg": "thigh"}


@dataclass(frozen=True)
class _Order:
    """Parts from far to near; the limbs that are far; the legs that come over the shirt."""

    parts: list[str]
    far: frozenset[str]
    over: frozenset[str]


class BodyDrawing:
    """One body in one pose as one camera sees it."""

    def __init__(self, skeleton: Skeleton, body: Body, look: Look, camera: Camera, fists: Collection[str] = ()):
        self._skeleton, self._look, self._camera = skeleton, look, camera
        self._parts: Parts = {
            part: body.fists[part] if part.replace("arm", "hand") in fists else garments
            for part, garments in body.parts.items()
        }
        self._order = self._sorted()

    def svg(self, highlights: Collection[Area] = ()) -> str:
        """Return the body, with some areas shaded."""
        patches = self._patches(highlights)
        painted: list[str] = []
        for part in self._order.parts:
            far = part in self._order.far
            if not (far and self._hidden_by_twin(part)):
                painted.append(self._part(part, far))
            painted += patches.pop(part, [])
            if part == self._seat:
                painted += patches.pop("seat", [])
        painted += [self._patch(patch, seen=False) for area in highlights for patch in self._unseen(area)]
        return f'<g color="{skin_color(self._look, False)}">{"".join(painted)}</g>'

    @property
    def _seat(self) -> str:
        """The last of pelvis and near legs: what lies on the seat is painted after it."""
        legs = {part for part in ("leg_l", "leg_r") if part not in self._order.over}
        return [part for part in self._order.parts if part in {"pelvis", *legs}][-1]

    def _depth(self, garments: Collection[Garment]) -> float:
        """Return the mean depth of some garments."""
        balls = [ball for garment in garments for shape in garment.shapes for ball in shape.balls]
        return mean(self._camera.depth(at(self._skeleton[ball.bone], ball.centre)) for ball in balls)

    def _sorted(self) -> _Order:
        middle = self._depth(self._parts["torso"])
        depths = {
            "pelvis": middle + _PELVIS,
            "torso": middle + _TORSO,
            "neck": middle + _TORSO - 0.001,
            "head": middle + _HEAD,
        }
        far, over = set(), set()
        for part in (f"{limb}_{side}" for limb in _ROOTS for side in SIDES):
            depths[part] = self._depth(self._parts[part])
            root = self._root_depth(part)
            if root < self._root_depth(self._twin(part)) - _FAR:
                far.add(part)
            elif part.startswith("arm"):
                depths[part] += _NEAR_ARM
            elif self._camera.depth(self._skeleton[f"shank_{part[-1]}"].origin) - root > _KNEE_COMES_FORWARD:
                over.add(part)
                depths[part] = max(depths[part], middle + _LEG_OVER_TORSO)
            else:
                depths[part] = min(depths[part], middle + _NEAR_LEG_AT_MOST)
        for leg in far & {"leg_l", "leg_r"}:
            # What was done to the near leg's depth must not bring the far one before it.
            if self._depth(self._parts[leg]) < self._depth(self._parts[self._twin(leg)]):
                depths[leg] = min(depths[leg], depths[self._twin(leg)] - 0.0005)
        for part in ("arm_l", "arm_r"):
            if self._behind_head(part):
                depths[part] = min(depths[part], depths["head"] - 0.0005)
        near_legs = [depths[leg] for leg in ("leg_l", "leg_r") if leg not in far]
        depths["pelvis"] = min(depths["pelvis"], min(near_legs) - 0.001)
        # Depths that are equal but for rounding must not depend on it.
        order = sorted(self._parts, key=lambda part: round(depths[part], 6))
        return _Order(order, frozenset(far), frozenset(over))

    def _behind_head(self, arm: str) -> bool:
        """Tell whether the hand of an arm is behind the head, as when it holds it."""
        hand = self._camera.depth(self._skeleton[f"hand_{arm[-1]}"].origin)
        return hand < self._camera.depth(at(self._skeleton["head"], _HEAD_CENTRE)) - _BEHIND_HEAD

    def _root_depth(self, limb: str) -> float:
        return round(self._camera.depth(self._skeleton[f"{_ROOTS[limb[:3]]}_{limb[-1]}"].origin), 6)

    @staticmethod
    def _twin(limb: str) -> str:
        return limb[:-1] + other(limb[-1])

    def _circles(self, shape: Shape) -> list[list[Circle]]:
        """Return the stations of a shape as they are seen."""
        return [
            [self._camera.circle(at(self._skeleton[ball.bone], ball.centre), ball.radius) for ball in station]
            for station in shape.stations
        ]

    def _hidden_by_twin(self, limb: str) -> bool:
        """Tell whether a far limb lies exactly behind its twin."""
        pairs = zip(self._all_circles(limb), self._all_circles(self._twin(limb)), strict=True)
        return all(abs(a - b) < _SAME_PLACE for one, two in pairs for a, b in zip(one, two, strict=True))

    def _all_circles(self, part: str) -> Iterator[Circle]:
        for garment in self._parts[part]:
            for shape in garment.shapes:
                for station in self._circles(shape):
                    yield from station

    def _part(self, part: str, far: bool) -> str:
        if part == "head":
            return self._head()
        painted = [self._garment(garment, far) for garment in self._parts[part]]
        if part in self._order.over:  # the hip end of a thigh that points at the viewer
            hip = self._circles(self._parts[part][0].shapes[0])[0]
            painted.insert(
                0, f'<path fill="{fill_color("legs", self._look, far)}" stroke="none" d="{hull_outline(hip)}"/>'
            )
        drawn = "".join(painted)
        return f'<g color="{skin_color(self._look, True)}" stroke="{line_color(True)}">{drawn}</g>' if far else drawn

    def _garment(self, garment: Garment, far: bool) -> str:
        outlines = []
        for number, shape in enumerate(garment.shapes):
            stations = self._circles(shape)
            if shape.smooth:
                outlines.append(tube_outline(stations))
            else:
                circles = [circle for station in stations for circle in station]
                outlines.append(hull_outline(circles, circles[0] if garment.open and number == 0 else None))
        stroke = ' stroke="none"' if garment.fill == "eye" else ""
        return f'<path fill="{fill_color(garment.fill, self._look, far)}"{stroke} d="{"".join(outlines)}"/>'

    def _head(self) -> str:
        """Paint the far ear, hair and face by depth, the near ear, and the eyes and mouth that face us."""
        hair, face, *features = self._parts["head"]
        ears, eyes = features[::2], features[1::2]
        if self._facing((0.0, -1.0, 0.0)) > _FROM_BELOW:  # long hair then lies behind the shoulders
            hair = hair._replace(shapes=hair.shapes[:1])
        middle = self._camera.depth(at(self._skeleton["head"], _HEAD_CENTRE))
        skull = sorted((hair, face), key=lambda garment: self._depth([garment]) + (0.02 if garment is face else 0.0))
        behind = [ear for ear in ears if self._depth([ear]) <= middle + 0.006]
        before = [ear for ear in ears if ear not in behind]
        seen = [eye for eye in eyes if self._depth([eye]) > middle + 0.024]
        painted = [self._garment(garment, False) for garment in (*behind, *skull, *before, *seen)]
        return "".join(painted) + self._mouth() + (self._glasses() if self._look.glasses else "")

    def _facing(self, direction: Vector) -> float:
        return self._camera.faces(apply(self._skeleton["head"].rotation, direction))

    def _mouth(self) -> str:
        """Paint the part of a small smile that faces us."""
        places = [
            self._camera.see(
                at(self._skeleton["head"], (across, 0.002 + 14 * across * across, 0.0585 - 5 * across * across))
            )
            for across in (-0.018, -0.010, 0.0, 0.010, 0.018)
            if self._facing((across * 60, 0.0, 1.0)) > 0.05
        ]
        if len(places) < 2:
            return ""
        return f'<path fill="none" stroke-width="1.2" stroke-linecap="round" d="{smooth_path(places)}"/>'

    def _glasses(self) -> str:
        """Paint round glasses: each lens that faces us, the bridge, and the near temple."""
        head = self._skeleton["head"]
        rim = 0.0165 * self._camera.unit
        drawn = []
        for sign in (1, -1):
            x, y = self._camera.see(at(head, (sign * 0.024, 0.039, 0.058)))
            turned = abs(self._facing((0.25 * sign, 0.0, 1.0)))
            if self._facing((sign, 0.0, 0.35)) > -0.6:
                if turned > 0.5:
                    drawn.append(hull_outline([Circle(x, y, rim)]))
                else:
                    ends = (self._camera.see(at(head, (sign * 0.030, up, 0.060))) for up in (0.055, 0.024))
                    drawn.append(straight_path(list(ends)))
            if self._facing((sign, 0.0, 0.1)) > 0.2:
                temple = (
                    self._camera.see(at(head, place))
                    for place in ((sign * 0.036, 0.041, 0.052), (sign * 0.053, 0.036, -0.002))
                )
                drawn.append(straight_path(list(temple)))
        return f'<path fill="none" stroke-width="1" d="{"".join(drawn)}"/>' if drawn else ""

    def _patches(self, highlights: Collection[Area]) -> dict[str, list[str]]:
        """Return the shaded patches that face us, by the part that they are painted after."""
        found: dict[str, list[str]] = {}
        for area in highlights:
            for patch in AREAS[area]:
                if self._faces(patch):
                    found.setdefault(patch.part, []).append(self._patch(patch))
        return found

    def _unseen(self, area: Area) -> list[Patch]:
        """Return the patches of an area of which none faces us; each once where two lie behind each other."""
        patches = AREAS[area]
        if any(self._faces(patch) for patch in patches):
            return []
        near = [patch for patch in patches if patch.part not in self._order.far]
        return near or list(patches)

    def _faces(self, patch: Patch) -> bool:
        if patch.part in self._order.far:
            return False
        bone = self._skeleton[patch.balls[0].bone]
        return self._camera.faces(apply(bone.rotation, patch.out)) > _FACES_AWAY

    def _patch(self, patch: Patch, seen: bool = True) -> str:
        """Paint a patch; one that the body hides is dashed, as in an atlas."""
        circles = [self._camera.circle(at(self._skeleton[ball.bone], ball.centre), ball.radius) for ball in patch.balls]
        outline = hull_outline(circles)
        if seen:
            return f'<path fill="{color("highlight")}" stroke="none" d="{outline}"/>'
        # Edged with the colour of lines, so that it is seen on a light shirt and on dark trousers.
        return "".join(
            f'<path fill="none" stroke="{paint}" stroke-width="{width}" stroke-dasharray="5 4" d="{outline}"/>'
            for paint, width in ((line_color(False), 4), (color("hidden"), 2.2))
        )


def body_circles(skeleton: Skeleton, body: Body, camera: Camera) -> list[Circle]:
    """Return the flesh as circles, and some between them, to keep arrows off the body."""
    found: dict[Circle, None] = {}
    for garments in body.parts.values():
        for shape in (shape for garment in garments for shape in garment.shapes):
            seen = [camera.circle(at(skeleton[ball.bone], ball.centre), ball.radius) for ball in shape.balls]
            for circle in (*seen, *(_halfway(one, two) for one, two in pairwise(seen))):
                found[Circle(round(circle.x, 1), round(circle.y, 1), round(circle.radius, 1))] = None
    return list(found)


def _halfway(one: Circle, two: Circle) -> Circle:
    return Circle((one.x + two.x) / 2, (one.y + two.y) / 2, (one.radius + two.radius) / 2)


__all__ = ["LINE_WIDTH", "BodyDrawing", "body_circles"]
