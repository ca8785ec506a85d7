"""Which parts of the data are text that a translation says in other words, found by the types of the model.

One walk goes over all of it: who translates, who checks a translation and who writes a file to fill in take the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeVar, get_args

from markupsafe import Markup, escape
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.medium import Medium
from exercise_library.catalogue.model import Entry, Source
from exercise_library.catalogue.text import check_text, letters
from exercise_library.figures.pose.figure import Figure
from exercise_library.source.reader import Location

Thing = TypeVar("Thing")

# Text that is the same in every language: a clinic's name, who owns what, and notes for who edits the data.
KEPT: Mapping[type[BaseModel], frozenset[str]] = {
    BaseModel: frozenset({"editor_notes"}),
    Clinic: frozenset({"name", "sources"}),
    Medium: frozenset({"rights", "consent"}),
}
# What a handout prints, letter for letter, in its own language.
PRINTED: Mapping[type[BaseModel], frozenset[str]] = {
    Entry: frozenset({"printed_title"}),
    Source: frozenset({"title", "authors", "publisher", "date", "series", "identifier", "pages"}),
}
# What people type: each language has words of its own in their place, as many as there are.
REPLACED = frozenset({"other_names", "synonyms", "ruled_out", "words", "asked", "alike"})
# The figures know no rules for text.
_FIGURE_TEXT = frozenset({"captions", "alt"})
_OURS = "ours"
MARK_LENGTH = 6
"""How many letters a mark has."""


_Kind = Literal["text", "printed", "words", "parts", "review"]
# What a reader reads or types.
_TOLD: tuple[_Kind, ...] = ("text", "words", "parts")
_BY_NAME: Mapping[_Kind, frozenset[str]] = {"words": REPLACED, "review": frozenset({"review"})}


class Untranslated(str):
    """English among other words: what a handout prints, or what a translation lacks. In HTML it says that it is."""

    __slots__ = ()

    def __html__(self) -> Markup:
        """Return it marked as English."""
        return Markup('<span lang="en" dir="ltr">{}</span>').format(escape(str(self)))


@lru_cache(maxsize=20_000)
def mark_of(text: str) -> str:
    """Return the mark of an original by which its translation knows it: letters that follow from its words."""
    return letters(" ".join(text.split()), MARK_LENGTH)


class Teller(Protocol):
    """Says what stands in place of each text."""

    def text(self, at: Location, original: str) -> str:
        """Return what stands in place of a text. `at`: below which keys a language's file has it."""

    def printed(self, original: str) -> str:
        """Return how a text is told that stays as a handout prints it."""

    def words(self, at: Location, original: tuple[Any, ...], field: FieldInfo) -> tuple[Any, ...]:
        """Return what stands in place of words that people type."""

    def review(self, at: Location, original: Any) -> Any:
        """Return who checked what is told here."""


def retold(thing: Thing, teller: Teller, at: Location = ()) -> Thing:
    """Return a part of the data with every text of it as `teller` tells it. What has no text is the same object."""
    if isinstance(thing, BaseModel):
        return _retold_model(thing, teller, at)  # type: ignore[return-value]
    if isinstance(thing, tuple):
        items = tuple(retold(item, teller, (*at, *_key(item))) for item in thing)
        return thing if _are_same(items, thing) else items  # type: ignore[return-value]
    if isinstance(thing, Mapping):
        told = {key: retold(item, teller, (*at, key)) for key, item in thing.items()}
        return thing if _are_same(told.values(), thing.values()) else told  # type: ignore[return-value]
    return thing


def _are_same(told: Iterable[Any], before: Iterable[Any]) -> bool:
    return all(one is other for one, other in zip(told, before, strict=True))


def _retold_model(thing: BaseModel, teller: Teller, at: Location) -> BaseModel:
    """Return a group with its texts as they are told. A key that nobody wrote stays one that nobody wrote."""
    made: dict[str, Any] = {}
    lines: dict[str, str] = {}
    for name, (kind, field) in kinds(type(thing)).items():
        value, here = getattr(thing, name), (*at, name)
        if kind == "review":
            made[name] = teller.review(here, value)
        elif kind == "words":
            made[name] = teller.words(here, value, field)
        elif not value:
            continue
        elif kind == "printed":
            made[name] = teller.printed(value) if isinstance(value, str) else tuple(map(teller.printed, value))
        elif kind == "parts":
            made[name] = retold(value, teller, here)
        elif isinstance(value, str):
            made[name] = teller.text(here, value)
        else:
            lines |= {line: teller.text(here, line) for line in value}
            made[name] = tuple(lines[line] for line in value)
    if ours := getattr(thing, _OURS, ()):
        made[_OURS] = tuple(lines[line] for line in ours)
    changed = {name: value for name, value in made.items() if value is not getattr(thing, name)}
    return thing.model_copy(update=changed) if changed else thing


def _key(item: Any) -> Location:
    """Return the key of an item of a list in a language's file: its id. Parts without one share their place."""
    return tuple(_identity(item).values())[:1]


def text_of(thing: Any) -> Any:
    """Return a part of the data with nothing but its text, by the same keys; what goes by an id keeps that."""
    if isinstance(thing, BaseModel):
        told = {name: text_of(getattr(thing, name)) for name, (kind, _) in kinds(type(thing)).items() if kind in _TOLD}
        told = {name: value for name, value in told.items() if value}
        return {**_identity(thing), **told} if told else {}
    if isinstance(thing, Mapping):
        return {key: told for key, item in thing.items() if (told := text_of(item))}
    if isinstance(thing, tuple):
        return [told for item in thing if (told := text_of(item))]
    return str(thing) if isinstance(thing, str) else None


def _identity(thing: Any) -> dict[str, str]:
    return {key: value for key in ("id", "variant") if isinstance(value := getattr(thing, key, None), str)}


@lru_cache(maxsize=200)
def kinds(model: type[BaseModel]) -> Mapping[str, tuple[_Kind, FieldInfo]]:
    """Return which fields of a class hold text, words that people type, or parts that may hold some."""
    found = ((name, _kind(model, name, field), field) for name, field in model.model_fields.items())
    return {name: (kind, field) for name, kind, field in found if kind}


def _kind(model: type[BaseModel], name: str, field: FieldInfo) -> _Kind | None:
    if name == _OURS or _is_listed(KEPT, model, name):
        return None
    for kind, names in _BY_NAME.items():
        if name in names:
            return kind
    if _is_listed(PRINTED, model, name):
        return "printed"
    if issubclass(model, Figure):
        return "text" if name in _FIGURE_TEXT else None
    inner = [*field.metadata, *_pieces(field.annotation)]
    if any(isinstance(it, AfterValidator) and it.func is check_text for it in inner):
        return "text"
    return "parts" if any(isinstance(it, type) and issubclass(it, BaseModel) for it in inner) else None


def _is_listed(listed: Mapping[type[BaseModel], frozenset[str]], model: type[BaseModel], name: str) -> bool:
    return any(name in names for base, names in listed.items() if issubclass(model, base))


def _pieces(annotation: Any) -> Iterator[Any]:
    """Yield all that a type is made of, with what is annotated."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _pieces(inner)
