"""Vectors and rotations in three dimensions.

The basic operations of floating point arithmetic and the square root give the same bits everywhere; sines, arcs and
(since Python 3.12) `sum` do not. What this module returns is therefore snapped to twelve decimals, and sums are made
with `math.fsum`, so that a figure comes out the same on every machine and every Python.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

Vector = tuple[float, float, float]
"""A place or a direction: x, y, z."""

Rotation = tuple[Vector, Vector, Vector]
"""A rotation as the three axes (x, y, z) of what was turned, told in what surrounds it."""

IDENTITY: Rotation = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
UP: Vector = (0.0, 1.0, 0.0)

_DECIMALS = 12


class Placement(NamedTuple):
    """Where a bone is: its near joint, and how it is turned."""

    origin: Vector
    rotation: Rotation


def sine(degrees: float) -> float:
    """Return the sine of an angle in degrees."""
    return round(math.sin(math.radians(degrees)), _DECIMALS)


def cosine(degrees: float) -> float:
    """Return the cosine of an angle in degrees."""
    return round(math.cos(math.radians(degrees)), _DECIMALS)


def arc_tangent(rise: float, run: float) -> float:
    """Return the angle in degrees of a direction given by its rise and run."""
    return round(math.degrees(math.atan2(rise, run)), _DECIMALS)


def arc_sine(value: float) -> float:
    """Return the angle in degrees whose sine this is; what lies beyond ±1 counts as ±1."""
    return round(math.degrees(math.asin(clamp(value, -1.0, 1.0))), _DECIMALS)


def arc_cosine(value: float) -> float:
    """Return the angle in degrees whose cosine this is; what lies beyond ±1 counts as ±1."""
    return round(math.degrees(math.acos(clamp(value, -1.0, 1.0))), _DECIMALS)


def clamp(value: float, low: float, high: float) -> float:
    """Return the value, or the bound that it goes beyond."""
    return max(low, min(high, value))


def distance(x: float, y: float) -> float:
    """Return the length of a vector in the plane."""
    return math.sqrt(x * x + y * y)


def mean(values: Iterable[float]) -> float:
    """Return the mean of some numbers, at least one."""
    numbers = list(values)
    return math.fsum(numbers) / len(numbers)


def add(a: Vector, b: Vector) -> Vector:
    """Return a + b."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    """Return a - b: the way from b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vector, by: float) -> Vector:
    """Return a vector made longer or shorter."""
    return (a[0] * by, a[1] * by, a[2] * by)


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vector) -> float:
    """Return how long a vector is."""
    return math.sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    """Return a direction of length 1; nothing for no direction."""
    long = length(a)
    return scale(a, 1 / long) if long > 1e-9 else (0.0, 0.0, 0.0)


def blend(a: Vector, b: Vector, share: float) -> Vector:
    """Return the place between a (share 0) and b (share 1)."""
    return add(scale(a, 1 - share), scale(b, share))


def centre(places: Iterable[Vector]) -> Vector:
    """Return the mean of some places, at least one."""
    xs, ys, zs = zip(*places, strict=True)
    return (mean(xs), mean(ys), mean(zs))


def turn_x(degrees: float) -> Rotation:
    """Return a rotation about x: what points up comes to the front."""
    c, s = cosine(degrees), sine(degrees)
    return ((1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c))


def turn_y(degrees: float) -> Rotation:
    """Return a rotation about y: what points to the front comes to x."""
    c, s = cosine(degrees), sine(degrees)
    return ((c, 0.0, -s), (0.0, 1.0, 0.0), (s, 0.0, c))


def turn_z(degrees: float) -> Rotation:
    """Return a rotation about z: what points along x comes up."""
    c, s = cosine(degrees), sine(degrees)
    return ((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0))


def turn_about(axis: Vector, degrees: float) -> Rotation:
    """Return a rotation about any direction of length 1 (Rodrigues)."""
    c, s = cosine(degrees), sine(degrees)

    def turned(v: Vector) -> Vector:
        along = scale(axis, dot(axis, v) * (1 - c))
        return add(add(scale(v, c), scale(cross(axis, v), s)), along)

    return (turned(IDENTITY[0]), turned(IDENTITY[1]), turned(IDENTITY[2]))


def apply(rotation: Rotation, v: Vector) -> Vector:
    """Return a turned vector."""
    (a, b, c), (d, e, f), (g, h, i) = rotation
    x, y, z = v
    return (a * x + d * y + g * z, b * x + e * y + h * z, c * x + f * y + i * z)


def compose(first: Rotation, *others: Rotation) -> Rotation:
    """Return rotations one inside the other: the last is nearest to what is turned."""
    result = first
    for other in others:
        result = (apply(result, other[0]), apply(result, other[1]), apply(result, other[2]))
    return result


def inverse(rotation: Rotation) -> Rotation:
    """Return the rotation that undoes another."""
    (a, b, c), (d, e, f), (g, h, i) = rotation
    return ((a, d, g), (b, e, h), (c, f, i))


def blend_rotations(a: Rotation, b: Rotation, share: float) -> Rotation:
    """Return the rotation between a (share 0) and b (share 1), the shortest way about one axis."""
    turn = compose(b, inverse(a))
    twice = (turn[1][2] - turn[2][1], turn[2][0] - turn[0][2], turn[0][1] - turn[1][0])
    sine_of, cosine_of = length(twice) / 2, (turn[0][0] + turn[1][1] + turn[2][2] - 1) / 2
    if sine_of < 1e-6:  # the same, or half a turn, which has no shortest way
        return a if share < 0.5 else b
    return compose(turn_about(unit(twice), arc_tangent(sine_of, cosine_of) * share), a)


def at(placement: Placement, local: Vector) -> Vector:
    """Return where a place told in a bone's own axes is in the world."""
    return add(placement.origin, apply(placement.rotation, local))
