"""Vectors and rotations in three dimensions.

The basic operations of floating point arithmetic and the square root give the same bits everywhere; sines, arcs and
(since Python 3.12) `sum` do not. What this module returns is therefore snapped to twelve decimals, and sums are made
with `math.fsum`, so that a figure comes out the same on every machine and every Python.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple, Self, overload

Vector = tuple[float, float, float]
"""Three numbers: a place or a direction (x, y, z), or the three angles of a joint."""

_DECIMALS = 12


class Vec3(NamedTuple):
    """A place or a direction: x, y, z."""

    x: float
    y: float
    z: float

    def __add__(self, other: Vector) -> "Vec3":  # type: ignore[override]  # not two tuples one after the other
        return Vec3(self[0] + other[0], self[1] + other[1], self[2] + other[2])

    def __sub__(self, other: Vector) -> "Vec3":
        return Vec3(self[0] - other[0], self[1] - other[1], self[2] - other[2])

    def __mul__(self, by: float) -> "Vec3":  # type: ignore[override]
        return Vec3(self[0] * by, self[1] * by, self[2] * by)

    def __neg__(self) -> "Vec3":
        return self * -1

    def dot(self, other: Vector) -> float:
        """Return the scalar product."""
        return self[0] * other[0] + self[1] * other[1] + self[2] * other[2]

    def cross(self, other: Vector) -> "Vec3":
        """Return the vector product."""
        a, b = self, other
        return Vec3(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])

    def length(self) -> float:
        """Return how long the vector is."""
        return math.sqrt(self.dot(self))

    def distance(self, other: Vector) -> float:
        """Return how far another place is."""
        return (self - other).length()

    def normalize(self) -> "Vec3":
        """Return the direction with length 1; nothing for no direction."""
        long = self.length()
        return self * (1 / long) if long > 1e-9 else Vec3(0.0, 0.0, 0.0)

    def lerp(self, other: Vector, share: float) -> "Vec3":
        """Return the place between this one (share 0) and another (share 1)."""
        return self * (1 - share) + Vec3(*other) * share


class Rotation(NamedTuple):
    """A rotation as the three axes of what was turned, told in what surrounds it.

    `a @ b` is b inside a: b is nearer to what is turned; `a @ v` turns a vector.
    """

    x: Vec3
    y: Vec3
    z: Vec3

    @overload
    def __matmul__(self, other: "Rotation") -> "Rotation": ...
    @overload
    def __matmul__(self, other: Vector) -> Vec3: ...
    def __matmul__(self, other: "Rotation | Vector") -> "Rotation | Vec3":
        if isinstance(other, Rotation):
            return Rotation(self @ other[0], self @ other[1], self @ other[2])
        (a, b, c), (d, e, f), (g, h, i) = self
        x, y, z = other
        return Vec3(a * x + d * y + g * z, b * x + e * y + h * z, c * x + f * y + i * z)

    def inverse(self) -> "Rotation":
        """Return the rotation that undoes this one."""
        (a, b, c), (d, e, f), (g, h, i) = self
        return Rotation(Vec3(a, d, g), Vec3(b, e, h), Vec3(c, f, i))

    def slerp(self, other: "Rotation", share: float) -> "Rotation":
        """Return the rotation between this one (share 0) and another (share 1), the shortest way about one axis."""
        turn = other @ self.inverse()
        twice = Vec3(turn[1][2] - turn[2][1], turn[2][0] - turn[0][2], turn[0][1] - turn[1][0])
        sine_of, cosine_of = twice.length() / 2, (turn[0][0] + turn[1][1] + turn[2][2] - 1) / 2
        if sine_of < 1e-9:  # the same, or half a turn, which has no shortest way
            return self if share < 0.5 else other
        return turn_about(twice.normalize(), arc_tangent(sine_of, cosine_of) * share) @ self


class Placement(NamedTuple):
    """Where a bone is: its near joint, and how it is turned."""

    origin: Vec3
    rotation: Rotation

    def at(self, local: Vector) -> Vec3:
        """Return where a place told in the bone's own axes is in the world."""
        return self.origin + self.rotation @ local

    def inside(self, outer: "Placement") -> "Placement":
        """Return this placement told in the axes of another bone."""
        back = outer.rotation.inverse()
        return Placement(back @ (self.origin - outer.origin), back @ self.rotation)

    def outside(self, outer: "Placement") -> "Placement":
        """Return this placement, told in the axes of another bone, in the world: the inverse of `inside`."""
        return Placement(outer.at(self.origin), outer.rotation @ self.rotation)

    def moved(self, by: Vector) -> "Placement":
        """Return the bone in another place."""
        return Placement(self.origin + by, self.rotation)

    def turned(self, rotation: Rotation, about: Vec3) -> "Placement":
        """Return the bone turned about a place."""
        return Placement(about + rotation @ (self.origin - about), rotation @ self.rotation)

    def lerp(self, other: Self, share: float) -> "Placement":
        """Return the placement between this one (share 0) and another (share 1)."""
        return Placement(self.origin.lerp(other.origin, share), self.rotation.slerp(other.rotation, share))


IDENTITY = Rotation(Vec3(1.0, 0.0, 0.0), Vec3(0.0, 1.0, 0.0), Vec3(0.0, 0.0, 1.0))
UP = Vec3(0.0, 1.0, 0.0)


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


def add(a: Vector, b: Vector) -> Vec3:
    """Return a + b."""
    return Vec3(*a) + b


def subtract(a: Vector, b: Vector) -> Vec3:
    """Return a - b: the way from b to a."""
    return Vec3(*a) - b


def scale(a: Vector, by: float) -> Vec3:
    """Return a vector made longer or shorter."""
    return Vec3(*a) * by


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return Vec3(*a).dot(b)


def cross(a: Vector, b: Vector) -> Vec3:
    """Return the vector product."""
    return Vec3(*a).cross(b)


def length(a: Vector) -> float:
    """Return how long a vector is."""
    return Vec3(*a).length()


def unit(a: Vector) -> Vec3:
    """Return a direction of length 1; nothing for no direction."""
    return Vec3(*a).normalize()


def blend(a: Vector, b: Vector, share: float) -> Vec3:
    """Return the place between a (share 0) and b (share 1)."""
    return Vec3(*a).lerp(b, share)


def centre(places: Iterable[Vector]) -> Vec3:
    """Return the mean of some places, at least one."""
    xs, ys, zs = zip(*places, strict=True)
    return Vec3(mean(xs), mean(ys), mean(zs))


def turn_x(degrees: float) -> Rotation:
    """Return a rotation about x: what points up comes to the front."""
    c, s = cosine(degrees), sine(degrees)
    return Rotation(Vec3(1.0, 0.0, 0.0), Vec3(0.0, c, s), Vec3(0.0, -s, c))


def turn_y(degrees: float) -> Rotation:
    """Return a rotation about y: what points to the front comes to x."""
    c, s = cosine(degrees), sine(degrees)
    return Rotation(Vec3(c, 0.0, -s), Vec3(0.0, 1.0, 0.0), Vec3(s, 0.0, c))


def turn_z(degrees: float) -> Rotation:
    """Return a rotation about z: what points along x comes up."""
    c, s = cosine(degrees), sine(degrees)
    return Rotation(Vec3(c, s, 0.0), Vec3(-s, c, 0.0), Vec3(0.0, 0.0, 1.0))


def turn_about(axis: Vec3, degrees: float) -> Rotation:
    """Return a rotation about any direction of length 1 (Rodrigues)."""
    c, s = cosine(degrees), sine(degrees)

    def turned(v: Vec3) -> Vec3:
        return v * c + axis.cross(v) * s + axis * (axis.dot(v) * (1 - c))

    return Rotation(turned(IDENTITY.x), turned(IDENTITY.y), turned(IDENTITY.z))


def turn_from_to(start: Vec3, end: Vec3) -> Rotation:
    """Return the shortest rotation that makes one direction another."""
    start, end = start.normalize(), end.normalize()
    axis = start.cross(end)
    if axis.length() <= 1e-7:
        return IDENTITY
    return turn_about(axis.normalize(), arc_tangent(axis.length(), start.dot(end)))


def apply(rotation: Rotation, v: Vector) -> Vec3:
    """Return a turned vector."""
    return rotation @ v


def compose(first: Rotation, *others: Rotation) -> Rotation:
    """Return rotations one inside the other: the last is nearest to what is turned."""
    result = first
    for other in others:
        result = result @ other
    return result


def at(placement: Placement, local: Vector) -> Vec3:
    """Return where a place told in a bone's own axes is in the world."""
    return placement.at(local)
