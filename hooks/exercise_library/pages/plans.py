"""What clinics prescribe and patients open: the pages of both tools, and what their scripts know of the library.

Everything a plan says of an exercise stands in these pages, as the card of each entry; a link only chooses among them.
docs/contribute/plans.md has the format of the links.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, Literal, assert_never

from markupsafe import Markup

from exercise_library.catalogue.dose import (
    ENTRY_LINES,
    AsMany,
    AsProgram,
    AtLeast,
    Band,
    Blank,
    ByPart,
    Lost,
    Measured,
    NotApplicable,
    NotGiven,
    Per,
    Quantity,
    Range,
    Simple,
    StartGoal,
    Target,
    ToFatigue,
    Value,
    Words,
)
from exercise_library.catalogue.rules import conflicts_with_bone_health
from exercise_library.interface.messages import Messages, Translate
from exercise_library.pages.page import Page, filled, linked, part
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.entries import EntryView
from exercise_library.view.instructions import VariantView

Json = dict[str, Any]

# The tool offers these for every exercise. No handout asks for them.
_MORE = ("days", "load", "effort", "tempo")
_BONE_SOURCE = "uk-bone-health-consensus"
# What both pages show stands behind the # of their address, so that an address without it is not theirs to hand on.
# Both hold every entry once more: the search of a staged site would find all of it twice, and Zensical's fails over a
# field that long.
_IN_ADDRESS: Json = {"stands_in_address": True, "search": {"exclude": True}}


def plans(view: View, site_url: str = "") -> Iterator[Page]:
    """Yield the tool for clinicians and the page that a patient opens.

    `site_url` is where the site is published, with a slash at its end: links to plans lead there. Without it they lead
    to the copy that the tool is opened from.
    """
    t = view.catalogue.messages.t
    prescribe = Page(urls.PRESCRIBE, t("prescribe.title"), hub=urls.CLINICS)
    meta = {**_IN_ADDRESS, "description": t("prescribe.description")}
    data, store = script_data(view, prescribing=True), cache(partial(_store, view))
    languages = _patient_languages(view, site_url)
    yield filled(prescribe, "prescribe.md.j2", meta, view, script_data=data, store=store, languages=languages)
    plan = Page(urls.PLAN, t("plan.title"), hub=urls.PROGRAMS)
    meta = {**_IN_ADDRESS, "description": t("plan.description")}
    yield filled(plan, "plan.md.j2", meta, view, script_data=script_data(view, prescribing=False), store=store)


def _store(view: View) -> Markup:
    """Return every entry as a card, and the rules of every program, for the script to take copies of."""
    return Markup('<div class="plan-store" hidden>\n{}</div>\n').format(
        Markup().join(program_store(view, it) for it in view.programs)
    )


def program_store(view: View, slug: str) -> Markup:
    """Return a program's rules, and its entries as cards, as seen from plans and from practice, which lie as deep."""
    if slug not in view.made:
        view.made[slug] = part(Page(urls.PLAN, ""), "program-store.j2", view, program=view.programs[slug])
    return view.made[slug]


def _patient_languages(view: View, site_url: str) -> list[Json]:
    """Return what a patient can get a plan in, that of the page first: where this tool and the page of plans are in it.

    The page itself has all that it needs of its own language, so that there is no address of a page for that.
    """
    original = (view.original or view).catalogue
    first, own = original.messages.language, view.catalogue.messages.language
    every = [original.messages, *(it.messages for it in original.translations.values())]

    def address(page: str, messages: Messages) -> str:
        return urls.in_language(page, "" if messages.language == first else f"{messages.language}/")

    here = address(urls.PRESCRIBE, view.catalogue.messages)
    told = [
        {
            "code": it.language,
            "name": it.own_name,
            "page": "" if it.language == own else urls.relative(address(urls.PRESCRIBE, it), here),
            "plan": site_url + address(urls.PLAN, it) if site_url else urls.relative(address(urls.PLAN, it), here),
        }
        for it in every
    ]
    return sorted(told, key=lambda it: bool(it["page"]))


def script_data(view: View, prescribing: bool) -> Json:
    """Return what the scripts know: what there is to choose, by code, and for prescribing what a handout gives."""
    catalogue = view.catalogue
    data: Json = {
        "programs": [_program(view, program) for program in view.programs.values()],
        "entries": {
            entry.entry.code: _entry(view, entry, prescribing) | _right(view, entry)
            for program in view.programs.values()
            for entry in program.entries.values()
        },
        "retired": {code: entry.name for code, entry in catalogue.retired.items()},
        "language": catalogue.messages.language,
        "api": linked(view, "api/", urls.PLAN),
    }
    if prescribing:
        source = catalogue.sources.get(_BONE_SOURCE)
        data["bone"] = {"source": source.title, "url": source.url or ""} if source else None
    return data


def _program(view: View, shown: ProgramView) -> Json:
    program = shown.program
    return {
        "slug": program.slug,
        "name": program.name,
        "restriction": program.restriction.title if program.restriction and not view.catalogue.is_own(program) else "",
        "bone": program.for_bone_health,
        "entries": [entry.code for entry in program.entries],
    }


def _entry(view: View, shown: EntryView, prescribing: bool) -> Json:
    entry, variants, t = shown.entry, shown.instructions.variants, view.catalogue.messages.t
    data: Json = {
        "program": shown.program.slug,
        "exercise": shown.exercise.slug,
        "title": entry.title,
        "mark": mark(view.of_original(shown.program.slug, entry.id)),
        "choice": entry.variant_choice if shown.instructions.choice or variants else "",
        "forms": [_variant(variant, t) for variant in variants],
        "phases": [{"code": phase.code, "name": phase.name} for phase in entry.phases],
        "boxes": [{"code": box.code, "label": box.label} for box in entry.tick_boxes],
    }
    if prescribing:
        data |= {
            "preset": preset(shown),
            "asks": asks(shown),
            "held": is_held(shown),
            "conflict": conflicts_with_bone_health(shown.exercise),
        }
    return data


def _right(view: View, shown: EntryView) -> Json:
    """Return the numbers of an entry whose numbers were wrong once: a plan that has these needs no correction."""
    found = view.corrections.of_entry(shown.program.slug, shown.entry.id, shown.exercise.slug)
    return {"right": _own_lines(shown)} if any(it.correction.about == "dose" for it in found) else {}


def _variant(variant: VariantView, t: Translate) -> Json:
    """Return what a variant is called, and what it is called in a line of a dose if that differs."""
    data = {"code": variant.code, "name": variant.title}
    if variant.label:
        data["line"] = t("dose.variant_name", label=variant.label, name=variant.name)
    return data


def mark(shown: EntryView) -> int:
    """Return 16 bits of what an entry tells a patient to do. Another mark says that the wording has changed.

    It is always that of the English wording: a link opens in every language, and must not look changed in one of them.
    """
    entry, way = shown.entry, shown.instructions
    variants = [[it.label, it.name, it.when, it.start, it.steps, it.feel] for it in way.variants]
    equipment = tuple(shown.equipment)
    text = [entry.title, way.start, way.steps, variants, way.feel, equipment, entry.differences, entry.tips]
    return int.from_bytes(hashlib.sha256(json.dumps(text).encode()).digest()[:2])


def asks(shown: EntryView) -> list[Json]:
    """Return the lines that make sense for an entry, each with the parts that it has one line for."""
    return [
        {"kind": kind, "parts": [letter for letter, _ in _parts(shown, quantity)]}
        for kind in ENTRY_LINES
        if not isinstance(quantity := shown.entry.dose.quantity(kind), NotApplicable)
        and (kind not in _MORE or isinstance(quantity, ByPart))
    ]


def is_held(shown: EntryView) -> bool:
    """Say whether the handout gives a time to hold, or a line for one, so that a plan without it lacks something."""
    return any(not isinstance(one, NotGiven | NotApplicable) for _, one in _parts(shown, shown.entry.dose.hold))


def preset(shown: EntryView) -> Json:
    """Return what an entry's handout gives for it, as a plan has it: its own dose, and how often to do its program.

    What is blank, lost, given in words or not given stays open, and so does a count that is not for each side.
    """
    sides = shown.entry.dose.sides
    lines = [*_own_lines(shown), *_often_of_program(shown)]
    return {"lines": lines, "sides": sides if sides in ("each", "alternate") else ""}


def _own_lines(shown: EntryView) -> list[Json]:
    """Return the lines of an entry's own dose."""
    return _lines(shown, {kind: shown.entry.dose.quantity(kind) for kind in ENTRY_LINES})


def _often_of_program(shown: EntryView) -> list[Json]:
    """Return how often and on which days to do a program, for an entry that leaves it to that."""
    own, program = shown.entry.dose, shown.program.dose
    kinds: tuple[Literal["frequency", "days"], ...] = ("frequency", "days")
    left = all(isinstance(own.quantity(kind), NotGiven | AsProgram) for kind in kinds)
    return _lines(shown, {kind: program.quantity(kind) for kind in kinds}) if left else []


def _lines(shown: EntryView, told: Mapping[str, Quantity]) -> list[Json]:
    """Return quantities as lines of a plan, those that it can begin with."""
    return [
        {"kind": kind, "part": letter, "quantity": known}
        for kind, whole in told.items()
        for letter, quantity in _parts(shown, whole)
        if (known := _preset_quantity(quantity)) is not None
    ]


def _parts(shown: EntryView, quantity: Quantity) -> list[tuple[str, Simple]]:
    """Return a quantity by the letters of its parts; the letter of a whole is empty."""
    if not isinstance(quantity, ByPart):
        return [("", quantity)]
    codes = {part.id: part.code for part in shown.parts}
    return sorted(((codes[part], one) for part, one in quantity.parts.items()), key=lambda pair: pair[0])


def _preset_quantity(quantity: Simple) -> Json | None:
    """Return a quantity for a plan to begin with; None where it is not for each side, too, which a plan cannot say."""
    per = quantity.per if isinstance(quantity, Measured) else None
    return None if per in (Per.TOTAL, Per.UNCLEAR) else plan_quantity(quantity)


def plan_quantity(quantity: Simple) -> Json | None:
    """Return a quantity as a plan has it; None where the clinician has to say it."""
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
        case AsMany() | ToFatigue():
            return {"shape": quantity.kind, "unit": "", "amount": 0}
        case Band(band=band):
            return {"shape": "band", "unit": band, "amount": 0}
        case Blank() | Lost() | Words() | NotGiven() | AsProgram() | NotApplicable():
            return None
        case _:
            assert_never(quantity)
    return {"shape": shape, "unit": quantity.unit.value if quantity.unit else "", **amounts}
