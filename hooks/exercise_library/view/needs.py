"""What is needed, in words: any of some things, or something for those who like."""

from collections.abc import Callable

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Need
from exercise_library.interface.messages import Translate


def need_words(
    catalogue: Catalogue, need: Need, t: Translate, named: Callable[[str, str], str] = lambda _, name: name
) -> str:
    """Return a need in words: 'Towel (if you like)', or 'Wall, corner of a room or doorway'.

    `named` gets the slug of a thing and its name, and may make a link of them.
    """
    terms = enumerate(catalogue.terms("equipment", need.any_of))
    things = [named(slug, _lower(term.name) if at else term.name) for at, (slug, term) in terms]
    told = t("need.any_of", things=things[:-1], last=things[-1]) if len(things) > 1 else things[0]
    return t("need.optional", thing=told) if need.optional else told


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
