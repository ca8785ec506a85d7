"""A body as an image of labels: at each cell what is seen there, of which limb, and where the surface breaks off."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.areas import area_field
from exercise_library.figures.body.arrays import Bools, Floats, Ints
from exercise_library.figures.body.dressed import EAR, FIELD, HAIR, PARTS, SKIN, TOP, Dressed, Fields, material_of
from exercise_library.figures.draw.camera import Camera, Circle
from exercise_library.figures.draw.raster import CELLS, Grid, Seen, View, covered, rasterise, view
from exercise_library.figures.draw.regions import without_crumbs

FAR = 5
"""Added to the label of what belongs to a far limb, for skin and cloth."""

# How far apart two places of the rest pose are, in body heights, that can still be neighbours on the surface.
_APART = {"fine": 0.034, "fine, near": 0.011, "head": 0.018, "else": 0.034}
_NEAR_ZOOM = 1.4
_CRUMB, _ON_HEAD, _HOLE = 260, 110, 160
"""Cells of the grid: of what is smaller nobody sees what it is."""

_SLIVER = 3
"""Half the side of a square, in cells, that a sliver does not hold."""

_WEB = {"arm": 6, "leg": 3}
"""Half a narrow gap between fingers, and between toes, in cells."""

_COLLAR, _ROUNDS = 7, 3
"""How many cells around each tell, and how often, where the neck ends and the collar begins."""

_SMALLEST = [_ON_HEAD if label in (EAR, HAIR) else _CRUMB if label else _HOLE for label in range(2 * FAR)]
_NEAR = 1 << 24
"""Nearer than all that is drawn, in sixty-fourths of a drawing unit."""

_REST_STEPS = 4096
"""Steps of a body height in which that distance is measured: its square then fits into 32 bits."""


@dataclass(frozen=True)
class BodyImage:
    """What is seen of one body. Images have the rows and columns of the grid."""

    person: Dressed
    view: View
    seen: Seen
    labels: NDArray[np.int8]
    """What is seen: a material, or with FAR added that of a far limb; 0 is nothing."""

    breaks: tuple[Bools, Bools]
    """Between a cell and the one to its right, and the one below: whether the surface breaks off."""

    depth: Ints
    """In sixty-fourths of a drawing unit; very low where there is nothing, and very high where nothing may be seen."""

    @property
    def grid(self) -> Grid:
        """The grid of the image."""
        return self.view.grid

    @property
    def covered(self) -> Bools:
        """The cells where the body is seen."""
        return self.labels > 0

    def of_faces(self, wanted: Bools) -> Bools:
        """Return the cells where some faces are seen."""
        found = np.zeros(self.labels.size, np.bool_)
        found[self.seen.cells] = wanted[self.seen.faces]
        return found.reshape(self.labels.shape)

    def area(self, name: str) -> tuple[Bools, Bools]:
        """Return the cells where a muscle's area is seen, and those where it or the skin around it is.

        Where it goes on beyond a hem it ends there: in two pieces it would be read as two muscles.
        """
        field = area_field(self.person.look, name)
        corners = self.person.triangles[self.seen.faces]
        inside = np.full(self.labels.size, -FIELD)
        inside[self.seen.cells] = (self.seen.shares * field[corners]).sum(axis=1) // self.seen.whole
        image = inside.reshape(self.labels.shape)
        corners = material_of(self.person.fields)[self.person.triangles]
        cloth = np.bincount(corners[field[self.person.triangles] > 0]).argmax()
        around = (2 * image > -FIELD) & ((self.labels == cloth) | (self.labels == cloth + FAR))
        return (image > 0) & around, around

    def hidden_area(self, name: str) -> Bools:
        """Return the cells behind or before which a muscle's area lies, whatever hides it."""
        field = area_field(self.person.look, name)
        faces = self.person.triangles[(field[self.person.triangles] > 0).all(axis=1)]
        return covered(self.grid, rasterise(self.view, faces, both_sides=True))


def body_image(  # noqa: PLR0913, PLR0917
    person: Dressed, places: Floats, camera: Camera, grid: Grid, far: Collection[str], nearer: Floats | float = 0.0
) -> BodyImage:
    """Return what a camera sees of a person's posed places; `far` are the parts that are shown as far.

    `nearer` tells by vertex how much nearer to the viewer it counts than it is, in body heights.
    """
    flat = view(places, camera, grid, nearer)
    seen = rasterise(flat, person.triangles)
    shape = (grid.height, grid.width)
    flat_labels = np.zeros(grid.width * grid.height, np.int8)
    flat_labels[seen.cells] = _labels(person, seen, far)
    seen_labels = flat_labels.reshape(shape)
    whole = _without_specks(_collared(person, seen, _webbed(person, seen, seen_labels)))
    labels = without_crumbs(whole, _SMALLEST, _SLIVER, HAIR)
    depth = np.full(grid.width * grid.height, -_NEAR, np.int64)
    depth[seen.cells] = seen.depth
    breaks = _kept(_breaks(person, seen, shape, camera.zoom > _NEAR_ZOOM), labels != seen_labels)
    return BodyImage(person, flat, seen, labels, breaks, depth.reshape(shape))


def within(image: BodyImage, circle: Circle, share: float) -> BodyImage:
    """Return what is seen of a body in a share of a circle; nothing is seen around it."""
    grid = image.grid
    rows, columns = np.indices((grid.height, grid.width))
    across, down = columns / CELLS + grid.left - circle.x, rows / CELLS + grid.top - circle.y
    inside = across**2 + down**2 < (share * circle.radius) ** 2
    kept = inside.ravel()[image.seen.cells]
    return replace(
        image,
        seen=Seen(*(part[kept] for part in image.seen)),
        labels=np.where(inside, image.labels, 0).astype(np.int8),
        breaks=_kept(image.breaks, ~inside),
        depth=np.where(inside, image.depth, _NEAR),  # so that no stroke of a face or of glasses shows there
    )


def _kept(breaks: tuple[Bools, Bools], merged: Bools) -> tuple[Bools, Bools]:
    """Return the breaks without those at cells that were given to their neighbours: these are one surface now."""
    across, down = breaks
    return across & ~(merged[:, 1:] | merged[:, :-1]), down & ~(merged[1:] | merged[:-1])


def _labels(person: Dressed, seen: Seen, far: Collection[str]) -> Ints:
    found = person.materials[seen.faces]
    mixed = np.nonzero(found == 0)[0]
    corners, shares = person.triangles[seen.faces[mixed]], seen.shares[mixed]
    found[mixed] = material_of(Fields(*((shares * field[corners]).sum(axis=1) for field in person.fields)))
    of_far = person.limbs[:, [PARTS.index(part) for part in sorted(far)]].sum(axis=1)
    is_far = 2 * (seen.shares * of_far[person.triangles[seen.faces]]).sum(axis=1) > FIELD * seen.whole
    return np.where(is_far & (found != HAIR) & (found != EAR), found + FAR, found)


def _webbed(person: Dressed, seen: Seen, labels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return labels with narrow gaps between fingers filled, and between toes: they would look like claws."""
    for part, name in enumerate(PARTS[1:], start=1):
        found = np.zeros(labels.size, np.bool_)
        found[seen.cells] = (person.fine & (person.parts == part))[seen.faces]
        hand = found.reshape(labels.shape)
        if hand.any():
            own, gap = np.bincount(labels[hand]).argmax(), _WEB[name[:3]]
            labels = np.where(eroded(grown(hand, gap), gap) & ~hand, own, labels).astype(np.int8)
    return labels


def _collared(person: Dressed, seen: Seen, labels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return labels with an even line between neck or jaw and shirt: a bent neck folds the collar into steps."""
    head = np.zeros(labels.size, np.bool_)
    head[seen.cells] = person.head[seen.faces]
    near = grown(head.reshape(labels.shape), 2 * _COLLAR)
    skin = near & (labels == SKIN)
    neck = rounded(skin, skin | (near & (labels == TOP)), _COLLAR, _ROUNDS)
    return np.where(neck, SKIN, np.where(skin, TOP, labels)).astype(np.int8)


def _without_specks(labels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Give a cell that differs from three of its four neighbours, which agree, their label; twice."""
    for _ in range(2):
        around = np.pad(labels, 1)
        up, down, left, right = around[:-2, 1:-1], around[2:, 1:-1], around[1:-1, :-2], around[1:-1, 2:]
        for one, two, three in ((up, down, left), (up, down, right), (up, left, right), (down, left, right)):
            labels = np.where((one == two) & (two == three) & (labels != one), one, labels)
    return labels


def _breaks(person: Dressed, seen: Seen, shape: tuple[int, int], near: bool) -> tuple[Bools, Bools]:
    """Find neighbours in the image that are far apart on the body: an arm before the trunk, or skin on skin."""
    corners = person.triangles[seen.faces]
    count = shape[0] * shape[1]
    flat = np.full((3, count), 9 * _REST_STEPS, np.int32)
    for axis in range(3):
        summed = sum(seen.shares[:, corner] * person.rest_steps[corners[:, corner], axis] for corner in range(3))
        flat[axis, seen.cells] = summed // seen.whole // (FIELD // _REST_STEPS)
    image = flat.reshape(3, *shape)
    limit = np.full(count, _steps("else"), np.int32)
    limit[seen.cells] = np.where(
        person.fine[seen.faces],
        _steps("fine, near" if near else "fine"),
        np.where(person.head[seen.faces], _steps("head"), _steps("else")),
    )
    limits = limit.reshape(shape)
    right, below = image[:, :, 1:] - image[:, :, :-1], image[:, 1:] - image[:, :-1]
    across = right[0] ** 2 + right[1] ** 2 + right[2] ** 2 > np.minimum(limits[:, 1:], limits[:, :-1]) ** 2
    down = below[0] ** 2 + below[1] ** 2 + below[2] ** 2 > np.minimum(limits[1:], limits[:-1]) ** 2
    return across, down


def _steps(kind: str) -> int:
    limits: Mapping[str, float] = _APART
    return int(limits[kind] * _REST_STEPS)


def rounded(mask: Bools, room: Bools, cells: int, rounds: int) -> Bools:
    """Return a mask without spikes and notches: what most of the cells nearby are that are in the room for it.

    Along the edge of the room it stays as it is.
    """
    if not room.any():
        return room
    box = tuple(slice(max(0, used.min() - cells), used.max() + cells + 1) for used in np.nonzero(room))
    inside, mask, found = room[box], mask[box], np.zeros_like(room)
    around = _nearby(inside, cells)
    for _ in range(rounds):
        mask = inside & (2 * _nearby(mask, cells) > around)
    found[box] = mask
    return found


def _nearby(mask: Bools, cells: int) -> Ints:
    """Return how many cells around each are in a mask, those close by counted most.

    A cell counts that is as near as `cells` to one that is as near to this one.
    """
    found: Ints = mask.astype(np.int64)
    for axis in (0, 1, 0, 1):
        room = [(cells + 1, cells) if axis == along else (0, 0) for along in (0, 1)]
        summed = np.cumsum(np.pad(found, room), axis=axis)
        later, sooner = (slice(2 * cells + 1, None), slice(None, -2 * cells - 1))
        found = summed[later] - summed[sooner] if axis == 0 else summed[:, later] - summed[:, sooner]
    return found


def eroded(mask: Bools, cells: int) -> Bools:
    """Return a mask without its outer cells."""
    for _ in range(cells):
        inner = mask.copy()
        inner[1:] &= mask[:-1]
        inner[:-1] &= mask[1:]
        inner[:, 1:] &= mask[:, :-1]
        inner[:, :-1] &= mask[:, 1:]
        mask = inner
    return mask


def grown(mask: Bools, cells: int) -> Bools:
    """Return a mask with the cells around it."""
    for _ in range(cells):
        wider: Bools = mask.copy()
        wider[1:] |= mask[:-1]
        wider[:-1] |= mask[1:]
        wider[:, 1:] |= mask[:, :-1]
        wider[:, :-1] |= mask[:, 1:]
        mask = wider
    return mask
