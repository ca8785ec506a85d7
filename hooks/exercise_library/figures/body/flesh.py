"""A body's flesh as its joints need to know it: balls under the skin, where it rests on things and holds them.

They were measured on the mesh that is drawn (contacts.py), and are read without numpy. Lengths are fractions of body
height.
"""

import json
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercise_library.figures.body.look import Look
from exercise_library.figures.solve.flesh import Ball, BallFlesh, Bones, Part, Surface
from exercise_library.figures.solve.geometry import Vec3

FILE = Path(__file__).with_name("body.npz")
"""All bodies. Where they are from: NOTICE.md; what made the file: make_body.py."""


STEPS = 10000
"""Lengths are kept in whole steps: so many for one body height."""

PERCENT = 100


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Any]:
    """Return what is known of the bodies: bones of the mesh, joints in the rest pose and balls by the body's name."""
    with zipfile.ZipFile(FILE) as archive:
        found: Mapping[str, Any] = json.loads(archive.read("facts.json"))
    return found


@dataclass(frozen=True)
class BodyFlesh(BallFlesh):
    """The flesh of a body that is drawn."""

    body: str

    @property
    def measured(self) -> "SkinFlesh":
        """The same flesh, whose lowest place is measured on the mesh."""
        return SkinFlesh(self.balls, self.reaches, self.body)

    def surface(
        self, skeleton: Bones, bones: Collection[str], fists: Collection[str], loose: Collection[str] = ()
    ) -> Surface:
        """Return the skin on some bones, measured on the mesh."""
        from exercise_library.figures.body.skin import skin_of  # noqa: PLC0415 (numpy, only where a hand is laid)

        return skin_of(self.body).surface(skeleton, bones, fists, loose)


@dataclass(frozen=True)
class SkinFlesh(BodyFlesh):
    """The same flesh, whose lowest place is measured on the mesh: exact, and ten times slower."""

    def lowest(self, skeleton: Bones, bones: Collection[str], apart_from: Vec3 | None = None) -> Vec3:
        """Return the lowest place of the skin on some bones, apart from the neighbourhood of a wrist."""
        from exercise_library.figures.body.skin import skin_of  # noqa: PLC0415 (numpy, only where a still is solved)

        return skin_of(self.body).lowest(skeleton, bones, apart_from)


@lru_cache(maxsize=16)
def body_of(look: Look) -> BodyFlesh:
    """Return the flesh of a person."""
    balls = {bone: tuple(map(_ball, found)) for bone, found in facts()["balls"][look.body].items()}
    reaches = {bone: tuple(step / STEPS for step in found) for bone, found in facts()["reaches"][look.body].items()}
    return BodyFlesh(balls, reaches, look.body)


def _ball(kept: list[Any]) -> Ball:
    radius, *parts = kept
    found = [Part(bone, percent / PERCENT, (x / STEPS, y / STEPS, z / STEPS)) for bone, percent, x, y, z in parts]
    return Ball(tuple(found), radius / STEPS)
