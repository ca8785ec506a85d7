"""Changes to data/ that are certain to be right: what `exercise-library fix` shows, and makes when it is told to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from exercise_library.catalogue.catalogue import build
from exercise_library.source.files import Tree, data_files, read_tree
from exercise_library.source.layout import crowded, out_of_order
from exercise_library.source.problems import DataError, Edit, Problem
from exercise_library.source.reader import read

# A change may bring out the next: a file can only be read once its odd spaces are gone. More rounds help nothing.
_MOST_ROUNDS = 12
# Their keys stand in the order in which people look for them.
_TEMPLATES = {"exercises": "data/templates/exercise.yml", "programs": "data/templates/program.yml"}


def mended(root: Path) -> Mapping[str, tuple[str, str]]:
    """Return the old and the new text of each file in `root`/data to which something certain is to be done."""
    before = dict(data_files(root))
    now = {path: _tidy(content) for path, content in before.items()}
    for _ in range(_MOST_ROUNDS):
        edits = _edits(root, read_tree(root, now))
        if not edits:
            break
        for path, some in edits.items():
            now[path] = _edited(now[path].decode(), some).encode()
    return {path: (_text(before[path]), _text(now[path])) for path in now if now[path] != before[path]}


def difference(path: str, old: str, new: str) -> str:
    """Return what changes in a file, as `git diff` would show it."""
    lines = unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="", n=1)
    return "\n".join(lines) or f"{path}: line ends or a mark at its start change, and no words."


def layout_problems(root: Path, tree: Tree) -> Iterator[Problem]:
    """Yield what `check` says of the layout of files."""
    for document in tree.documents.values():
        yield from crowded(document)
    for folder, template in _TEMPLATES.items():
        if (path := root / template).is_file() and (usual := read(template, path.read_bytes())[0]):
            for document in tree.folder(folder).values():
                yield from out_of_order(document, tuple(usual.value))


def _edits(root: Path, tree: Tree) -> dict[str, list[Edit]]:
    problems = [*tree.problems, *layout_problems(root, tree)]
    try:
        problems += build(tree).notices
    except DataError as error:
        problems += error.problems
    edits: dict[str, list[Edit]] = {}
    for problem in problems:
        if problem.edit and problem.edit not in edits.setdefault(problem.path, []):
            edits[problem.path].append(problem.edit)
    return {path: some for path, some in edits.items() if some}


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with changes made from its end on. One that overlaps another waits for the next round."""
    rows = text.split("\n")
    free = len(rows) + 1
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.count), reverse=True):
        start = edit.line - 1
        if start + edit.count <= free:
            rows[start : start + edit.count] = edit.rows
            free = start - (0 if edit.count else 1)
    return "\n".join(rows)


def _tidy(content: bytes) -> bytes:
    """Return a file with plain line ends, nothing behind the last word of a line, and one line end at its end."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content
    text = re.sub(r"[ \t]+$", "", text.replace("\r\n", "\n").replace("\r", "\n"), flags=re.MULTILINE)
    return (text.rstrip("\n") + "\n").encode()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
