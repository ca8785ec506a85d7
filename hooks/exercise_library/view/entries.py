"""An entry of a program as it is shown: the same on screen, on paper, in prescriptions, in plans and in exports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Entry, Exercise, Phase, Program, Term, Variant
from exercise_library.catalogue.shown import cautions_of, needs_of
from exercise_library.interface.messages import Translate
from exercise_library.view import urls
from exercise_library.view.dose import DoseView, entry_dose
from exercise_library.view.instructions import Instructions, instructions_for
from exercise_library.view.needs import need_words
from exercise_library.view.ours import ours
from exercise_library.view.pictures import Album, Picture


@dataclass(frozen=True)
class EntryView:
    """All that is shown of an entry.

    `number` is its place in its program, counted from 1, and `title` its name after that. `needs`, `care`, `pictures`
    and `picture_notes` go by the variant's id, which is empty for the whole: things needed and what to take care of,
    in words, drawings, and what those settle that no original does. `equipment` are all things that it may need, and
    `cautions` is all care in one list, where what one variant alone calls for begins with its name.
    `general` are the variants whose pictures show the exercise, and not what this program makes of it.
    """

    number: int
    title: str
    program: Program
    entry: Entry
    exercise: Exercise
    instructions: Instructions
    dose: DoseView
    equipment: Mapping[str, Term]
    needs: Mapping[str, tuple[str, ...]]
    care: Mapping[str, tuple[str, ...]]
    cautions: tuple[str, ...]
    pictures: Mapping[str, tuple[Picture, ...]]
    picture_notes: Mapping[str, tuple[str, ...]]
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
        owners = _owners(album, program, entry, instructions)
        pictures = _pictures(album, program, entry, owners)
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
            needs=_needs(catalogue, entry, exercise, t),
            care=(care := _care(catalogue, entry, exercise)),
            cautions=tuple(_cautions(care, exercise, t)),
            pictures=pictures,
            picture_notes={id_: picture_notes(entry, exercise, owner) for id_, owner in owners.items()},
            general=frozenset(general),
        )


def _equipment(entry: Entry, exercise: Exercise) -> tuple[str, ...]:
    """Return the things that an entry needs, each once."""
    return tuple(dict.fromkeys(word for needed in needs_of(entry, exercise) for word in needed.need.any_of))


def _needs(catalogue: Catalogue, entry: Entry, exercise: Exercise, t: Translate) -> dict[str, tuple[str, ...]]:
    """Return what an entry needs, in words, by the variant that alone needs it."""
    found: dict[str, tuple[str, ...]] = {}
    for need, variant in needs_of(entry, exercise):
        found[variant] = (*found.get(variant, ()), need_words(catalogue, need, t))
    return found


def _care(catalogue: Catalogue, entry: Entry, exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Return what to take care of in an entry, all of it ours, by the variant that alone calls for it."""
    found: dict[str, tuple[str, ...]] = {}
    for caution, variant in cautions_of(entry, exercise):
        line = catalogue.vocabulary["cautions"][caution].description
        found[variant] = (*found.get(variant, ()), *ours((line,)))
    return found


def _cautions(care: Mapping[str, tuple[str, ...]], exercise: Exercise, t: Translate) -> Iterator[str]:
    names = {variant.id: variant.name for variant in exercise.variants}
    for id_, lines in care.items():
        for line in lines:
            yield t("entry.caution_of", variant=names[id_], caution=line) if id_ else line


def _pictures(album: Album, program: Program, entry: Entry, shown: Mapping[str, str]) -> dict[str, tuple[Picture, ...]]:
    """Return the pictures of an entry and of each variant that it tells apart."""
    return {id_: album.of_entry(program.slug, entry, owner) for id_, owner in shown.items()}


def _owners(album: Album, program: Program, entry: Entry, instructions: Instructions) -> dict[str, str]:
    """Return whose pictures an entry shows where: for the whole, those of its only variant if it has no others."""
    alone = len(entry.variants) == 1 and not instructions.variants
    bare = not album.of_entry(program.slug, entry)
    whole = entry.variants[0].variant if alone and bare else ""
    return {"": whole, **{variant.id: variant.id for variant in instructions.variants}}


def picture_notes(entry: Entry, exercise: Exercise, variant: str) -> tuple[str, ...]:
    """Return what the pictures of an entry or of one of its variants settle: its own words, or its exercise's.

    Where a program draws for itself, what the exercise says of its own pictures is idle.
    """
    used = next((it for it in entry.variants if it.variant == variant), entry)
    form = next((it for it in exercise.variants if it.id == variant), exercise)
    drawn = entry.figure or used.figure or (entry.variants and all(it.figure for it in entry.variants))
    return ours(used.picture_notes or (() if drawn else form.picture_notes))
