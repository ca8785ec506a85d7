"""How a list of problems is printed: as text for people, or as lines that GitHub turns into annotations."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from exercise_library.source.problems import Problem, Severity


def report(problems: Collection[Problem], tell: Callable[[Problem], str]) -> Iterator[str]:
    """Yield a line for each problem in the order of the files, and then the summary by file."""
    if not problems:
        return
    yield from map(tell, sorted(problems))
    yield from ("", "By file:")
    yield from (f"  {line}" for line in summary(problems))
    yield ""


def as_text(problem: Problem) -> str:
    """Return a problem as a line of text."""
    return f"{problem.severity.value}: {problem}"


def as_annotation(problem: Problem) -> str:
    """Return a problem as the command that makes GitHub show it at its line of a pull request.

    GitHub's names for how grave something is are the same as ours.
    """
    tip = f"\nTip: {problem.advice}" if problem.advice else ""
    place = {"file": problem.path, "line": str(problem.line), "title": problem.field or problem.path}
    told = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in place.items())
    return f"::{problem.severity.value} {told}::{_escaped(problem.message + tip)}"


def _escaped(text: str, more: str = "") -> str:
    """Return text with what would end it replaced: https://docs.github.com/actions, 'workflow commands'."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def summary(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a line for each file: how many problems of which severity it has."""
    counts = Counter((problem.path, problem.severity) for problem in problems)
    for path in sorted({path for path, _ in counts}):
        told = [counted(counts[path, severity], severity.value) for severity in Severity if counts[path, severity]]
        yield f"{path}: {', '.join(told)}"


def counted(number: int, thing: str) -> str:
    """Return a number of things in words: 1 error, 2 errors."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
