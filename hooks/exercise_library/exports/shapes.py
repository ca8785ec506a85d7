"""What the files of the open data hold: the model of the library, and around it what follows from it.

These classes are the promise of version 1: a field is never removed, and never changes its meaning. `data` is always
the model itself, whole, so nothing can be left out of it.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from exercise_library.catalogue.model import Exercise, GetHelp, Program, Source, Term
from exercise_library.source.strict_model import StrictModel

# Goes up by a tenth when fields are added. A change that breaks readers needs a new address, /api/v2/.
FORMAT = "1.4"

Slugs = tuple[str, ...]
File = Annotated[str, Field(description="Address of a file of this API, relative to the site's root.")]


class License(StrictModel):
    """What others may do with the content of a file."""

    spdx: str = "CC-BY-4.0"
    url: str = "https://creativecommons.org/licenses/by/4.0/"
    attribution: str = "The Home Exercises contributors"
    excludes: str = (
        "The titles of the handouts, wherever they stand, and what else is not ours, such as the names of people, "
        "firms and publications."
    )


class Head(StrictModel):
    """How each file begins."""

    model_config = ConfigDict(populate_by_name=True)

    schema_link: str = Field(alias="$schema", description="Address of this file's JSON Schema, relative to this file.")
    format: str = Field(
        FORMAT, description="Version of the format; each 1.x has all that those before it have, and more."
    )
    license: License = License()
    version: str = Field("", description="Mark of what the file says: it changes whenever that does, and only then.")
    date: str = Field("", description="Date of the edition of the library that the file is of, such as 2026-11-20.")


class Page(StrictModel):
    """Where people read about something."""

    path: str | None = Field(description="Address of the page, relative to the site's root; null if there is no page.")
    url: str | None = Field(description="The same address in full; null if the site was built without its own address.")


class _Item(Page):
    slug: str
    file: File


class Use(Page):
    """An entry of a program that uses an exercise."""

    program: str
    program_name: str
    entry: str
    title: str


class Tie(StrictModel):
    """How another exercise stands to this one. Each relation is told at both of its ends.

    `program` is the one in which it is so, where it is not so in all.
    """

    kind: str
    exercise: str
    name: str
    basis: str
    program: str | None


class Restricted(StrictModel):
    """Who alone may use an exercise, because its only program is restricted. Show it above everything else."""

    program: str
    title: str
    text: tuple[str, ...]


class Reviewed(StrictModel):
    """Who checked something, and when. Show `text`. `changed` is empty while what was checked still stands.

    Else it has what differs since: `words`, `dose` or `poses`. Then the `review` of the data is null.
    """

    reviewer: str
    date: str
    changed: tuple[str, ...]
    text: str


class Translated(Page):
    """The same in another language: where people read it, and its text by the keys that `data` has.

    In lists, what has an `id` or a `variant` goes by that. Of `data`, all that is no text holds in every language. Who
    checked the text has done so in this language; `data.review` is of the original.
    """

    text: Mapping[str, Any]
    review: Reviewed | None


Translations = Annotated[
    Mapping[str, Translated],
    Field(
        description="The same in other languages, by the language's tag. One whose text is being renewed is not here."
    ),
]
Names = Annotated[Mapping[str, str], Field(description="The name in other languages, by the language's tag.")]


class ExerciseFacts(StrictModel):
    """What follows for an exercise: `positions` and `equipment` are those of its variants, too."""

    positions: Slugs
    equipment: Slugs
    uses: tuple[Use, ...]
    relations: tuple[Tie, ...]
    restriction: Restricted | None
    sources: Slugs
    review: Reviewed | None


class ExerciseItem(_Item):
    """An exercise."""

    data: Exercise
    derived: ExerciseFacts
    translations: Translations = Field(default_factory=dict)


class ExerciseFile(ExerciseItem, Head):
    """An exercise in a file of its own."""


class ExercisesFile(Head):
    """All exercises, in order of name."""

    items: tuple[ExerciseItem, ...]


class EntryFacts(Page):
    """An entry of a program: its number in the handout's order, counted from 1, and its own anchor on the page."""

    id: str
    number: int
    exercise: str
    exercise_name: str
    exercise_file: File


class ProgramFacts(StrictModel):
    """What follows for a program. `get_help` is the box that belongs with each program."""

    entries: tuple[EntryFacts, ...]
    source_title: str
    get_help: File
    review: Reviewed | None


class ProgramItem(_Item):
    """A program."""

    data: Program
    derived: ProgramFacts
    translations: Translations = Field(default_factory=dict)


class ProgramFile(ProgramItem, Head):
    """A program in a file of its own."""


class ProgramsFile(Head):
    """All programs, in the site's order."""

    items: tuple[ProgramItem, ...]


class TermFacts(StrictModel):
    """The exercises that a word belongs to."""

    exercises: Slugs


class TermItem(_Item):
    """A word of a vocabulary."""

    vocabulary: str
    data: Term
    derived: TermFacts
    translations: Translations = Field(default_factory=dict)


class TermFile(TermItem, Head):
    """A word of a vocabulary in a file of its own."""


class VocabularyFacts(StrictModel):
    """What follows for the words of a vocabulary, by slug."""

    terms: Mapping[str, TermFacts]


class VocabularyItem(_Item):
    """A vocabulary: its words by slug."""

    data: Mapping[str, Term]
    derived: VocabularyFacts


class VocabularyFile(VocabularyItem, Head):
    """A vocabulary in a file of its own."""


class VocabulariesFile(Head):
    """All vocabularies."""

    items: tuple[VocabularyItem, ...]


class SourceFacts(StrictModel):
    """What was made from a source: programs from a handout, and exercises that credit it."""

    programs: Slugs
    exercises: Slugs
    get_help: bool


class SourceItem(_Item):
    """A handout or a piece of guidance."""

    data: Source
    derived: SourceFacts


class SourceFile(SourceItem, Head):
    """A source in a file of its own."""


class SourcesFile(Head):
    """All sources."""

    items: tuple[SourceItem, ...]


class GetHelpFacts(StrictModel):
    """What follows for the box."""

    review: Reviewed | None


class GetHelpFile(Page, Head):
    """The box that says when to get help now."""

    file: File
    data: GetHelp
    derived: GetHelpFacts
    translations: Translations = Field(default_factory=dict)


class IndexExercise(_Item):
    """An exercise in few words, with all that one can search and filter by."""

    name: str
    other_names: tuple[str, ...]
    summary: str
    positions: Slugs
    equipment: Slugs
    regions: Slugs
    strengthens: Slugs
    stretches: Slugs
    aims: Slugs
    cautions: Slugs
    programs: Slugs
    restricted_to: str | None = Field(description="The restricted program that alone uses this exercise. Say so.")
    names: Names = Field(default_factory=dict)


class IndexProgram(_Item):
    """A program in few words."""

    name: str
    summary: str
    for_bone_health: bool
    restriction: str | None
    exercises: Slugs
    names: Names = Field(default_factory=dict)


class Files(StrictModel):
    """Where the whole library is."""

    exercises: File
    programs: File
    vocabulary: File
    sources: File
    get_help: File
    fhir: File


class IndexFile(Page, Head):
    """The small index: every exercise and program, and what the words are called."""

    name: str
    files: Files
    exercises: tuple[IndexExercise, ...]
    programs: tuple[IndexProgram, ...]
    terms: Mapping[str, Mapping[str, str]] = Field(description="The names of the words, by vocabulary and slug.")


# The kinds of files, by the name of their schema.
KINDS: Mapping[str, type[Head]] = {
    "index": IndexFile,
    "exercise": ExerciseFile,
    "exercises": ExercisesFile,
    "program": ProgramFile,
    "programs": ProgramsFile,
    "term": TermFile,
    "vocabulary": VocabularyFile,
    "vocabularies": VocabulariesFile,
    "source": SourceFile,
    "sources": SourcesFile,
    "get-help": GetHelpFile,
}
