"""What a reviewer would ask of a figure: is its body sound, and do the words beside it say what it shows?

Told by `exercise-library check`, with the line of `figure:`; a build of the site does not ask.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import get_args

from exercise_library import cache as storage
from exercise_library.figures import complaints, solved
from exercise_library.figures.body.look import Build
from exercise_library.figures.touching import bad_touches
from exercise_library.review.cases import Case, cases_in
from exercise_library.review.words import disagreements
from exercise_library.source.files import Tree
from exercise_library.source.problems import Problem, Severity

_NUMBER = re.compile(r"-?\d+\.\d+")
_BODY_TIP = "look at it with 'exercise-library figures'; docs/contribute/figures.md shows how a pose is written."
_ODD_TIP = "take out what you added last, one part after another; and tell us, for the check should say which it is."
_WORDS_TIP = "change the pose or the arrows, or say in the alt text or caption what the picture shows."


def figure_problems(tree: Tree, cache: Path) -> Iterator[Problem]:
    """Yield what is wrong with the body of each figure, and as warnings where words and picture differ.

    What was found about a figure is kept in a file in `cache`, for as long as figure, words and code are the same.
    """
    for case in cases_in(tree).values():
        document = tree.documents[case.path]
        try:
            bodies, words = _kept_findings(case, cache)
        except (ArithmeticError, LookupError, ValueError):
            # Whoever writes a pose must not meet our code; what it stumbled over is for us to find.
            yield document.problem(case.at, "this pose cannot be drawn.", _ODD_TIP)
            continue
        for text in bodies:
            yield document.problem(case.at, f"{text}.", _BODY_TIP)
        for text in words:
            yield document.problem(case.at, f"{text}.", _WORDS_TIP, severity=Severity.WARNING)


def findings(case: Case) -> tuple[list[str], list[str]]:
    """Return what is wrong with the bodies that may show a figure, each thing once, and where its words differ.

    What the skin touches is measured on the body that the site shows.
    """
    looks = [replace(case.look, build=build) for build in get_args(Build)]
    movements = {look: solved(case.figure, look) for look in looks}
    shown = movements[case.look]
    told: dict[str, str] = {}
    for look, movement in movements.items():
        for text in complaints(movement, look):
            told.setdefault(_NUMBER.sub("#", text), text)  # by how much may differ from build to build
    told |= {text: text for text in bad_touches(shown, case.look)}
    return list(told.values()), disagreements(case, shown)


def _kept_findings(case: Case, cache: Path) -> tuple[list[str], list[str]]:
    file = cache / f"{_mark(case)}.json"
    try:
        bodies, words = storage.read(file)
    except (OSError, ValueError, TypeError):
        bodies, words = findings(case)
        storage.write(file, [bodies, words])
    return bodies, words


def _mark(case: Case) -> str:
    """Return a mark of all that the findings depend on: the figure, its words, and the code that looks at them."""
    words = (case.look, case.positions, case.needs, case.ready, case.steps)
    return hashlib.sha256(f"{_code()} {words!r} {case.figure.model_dump_json()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    mark = hashlib.sha256()
    rooms = (Path(__file__).parents[1] / "figures", Path(__file__).parent)
    for path in (path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in {".py", ".npz"}):
        mark.update(path.read_bytes())
    return mark.hexdigest()


__all__ = ["figure_problems"]
