"""An entry of a program as it is shown: the same on screen, on paper, in prescriptions, in plans and in exports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise, Phase, Program, Term, Variant
from exercise_library.catalogue.shown import cautions_of, needs_of
from exercise_library.view import urls
from exercise_library.view.dose import DoseView, entry_dose
from exercise_library.view.instructions import Instructions, instructions_for
from exercise_library.view.pictures import Album, Picture


@dataclass(frozen=True)
class EntryView:
    """All that is shown of an entry.

    `number` is its place in its program, counted from 1, and `title` its name after that. `pictures` go by the
    variant's id, which is empty for the whole; `general` are the variants whose pictures show the exercise, and not
    what this program makes of it.
    """

    number: int
    title: str
    program: Program
    entry: Entry
    exercise: Exercise
    instructions: Instructions
    dose: DoseView
    equipment: Mapping[str, Term]
    cautions: tuple[str, ...]
    pictures: Mapping[str, tuple[Picture, ...]]
    general: frozenset[str]

    @property
    def parts(self) -> tuple[Variant | Phase, ...]:
        """What a dose may give by part: the exercise's variants, and the entry's phases."""
        return (*self.exercise.variants, *self.entry.phases)

    @property
    def address(self) -> str:
        """Where it stands on its program's page."""
        return urls.entry(self.program.slug, self.entry.id)

    @property
    def all_general(self) -> bool:
        """Whether none of its pictures shows what this program makes of the exercise."""
        return len(self.general) == sum(map(bool, self.pictures.values()))


def entries(catalogue: Catalogue, album: Album, program: Program) -> Iterator[EntryView]:
    """Yield each entry of a program, in the handout's order."""
    t = catalogue.messages.t
    for number, entry in enumerate(program.entries, start=1):
        exercise = catalogue.exercises[entry.exercise]
        only_here = catalogue.is_only_use(exercise)
        instructions = instructions_for(entry, exercise, only_here, t)
        pictures = _pictures(album, program, entry, instructions)
        general = (id_ for id_ in pictures if pictures[id_] and not only_here and not entry.draws(id_))
        yield EntryView(
            number=number,
            title=t("entry.numbered", number=number, title=entry.title),
            program=program,
            entry=entry,
            exercise=exercise,
            instructions=instructions,
            dose=entry_dose(program, entry, exercise, t),
            equipment=dict(catalogue.terms("equipment", _equipment(entry, exercise))),
            cautions=tuple(_cautions(catalogue, entry, exercise)),
            pictures=pictures,
            general=frozenset(general),
        )


def _equipment(entry: Entry, exercise: Exercise) -> tuple[str, ...]:
    """Return the things that an entry needs, each once."""
    return tuple(dict.fromkeys(word for needed in needs_of(entry, exercise) for word in needed.need.any_of))


def _cautions(catalogue: Catalogue, entry: Entry, exercise: Exercise) -> Iterator[str]:
    """Yield what to take care of in an entry; what one variant alone calls for begins with its name."""
    names = {variant.id: f"{variant.name}: " for variant in exercise.variants}
    for care in cautions_of(entry, exercise):
        yield names.get(care.variant, "") + catalogue.vocabulary["cautions"][care.caution].description


def _pictures(
    album: Album, program: Program, entry: Entry, instructions: Instructions
) -> dict[str, tuple[Picture, ...]]:
    """Return the pictures of an entry and of each variant that it tells apart."""
    whole = album.of_entry(program.slug, entry)
    if not whole and len(entry.variants) == 1 and not instructions.variants:
        whole = album.of_entry(program.slug, entry, entry.variants[0].variant)
    variants = {variant.id: album.of_entry(program.slug, entry, variant.id) for variant in instructions.variants}
    return {"": whole, **variants}
