"""How a file is laid out, so that a slip shows: an empty line between two lists, and keys in their usual order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from exercise_library.source.problems import Edit, Problem, Severity
from exercise_library.source.reader import Document


def crowded(document: Document) -> Iterator[Problem]:
    """Yield a warning for each list that starts straight below another one.

    If the key between the two were lost, the second would go on in the first, and nobody could tell.
    """
    for at in document.crowded:
        message = "this list starts straight below another one: if this line were lost, nobody could tell."
        edit = Edit(document.line_of(at), 0, ("",))
        yield document.problem(at, message, "put an empty line above it.", severity=Severity.WARNING, edit=edit)


def out_of_order(document: Document, usual: Sequence[str]) -> Iterator[Problem]:
    """Yield a notice where the keys of a file are not in their usual order, in which others look for them."""
    place = {key: number for number, key in enumerate(usual)}
    keys = [key for key in document.value if key in place]
    for key, after in pairwise(keys):
        if place[after] < place[key] and len(keys) == len(document.value):
            message = f"'{after}' usually stands above '{key}'."
            edit = _sorted(document, place)
            yield document.problem((after,), message, "put it there.", severity=Severity.NOTICE, edit=edit)
            return


def _sorted(document: Document, place: dict[str, int]) -> Edit:
    """Return the edit that puts all keys in order, each with the notes and empty lines above it."""
    rows = document.rows
    starts = []
    for key in document.value:
        row = document.lines[(key,)] - 1
        while row > 0 and (not rows[row - 1].strip() or rows[row - 1].startswith("#")) and row > _head(rows):
            row -= 1
        starts.append(row)
    ends = [*starts[1:], len(rows) - (1 if not rows[-1] else 0)]
    blocks = {key: rows[start:end] for key, start, end in zip(document.value, starts, ends, strict=True)}
    ordered = [row for key in sorted(blocks, key=place.__getitem__) for row in blocks[key]]
    return Edit(starts[0] + 1, ends[-1] - starts[0], tuple(ordered))


def _head(rows: Sequence[str]) -> int:
    """Return how many rows at the top of a file are a note on the file as a whole."""
    return next((number for number, row in enumerate(rows) if not row.startswith("#")), 0)
