"""The library as JSON: every exercise, program, word and source, whole and one by one."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Exercise, GetHelp, Program, Source
from exercise_library.exports import addresses
from exercise_library.exports.output import Export, Site, written
from exercise_library.exports.shapes import (
    EntryFacts,
    ExerciseFacts,
    ExerciseFile,
    ExerciseItem,
    ExercisesFile,
    Files,
    GetHelpFile,
    IndexExercise,
    IndexFile,
    IndexProgram,
    ProgramFacts,
    ProgramFile,
    ProgramItem,
    ProgramsFile,
    Restricted,
    SourceFacts,
    SourceFile,
    SourceItem,
    SourcesFile,
    TermFacts,
    TermFile,
    TermItem,
    Tie,
    Use,
    VocabulariesFile,
    VocabularyFacts,
    VocabularyFile,
    VocabularyItem,
)
from exercise_library.pages import urls


def api_files(catalogue: Catalogue, site: Site) -> Iterator[Export]:
    """Yield every JSON file but the schemas and FHIR. An exercise or program stays at its former addresses, too."""
    made = _Maker(catalogue, site)
    yield from made.exercises()
    yield from made.programs()
    yield from made.vocabularies()
    yield from made.sources()
    yield made.get_help()
    yield made.index()


def with_variants(exercise: Exercise, key: str) -> tuple[str, ...]:
    """Return the words an exercise and its variants have under a key, each once."""
    words = [*getattr(exercise, key), *(word for it in exercise.variants for word in getattr(it, key))]
    return tuple(dict.fromkeys(words))


def sources_of(catalogue: Catalogue, exercise: Exercise) -> tuple[str, ...]:
    """Return the handouts an exercise comes from, by its programs, and its further sources."""
    return tuple(dict.fromkeys([*(use.program.source for use in catalogue.uses[exercise.slug]), *exercise.sources]))


def _schema_link(file: str, kind: str) -> str:
    """Return the address of a schema as it is written in a file."""
    return posixpath.relpath(addresses.schema(kind), posixpath.dirname(file))


# The keys of an exercise that hold words of a vocabulary, by the vocabulary.
TERM_KEYS = {
    "aims": ("aims",), "cautions": ("cautions",), "equipment": ("equipment",), "muscles": ("strengthens", "stretches"),
    "positions": ("positions",), "regions": ("regions",),
}  # fmt: skip


def _words(exercise: Exercise) -> dict[tuple[str, str], None]:
    """Return the words that an exercise and its variants have, as vocabulary and slug, each once and in order."""
    things = (exercise, *exercise.variants)
    return {
        (vocabulary, slug): None
        for vocabulary, keys in TERM_KEYS.items()
        for key in keys
        for thing in things
        for slug in getattr(thing, key, ())
    }


class _Maker:
    """Makes the files of one catalogue for one site."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._catalogue = catalogue
        self._site = site
        self._browsed = {browse.vocabulary: browse.url for browse in urls.BROWSE}
        self._with_term: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._crediting: dict[str, list[str]] = defaultdict(list)
        for exercise in catalogue.exercises.values():
            for word in _words(exercise):
                self._with_term[word].append(exercise.slug)
            for source in sources_of(catalogue, exercise):
                self._crediting[source].append(exercise.slug)

    def exercises(self) -> Iterator[Export]:
        """Yield all exercises, then each by itself."""
        items = tuple(map(self._exercise, self._catalogue.exercises.values()))
        link = _schema_link(addresses.EXERCISES, "exercises")
        yield written(addresses.EXERCISES, ExercisesFile(schema_link=link, items=items), indented=False)
        for item in items:
            link = _schema_link(item.file, "exercise")
            for slug in (item.slug, *item.data.formerly):
                yield written(addresses.exercise(slug), ExerciseFile(schema_link=link, **dict(item)))

    def _exercise(self, exercise: Exercise) -> ExerciseItem:
        facts = ExerciseFacts(
            positions=with_variants(exercise, "positions"),
            equipment=with_variants(exercise, "equipment"),
            uses=tuple(self._uses(exercise)),
            relations=tuple(
                Tie(kind=tie.kind, exercise=tie.exercise.slug, name=tie.exercise.name, basis=tie.basis)
                for tie in self._catalogue.ties[exercise.slug]
            ),
            restriction=self._restriction(exercise),
            sources=sources_of(self._catalogue, exercise),
        )
        return ExerciseItem(
            slug=exercise.slug,
            file=addresses.exercise(exercise.slug),
            **self._page(urls.exercise(exercise.slug)),
            data=exercise,
            derived=facts,
        )

    def _uses(self, exercise: Exercise) -> Iterator[Use]:
        for program, entry in self._catalogue.uses[exercise.slug]:
            yield Use(
                program=program.slug,
                program_name=program.name,
                entry=entry.id,
                title=entry.title,
                **self._page(urls.entry(program.slug, entry.id)),
            )

    def _restriction(self, exercise: Exercise) -> Restricted | None:
        program = self._catalogue.restricted_to(exercise)
        if program is None or program.restriction is None:
            return None
        return Restricted(program=program.slug, title=program.restriction.title, text=program.restriction.text)

    def programs(self) -> Iterator[Export]:
        """Yield all programs, then each by itself."""
        items = tuple(map(self._program, self._catalogue.programs.values()))
        link = _schema_link(addresses.PROGRAMS, "programs")
        yield written(addresses.PROGRAMS, ProgramsFile(schema_link=link, items=items), indented=False)
        for item in items:
            link = _schema_link(item.file, "program")
            for slug in (item.slug, *item.data.formerly):
                yield written(addresses.program(slug), ProgramFile(schema_link=link, **dict(item)))

    def _program(self, program: Program) -> ProgramItem:
        facts = ProgramFacts(
            entries=tuple(self._entries(program)),
            source_title=self._catalogue.sources[program.source].title,
            get_help=addresses.GET_HELP,
        )
        return ProgramItem(
            slug=program.slug,
            file=addresses.program(program.slug),
            **self._page(urls.program(program.slug)),
            data=program,
            derived=facts,
        )

    def _entries(self, program: Program) -> Iterator[EntryFacts]:
        for number, entry in enumerate(program.entries, start=1):
            yield EntryFacts(
                id=entry.id,
                number=number,
                exercise=entry.exercise,
                exercise_name=self._catalogue.exercises[entry.exercise].name,
                exercise_file=addresses.exercise(entry.exercise),
                **self._page(urls.entry(program.slug, entry.id)),
            )

    def vocabularies(self) -> Iterator[Export]:
        """Yield all vocabularies, then each by itself, then each word by itself."""
        items = tuple(map(self._vocabulary, self._catalogue.vocabulary))
        link = _schema_link(addresses.VOCABULARIES, "vocabularies")
        yield written(addresses.VOCABULARIES, VocabulariesFile(schema_link=link, items=items), indented=False)
        for item in items:
            link = _schema_link(item.file, "vocabulary")
            yield written(item.file, VocabularyFile(schema_link=link, **dict(item)))
            for term in self._terms(item):
                link = _schema_link(term.file, "term")
                yield written(term.file, TermFile(schema_link=link, **dict(term)))

    def _vocabulary(self, slug: str) -> VocabularyItem:
        terms = self._catalogue.vocabulary[slug]
        facts = {term: TermFacts(exercises=tuple(self._with_term[slug, term])) for term in terms}
        return VocabularyItem(
            slug=slug,
            file=addresses.vocabulary(slug),
            **self._page(self._browsed.get(slug)),
            data=terms,
            derived=VocabularyFacts(terms=facts),
        )

    def _terms(self, vocabulary: VocabularyItem) -> Iterator[TermItem]:
        """Yield the words of a vocabulary. The page shows only those that have exercises."""
        for slug, term in vocabulary.data.items():
            facts = vocabulary.derived.terms[slug]
            shown = vocabulary.path is not None and facts.exercises
            yield TermItem(
                slug=slug,
                file=addresses.term(vocabulary.slug, slug),
                vocabulary=vocabulary.slug,
                **self._page(urls.term(vocabulary.slug, slug) if shown else None),
                data=term,
                derived=facts,
            )

    def sources(self) -> Iterator[Export]:
        """Yield all sources, then each by itself."""
        items = tuple(self._source(slug, source) for slug, source in self._catalogue.sources.items())
        link = _schema_link(addresses.SOURCES, "sources")
        yield written(addresses.SOURCES, SourcesFile(schema_link=link, items=items), indented=False)
        for item in items:
            yield written(item.file, SourceFile(schema_link=_schema_link(item.file, "source"), **dict(item)))

    def _source(self, slug: str, source: Source) -> SourceItem:
        facts = SourceFacts(
            programs=tuple(it.slug for it in self._catalogue.programs.values() if it.source == slug),
            exercises=tuple(self._crediting[slug]),
            get_help=slug in self._catalogue.get_help.sources,
        )
        return SourceItem(
            slug=slug, file=addresses.source(slug), **self._page(urls.source(slug)), data=source, derived=facts
        )

    def get_help(self) -> Export:
        """Return the box that says when to get help now."""
        box: GetHelp = self._catalogue.get_help
        link = _schema_link(addresses.GET_HELP, "get-help")
        page = self._page(f"{urls.HOME}#get-help")
        return written(addresses.GET_HELP, GetHelpFile(schema_link=link, **page, file=addresses.GET_HELP, data=box))

    def index(self) -> Export:
        """Return the small index, for search and filters by others."""
        index = IndexFile(
            schema_link=_schema_link(addresses.INDEX, "index"),
            **self._page(urls.HOME),
            name=self._site.name,
            files=Files(
                exercises=addresses.EXERCISES,
                programs=addresses.PROGRAMS,
                vocabulary=addresses.VOCABULARIES,
                sources=addresses.SOURCES,
                get_help=addresses.GET_HELP,
                fhir=addresses.fhir("Bundle", "library"),
            ),
            exercises=tuple(map(self._index_exercise, self._catalogue.exercises.values())),
            programs=tuple(map(self._index_program, self._catalogue.programs.values())),
            terms={
                name: {slug: term.name for slug, term in terms.items()}
                for name, terms in self._catalogue.vocabulary.items()
            },
        )
        return written(addresses.INDEX, index, indented=False)

    def _index_exercise(self, exercise: Exercise) -> IndexExercise:
        restricted = self._catalogue.restricted_to(exercise)
        same = ("slug", "name", "other_names", "summary", "regions", "strengthens", "stretches", "aims", "cautions")
        return IndexExercise(
            **{key: getattr(exercise, key) for key in same},
            **self._page(urls.exercise(exercise.slug)),
            file=addresses.exercise(exercise.slug),
            positions=with_variants(exercise, "positions"),
            equipment=with_variants(exercise, "equipment"),
            programs=tuple(dict.fromkeys(use.program.slug for use in self._catalogue.uses[exercise.slug])),
            restricted_to=restricted.slug if restricted else None,
        )

    def _index_program(self, program: Program) -> IndexProgram:
        return IndexProgram(
            **self._page(urls.program(program.slug)),
            slug=program.slug,
            file=addresses.program(program.slug),
            name=program.name,
            summary=program.summary,
            for_bone_health=program.for_bone_health,
            restriction=program.restriction.title if program.restriction else None,
            exercises=tuple(dict.fromkeys(entry.exercise for entry in program.entries)),
        )

    def _page(self, address: str | None) -> dict[str, Any]:
        """Return where people read about something."""
        return {"path": address, "url": self._site.whole(address)}
