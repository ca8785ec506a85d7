"""JSON Schema of a file of messages, for editors: it knows every message that the site says, by its name."""

from collections.abc import Mapping
from typing import Any

from exercise_library.interface.messages import PLURAL, SELECT
from exercise_library.interface.reading import CASE, CATEGORIES, LOCALE, MAX_MESSAGE, NAME
from exercise_library.interface.uses import Use

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_MESSAGE}
_MESSAGE: Schema = {"$ref": "#/$defs/message"}
_NAME: Schema = {"type": "string", "pattern": f"^{NAME.pattern}$"}


def messages_schema(uses: Mapping[str, Use]) -> Schema:
    """Return the schema of a file with the messages that the site says."""
    locale = {"type": "string", "description": "How numbers, dates and lists are written, such as en-US or es-419."}
    root = _group({LOCALE: locale})
    for key, use in sorted(uses.items()):
        *groups, name = key.split(".")
        inner = root
        for group in groups:
            inner = inner["properties"].setdefault(group, _group({}))
        inner["properties"][name] = {**_about(use), **_MESSAGE}
    _need_all(root)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "interface"}
    return {**head, **root, "$defs": {"message": {"anyOf": [_TEXT, _choice(PLURAL), _choice(SELECT)]}}}


def _group(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _need_all(group: Schema) -> None:
    group["required"] = list(group["properties"])
    for inner in group["properties"].values():
        if "properties" in inner:
            _need_all(inner)


def _about(use: Use) -> Schema:
    """Tell which places a message has."""
    places = ", ".join(sorted(use.names or ()))
    return {"description": f"Its places: {places}."} if places else {}


def _choice(kind: str) -> Schema:
    """Return the schema of a choice among messages."""
    plural = kind == PLURAL
    told = "The number that the plural form goes by." if plural else "The word that the choice goes by."
    case = f"^({'|'.join(CATEGORIES)}|[0-9]+)$" if plural else f"^(?!{SELECT}$){CASE.pattern}$"
    return {
        "type": "object",
        "properties": {kind: {**_NAME, "description": told}},
        "patternProperties": {case: _MESSAGE},
        "required": [kind, *(["other"] if plural else [])],
        "minProperties": 2,
        "additionalProperties": False,
    }
