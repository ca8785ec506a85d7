"""A body's flesh as its joints need to know it: balls under the skin, where it rests on things and holds them.

They were measured on the mesh that is drawn (contacts.py), and are read without numpy. Lengths are fractions of body
height.
"""

import json
import math
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from exercise_library.figures.body.look import Look
from exercise_library.figures.solve.flesh import Ball, BallFlesh

FILE = Path(__file__).with_name("body.npz")
"""All bodies. Where they are from: NOTICE.md; what made the file: make_body.py."""


STEPS = 10000
"""How far skin reaches is kept in whole steps: so many for one body height."""


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Any]:
    """Return what is known of the bodies: bones of the mesh, joints in the rest pose and balls by the body's name."""
    with zipfile.ZipFile(FILE) as archive:
        found: Mapping[str, Any] = json.loads(archive.read("facts.json"))
    return found


@lru_cache(maxsize=16)
def body_of(look: Look) -> BallFlesh:
    """Return the flesh of a person."""
    balls = {
        bone: tuple(Ball(bone, (x, y, z), radius) for x, y, z, radius in found)
        for bone, found in facts()["balls"][look.body].items()
    }
    reaches = {bone: tuple(step / STEPS for step in found) for bone, found in facts()["reaches"][look.body].items()}
    return BallFlesh({bone: tuple(filter(_follows, found)) for bone, found in balls.items()}, reaches)


_ARM_REACHES = 0.05


def _follows(ball: Ball) -> bool:
    """Say whether the skin of a ball goes where its bone goes: that of the armpit stays with the chest."""
    across = math.hypot(ball.centre[0], ball.centre[2]) + ball.radius
    return not ball.bone.startswith("upper_arm") or across < _ARM_REACHES
