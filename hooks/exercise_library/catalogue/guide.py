"""The guide to every key of the data files, made from the model: docs/contribute/fields.md."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from exercise_library.catalogue import clinic, dose, medium, model
from exercise_library.catalogue.schema import DATE, NAME, NAMES_OF, URL, Schema, to_yaml_schema
from exercise_library.source.files import VOCABULARIES, slug_for
from exercise_library.source.reader import resolve

# The classes in the order of the guide, each with its heading. Those with a path are whole files.
HEADINGS: Mapping[type[BaseModel], str] = {
    model.Exercise: "An exercise",
    model.Variant: "A variant of an exercise",
    model.Spine: "How the back moves",
    model.Relation: "A relation",
    model.Review: "A review",
    model.Program: "A program",
    model.Restriction: "A restriction",
    model.FormField: "A line of the form",
    model.Section: "A section",
    model.Entry: "An entry",
    model.NamedVariant: "A variant that an entry uses",
    model.TickBox: "A tick box",
    model.Phase: "A phase",
    dose.Dose: "The dose of an entry",
    dose.ProgramDose: "The dose of a program",
    **{kind: f"Kind: {word}" for word, kind in dose.KINDS.items()},
    dose.ByPart: "Kind: by-part",
    model.Term: "A word of the vocabulary",
    model.Source: "A source",
    model.GetHelp: "The help box",
    model.Urgent: "A grade of help",
    model.Asked: "What people type",
    model.Condition: "A condition",
    model.Correction: "A correction",
    model.Published: "What was published",
    medium.Medium: "A photo or a film",
    clinic.Clinic: "A clinic's own site",
    clinic.Contact: "How people reach a clinic",
}
PATHS: Mapping[type[BaseModel], str] = {
    model.Exercise: "`data/exercises/`, one file for each.",
    model.Program: "`data/programs/`, one file for each.",
    model.Term: "`data/vocabulary/`, each under its name.",
    model.Source: "`data/sources.yml`, each under its name.",
    model.GetHelp: "`data/get-help.yml`.",
    model.Condition: "`data/conditions.yml`, each under its name.",
    model.Correction: "`data/corrections.yml`, in the list `corrections:`.",
    model.Published: "`data/published.yml`.",
    clinic.Clinic: "`data/site.yml`, which the shared repository does not hold.",
}
# The names under which an example of a file that holds many stands.
_CALLED: Mapping[type[BaseModel], str] = {
    model.Term: "chair",
    model.Source: "nhs-back-pain",
    model.Condition: "sciatica",
}
_HEAD = """\
---
description: Every key of the data files, what it means, and an example.
search:
  exclude: true
---

# Every key

<!-- Written by `make schema` from the model. Change hooks/exercise_library/catalogue/model.py instead. -->

Each group of keys has a table and then an example that shows every key. Only the keys that
are needed must be there. How to write doses and text: [The data](data.md).
"""


def guide() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *(line for part in HEADINGS for line in _section(part))]).rstrip() + "\n"


def _section(part: type[BaseModel]) -> Iterator[str]:
    made = part.model_json_schema()
    others = made.get("$defs", {})
    schema = to_yaml_schema(made)
    yield f"{'##' if part in PATHS else '###'} {HEADINGS[part]}"
    yield ""
    if part in PATHS:
        yield f"In {PATHS[part]}"
        yield ""
    yield str(part.__doc__).partition("\n\n")[0]
    yield ""
    yield "| Key | Needed | Holds | Means |"
    yield "| --- | --- | --- | --- |"
    for key, value in _ordered(schema["properties"]):
        needed = "yes" if key in schema["required"] else "no"
        meaning = value.get("description", "Which kind of answer this is.")
        yield f"| `{key}` | {needed} | {_holds(part, key, value, others)} | {meaning} |"
    yield ""
    yield "```yaml"
    shown = example(part)
    yield from yaml_lines({_CALLED[part]: shown} if part in _CALLED else shown)
    yield "```"
    yield ""


def _ordered(keys: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the keys as people write them: the kind first, and last what is our own judgement."""
    last = ("unit", "per", "equipment", "equipment_any_of", "equipment_optional", "ours", "editorial", "review")
    return sorted(keys.items(), key=lambda item: (item[0] != "kind", item[0] in last))


# --- what a key holds, in words ---


def _holds(part: type[BaseModel], key: str, value: Schema, others: Mapping[str, Schema]) -> str:
    if part in (dose.Dose, dose.ProgramDose) and key in dose.UNITS:
        units = _either(unit.value for unit in dose.UNITS[key])
        return f"[a dose](data.md#doses){f' in {units}' if units else ''}"
    if issubclass(part, dose.Measured) and key == "unit":
        return _either({unit.value: None for line in dose.UNITS for unit in dose.units_of(part, line)[0]})
    if value.get("type") == "array":
        held = _holds(part, key, value["items"], others)
        return {"text": "lines of text", "a name": "a list of names"}.get(held) or f"a list: {held}"
    if "$ref" in value:
        return _refers(value["$ref"].rpartition("/")[2], others)
    return _scalar_holds(key, value)


def _refers(name: str, others: Mapping[str, Schema]) -> str:
    if "enum" in others[name]:
        return _either(others[name]["enum"])
    heading = next((heading for part, heading in HEADINGS.items() if part.__name__ == name), None)
    if heading is None:  # what has a guide of its own, such as a figure
        return f"[a {name.lower()}]({name.lower()}s.md)"
    return f"[{heading[0].lower()}{heading[1:]}](#{slug_for(heading)})"


_PATTERNS = {DATE["pattern"]: "a date", URL["pattern"]: "a web address"}


def _scalar_holds(key: str, value: Schema) -> str:
    choices = value.get("enum") or [arm for arms in value.get("anyOf", ()) for arm in arms.get("enum", ())]
    if choices or "const" in value:
        return _either(choices or [value["const"]])
    if value["type"] == "integer":
        return f"a whole number from {value['minimum']} to {value['maximum']}"
    if value["type"] == "string":
        return _PATTERNS.get(value.get("pattern", ""), "") or _text_holds(key, value)
    return {"boolean": "`true` or `false`", "object": "a dose for each name"}[value["type"]]


def _text_holds(key: str, value: Schema) -> str:
    if value.get("pattern") != NAME["pattern"]:
        return "names of keys" if key == "editorial" else "text"
    known = NAMES_OF.get(key)
    if known in VOCABULARIES:
        return f"names from `vocabulary/{known}.yml`"
    return {"exercises": "the name of an exercise", "sources": "the name of a source"}.get(known or "", "a name")


def _either(words: Any) -> str:
    *some, last = [f"`{word}`" for word in words] or [""]
    return f"{', '.join(some)} or {last}" if some else last


# --- examples ---


def example(part: type[BaseModel], whole: bool = True) -> dict[str, Any]:
    """Return an example of a class as it is written in YAML: with every key, or only with those it needs."""
    fields = {field.alias or name: field for name, field in part.model_fields.items() if name != "slug"}
    shown = {key: field for key, field in fields.items() if whole or field.is_required() or key == "kind"}
    return {key: _field_example(field, fields) for key, field in _ordered(shown)}


def _field_example(field: FieldInfo, beside: Mapping[str, FieldInfo]) -> Any:
    for given in field.examples or ():
        if beside.get("editorial") is not field or set(given) <= set(beside):
            return given
    part = _part_in(field.annotation)
    if part is None:
        return field.default
    inner = example(part, whole=False)
    return [inner] if get_origin(field.annotation) is tuple else inner


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """Return the class that a key holds one or many of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _part_in(inner))), None)


def yaml_lines(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield a group of keys as we write YAML."""
    for key, inner in value.items():
        if isinstance(inner, dict | list):
            yield f"{key}:"
            yield from (f"  {line}" for line in _inner_lines(inner))
        else:
            yield f"{key}: {_scalar(inner)}"


def _inner_lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from yaml_lines(value)
        return
    for item in value:
        first, *more = yaml_lines(item) if isinstance(item, dict) else [_scalar(item)]
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _scalar(value: str | int | bool) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    plain = re.match(r"[A-Za-z0-9]", value) and not re.search(r":(\s|$)|\s#", value) and resolve(value) == value
    return value if plain else json.dumps(value, ensure_ascii=False)
