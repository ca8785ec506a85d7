"""Practice: the page that goes through exercises with a patient, and what it fetches of a program or an exercise.

The page itself holds no exercise. What it asks for is one file for each program, and one for an exercise whose numbers
the patient's clinician has said: the same cards as in handouts and plans, and the doses as the data has them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from exercise_library.catalogue.dose import Blank, Measured, Simple, Words
from exercise_library.pages.page import Page, filled, linked, part
from exercise_library.pages.plans import plan_quantity, program_store, script_data
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.dose import DoseLine
from exercise_library.view.entries import EntryView
from exercise_library.view.exercises import ExerciseView

Json = dict[str, Any]

# The lines that the exercise is timed and counted by.
_RUN = ("hold", "repetitions", "sets", "rest_between_repetitions", "rest")


def practice(view: View) -> Iterator[Page]:
    """Yield the page. What it is to practice stands behind the # of its address."""
    t = view.catalogue.messages.t
    page = Page(urls.PRACTICE, t("practice.title"), hub=urls.PROGRAMS)
    meta: Json = {"stands_in_address": True, "description": t("practice.description")}
    yield filled(page, "practice.md.j2", meta, view, script_data=practice_data(view))


def practice_data(view: View) -> Json:
    """Return what the page knows before it fetches anything: which program a code is of, and the names of both."""
    data = script_data(view, prescribing=False)
    return {**data, "entries": {}}


def practice_files(view: View) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each file that the page fetches, and what makes it."""
    known = cache(lambda: script_data(view, prescribing=False)["entries"])
    for slug, program in view.programs.items():
        yield view.place(urls.practice(slug)), partial(_program_file, view, program, known)
    for slug, shown in view.exercises.items():
        if slug not in view.catalogue.withdrawn.exercises:
            file = f"exercises/{slug}"
            yield view.place(urls.practice(file)), partial(_exercise_file, view, shown, file)


def _program_file(view: View, program: ProgramView, known: Callable[[], Json]) -> str:
    entries = {
        code: known()[code] | entry_data(it, program, view)
        for code, it in ((it.entry.code, it) for it in program.entries.values())
    }
    return _file(program_store(view, program.program.slug), entries)


def _exercise_file(view: View, shown: ExerciseView, file: str) -> str:
    html = part(Page(urls.PRACTICE, ""), "practice-store.j2", view, shown=shown)
    return _file(html, {shown.exercise.slug: _exercise_data(view, shown, file)})


def _exercise_data(view: View, shown: ExerciseView, file: str) -> Json:
    """Return what is known of an exercise by itself, which has no dose, and the entries that give it one."""
    exercise, motion = shown.exercise, view.motion
    moves = {"": motion.of_exercise(exercise.slug)} | {
        it.code: motion.of_exercise(exercise.slug, it.id) for it in exercise.variants
    }
    return {
        "program": file,
        "title": exercise.name,
        "mark": 0,
        "choice": "one",
        "forms": [{"code": it.code, "name": it.name} for it in exercise.variants],
        "phases": [],
        "boxes": [],
        "exercise": exercise.slug,
        "lines": [],
        "sides": "",
        "moves": _linked(moves, view),
        "uses": [{"code": use.entry.code, "program": use.program.slug, "title": use.entry.title} for use in shown.uses],
    }


def _file(html: str, entries: Json) -> str:
    """Return a file: its cards as HTML, with addresses as seen from the page, and what is known of each."""
    return json.dumps({"html": html, "entries": entries}, ensure_ascii=False, separators=(",", ":"))


def entry_data(shown: EntryView, program: ProgramView, view: View) -> Json:
    """Return an entry's dose as it is told and as it is run, and where its moving pictures are.

    A line whose quantity is null is not known: practice asks for it once.
    """
    return {
        "exercise": shown.exercise.slug,
        "sides": shown.entry.dose.sides,
        "lines": [_line(line, shown) for line in _in_force(shown, program)],
        "moves": _linked(_moves(shown, view), view),
    }


def _in_force(shown: EntryView, program: ProgramView) -> Iterator[DoseLine]:
    """Yield the lines of an entry, with those of its program where the entry points at it."""
    for line in shown.dose.lines:
        whole = (it for it in program.dose.lines if it.line == line.line) if line.kind == "as-program" else ()
        found = next(iter(whole), line)
        yield replace(found, label=line.label)


def _line(line: DoseLine, shown: EntryView) -> Json:
    codes = {part.id: part.code for part in shown.parts}
    measured = line.quantity if isinstance(line.quantity, Measured) else None
    known = run_quantity(line.quantity) if line.quantity and line.line in _RUN else None
    told = {
        "kind": line.line,
        "part": codes.get(line.part, ""),
        "label": line.label,
        "text": "" if line.blank or line.kind == "not-given" else line.before,
        "note": line.note,
        "per": measured.per.value if measured and measured.per else "",
        "unit": measured.unit.value if measured and measured.unit else "",
        "target": (line.quantity.target or 0) if isinstance(line.quantity, Blank) else 0,
        "quantity": known,
    }
    return {key: value for key, value in told.items() if value or key in ("kind", "part", "label", "quantity")}


def run_quantity(quantity: Simple) -> Json | None:
    """Return a quantity as practice runs it; None where the patient has to say what the clinician said."""
    return {"shape": "words", "unit": "", "amount": 0} if isinstance(quantity, Words) else plan_quantity(quantity)


def _moves(shown: EntryView, view: View) -> dict[str, str]:
    """Return the addresses of movements by the variant's code, each of the figure whose stills are shown."""
    codes = {"": "", **{variant.id: variant.code for variant in shown.exercise.variants}}
    only = shown.entry.variants[0].variant if len(shown.entry.variants) == 1 else ""

    def movement(owner: str) -> str:
        own = view.motion.of_entry(shown.program.slug, shown.entry, owner)
        return own or view.motion.of_exercise(shown.exercise.slug, owner)

    return {codes[id_]: movement(id_) or movement(id_ or only) for id_, pictures in shown.pictures.items() if pictures}


def _linked(addresses: dict[str, str], view: View) -> dict[str, str]:
    return {code: linked(view, address, urls.PRACTICE) for code, address in addresses.items() if address}
