"""What FHIR cannot say and how we say it: our extensions, their definitions, and a dose written in them.

A blank, lost or missing number has no place in FHIR's Timing, and neither have a hold, repetitions or sets. They are
written here as they stand in the data, and nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from pydantic import BaseModel

from exercise_library.catalogue.dose import (
    AsMany,
    AsProgram,
    AtLeast,
    Band,
    Blank,
    ByPart,
    Dose,
    Lost,
    NotApplicable,
    NotGiven,
    ProgramDose,
    Quantity,
    Range,
    Simple,
    StartGoal,
    Target,
    ToFatigue,
    Unit,
    Value,
    Words,
)
from exercise_library.exports import addresses
from exercise_library.exports.output import DRAWING, Site

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of an extension: its name, the FHIR type of its value, how often it may stand, and what it says."""

    name: str
    type: str
    card: str
    text: str


@dataclass(frozen=True)
class Extension:
    """An extension: the elements it may stand on, and either its parts or the FHIR type of its one value."""

    name: str
    title: str
    text: str
    on: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    type: str = ""


_PLAN, _ACTION, _ACTIVITY = "PlanDefinition", "PlanDefinition.action", "ActivityDefinition"
# A plan that a clinic made, which its page writes: docs/assets/javascripts/plan/care-plan.js.
_OF_CLINIC = ("CarePlan", "CarePlan.activity.detail")

DOSE_LINE = Extension(
    "dose-line",
    "Line of a dose",
    "One line of a dose, just as the handout, or the plan of a clinic, gives it. A kind without a number says why it "
    "has none; a reader must never put a number in its place. Every line of a dose is here, also those that Timing "
    "repeats.",
    (_PLAN, _ACTION, *_OF_CLINIC),
    (
        Part(
            "line",
            "code",
            "1..1",
            "hold | repetitions | sets | rest (between sets) | rest_between_repetitions | frequency | session (how "
            "long in all) | days (on which, beside a frequency) | load | effort (from 0 to 10) | tempo (how long one "
            "repetition takes)",
        ),
        Part("part", "code", "0..1", "The variant or phase that this line is for, after a line of kind by-part."),
        Part("part-name", "string", "0..1", "What that variant or phase is called."),
        Part(
            "kind",
            "code",
            "1..1",
            "value | range | at-least | target (work up to; the start is not given) | start-goal | blank (the handout "
            "has a line to write on) | lost (our copy lacks the number) | words | not-given (the handout does not "
            "say) | as-program (what holds for the whole program) | not-applicable | by-part (a line for each part "
            "follows) | as-many (as many, or as long, as one can) | to-fatigue (until one is too tired to do it well) "
            "| band (a band; unit is its name)",
        ),
        Part("amount", "positiveInt", "0..1", "The number, of kind value, at-least or target."),
        Part("from", "positiveInt", "0..1", "The smaller number of a range."),
        Part("to", "positiveInt", "0..1", "The larger number of a range."),
        Part("start", "positiveInt", "0..1", "The number to begin with, of kind start-goal."),
        Part("goal", "positiveInt", "0..1", "The number to reach, of kind start-goal."),
        Part("target", "positiveInt", "0..1", "A number to work up to, printed beside a blank line."),
        Part("low", "decimal", "0..1", "In a CarePlan, of a load or an effort: the number, or the smaller one."),
        Part("high", "decimal", "0..1", "In a CarePlan, of a load or an effort: the larger number."),
        Part(
            "unit",
            "code",
            "0..1",
            "seconds | minutes | times-a-day | times-a-week | days-a-week | every-days (from one to the next) | "
            "every-hours | every-hours-awake | kg | lb | the name of a band | unknown (a blank line whose unit is not "
            "printed). None where the line only counts.",
        ),
        Part("per", "code", "0..1", "leg | side | total | unclear (the handout can be read both ways)"),
        Part("text", "string", "0..1", "What the handout says instead of a number, of kind words."),
        Part("band", "code", "0..1", "The name of a band, of kind band in a program."),
    ),
)
SIDES = Extension(
    "dose-sides",
    "Sides of a dose",
    "each (one side, then the other) | alternate (in turn) | left | right | together | not-given",
    (_ACTION, "CarePlan.activity.detail"),
    type="code",
)
PROGRESSION = Extension(
    "dose-progression",
    "Next step of a dose",
    "How to go on when it becomes easy.",
    (_PLAN, _ACTION),
    type="string",
)
SPINE = Extension(
    "spine",
    "How the back moves",
    "How the back moves in an exercise: a description and our own judgement, never a promise that it suits someone.",
    (_ACTIVITY,),
    (
        Part("directions", "code", "1..5", "flexion | extension | rotation | side-bend | neutral"),
        Part("loaded", "code", "1..1", "Against body weight, gravity or resistance: yes | no | unknown"),
        Part("end_range", "code", "1..1", "To the end of its range: yes | no | unknown"),
        Part("fast", "code", "1..1", "Fast: yes | no | unknown"),
        Part("external_load", "code", "1..1", "With a weight or band: yes | no | unknown"),
    ),
)
RELATION = Extension(
    "relation",
    "Relation to another exercise",
    "How another exercise stands to this one. Told at one end only.",
    (_ACTIVITY,),
    (
        Part(
            "kind",
            "code",
            "1..1",
            "What the other one is: harder | easier | learn-first | start-position | part | optional-part | related",
        ),
        Part("exercise", "canonical", "1..1", "The other exercise, an ActivityDefinition."),
        Part("basis", "code", "1..1", "Who says so: handout | editorial (we do)"),
        Part("program", "code", "0..1", "The program in which it is so, when it is not so in all."),
    ),
)
TERM = Extension(
    "term",
    "Word of a vocabulary",
    "A word from one of our vocabularies for which FHIR has no element.",
    (_ACTION, _ACTIVITY),
    (
        Part("key", "code", "1..1", "positions | equipment | strengthens | stretches | cautions"),
        Part("word", "Coding", "1..1", "The word, from the CodeSystem of its vocabulary."),
    ),
)
RESTRICTION = Extension(
    "restriction",
    "Who alone may use it",
    "Show this above everything else. On an exercise: its only program is restricted.",
    (_PLAN, _ACTIVITY),
    (
        Part("title", "string", "1..1", "The heading."),
        Part("text", "string", "1..*", "A line below it."),
    ),
)
FIELD = Extension(
    "field",
    "Field of our data",
    "A value of our own JSON that no element, no other extension and no text of the resource holds, with where it "
    "stands there. Items of a list are numbered from 0.",
    (_PLAN, _ACTION, _ACTIVITY),
    (
        Part("path", "string", "1..1", "Where it stands, such as tick_boxes.0.label"),
        Part("value", "string", "1..1", "The value as text; true and false for yes and no."),
    ),
)
EXTENSIONS = (DOSE_LINE, SIDES, PROGRESSION, SPINE, RELATION, TERM, RESTRICTION, FIELD)


def canonical(site: Site, resource_type: str, resource_id: str) -> str:
    """Return the canonical URL of a resource of ours; relative to the FHIR folder when the site has no address."""
    base = f"{site.url}{addresses.FHIR}" if site.url else ""
    return f"{base}{resource_type}/{resource_id}"


class Extending:
    """Writes extensions for one site."""

    def __init__(self, site: Site) -> None:
        self._urls = {it.name: canonical(site, "StructureDefinition", it.name) for it in EXTENSIONS}

    def simple(self, extension: Extension, value: Any) -> Json:
        """Return an extension with one value."""
        return {"url": self._urls[extension.name], _value_key(extension.type): value}

    def complex(self, extension: Extension, values: Json) -> Json:
        """Return an extension with parts, in the order of its definition; what is None is left out.

        A key that the extension does not define is an error, so that nothing is dropped in silence.
        """
        if unknown := values.keys() - {part.name for part in extension.parts}:
            raise KeyError(f"{extension.name} has no part {sorted(unknown)}")
        parts = [
            {"url": part.name, _value_key(part.type): value}
            for part in extension.parts
            for value in _many(values.get(part.name))
        ]
        return {"extension": parts, "url": self._urls[extension.name]}

    def dose(self, dose: Dose | ProgramDose, names: dict[str, str]) -> Iterator[Json]:
        """Yield a dose, every line of it. `names` are those of the variants and phases, by id."""
        for key in type(dose).model_fields:
            if key == "sides" and isinstance(dose, Dose):
                yield self.simple(SIDES, dose.sides)
            elif key == "progression":
                yield from (self.simple(PROGRESSION, text) for text in dose.progression)
            else:
                yield from self._line(key, dose.quantity(key), names)

    def _line(self, key: str, quantity: Quantity, names: dict[str, str]) -> Iterator[Json]:
        if not isinstance(quantity, ByPart):
            yield self.complex(DOSE_LINE, {"line": key, **_dumped(quantity)})
            return
        yield self.complex(DOSE_LINE, {"line": key, "kind": quantity.kind})
        for part, inner in quantity.parts.items():
            yield self.complex(DOSE_LINE, {"line": key, "part": part, "part-name": names[part], **_dumped(inner)})

    def fields(self, thing: BaseModel, elsewhere: frozenset[str]) -> Iterator[Json]:
        """Yield each value of a thing that is not said elsewhere. A new key of the model comes here by itself.

        How a figure is posed says nothing about care, and notes for editors say nothing to patients: both stay out of
        FHIR. They are in the JSON.
        """
        rest = thing.model_dump(mode="json", by_alias=True, exclude=set(elsewhere))
        for path, value in _leaves(rest, ()):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield self.complex(FIELD, {"path": ".".join(path), "value": text})


def _dumped(quantity: Simple) -> Json:
    return quantity.model_dump(mode="json", by_alias=True)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


_EDITORS = "editor_notes"


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key not in (DRAWING, _EDITORS):
                yield from _leaves(inner, (*path, str(key)))
    elif value is not None:
        yield path, value


def _value_key(fhir_type: str) -> str:
    return f"value{fhir_type[0].upper()}{fhir_type[1:]}"


_PERIODS = {Unit.TIMES_A_DAY: "d", Unit.TIMES_A_WEEK: "wk"}
_INTERVALS = {Unit.EVERY_DAYS: "d", Unit.EVERY_HOURS: "h"}


def _as_one(quantity: Quantity, days: Quantity | None) -> tuple[Quantity, Quantity | None]:
    """Return how often, with the days beside it in one where that says just the same: once a day every other day."""
    if days == Value(amount=7, unit=Unit.DAYS_A_WEEK):
        return quantity, None
    within = isinstance(days, Value | Range) and days.unit is Unit.EVERY_DAYS
    return (days, None) if within and days and quantity == Value(amount=1, unit=Unit.TIMES_A_DAY) else (quantity, days)


def timing(quantity: Quantity, days: Quantity | None = None) -> Json | None:
    """Return how often as a Timing; None where Timing cannot say just that.

    It can say so many times in a day or week, or every so many days or hours, or from so many to so many. It cannot say
    'at least', nor 'while awake', nor on how many `days` beside it, but for all of them. 'On 3 days a week' does not
    say how many times on each. A hold, repetitions and sets are parts of one time, which it does not know.
    """
    quantity, days = _as_one(quantity, days)
    match quantity:
        case Value(amount=amount):
            least, most = amount, None
        case Range(start=start, end=end):
            least, most = start, end
        case AtLeast() | Target() | StartGoal() | Blank() | Lost() | Words():
            return None
        case AsMany() | ToFatigue() | Band() | NotGiven() | AsProgram() | NotApplicable() | ByPart():
            return None
        case _:
            assert_never(quantity)
    if quantity.per is not None or not (days is None or isinstance(days, NotGiven | NotApplicable)):
        return None
    unit = quantity.unit
    if unit in _PERIODS:
        more = {"frequencyMax": most} if most else {}
        return {"repeat": {"frequency": least, **more, "period": 1, "periodUnit": _PERIODS[unit]}}
    if unit in _INTERVALS:
        more = {"periodMax": most} if most else {}
        return {"repeat": {"frequency": 1, "period": least, **more, "periodUnit": _INTERVALS[unit]}}
    return None


def definition(extension: Extension, site: Site) -> Json:
    """Return the StructureDefinition of an extension."""
    url = canonical(site, "StructureDefinition", extension.name)
    elements = _parts_elements(extension) if extension.parts else _value_elements(extension)
    return {
        "resourceType": "StructureDefinition",
        "id": extension.name,
        "language": "en",
        "url": url,
        "name": "".join(word.capitalize() for word in extension.name.split("-")),
        "title": extension.title,
        "status": "draft",
        "publisher": site.name,
        "description": extension.text,
        "fhirVersion": "4.3.0",
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": element} for element in extension.on],
        "type": "Extension",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Extension",
        "derivation": "constraint",
        "differential": {
            "element": [
                {"id": "Extension", "path": "Extension", "short": extension.title, "definition": extension.text},
                *elements[:-1],
                {"id": "Extension.url", "path": "Extension.url", "fixedUri": url},
                elements[-1],
            ]
        },
    }


def _value_elements(extension: Extension) -> list[Json]:
    value = {"id": "Extension.value[x]", "path": "Extension.value[x]"}
    none = {"id": "Extension.extension", "path": "Extension.extension", "max": "0"}
    return [none, {**value, "min": 1, "type": [{"code": extension.type}]}]


def _parts_elements(extension: Extension) -> list[Json]:
    elements: list[Json] = []
    for part in extension.parts:
        least, most = part.card.split("..")
        slice_id, path = f"Extension.extension:{part.name}", "Extension.extension"
        elements += [
            {"id": slice_id, "path": path, "sliceName": part.name, "short": part.text, "min": int(least), "max": most},
            {"id": f"{slice_id}.extension", "path": f"{path}.extension", "max": "0"},
            {"id": f"{slice_id}.url", "path": f"{path}.url", "fixedUri": part.name},
            {
                "id": f"{slice_id}.value[x]",
                "path": f"{path}.value[x]",
                "min": 1,
                "type": [{"code": part.type}],
            },
        ]
    return [*elements, {"id": "Extension.value[x]", "path": "Extension.value[x]", "max": "0"}]
