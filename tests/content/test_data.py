"""The data: a case for each file, and what must stand in it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import (
    AsProgram,
    AtLeast,
    Blank,
    ByPart,
    Lost,
    NotApplicable,
    NotGiven,
    Range,
    StartGoal,
    Target,
    Value,
    Words,
)
from exercise_library.catalogue.model import Entry, Program
from library import our_library
from shown import shown

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()

# How many entries each handout has. From the facts of the handouts, not from the data.
ENTRIES = {
    "bone-health": 12,
    "strong-back-and-hips": 7,
    "low-back-pain": 22,
    "back-rehabilitation": 8,
    "clinic-stretches": 26,
}
# The exercises that more than one program uses, and how many do.
SHARED = {
    "bridge": 4,
    "prone-chest-lift-arms-at-sides": 2,
    "prone-chest-lift-hands-on-back": 2,
    "knee-to-chest": 3,
    "pelvic-tilt": 2,
    "lower-trunk-rotation": 2,
    "cat-camel": 2,
    "prone-press-up": 2,
    "forward-bend": 2,
    "standing-side-bend": 2,
    "standing-back-bend": 2,
    "side-lying-hip-abduction": 2,
    "upright-trunk-rotation": 2,
    "partial-curl-up": 2,
}


def test_every_entry_of_every_handout_is_here() -> None:
    assert {slug: len(program.entries) for slug, program in LIBRARY.programs.items()} == ENTRIES
    assert len(LIBRARY.exercises) == 58
    assert sum(ENTRIES.values()) == 75


def test_shared_exercises_are_shared() -> None:
    assert {slug: len(uses) for slug, uses in LIBRARY.uses.items() if len(uses) > 1} == SHARED
    assert all(LIBRARY.uses.values())


# Names that mean another movement elsewhere: a page found under one of them must say which movement it is.
TOLD_APART = (
    ("supine-head-press", "seated-head-press"),
    (
        "supine-chest-lift",
        "prone-chest-lift-arms-at-sides",
        "prone-chest-lift-hands-on-back",
        "prone-chest-lift-hands-behind-head",
    ),
    ("segmental-bridge", "pelvic-tilt", "bridge"),
    ("quadruped-hip-extension", "prone-hip-extension-bent-knee", "prone-hip-extension"),
    ("quadruped-trunk-rotation", "upright-trunk-rotation", "lower-trunk-rotation"),
    ("prone-press-up", "push-up", "knee-push-up", "wall-push-up"),
    ("double-leg-lift", "side-lying-hip-abduction", "prone-alternate-arm-leg-lift", "lower-abdominal-leg-raise"),
    ("curl-up", "partial-curl-up", "oblique-crunch"),
    ("dead-bug-arms", "quadruped-arm-raise"),
    ("wall-push-up", "corner-pectoral-stretch"),
)


@pytest.mark.parametrize("slugs", TOLD_APART, ids="/".join)
def test_movements_with_one_name_have_names_of_their_own(slugs: tuple[str, ...]) -> None:
    assert len({LIBRARY.exercises[slug].name.casefold() for slug in slugs}) == len(slugs)


def test_a_press_up_is_no_push_up() -> None:
    names = {slug: {n.casefold() for n in [e.name, *e.other_names]} for slug, e in LIBRARY.exercises.items()}
    for slug in ("push-up", "knee-push-up", "wall-push-up"):
        assert not {"press-up", "press up", "pressup"} & names[slug]
    assert not any("push" in name for name in names["prone-press-up"])


SEARCHED = {
    "Mad Cat": "cat-camel",
    "Hip Rolling": "lower-trunk-rotation",
    "Full Back Release": "forward-bend",
    "Belly strengthening": "supine-marching",
    "Pelvic Lift": "bridge",
    "Chest Lift II": "prone-chest-lift-hands-on-back",
}


@pytest.mark.parametrize(("title", "slug"), SEARCHED.items())
def test_the_handouts_titles_are_names(title: str, slug: str) -> None:
    exercise = LIBRARY.exercises[slug]
    assert title.casefold() in {name.casefold() for name in exercise.other_names}


# Relations that must stand, from the facts: (first, kind, second).
RELATIONS = (
    ("prone-chest-lift-arms-at-sides", "harder", "prone-chest-lift-hands-on-back"),
    ("prone-chest-lift-hands-on-back", "harder", "prone-chest-lift-hands-behind-head"),
    ("bridge", "learn-first", "pelvic-tilt"),
    ("lower-abdominal-leg-raise", "learn-first", "pelvic-tilt"),
    ("curl-up", "learn-first", "pelvic-tilt"),
    ("supine-shoulder-press", "start-position", "supine-rest-position"),
    ("supine-head-press", "start-position", "supine-rest-position"),
    ("supine-elbow-press", "start-position", "supine-rest-position"),
    ("bridge", "part", "supine-shoulder-press"),
    ("bridge", "optional-part", "supine-chest-lift"),
    ("hand-knee-rocking", "related", "prone-press-up"),
    ("supine-shoulder-press", "harder", "supine-chest-lift"),
    ("prone-shoulder-blade-squeeze", "harder", "prone-chest-lift-arms-at-sides"),
    ("wall-push-up", "harder", "knee-push-up"),
    ("knee-push-up", "harder", "push-up"),
    ("prone-on-elbows", "harder", "prone-press-up"),
    ("bridge", "related", "segmental-bridge"),
    ("supine-marching", "harder", "lower-abdominal-leg-raise"),
    ("lower-abdominal-leg-raise", "harder", "double-leg-lift"),
    ("partial-curl-up", "harder", "curl-up"),
    ("partial-curl-up", "harder", "oblique-crunch"),
    ("prone-arm-lift", "harder", "prone-alternate-arm-leg-lift"),
    ("prone-alternate-arm-leg-lift", "harder", "superman"),
    ("gluteal-squeeze", "harder", "bridge"),
    ("prone-hip-extension", "related", "prone-hip-extension-bent-knee"),
)
FROM_HANDOUTS = 11


def test_relations_stand() -> None:
    told = {(slug, other.kind, other.exercise.slug) for slug, ties in LIBRARY.relations.items() for other in ties}
    assert [relation for relation in RELATIONS if relation not in told] == []


def test_no_other_relation_stands() -> None:
    told = [relation for exercise in LIBRARY.exercises.values() for relation in exercise.relations]
    assert len(told) == len(RELATIONS)
    assert sum(relation.basis == "handout" for relation in told) == FROM_HANDOUTS


# A quantity in the words of doses.csv, by its class: {0} is the quantity, {unit} and {per} follow a space.
WORDING: dict[type[Any], str] = {
    NotGiven: "not-given",
    NotApplicable: "n/a",
    AsProgram: "program",
    Words: "words {0.text}",
    Value: "{0.amount}{unit}{per}",
    Range: "{0.start}-{0.end}{unit}{per}",
    AtLeast: "at-least {0.amount}{unit}{per}",
    Target: "target {0.amount}{unit}{per}",
    StartGoal: "start {0.start} goal {0.goal}{unit}{per}",
    Blank: "blank{unit}{per}{target}",
    Lost: "lost{unit}{per}",
}


def told(quantity: Any) -> str:
    """Return a quantity in the words of doses.csv."""
    if isinstance(quantity, ByPart):
        return "; ".join(f"{part}: {told(value)}" for part, value in quantity.parts.items())
    unit = f" {quantity.unit.value}" if getattr(quantity, "unit", None) else ""
    per = f" per {quantity.per.value}" if getattr(quantity, "per", None) else ""
    target = f" target {quantity.target}" if getattr(quantity, "target", None) else ""
    return WORDING[type(quantity)].format(quantity, unit=unit, per=per, target=target)


TABLE = list(csv.DictReader((ROOT / "data/originals/doses.csv").read_text(encoding="utf-8").splitlines()))


def test_the_table_of_doses_is_whole() -> None:
    assert len(TABLE) == 80
    named = {row["entry"] for row in TABLE}
    assert named == set(LIBRARY.programs) | {f"{p.slug}/{e.id}" for p in LIBRARY.programs.values() for e in p.entries}


def test_a_dose_stands_as_the_handout_gives_it() -> None:
    for row in TABLE:
        assert_dose_stands(LIBRARY, row)


def assert_dose_stands(library: Catalogue, row: dict[str, str]) -> None:
    """Compare the dose of an entry or program with its row in the table."""
    slug, _, entry_id = row["entry"].partition("/")
    program = library.programs[slug]
    entry = next((entry for entry in program.entries if entry.id == entry_id), None)
    dose: Any = entry.dose if entry else program.dose
    for key in ("hold", "repetitions", "sets", "rest", "rest_between_repetitions", "frequency", "session"):
        if hasattr(dose, key):
            assert told(getattr(dose, key)) == (row[key] or "not-given"), (row["entry"], key)
            # What is written 'not-given' is said to be missing; what is left out is not spoken of.
            is_said = (key in dose.model_fields_set) == bool(row[key]) or (not entry and key == "frequency")
            assert is_said, (row["entry"], key)
    if entry:
        assert entry.dose.sides == (row["sides"] or "not-given"), row["entry"]
    steps = [step.split(" + ") for step in row["progression"].split(";") if step]
    assert len(dose.progression) == len(steps), row["entry"]
    for line, step in zip(dose.progression, steps, strict=True):
        assert all(word.lower() in line.lower() for word in step), row["entry"]


FIGURE = re.compile(r"\d[\d,]*")


def test_figures_in_words_are_the_handouts() -> None:
    """Each figure in a table's words is told, and no other: an inch or an age that a handout has not is invented."""
    for row in TABLE:
        assert_figures_stand(LIBRARY, row)


def assert_figures_stand(library: Catalogue, row: dict[str, str]) -> None:
    """Compare the figures in the words of an entry or program with its row in the table."""
    slug, _, entry_id = row["entry"].partition("/")
    program = library.programs[slug]
    entry = next((entry for entry in program.entries if entry.id == entry_id), None)
    lines = list(_figured(library, entry or program))
    given = [figure for figure in row["figures_in_words"].split(";") if figure]
    for figure in given:
        assert any(figure in line for line in lines), (row["entry"], figure)
    told, wanted = ({n for text in texts for n in FIGURE.findall(text)} for texts in (lines, given))
    assert told == wanted, row["entry"]


def _figured(library: Catalogue, thing: Entry | Program) -> Iterator[str]:
    """Yield the lines of an entry as it is shown, or of a program without its entries, that may hold a figure."""
    if isinstance(thing, Program):
        for key in ("audience", "purpose", "background", "instructions", "stop_rules", "afterwards"):
            yield from getattr(thing, key)
        return
    for words in shown(library, thing):
        for lines in words.lines.values():
            yield from lines
    yield from (*thing.differences, *thing.purpose)


def test_the_order_is_the_handouts() -> None:
    """The table is in the handouts' order."""
    for slug, program in LIBRARY.programs.items():
        rows = [row["entry"].partition("/")[2] for row in TABLE if row["entry"].startswith(f"{slug}/")]
        assert rows == [entry.id for entry in program.entries]


# The lines to fill in that each handout has. The line for how often is a dose of the program: it is not asked twice.
FORMS = {
    "bone-health": [
        ("Name", 1),
        ("Date", 1),
        ("Therapist", 1),
        ("Phone number", 1),
        ("Special instructions", 4),
    ],
    "strong-back-and-hips": [],
    "low-back-pain": [],
    "back-rehabilitation": [],
    "clinic-stretches": [],
}


@pytest.mark.parametrize("slug", FORMS)
def test_a_form_has_the_handouts_lines(slug: str) -> None:
    assert [(line.label, line.lines) for line in LIBRARY.programs[slug].form] == FORMS[slug]


def test_only_the_two_bone_health_handouts_are_for_bone_health() -> None:
    assert {slug for slug, p in LIBRARY.programs.items() if p.for_bone_health} == {
        "bone-health",
        "strong-back-and-hips",
    }


def test_exercises_of_the_restricted_program_alone_carry_its_restriction(catalogue: Catalogue) -> None:
    restricted = [exercise.slug for exercise in catalogue.exercises.values() if catalogue.restricted_to(exercise)]
    assert len(restricted) == 15


def test_an_exercise_and_its_forms_are_drawn() -> None:
    for slug, exercise in LIBRARY.exercises.items():
        figures = [exercise.figure] if exercise.figure else [variant.figure for variant in exercise.variants]
        assert figures and all(figures), slug
        for figure in figures:
            assert figure and len(figure.captions) == len(figure.alt) == figure.count, slug
