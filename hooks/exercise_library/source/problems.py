"""What is wrong with the data, and how it is told to the person who can mend it."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum

from pydantic_core import PydanticCustomError


class Severity(StrEnum):
    """An error stops the build; a warning asks for better words; a notice is something to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Edit:
    """A change to the text of a file that is certain to be right: `count` rows from `line` on become `rows`.

    `line` counts from 1; with a count of 0 the rows are put in before that line.
    """

    line: int
    count: int
    rows: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong and what to write instead.

    `path` is relative to the project and written with forward slashes; `line` counts from 1;
    `field` is the dotted name of the value, or empty when the whole file is meant. `edit` is given where nothing else
    can be meant: then `exercise-library fix` makes it, and the tip says so.
    """

    path: str
    line: int
    field: str
    message: str
    tip: str = ""
    severity: Severity = Severity.ERROR
    edit: Edit | None = dataclasses.field(default=None, compare=False, repr=False)

    @property
    def advice(self) -> str:
        """What to do about it, as it is told."""
        return f"{self.tip} 'exercise-library fix' does it.".strip() if self.edit else self.tip

    def __str__(self) -> str:
        name = f"{self.field}: " if self.field else ""
        tip = f" Tip: {self.advice}" if self.advice else ""
        return f"{self.path}:{self.line}: {name}{self.message}{tip}"


class DataError(Exception):
    """The data cannot be used. `problems` holds every problem that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__(f"{len(errors(self.problems))} to mend in data/")


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def problem(message: str, tip: str = "", *at: str | int) -> PydanticCustomError:
    """Return the error that a validator raises: our words, a tip, and where below the value it is."""
    return PydanticCustomError("library", "{message}", {"message": message, "tip": tip, "at": at})


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return a tip that names the known word nearest to `word`, or lists the known words if they are few."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near:
        return f"did you mean '{near}'?"
    if not choices:
        return "remove it: there is nothing to choose from."
    if len(choices) <= 28:
        return f"choose one of: {', '.join(choices)}."
    return "look the right name up: none that we know comes near."


def misspelt(word: object, known: Iterable[str]) -> str | None:
    """Return the one known name that differs from `word` by no more than two letters, if there is one.

    Other names that come near are other things: an exercise that is gone must not be replaced by its neighbour.
    """
    near = [choice for choice in known if _apart(str(word).casefold(), choice) <= _SLIP]
    return near[0] if len(near) == 1 else None


_SLIP = 2


def _apart(first: str, second: str) -> int:
    same = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return max(len(first), len(second)) - sum(block.size for block in same)


def shown(value: object) -> str:
    """Return a value as the person wrote it, on one line and cut short, to stand in a message."""
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return f"'{' '.join(str(value).split())[:40]}'"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, if there is one."""
    lowered = str(word).casefold().strip().replace("_", "-").replace(" ", "-")
    by_lowered = {choice.casefold().replace("_", "-"): choice for choice in sorted(known)}
    near = get_close_matches(lowered, by_lowered, n=1, cutoff=0.6)
    return by_lowered[near[0]] if near else None
