"""JSON Schema of each kind of data file, for editors: made from the model, with the names that data/ has today.

A schema accepts all that the model accepts. What spans two keys or two files is left to `exercise-library check`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter

from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.dose import (
    BARE,
    KINDS,
    MAX_AMOUNT,
    UNITS,
    AsProgram,
    Dose,
    Measured,
    ProgramDose,
    Unit,
    Value,
    fits,
    limit_of,
    units_of,
)
from exercise_library.catalogue.model import (
    LINES,
    VOCABULARY_OF,
    Condition,
    Corrections,
    Exercise,
    GetHelp,
    Program,
    Published,
    Source,
    Term,
)
from exercise_library.catalogue.text import MAX_TEXT, Date, Slug, Url
from exercise_library.source.files import VOCABULARIES, Tree

Schema = dict[str, Any]
Names = Mapping[str, tuple[str, ...]]
"""The names that things may be called by: of a vocabulary, of the exercises and of the sources."""

# Each kind of data file, by the name of its schema.
FILES: Mapping[str, type[BaseModel]] = {
    "exercise": Exercise,
    "program": Program,
    "vocabulary": Term,
    "sources": Source,
    "get-help": GetHelp,
    "conditions": Condition,
    "corrections": Corrections,
    "published": Published,
    "site": Clinic,
}
# The kinds of which a file holds many, each under its name.
NAMED = ("vocabulary", "sources", "conditions")
# Which list of names a key takes its words from.
NAMES_OF: Mapping[str, str] = {
    **VOCABULARY_OF,
    "exercise": "exercises",
    "source": "sources",
    "sources": "sources",
    "suits": "exercises",
    "programs": "programs",
    "own": "programs",
}
NAME: Schema = TypeAdapter(Slug).json_schema()
DATE: Schema = TypeAdapter(Date).json_schema()
URL: Schema = TypeAdapter(Url).json_schema()
# What tells people nothing. Editors would offer examples as if they were choices.
_UNTOLD = ("anyOf", "discriminator", "examples", "title")
# Schema of a truth value: what an editor that reads YAML 1.1 makes of a plain yes or no.
_YES_OR_NO: Schema = {"type": "boolean"}
# What pydantic calls a bound that it cannot tie to a type, and what it is called in JSON Schema.
_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
# Text is measured without the space around it and with one space for many.
_TEXT = rf"^\s*(\S|\s+(?=\S)){{1,{MAX_TEXT}}}\s*$"


def names_in(tree: Tree) -> Names:
    """Return the names that data/ has. In a clinic's copy, only ours: theirs would clash with our next update."""
    documents = {name: f"data/vocabulary/{name}.yml" for name in VOCABULARIES} | {"sources": "data/sources.yml"}
    names = {name: tuple(tree.documents[path].value) for name, path in documents.items() if path in tree.documents}
    published = tree.documents.get("data/published.yml")
    ours = published.value if published and "data/site.yml" in tree.documents else {}
    folders = {folder: tree.names(folder) for folder in ("exercises", "programs")}
    kept = {folder: found & set(ours[folder]) if folder in ours else found for folder, found in folders.items()}
    return {**names, **{folder: tuple(sorted(found)) for folder, found in kept.items()}}


def schema(kind: str, names: Names | None = None) -> Schema:
    """Return the schema of one kind of data file. Where a list of names is not given, any name will do."""
    model = FILES[kind]
    made = model.model_json_schema()
    definitions = {name: to_yaml_schema(part) for name, part in made.pop("$defs", {}).items()}
    root = to_yaml_schema(made)
    for part in (root, *definitions.values()):
        _say_names(part, names or {})
    _say_doses(definitions)
    _say_drawings(definitions)
    if kind == "exercise":
        root["anyOf"] = [
            {"required": [key], "properties": {key: {"type": "array", "minItems": 1}}} for key in ("steps", "variants")
        ]
    if kind in NAMED:
        definitions[model.__name__] = root
        root = _many(model)
    definitions["name"] = NAME
    definitions |= {name: {"enum": list(words)} for name, words in (names or {}).items()}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind}
    return _with_used({**head, **root}, definitions)


def _with_used(root: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Return a schema with those definitions that it refers to."""
    used: dict[str, Schema] = {}
    waiting = list(_references(root))
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = definitions[name]
            waiting.extend(_references(used[name]))
    whole: Schema = in_standard_words({**root, "$defs": dict(sorted(used.items()))} if used else root)
    return whole


def in_standard_words(part: Any) -> Any:
    """Return a schema that a validator compiles which refuses every word and format that it does not know."""
    if isinstance(part, list):
        return [in_standard_words(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    kept = {str(key): inner for key, inner in part.items() if not _is_format(key, inner)}
    told = {_BOUNDS.get(key, key): in_standard_words(inner) for key, inner in kept.items()}
    return {"type": "number", **told} if _is_bounded(told) else told


def _is_format(key: str, value: Any) -> bool:
    """Say whether this is the name of a format; a pattern says the same, and every validator knows patterns."""
    return key == "format" and isinstance(value, str)


def _is_bounded(part: Schema) -> bool:
    return "type" not in part and any(isinstance(part.get(word), int | float) for word in _BOUNDS.values())


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _many(model: type[BaseModel]) -> Schema:
    """Return the schema of a file that holds many of a class, each under its name."""
    return {
        "description": model.__doc__,
        "type": "object",
        "minProperties": 1,
        "propertyNames": _reference("name"),
        "additionalProperties": _reference(model.__name__),
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


# --- from pydantic's schema of a class to what people write ---


def to_yaml_schema(made: Schema) -> Schema:
    """Return the schema of a class as it is written in YAML: without the slug, and never without its kind."""
    if "properties" not in made:
        return _value(made)
    made = {key: value for key, value in made.items() if key not in _UNTOLD}
    keys = {key: _value(inner) for key, inner in made["properties"].items() if key != "slug"}
    needed = [key for key in made.get("required", ()) if key != "slug"]
    if "const" in keys.get("kind", ()) and "kind" not in needed:
        needed.insert(0, "kind")
    return {**made, "properties": keys, "required": needed}


def _value(made: Schema) -> Schema:
    """Return the schema of a value without what tells people nothing, and without null, which data never holds."""
    arms = [arm for arm in made.get("anyOf", ()) if arm != {"type": "null"}]
    rest = {key: inner for key, inner in made.items() if key not in _UNTOLD}
    value = {**arms[0], **rest} if len(arms) == 1 else {**rest, **({"anyOf": arms} if arms else {})}
    if not isinstance(value.get("default"), str | int):
        value.pop("default", None)
    if "items" in value:
        value["items"] = _value(value["items"])
    if value.get("enum") == ["yes", "no", "unknown"]:
        return {**_about(value), "anyOf": [value, _YES_OR_NO]}
    if value.get("maxLength") == MAX_TEXT and "pattern" not in value:
        del value["minLength"], value["maxLength"]
        value |= {"pattern": _TEXT}
    return value


def _about(value: Schema) -> Schema:
    """Return what a schema says to people."""
    return {key: value[key] for key in ("description",) if key in value}


def _say_names(part: Schema, names: Names) -> None:
    """Say which names a key takes, and that a variant of an exercise may be its name alone."""
    keys = part.get("properties", {})
    for key, value in keys.items():
        known = NAMES_OF.get(key, "")
        if names.get(known) and value.get("type") == "array" and key != "equipment_any_of":
            value["items"] = _reference(known)
        elif names.get(known) and value.get("type") != "object":
            keys[key] = {**_about(value), **_reference(known)}
        elif value.get("items") == _reference("NamedVariant"):
            value["items"] = {"anyOf": [_reference("name"), _reference("NamedVariant")]}
    _say_short_forms(keys)
    if "editorial" in keys:
        keys["editorial"]["items"] = {"enum": sorted(keys.keys() - {"editorial", "ours"})}


def _say_short_forms(keys: dict[str, Schema]) -> None:
    """Say that a line may be marked as ours where it stands, and a thing as one of several or as optional."""
    for key in LINES if "ours" in keys else ():
        if key in keys:
            line = keys[key]["items"]
            keys[key]["items"] = {"anyOf": [line, _group("ours", line)]}
    if "equipment_any_of" in keys:
        thing = keys["equipment"]["items"]
        several = {"type": "array", "items": thing, "minItems": 2}
        keys["equipment"]["items"] = {"anyOf": [thing, _group("any_of", several), _group("optional", thing)]}


def _group(key: str, value: Schema) -> Schema:
    return {"type": "object", "properties": {key: value}, "required": [key], "additionalProperties": False}


# --- doses: short forms, and which units and amounts fit a line ---


def _say_doses(definitions: dict[str, Schema]) -> None:
    """Say for each line of a dose what it may hold. Lines that are counted alike share one definition."""
    for owner in (Dose, ProgramDose):
        if owner.__name__ not in definitions:
            continue
        keys = definitions[owner.__name__]["properties"]
        for line in UNITS:
            if line in keys:
                keys[line] = {
                    **_about(keys[line]),
                    **_reference(_say_line(line, definitions, whole=owner is ProgramDose)),
                }


def _say_line(line: str, definitions: dict[str, Schema], whole: bool) -> str:
    """Define what a line of a dose may hold, and return the name of the definition.

    `whole`: the dose is that of a whole program, which has no program above it and no parts.
    """
    family = "time" if Unit.MINUTES in UNITS[line] and line != "hold" else line
    words = [word for word in BARE if word != "as-program" and fits(KINDS[word], line) and not _needs_unit(word, line)]
    short: list[Schema] = [{"enum": words}]
    if not UNITS[line]:
        short.insert(0, {"type": "integer", "minimum": 1, "maximum": _most(Value, line)})
    fitting = [kind for kind in KINDS.values() if kind is not AsProgram and fits(kind, line)]
    kinds = [kind.__name__ for kind in fitting]
    for number, kind in enumerate(fitting):
        if issubclass(kind, Measured):
            kinds[number] = f"{kind.__name__}-{family}"
            definitions[kinds[number]] = _measured(definitions[kind.__name__], kind, line)
    definitions[family] = {"anyOf": [*short, *map(_reference, kinds)]}
    if whole:
        return family
    simple, any_kind, parts = f"{family}-of-entry", f"{family}-or-parts", f"ByPart-{family}"
    definitions[simple] = {"anyOf": [_reference(family), {"const": "as-program"}, _reference("AsProgram")]}
    definitions[parts] = _by_part(definitions["ByPart"], simple)
    definitions[any_kind] = {"anyOf": [_reference(simple), _reference(parts)]}
    return any_kind


def _needs_unit(word: str, line: str) -> bool:
    kind = KINDS[word]
    return issubclass(kind, Measured) and units_of(kind, line)[1]


def _measured(made: Schema, kind: type[Measured], line: str) -> Schema:
    """Return the schema of a kind of dose with the units and amounts that fit a line."""
    units, needed = units_of(kind, line)
    keys = {key: value for key, value in made["properties"].items() if key != "unit" or units}
    if units:
        keys["unit"] = {
            "enum": [unit.value for unit in units],
            "description": made["properties"]["unit"]["description"],
        }
    for key, value in keys.items():
        if value.get("type") == "integer":
            keys[key] = {**value, "maximum": _most(kind, line)}
    return {**made, "properties": keys, "required": [*made["required"], *(["unit"] if needed else [])]}


def _most(kind: type[Measured], line: str) -> int:
    """Return the largest amount that a line can hold in any unit."""
    units, needed = units_of(kind, line)
    limits = [limit_of(unit, line) or MAX_AMOUNT for unit in units] if needed else [limit_of(None, line) or MAX_AMOUNT]
    return max(limits)


def _by_part(made: Schema, simple: str) -> Schema:
    keys = dict(made["properties"])
    parts = {"propertyNames": _reference("name"), "additionalProperties": _reference(simple)}
    keys["parts"] = {**_about(keys["parts"]), "type": "object", "minProperties": 2, **parts}
    return {**made, "properties": keys}


# --- figures: what they may hold is told by the check alone, but for the names of their keys ---


def _say_drawings(definitions: dict[str, Schema]) -> None:
    """Allow the short forms of a figure: a word for a list of one, and a list or a group by frame."""
    for name in ("Detail", "Figure", "Pose"):
        keys = definitions[name]["properties"] if name in definitions else {}
        for key, value in keys.items():
            keys[key] = {**_about(value), **_drawing(value)}


def _drawing(value: Schema) -> Schema:
    if "oneOf" in value:
        return {"type": ["array", "object"]}
    arms = [{"type": "array"} if arm.get("type") == "array" else arm for arm in value.get("anyOf", [value])]
    words = [{"type": "string"}] if {"type": "array"} in arms and _of_words(value) else []
    return {"anyOf": [*arms, *words]} if len(arms) + len(words) > 1 else arms[0]


def _of_words(value: Schema) -> bool:
    """Say whether a list holds words, so that one word will do."""
    lists = value.get("anyOf", [value])
    return any(part.get("items", {}).get("type") == "string" for part in lists)
