"""JSON Schema of the files of a translation, for editors: texts below the marks of their originals.

What spans two files, such as which marks there are, is left to `exercise-library check`.
"""

from typing import Any

from exercise_library.catalogue.model import WordsReview
from exercise_library.catalogue.schema import in_standard_words
from exercise_library.catalogue.text import CODE_LETTERS
from exercise_library.catalogue.texts import MARK_LENGTH
from exercise_library.catalogue.translation import SIDES, TODO
from exercise_library.interface.reading import LOCALE

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_CHOICE: Schema = {"$ref": "#/$defs/choice"}
_MARKED = f"^({TODO})?[{CODE_LETTERS}]{{{MARK_LENGTH}}}$"


def translation_schema() -> Schema:
    """Return the schema of all files of a language's folder."""
    words = {"type": "array", "items": {"anyOf": [_TEXT, {"$ref": "#/$defs/asked"}]}}
    review = {"$ref": "#/$defs/review"}
    part = {"anyOf": [{"$ref": "#/$defs/group"}, words]}
    told = "Each text stands below the mark of its original. 'exercise-library check' tells what is missing."
    head = {
        LOCALE: {**_TEXT, "description": "How numbers, dates and lists are written, such as es-419."},
        **{side: {**_TEXTS, "description": f"The words for {side}."} for side in SIDES},
        # In the file of the messages it is a group of them.
        "review": {"anyOf": [review, part]},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "translation",
        "description": told,
        "type": "object",
        "properties": head,
        "additionalProperties": {"anyOf": [part, _TEXT]},
        "$defs": {
            "asked": {
                "type": "object",
                "properties": {"sign": _TEXT, "words": _TEXTS, "alone": _TEXTS},
                "required": ["words"],
                "additionalProperties": False,
            },
            "choice": {
                "type": "object",
                "minProperties": 2,
                "additionalProperties": {"anyOf": [_TEXT, _CHOICE]},
            },
            "group": {
                "type": "object",
                "properties": {"review": review},
                "patternProperties": {_MARKED: {"anyOf": [_TEXT, _CHOICE]}},
                "additionalProperties": part,
            },
            "review": {**in_standard_words(WordsReview.model_json_schema()), "title": "review"},
        },
    }
