"""A body's flesh as its joints need to know it: balls under the skin, where it rests on things and holds them.

They were measured on the mesh that is drawn (contacts.py), and are read without numpy. Lengths are fractions of body
height.
"""

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from exercise_library.figures.body.look import Look
from exercise_library.figures.solve.geometry import Vector, at
from exercise_library.figures.solve.skeleton import Skeleton

FILE = Path(__file__).with_name("body.npz")
"""All bodies. Where they are from: NOTICE.md; what made the file: make_body.py."""


class Ball(NamedTuple):
    """A ball of flesh on a bone, its centre told in the bone's own axes."""

    bone: str
    centre: Vector
    radius: float


@dataclass(frozen=True)
class Body:
    """Flesh for one look: balls by bone. Each touches the skin from inside."""

    balls: Mapping[str, tuple[Ball, ...]]

    def placed(self, skeleton: Skeleton, bones: Iterable[str] | None = None) -> list[tuple[Vector, float]]:
        """Return centre and radius of every ball, or of those on some bones."""
        found: list[tuple[Vector, float]] = []
        for bone in self.balls if bones is None else bones:
            placement = skeleton[bone]
            found += [(at(placement, ball.centre), ball.radius) for ball in self.balls.get(bone, ())]
        return found


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Any]:
    """Return what is known of the bodies: bones of the mesh, joints in the rest pose and balls by the body's name."""
    with zipfile.ZipFile(FILE) as archive:
        found: Mapping[str, Any] = json.loads(archive.read("facts.json"))
    return found


@lru_cache(maxsize=16)
def body_of(look: Look) -> Body:
    """Return the flesh of a person."""
    return Body(
        {
            bone: tuple(Ball(bone, (x, y, z), radius) for x, y, z, radius in balls)
            for bone, balls in facts()["balls"][look.body].items()
        }
    )
