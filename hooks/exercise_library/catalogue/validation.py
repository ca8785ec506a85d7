"""From a document to a model, and from the model's complaints to problems with a line and a tip."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from exercise_library.source.problems import Problem, did_you_mean
from exercise_library.source.reader import Document, Location

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document, slug: str | None = None) -> tuple[Model | None, list[Problem]]:
    """Return the document as a model, or None and every problem with it."""
    value = document.value
    problems: list[Problem] = []
    if slug is not None:
        if "slug" in value:
            problems.append(document.problem(("slug",), "the file name is the slug.", "remove this line."))
        value = {**value, "slug": slug}
    try:
        return model.model_validate(value), problems
    except ValidationError as error:
        return None, problems + explain(error, document, model)


def validate_mapping(model: type[Model], document: Document) -> tuple[dict[str, Model], list[Problem]]:
    """Return a document of slug -> model, leaving out what is wrong, and every problem with it."""
    kept: dict[str, Model] = {}
    problems: list[Problem] = []
    for slug, value in document.value.items():
        try:
            kept[slug] = TypeAdapter(model).validate_python(value)
        except ValidationError as error:
            problems.extend(explain(error, document, model, (slug,)))
    return kept, problems


def explain(error: ValidationError, document: Document, model: type[BaseModel], at: Location = ()) -> list[Problem]:
    """Return each complaint as a problem at the line it is about."""
    return [_problem(dict(detail), document, model, at) for detail in error.errors(include_url=False)]


def _problem(detail: Mapping[str, Any], document: Document, model: type[BaseModel], at: Location) -> Problem:
    location = (*at, *_in_document(detail["loc"], document, at))
    message, tip = _words(detail, model)
    return document.problem(location, message, tip)


def _in_document(loc: Iterable[str | int], document: Document, at: Location) -> Location:
    """Return the model's location without what stands in the model only: the kinds of a dose and the like."""
    here: Location = ()
    parts = list(loc)
    for index, part in enumerate(parts):
        if (*at, *here, part) in document.lines or index == len(parts) - 1 and _looks_like_key(part):
            here = (*here, part)
    return here


def _looks_like_key(part: str | int) -> bool:
    return isinstance(part, str) and part.replace("_", "").isalnum() and part.islower()


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


def _words(detail: Mapping[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and a tip, in plain words."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx") or {}
    if kind == "library":
        return str(context["message"]), str(context["tip"])
    if kind == "extra_forbidden":
        return "is not a key we know.", did_you_mean(detail["loc"][-1], known_keys(model, detail["loc"]))
    if kind == "literal_error":
        return f"'{str(value)[:40]}' is not a choice here.", _choices(context["expected"], value)
    if kind == "enum":
        return f"'{str(value)[:40]}' is not a choice here.", _choices(context["expected"], value)
    if value is None and kind.endswith("_type"):
        return "is empty.", "write something after the colon, or remove the line."
    if kind in _TYPES:
        return _TYPES[kind]
    if kind in ("greater_than_equal", "less_than_equal"):
        side, bound = ("at least", context.get("ge")) if kind[0] == "g" else ("at most", context.get("le"))
        return f"is {str(value)[:40]}, but it must be {side} {bound}.", ""
    if kind == "too_short":
        return "must not be empty.", "add an item, or remove the line if it is not needed."
    if kind == "too_long":
        return f"holds {context.get('actual_length', 'too')} items, and at most {context.get('max_length')} are allowed.", ""
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}.", ""


def _choices(expected: str, value: object) -> str:
    return did_you_mean(value, [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")])


def known_keys(model: type[BaseModel], loc: Iterable[str | int]) -> set[str]:
    """Return the keys that are known where `loc` points, following the model down."""
    models: set[type[BaseModel]] = {model}
    for part in list(loc)[:-1]:
        inner = {found for owner in models for found in _models_at(owner, part)}
        models = inner or models
    tagged = [kind for kind in loc if isinstance(kind, str)]
    exact = {found for found in models if _kind_of(found) in tagged}
    return {field.alias or name for found in (exact or models) for name, field in found.model_fields.items()} - {"slug"}


def _kind_of(model: type[BaseModel]) -> str | None:
    kind = model.model_fields.get("kind")
    return kind.default if kind is not None and isinstance(kind.default, str) else None


def _models_at(owner: type[BaseModel], part: str | int) -> set[type[BaseModel]]:
    field = owner.model_fields.get(str(part))
    return set(_models_in(field.annotation)) if field is not None else set()


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
