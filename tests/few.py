"""A library of few programs, cut out of a copy of ours: a site of it is whole, and made in half the time."""

import re
from pathlib import Path

from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.texts import mark_of

# What leads to programs and exercises, and may be left out: of an exercise, of a vocabulary, of a page by hand.
_RELATIONS = r"^relations:\n(?:(?: .*)?\n)+"
_SUITS = r"^  suits:\n(?:    - .*\n)+\n?  editorial:\n    - suits\n"
_LINKS = r"\[([^\]]*)\]\(programs/(?!index)[^)]*\)"


def keep(project: Path, *slugs: str) -> None:
    """Take all other programs out of the data of a project, the exercises that only they use, and what leads there."""
    data, programs = project / "data", load(project).programs
    used = {entry.exercise for slug in slugs for entry in programs[slug].entries}
    for folder, kept in (("programs", slugs), ("exercises", used)):
        for path in data.glob(f"**/{folder}/*.yml"):
            if path.stem not in kept:
                path.unlink()
    for path in (*data.glob("published.yml"), *data.glob("**/conditions.yml")):
        path.unlink()
    for path in data.glob("exercises/*"):
        _replace(path, _RELATIONS, "")
    for path in data.glob("vocabulary/*"):
        _replace(path, _SUITS, "")
    # The one page by hand that names programs, and what it is in other languages.
    original = project / "docs/clinics.md"
    before = mark_of(original.read_text(encoding="utf-8"))
    _replace(original, _LINKS, r"\1")
    for path in project.glob("docs/*/clinics.md"):
        _replace(path, _LINKS, r"\1")
        _replace(path, before, mark_of(original.read_text(encoding="utf-8")))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(old, new, text, flags=re.MULTILINE).rstrip() + "\n", encoding="utf-8")
