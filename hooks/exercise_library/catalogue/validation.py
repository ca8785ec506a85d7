"""From a document to a model, and from the model's complaints to problems with a line and a tip."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from exercise_library.catalogue.dose import sets_tip
from exercise_library.catalogue.text import Slug
from exercise_library.source.problems import Problem, did_you_mean, nearest, shown
from exercise_library.source.reader import Document, Location, dotted

Model = TypeVar("Model", bound=BaseModel)

_NAME = TypeAdapter[str](Slug)


def validate(model: type[Model], document: Document, slug: str | None = None) -> tuple[Model | None, list[Problem]]:
    """Return the document as a model, or None and every problem with it."""
    if (model, slug) not in document.made:
        document.made[model, slug] = _validated(model, document, slug)
    found: tuple[Model | None, list[Problem]] = document.made[model, slug]
    return found


def _validated(model: type[Model], document: Document, slug: str | None) -> tuple[Model | None, list[Problem]]:
    value = document.value
    problems: list[Problem] = []
    if slug is not None:
        if "slug" in value:
            problems.append(document.problem(("slug",), "the file name is the slug.", "remove this line."))
        value = {**value, "slug": slug}
    valid: Model | None = None
    try:
        valid = model.model_validate(value)
    except ValidationError as error:
        problems += explain(error, document, model)
    return valid, [*problems, *_empty(document, problems)]


def validate_mapping(model: type[Model], document: Document) -> tuple[dict[str, Model], list[Problem]]:
    """Return a document of slug -> model, leaving out what is wrong, and every problem with it."""
    if model not in document.made:
        document.made[model] = _validated_mapping(model, document)
    found: tuple[dict[str, Model], list[Problem]] = document.made[model]
    return found


def _validated_mapping(model: type[Model], document: Document) -> tuple[dict[str, Model], list[Problem]]:
    kept: dict[str, Model] = {}
    problems: list[Problem] = []
    for slug, value in document.value.items():
        try:
            _NAME.validate_python(slug)
            kept[slug] = TypeAdapter(model).validate_python(value)
        except ValidationError as error:
            problems.extend(explain(error, document, model, (slug,)))
    return kept, [*problems, *_empty(document, problems)]


_EMPTY = ("is empty.", "write something after the colon or the '-', or remove the line.")


def _empty(document: Document, told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a problem for each value that was left empty, unless something there or around it is told."""
    fields = {problem.field for problem in told}
    for at in _empty_places(document.value, ()):
        if not any(dotted(at[:end]) in fields for end in range(1, len(at) + 1)):
            yield document.problem(at, *_EMPTY)


def _empty_places(value: Any, at: Location) -> Iterator[Location]:
    if value is None:
        yield at
    elif isinstance(value, dict | list):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _empty_places(inner, (*at, part))


class _Place(NamedTuple):
    """What a complaint is about: where it is in the document, and which keys are known beside it."""

    location: Location
    keys: frozenset[str]


def explain(error: ValidationError, document: Document, model: type[BaseModel], at: Location = ()) -> list[Problem]:
    """Return each complaint as a problem at the line it is about.

    A misspelt key is not called missing as well, and a list with a wrong item is not called empty.
    """
    details = [(detail, _place(detail, document, model, at)) for detail in error.errors(include_url=False)]
    misspelt = {
        (*place.location[:-1], nearest(place.location[-1], place.keys))
        for detail, place in details
        if detail["type"] == "extra_forbidden"
    }
    return [
        document.problem(place.location, *_words(detail, place.keys))
        for detail, place in details
        if not (detail["type"] == "missing" and place.location in misspelt)
        and not (detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"])
    ]


def _place(detail: Mapping[str, Any], document: Document, model: type[BaseModel], at: Location) -> _Place:
    """Find a complaint in the document.

    The model's own location has parts that no file has: the kind of a dose that was chosen, a mark at a
    wrong key, and what the short form of a value stands for.
    """
    location = at
    arms: list[Any] = [model]
    keys: frozenset[str] = frozenset()
    for part in detail["loc"]:
        tagged = [arm for arm in arms if _kind_of(arm) == part]
        if len(arms) > 1 and tagged:
            arms = tagged
        elif part != "[key]":
            location = (*location, part)
            keys = frozenset(key for arm in arms for key in _fields(arm)) - {"slug"}
            arms = [inner for arm in arms for inner in _inside(arm, part)]
    location = (*location, *(detail.get("ctx") or {}).get("at", ()))
    while location and location not in document.lines and detail["type"] != "missing":
        location = location[:-1]
    return _Place(location, keys)


def _arms(annotation: Any) -> Iterator[Any]:
    """Yield each thing that an annotation allows, such as each kind of a dose."""
    if get_origin(annotation) is Annotated:
        yield from _arms(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _arms(choice)
    elif annotation is not type(None):
        yield annotation


def _fields(arm: Any) -> dict[str, Any]:
    """Return the keys of a model, as they are written, and what each may hold."""
    if not (isinstance(arm, type) and issubclass(arm, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in arm.model_fields.items()}


def _inside(arm: Any, part: str | int) -> Iterator[Any]:
    """Yield what a key of a model, or any item of a list or group, may hold."""
    fields = _fields(arm)
    if part in fields:
        yield from _arms(fields[str(part)])
    elif get_origin(arm) is tuple:
        yield from _arms(get_args(arm)[0])
    elif get_origin(arm) is dict:
        yield from _arms(get_args(arm)[1])


def _kind_of(arm: Any) -> str | None:
    """Return the kind by which a model is told from the others of its union."""
    kind = arm.model_fields.get("kind") if _fields(arm) else None
    return kind.default if kind is not None and isinstance(kind.default, str) else None


_TYPES = {
    "missing": ("is needed here, but it is missing.", "see data/templates/ for an example."),
    "string_type": ("must be text.", "put it in double quotes."),
    "int_type": ("must be a whole number.", "write digits only, such as 5."),
    "bool_type": ("must be true or false.", "write true or false without quotes."),
    "tuple_type": ("must be a list.", "put each item on a line of its own that starts with '- '."),
    "list_type": ("must be a list.", "put each item on a line of its own that starts with '- '."),
    "model_type": ("must be a group of keys.", "see data/templates/ for an example."),
    "model_attributes_type": ("must be a group of keys.", "see data/templates/ for an example."),
    "dict_type": ("must be a group of keys.", "see data/templates/ for an example."),
}


def _words(detail: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong and a tip, in plain words."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx") or {}
    if kind == "extra_forbidden":
        return "is not a key we know.", did_you_mean(detail["loc"][-1], keys)
    if value is None:
        return _EMPTY
    if kind == "library":
        return str(context["message"]), str(context["tip"])
    if kind in ("literal_error", "enum"):
        return f"{shown(value)} is not a choice here.", _choices(context["expected"], value)
    return _type_words(kind, value) if kind in _TYPES else _size_words(detail, context)


def _type_words(kind: str, value: object) -> tuple[str, str]:
    """Return what is wrong with a value that is of another type, and a tip that does not lead to another wrong one."""
    message, tip = _TYPES[kind]
    if kind == "missing" and isinstance(value, dict) and "reviewer" in value:
        return message, "a review holds three marks: the page's sheet for reviewers, or 'exercise-library review'."
    if kind == "int_type":
        return message, _whole_number_tip(value)
    if kind == "string_type" and isinstance(value, dict):
        return _group_words(value)
    if kind == "string_type" and isinstance(value, list):
        return message, "write one line of text; a list has no place here."
    return message, tip


def _group_words(value: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with keys in place of a text: an entry in another list, or a colon that YAML takes."""
    if len(_ENTRY & value.keys()) > 1:
        message = "here stands an entry of a program, in a list of texts."
        return (
            message,
            "move it below 'entries:' of its section: its '-' stands straight below that of the entry there.",
        )
    words = [(key, it) for key, it in value.items() if not isinstance(it, list | dict)]
    if len(value) == len(words) == 1:
        told = json.dumps(" ".join(f"{words[0][0]}: {_as_written(words[0][1])}".split()), ensure_ascii=False)
        return "must be text, and YAML takes what stands before ': ' for a key.", f"write it in double quotes: {told}"
    return "must be text.", "write one line of text; keys have no place here."


_ENTRY = {"id", "code", "exercise", "title", "dose"}


def _as_written(value: object) -> str:
    """Return a value as YAML has it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_SPAN = re.compile(r"(\d+)\s*(?:-|\u2013|\u2014|to)\s*(\d+)")
_AMOUNT_UNIT = re.compile(r"(\d+)\s*([a-z]+)", re.IGNORECASE)


def _whole_number_tip(value: object) -> str:
    """Return what to write for a number in words that YAML takes for text. It never leads to another number."""
    text = str(value).strip()
    if isinstance(value, float):
        return "use a smaller unit, in which it is a whole number."
    if found := _CLOCK.fullmatch(text):
        return f"{text} minutes are {int(found[1]) * 60 + int(found[2])} seconds: write these, with 'unit: seconds'."
    if found := _SPAN.fullmatch(text):
        return f"for a range write 'kind: range' with 'from: {found[1]}' and 'to: {found[2]}'."
    if found := _AMOUNT_UNIT.fullmatch(text):
        return f"write {found[1]} alone; what is counted stands on a line of its own, 'unit:'."
    if text.isdecimal():
        return f"write {text} without quotes."
    return sets_tip(text) or "write a whole number in digits, such as 5."


def _size_words(detail: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong with the size of a number or a list."""
    kind, value = detail["type"], detail["input"]
    if kind == "greater_than_equal":
        tip = "leave the line out if there is nothing to say."
        return f"is {shown(value)}, but it must be at least {context['ge']}.", tip
    if kind == "less_than_equal":
        return f"is {shown(value)}, but it must be at most {context['le']}.", "is a digit too many?"
    if kind == "too_short" and context["min_length"] > 1:
        return f"needs at least {context['min_length']} items.", "add one, or write it in a simpler way."
    if kind == "too_short":
        return "must not be empty.", "add an item, or remove the line if it is not needed."
    if kind == "too_long":
        return f"holds more than {context['max_length']} items.", "leave some out."
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}.", "see data/templates/ for an example."


def _choices(expected: str, value: object) -> str:
    return did_you_mean(value, [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")])
