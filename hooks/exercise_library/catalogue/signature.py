"""A signature is for words: three marks of what a clinician looked at, kept beside the name and the day.

A mark is made of texts alone, so that a translation is signed in the same way, by its own reviewer. Behind its hyphen
stand letters that follow from the page and from the letters before: a slip, an invention and a mark of another page
are told apart from a mark that was right once.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from exercise_library.catalogue.draft import Draft, Rule
from exercise_library.catalogue.model import Review, WordsReview
from exercise_library.catalogue.text import CHECK_LETTERS, MARK_LETTERS, letters
from exercise_library.figures.pose.style import DRAWN_SINCE
from exercise_library.source.problems import Problem, Severity
from exercise_library.source.reader import Location

KEYS = ("words", "dose", "poses")
"""What is signed, by the key of its mark: texts, numbers, and what figures show."""

GET_HELP = "get-help"
"""The name of the box 'Get help now' in its marks."""


def mark(name: str, key: str, texts: Iterable[str]) -> str:
    """Return the mark of some texts. `name` is what is signed, such as 'exercises/bridge'; `key` is one of KEYS."""
    plain = [unicodedata.normalize("NFC", text) for text in texts]
    said = letters(json.dumps(plain, ensure_ascii=False), MARK_LETTERS)
    return f"{said}-{_check(name, key, said)}"


def was_right(name: str, key: str, told: str) -> bool:
    """Say whether a mark was ever one of this page, whatever the page holds now."""
    said, _, check = told.partition("-")
    return check == _check(name, key, said)


def _check(name: str, key: str, said: str) -> str:
    return letters(f"{name} {key} {said}", CHECK_LETTERS)


def exercise_name(slug: str) -> str:
    """Return what an exercise is called in its marks."""
    return f"exercises/{slug}"


def program_name(slug: str) -> str:
    """Return what a program is called in its marks."""
    return f"programs/{slug}"


def condition_name(slug: str) -> str:
    """Return what the answer to a condition is called in its marks."""
    return f"conditions/{slug}"


class Signature(NamedTuple):
    """A review as it stands in data/: its file, its place there, and the names that its marks may be of.

    The first name is the present one; marks that were made under a former file name are right, too.
    """

    path: str
    at: Location
    names: tuple[str, ...]
    review: Review


def signatures(draft: Draft) -> Iterator[Signature]:
    """Yield every review of the library."""
    for exercise in draft.exercises.values():
        if exercise.review:
            names = tuple(map(exercise_name, (exercise.slug, *exercise.formerly)))
            yield Signature(f"data/exercises/{exercise.slug}.yml", ("review",), names, exercise.review)
    for program in draft.programs.values():
        if program.review:
            names = tuple(map(program_name, (program.slug, *program.formerly)))
            yield Signature(f"data/programs/{program.slug}.yml", ("review",), names, program.review)
    if draft.get_help and draft.get_help.review:
        yield Signature("data/get-help.yml", ("review",), (GET_HELP,), draft.get_help.review)
    for slug, condition in draft.conditions.items():
        if condition.review:
            yield Signature("data/conditions.yml", (slug, "review"), (condition_name(slug),), condition.review)


def marks_were_right(draft: Draft) -> Iterator[Problem]:
    """Each mark of a review is one that this page has, or had once."""
    for path, at, names, review in signatures(draft):
        for key in KEYS:
            told = getattr(review, key)
            if not any(was_right(name, key, told) for name in names):
                sheet = f"the page contribute/review/{names[0]}/ of the site"
                tip = f"copy it anew: 'exercise-library review {names[0]}' and {sheet} tell it."
                yield draft.problem(path, (*at, key), f"'{told}' was never the mark of what is signed here.", tip)


def nobody_signs_tomorrow(draft: Draft) -> Iterator[Problem]:
    """A review is not of a day to come. Where the day begins first, it is tomorrow already."""
    if draft.today is None:
        return
    latest = (draft.today + timedelta(days=1)).isoformat()
    for path, at, _, review in signatures(draft):
        if review.date > latest:
            yield draft.problem(path, (*at, "date"), f"{review.date} is a day to come.", "write the day of the check.")


def drawings_are_looked_at_again(draft: Draft) -> Iterator[Problem]:
    """A new style of drawing breaks no signature, but whoever signed the pictures has not seen them as they are."""
    for path, at, names, review in signatures(draft):
        if review.date < DRAWN_SINCE and names[0].startswith(("exercises/", "programs/")):
            message = f"bodies are drawn in a new style since {DRAWN_SINCE}, after this review."
            tip = f"show the pictures to {review.reviewer}; what they show is the same."
            yield draft.problem(path, (*at, "poses"), message, tip, severity=Severity.NOTICE)


def day_of(review: WordsReview) -> date:
    """Return the day of a review."""
    return date.fromisoformat(review.date)


SIGNATURES: tuple[Rule, ...] = (marks_were_right, nobody_signs_tomorrow, drawings_are_looked_at_again)
