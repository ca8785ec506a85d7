"""Cards: an entry of a program as it stands on paper, the same on handouts, in prescriptions and in plans."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise, Program
from exercise_library.catalogue.shown import needs_of
from exercise_library.pages.dose import Line, entry_lines
from exercise_library.pages.forms import Doing, doing
from exercise_library.pages.pictures import Album, Picture

# The kind of a line that says to ask one's clinician.
NOT_GIVEN = "not-given"
# The kind of a line that only points at the top of the program, where paper says it once.
_AS_PROGRAM = "as-program"


@dataclass(frozen=True)
class Card:
    """All that a card shows.

    `dose` are the lines that the handout answers or leaves blank for this entry; `asked` are those it says nothing
    about, which we give a line to write on. `pictures` and `codes` go by the form's id, which is empty for the whole.
    `general`: the forms whose pictures show the exercise, and not what this program makes of it.
    """

    number: int
    entry: Entry
    exercise: Exercise
    way: Doing
    dose: tuple[Line, ...]
    asked: tuple[Line, ...]
    equipment: tuple[str, ...]
    pictures: Mapping[str, tuple[Picture, ...]]
    codes: Mapping[str, str]
    general: frozenset[str]


def cards(catalogue: Catalogue, album: Album, program: Program) -> Iterator[Card]:
    """Yield a card for each entry of a program, in the handout's order."""
    for number, entry in enumerate(program.entries, start=1):
        exercise = catalogue.exercises[entry.exercise]
        only_here = len(catalogue.uses[exercise.slug]) == 1
        way = doing(entry, exercise, only_here)
        lines = entry_lines(program, entry, exercise)
        pictures = _pictures(album, program, entry, way)
        yield Card(
            number=number,
            entry=entry,
            exercise=exercise,
            way=way,
            dose=tuple(line for line in lines if line.kind not in (NOT_GIVEN, _AS_PROGRAM)),
            asked=tuple(line for line in lines if line.kind == NOT_GIVEN),
            equipment=equipment_of(entry, exercise),
            pictures=pictures,
            codes={variant.id: variant.code for variant in exercise.variants},
            general=frozenset(form for form in pictures if pictures[form] and not only_here and not entry.draws(form)),
        )


def equipment_of(entry: Entry, exercise: Exercise) -> tuple[str, ...]:
    """Return the things that an entry needs, each once."""
    return tuple(dict.fromkeys(word for needed in needs_of(entry, exercise) for word in needed.need.any_of))


def _pictures(album: Album, program: Program, entry: Entry, way: Doing) -> dict[str, tuple[Picture, ...]]:
    """Return the pictures of an entry and of each form that it tells apart."""
    whole = album.of_entry(program.slug, entry)
    if not whole and len(entry.variants) == 1 and not way.forms:
        whole = album.of_entry(program.slug, entry, entry.variants[0].variant)
    return {"": whole, **{form.id: album.of_entry(program.slug, entry, form.id) for form in way.forms}}
