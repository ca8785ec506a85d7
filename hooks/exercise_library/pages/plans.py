"""What clinics prescribe and patients open: the pages of both tools, and what their scripts know of the library.

Everything a plan says of an exercise stands in these pages, as the card of each entry; a link only chooses among them.
docs/contribute/plans.md has the format of the links.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import AtLeast, ByPart, NotApplicable, Per, Range, StartGoal, Target, Value
from exercise_library.catalogue.model import Entry, Program
from exercise_library.catalogue.rules import conflicts_with_bone_health
from exercise_library.pages import urls
from exercise_library.pages.cards import Card, cards
from exercise_library.pages.library import NO_PICTURES, Page, filled
from exercise_library.pages.pictures import Album

Json = dict[str, Any]

# The lines of a dose that a plan can have, in its order.
_LINES = ("hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency")
_BONE_SOURCE = "uk-bone-health-consensus"


def plans(catalogue: Catalogue, album: Album = NO_PICTURES) -> Iterator[Page]:
    """Yield the tool for clinicians and the page that a patient opens."""
    made = {program.slug: tuple(cards(catalogue, album, program)) for program in catalogue.programs.values()}
    prescribe = Page(urls.PRESCRIBE, "Prescribe exercises", hub=urls.CLINICS)
    description = "Choose exercises for your patient, fill in how long and how often, print them or send a link."
    meta = {"description": description}
    known = library(catalogue, made, prescribing=True)
    yield filled(prescribe, "prescribe.md.j2", meta, catalogue, cards=made, library=known)
    plan = Page(urls.PLAN, "My plan", hub=urls.PROGRAMS)
    meta = {"description": "The exercises that your clinic chose for you."}
    known = library(catalogue, made, prescribing=False)
    yield filled(plan, "plan.md.j2", meta, catalogue, cards=made, library=known)


def library(catalogue: Catalogue, made: Mapping[str, tuple[Card, ...]], prescribing: bool) -> Json:
    """Return what the scripts know: what there is to choose, by code, and for prescribing what a handout gives."""
    entries = {
        card.entry.code: _entry(catalogue.programs[slug], card, prescribing)
        for slug, group in made.items()
        for card in group
    }
    known: Json = {
        "programs": [_program(program) for program in catalogue.programs.values()],
        "entries": entries,
        "retired": {code: entry.name for code, entry in catalogue.retired.items()},
    }
    if prescribing:
        source = catalogue.sources.get(_BONE_SOURCE)
        known["bone"] = {"source": source.title, "url": source.url or ""} if source else None
    return known


def _program(program: Program) -> Json:
    return {
        "slug": program.slug,
        "name": program.name,
        "restricted": program.restriction is not None,
        "bone": program.for_bone_health,
        "entries": [entry.code for entry in program.entries],
    }


def _entry(program: Program, card: Card, prescribing: bool) -> Json:
    entry = card.entry
    known: Json = {
        "program": program.slug,
        "title": entry.title,
        "mark": mark(card),
        "choice": entry.variant_choice if card.way.choice or card.way.forms else "",
        "forms": [{"code": card.codes[form.id], "name": _form_name(form.label, form.name)} for form in card.way.forms],
        "phases": [{"code": phase.code, "name": phase.name} for phase in entry.phases],
        "boxes": [{"code": box.code, "label": box.label} for box in entry.tick_boxes],
    }
    if prescribing:
        known |= {
            "exercise": card.exercise.slug,
            "preset": preset(card),
            "asks": asks(card),
            "conflict": conflicts_with_bone_health(card.exercise),
        }
    return known


def _form_name(label: str, name: str) -> str:
    return f"{label}: {name}" if label else name


def mark(card: Card) -> int:
    """Return 16 bits of what a card tells a patient to do. Another mark says that the wording has changed."""
    entry, way = card.entry, card.way
    forms = [[form.label, form.name, form.when, form.start, form.steps, form.feel] for form in way.forms]
    told = [entry.title, way.start, way.steps, forms, way.feel, card.equipment, entry.differences, entry.tips]
    return int.from_bytes(hashlib.sha256(json.dumps(told).encode()).digest()[:2])


def asks(card: Card) -> list[Json]:
    """Return the lines that make sense for an entry, each with the parts that it has one line for."""
    return [
        {"kind": kind, "parts": [letter for letter, _ in _parts(card, quantity)]}
        for kind in _LINES
        if not isinstance(quantity := getattr(card.entry.dose, kind), NotApplicable)
    ]


def preset(card: Card) -> Json:
    """Return the entry's own figures as a plan has them.

    What is blank, lost, given in words or not given stays open, and so does a count that is not for each side.
    """
    lines = [
        {"kind": kind, "part": letter, "quantity": told}
        for kind in _LINES
        for letter, quantity in _parts(card, getattr(card.entry.dose, kind))
        if (told := _quantity(quantity)) is not None
    ]
    return {"lines": lines, "sides": "each" if card.entry.dose.sides == "each" else ""}


def _parts(card: Card, quantity: Any) -> list[tuple[str, Any]]:
    """Return a quantity by the letters of its parts; the letter of a whole is empty."""
    if not isinstance(quantity, ByPart):
        return [("", quantity)]
    letters = {**card.codes, **_phases(card.entry)}
    return sorted((letters[part], value) for part, value in quantity.parts.items())


def _phases(entry: Entry) -> dict[str, str]:
    return {phase.id: phase.code for phase in entry.phases}


def _quantity(quantity: Any) -> Json | None:
    if getattr(quantity, "per", None) in (Per.TOTAL, Per.UNCLEAR):
        return None
    match quantity:
        case Value(amount=amount):
            shape, amounts = "exact", {"amount": amount}
        case Range(start=start, end=end):
            shape, amounts = "range", {"amount": start, "to": end}
        case AtLeast(amount=amount):
            shape, amounts = "at-least", {"amount": amount}
        case Target(amount=amount):
            shape, amounts = "target", {"amount": amount}
        case StartGoal(start=start, goal=goal):
            shape, amounts = "start-goal", {"amount": start, "to": goal}
        case _:
            return None
    return {"shape": shape, "unit": quantity.unit.value if quantity.unit else "", **amounts}
