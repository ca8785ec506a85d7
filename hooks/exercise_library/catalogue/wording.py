"""What words may say: no dose and no pain rule in an exercise, no promise, and what is ours is marked as ours."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from exercise_library.catalogue.draft import Draft, Rule, of_each_document
from exercise_library.catalogue.model import Entry
from exercise_library.source.problems import Problem, Severity
from exercise_library.source.reader import Document, Location

# Keys that patients do not read as our words: credits and titles are what somebody else printed.
_NOT_OURS_TO_SAY = frozenset({"printed_title", "title", "basis", "kind", "editor_notes", "synonyms", "other_names"})
_PROGRAM = re.compile(r"\bprograms?\b", re.IGNORECASE)
_HANDOUT = re.compile(r"\bhandouts?\b", re.IGNORECASE)


@of_each_document
def nothing_says_handout(document: Document) -> Iterator[Problem]:
    """No line says 'the handout': the page that is printed from it is called a handout, too.

    The interface speaks of the handouts that we print, which is right there.
    """
    for at, text in _texts(document.value, ()):
        if _HANDOUT.search(text):
            tip = "write 'the original', or move what only editors need to know to 'editor_notes:'."
            yield document.problem(at, "'handout' may mean the reader's own paper here.", tip)


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    """Yield each text of a document that people read, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_OURS_TO_SAY:
                yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*at, number))
    elif isinstance(value, str):
        yield at, value


def exercises_stand_alone(draft: Draft) -> Iterator[Problem]:
    """No step of an exercise sends the reader away: its page is found without any program."""
    for exercise in draft.exercises.values():
        parts = [((), exercise), *((("variants", n), variant) for n, variant in enumerate(exercise.variants))]
        for at, part in parts:
            for key in ("start", "steps"):
                for number, line in enumerate(getattr(part, key)):
                    if _PROGRAM.search(line):
                        tip = "say it in general words; a program tells its own way in its entry."
                        yield draft.problem(exercise, (*at, key, number), "a step sends the reader to a program.", tip)


_PROMISE = re.compile(r"\b(safe for|guarantee\w*|will (?:cure|heal)|you must never|dangerous)\b", re.IGNORECASE)
_DOSE = re.compile(
    r"\b(seconds?|minutes?|\d+ times|times|repetitions?|reps|sets? of|a day|a week|if it hurts|pain\w*)\b",
    re.IGNORECASE,
)


@of_each_document
def nothing_is_promised(document: Document) -> Iterator[Problem]:
    """No line promises an outcome, calls a movement safe for a disease, or frightens."""
    for at, text in _texts(document.value, ()):
        if found := _PROMISE.search(text):
            tip = "say what the exercise does or may do, in calm words: nobody can promise more."
            yield document.problem(at, f"'{found[0]}' promises or frightens.", tip)


def exercises_give_no_dose(draft: Draft) -> Iterator[Problem]:
    """How much, how often and what to do about pain are a program's to say: other programs say something else."""
    for exercise in draft.exercises.values():
        document = draft.documents[f"data/exercises/{exercise.slug}.yml"]
        for at, text in _texts(document.value, ()):
            if at[0] != "editorial" and " " in text and (found := _DOSE.search(text)):
                message = f"'{found[0]}' is about a dose or pain, and an exercise holds for every program."
                yield document.problem(at, message, "say it in the entry of the program that gives it.")


def exercises_mark_what_is_ours(draft: Draft) -> Iterator[Problem]:
    """What no handout says of an exercise is always our judgement."""
    for exercise in draft.exercises.values():
        for key in ("summary", "spine", "strengthens", "stretches", "cautions"):
            if getattr(exercise, key) and key not in exercise.editorial:
                message = f"'{key}' is our own judgement, and nothing says so."
                yield draft.problem(exercise, (key,), message, f"add '- {key}' to the list 'editorial:'.")


def titles_say_whose_they_are(draft: Draft) -> Iterator[Problem]:
    """A title that the original does not print is marked as ours, and no title stands twice in a program."""
    times = {
        program.slug: Counter(entry.title.casefold() for entry in program.entries)
        for program in draft.programs.values()
    }
    for program, entry, place in draft.entries():
        if "title" not in entry.editorial and (entry.printed_title or "").casefold() != entry.title.casefold():
            message = "the original prints another title or none, and nothing says that this one is ours."
            yield draft.problem(program, (*place, "title"), message, "add 'editorial: [title]' to this entry.")
        if times[program.slug][entry.title.casefold()] > 1:
            message = f"the title '{entry.title}' stands twice in this program, so nobody can tell which dose is meant."
            yield draft.problem(program, (*place, "title"), message, "say in each title what tells them apart.")


def shared_exercises_are_told_in_full(draft: Draft) -> Iterator[Problem]:
    """Each program tells an exercise that another one uses too in its own steps, and says what is different."""
    used = Counter(entry.exercise for _, entry, _ in draft.entries())
    for program, entry, place in draft.entries():
        if used[entry.exercise] > 1 and (lacking := list(_lacking(entry))):
            message = f"another program uses '{entry.exercise}' too, and this entry lacks {' and '.join(lacking)}."
            tip = "write its steps as this original has them, and below 'differences:' what others do in another way."
            yield draft.problem(program, place, message, tip, severity=Severity.WARNING)


def _lacking(entry: Entry) -> Iterator[str]:
    if not (entry.steps or (entry.variants and all(variant.steps for variant in entry.variants))):
        yield "'steps:'"
    if not entry.differences:
        yield "'differences:'"


_COUNT = re.compile(r"\b(\d+) exercises\b")


def counts_are_true(draft: Draft) -> Iterator[Problem]:
    """A program that says how many exercises it has, has as many."""
    for program in draft.programs.values():
        found = _COUNT.search(program.summary)
        if found and int(found[1]) != len(program.entries):
            message = f"this says {found[1]} exercises, and there are {len(program.entries)}."
            yield draft.problem(
                program, ("summary",), message, "count again; is an entry missing?", severity=Severity.WARNING
            )


WORDING: tuple[Rule, ...] = (
    nothing_says_handout,
    exercises_stand_alone,
    nothing_is_promised,
    exercises_give_no_dose,
    exercises_mark_what_is_ours,
    titles_say_whose_they_are,
    shared_exercises_are_told_in_full,
    counts_are_true,
)
