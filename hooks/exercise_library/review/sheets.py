"""Sheets for reviewers as text, for a terminal: the words of a page beside the facts of its original."""

import textwrap
from collections.abc import Iterable, Iterator

from exercise_library.source.originals import Hedge
from exercise_library.view.review_sheet import Number, ReviewSheet
from exercise_library.view.signed import CHANGED, HOLDS, NONE

_STATES = {CHANGED: "Changed since they were signed", NONE: "Not signed", HOLDS: "Signed as they are"}
_WIDTH = 100


def as_list(sheets: Iterable[ReviewSheet]) -> Iterator[str]:
    """Yield all pages by how far they have come."""
    groups: dict[str, list[ReviewSheet]] = {state: [] for state in _STATES}
    for sheet in sheets:
        groups[sheet.signed.state].append(sheet)
    for state, title in _STATES.items():
        if groups[state]:
            yield f"{title}: {len(groups[state])}"
            for sheet in groups[state]:
                yield f"  {sheet.page.name}" + (f"  {sheet.signed.text}" if sheet.signed.review else "")
            yield ""
    yield "'exercise-library review NAME' shows one of them."


def as_text_sheet(sheet: ReviewSheet, reviewer: str, day: str) -> Iterator[str]:
    """Yield a sheet line by line, at its end what `reviewer` writes into the file to sign it on a day."""
    yield from (sheet.title, "=" * len(sheet.title), *_wrapped(sheet.signed.text, ""), "")
    for line in sheet.page.words:
        if line.endswith(":"):
            yield from ("", line) if line.startswith(("entry", "variant")) else (line,)
        else:
            yield from _wrapped(line, "  ")
    for part in sheet.parts:
        if part.numbers or part.hedges:
            yield from ("", f"Beside the original: {part.title}")
            yield from _numbers(part.numbers)
            yield from _hedges(part.hedges)
    for title, hedge in sheet.hedges:
        yield from _wrapped(f"The original, {title}: {hedge.fact} ({hedge.where})", "  ")
    yield from ("", "What is open")
    for question in sheet.questions or ("Nothing that we know of.",):
        yield from _wrapped(question, "  ")
    yield from ("", f"To sign it, write into {sheet.file}, in place of a review that is there:")
    yield from ("", sheet.to_paste(reviewer, day), "", f"The pictures: {sheet.url} on the site, or data/drawings/.")


def _numbers(numbers: Iterable[Number]) -> Iterator[str]:
    for label, original, ours in numbers:
        yield from _wrapped(f"{label}: {original or 'says nothing'} | ours: {ours or 'says nothing'}", "  ")


def _hedges(hedges: Iterable[Hedge]) -> Iterator[str]:
    for hedge in hedges:
        yield from _wrapped(f"{hedge.fact} ({', '.join(it for it in (hedge.where, hedge.form) if it)})", "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=f"{indent}", subsequent_indent=f"{indent}  ")
