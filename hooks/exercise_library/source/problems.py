"""What is wrong with the data, and how it is told to the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from pydantic_core import PydanticCustomError


class Severity(StrEnum):
    """An error stops the build; a warning asks for better words; a notice is something to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong and what to write instead.

    `path` is relative to the project and written with forward slashes; `line` counts from 1;
    `field` is the dotted name of the value, or empty when the whole file is meant.
    """

    path: str
    line: int
    field: str
    message: str
    tip: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        tip = f" Tip: {self.tip}" if self.tip else ""
        return f"{self.path}:{self.line}: {field}{self.message}{tip}"


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
