"""The body's data: one file with the skin of every body, and what is known of each without drawing it.

The arrays are stored as differences from one row to the next, high and low bytes apart, which compress well.
numpy is imported here and wherever something is drawn, and nowhere else.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercise_library.figures.body.flesh import FILE, facts

SCALE = 8192
"""Steps of a place in the file, for one body height: 0.2 mm at 1.70 m."""

BASE = "woman-average-younger"
"""The body that the others are stored as differences to."""

_PLAIN = ("bones", "weights", "ears")
_STAMP = (2020, 9, 1, 0, 0, 0)


@dataclass(frozen=True)
class Mesh:
    """A body in its rest pose: places by vertex, faces of three, four bones and their shares a vertex."""

    places: NDArray[np.float64]
    triangles: NDArray[np.int64]
    bones: NDArray[np.int64]
    shares: NDArray[np.float64]
    ears: NDArray[np.bool_]
    joints: Mapping[str, tuple[float, float, float]]


def encode(arrays: Mapping[str, NDArray[Any]], told: object) -> bytes:
    """Return the file: a zip of arrays and of facts as JSON; the same bytes for the same content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, "facts.json", json.dumps(told, separators=(",", ":")).encode())
        for name, array in arrays.items():
            kept = array if name in _PLAIN else _planes(array)
            content = io.BytesIO()
            np.save(content, np.ascontiguousarray(kept.astype(np.uint8).T), allow_pickle=False)
            _put(archive, f"{name}.npy", content.getvalue())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _planes(array: NDArray[Any]) -> NDArray[np.int64]:
    steps = np.diff(array.astype(np.int64), axis=0, prepend=0)
    folded = np.where(steps < 0, -2 * steps - 1, 2 * steps)
    return np.concatenate([folded >> 8, folded & 255], axis=1)


def _from_planes(planes: NDArray[np.int64]) -> NDArray[np.int64]:
    half = planes.shape[1] // 2
    folded = (planes[:, :half] << 8) | planes[:, half:]
    steps = np.where(folded & 1, -(folded + 1) // 2, folded // 2)
    return np.cumsum(steps, axis=0)


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[np.int64]:
    kept = np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False).T.astype(np.int64)
    return kept if name in _PLAIN else _from_planes(kept)


@lru_cache(maxsize=16)
def mesh_of(body: str) -> Mesh:
    """Return a body by its name, such as woman-slim-older."""
    with zipfile.ZipFile(FILE) as archive:
        quads = _array(archive, "quads")
        places = _array(archive, BASE)
        if body != BASE:
            places = places + _array(archive, body)
        bones, weights, ears = (_array(archive, name) for name in _PLAIN)
    joints = {name: (place[0], place[1], place[2]) for name, place in facts()["joints"][body].items()}
    return Mesh(places / SCALE, triangles_of(quads), bones, weights / 255.0, ears.astype(np.bool_).ravel(), joints)


def triangles_of(quads: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return faces of four as faces of three."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
