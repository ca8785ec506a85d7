"""The library as JSON: every exercise, program, word and source, whole and one by one."""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from pydantic import BaseModel

from exercise_library.catalogue.model import GetHelp, Program, Source
from exercise_library.catalogue.texts import Untranslated, text_of
from exercise_library.exports import addresses
from exercise_library.exports.output import Content, Export, Site, to_json_text
from exercise_library.exports.shapes import (
    EntryFacts,
    ExerciseFacts,
    ExerciseFile,
    ExerciseItem,
    ExercisesFile,
    Files,
    GetHelpFacts,
    GetHelpFile,
    IndexExercise,
    IndexFile,
    IndexProgram,
    ProgramFacts,
    ProgramFile,
    ProgramItem,
    ProgramsFile,
    Restricted,
    Reviewed,
    SourceFacts,
    SourceFile,
    SourceItem,
    SourcesFile,
    TermFacts,
    TermFile,
    TermItem,
    Tie,
    Translated,
    Use,
    VocabulariesFile,
    VocabularyFacts,
    VocabularyFile,
    VocabularyItem,
)
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.entries import EntryView
from exercise_library.view.exercises import ExerciseView
from exercise_library.view.signed import Signed


def api_files(view: View, site: Site, others: Iterable[View] = ()) -> Iterator[Export]:
    """Yield every JSON file but the schemas and FHIR. An exercise or program stays at its former addresses, too.

    `others` are the views in other languages.
    """
    writer = _Writer(view, site, others)
    yield from writer.exercises()
    yield from writer.programs()
    yield from writer.vocabularies()
    yield from writer.sources()
    yield writer.get_help()
    yield writer.index()


def _schema_link(file: str, kind: str) -> str:
    """Return the address of a schema as it is to_json_file in a file."""
    return posixpath.relpath(addresses.schema(kind), posixpath.dirname(file))


def _reviewed(signed: Signed) -> Reviewed | None:
    """Return who checked a page, and what has changed since; None where nobody has."""
    review = signed.review
    if review is None:
        return None
    return Reviewed(reviewer=review.reviewer, date=review.date, changed=signed.changed, text=signed.text)


class _Writer:
    """Writes the files of one view for one site."""

    def __init__(self, view: View, site: Site, others: Iterable[View] = ()) -> None:
        self._view = view
        self._others = {it.catalogue.messages.language: it for it in others}
        self._catalogue = view.catalogue
        self._site = site
        self._browsed = {browse.vocabulary: browse.url for browse in urls.BROWSE}
        self._crediting: dict[str, list[str]] = defaultdict(list)
        for slug, exercise in view.exercises.items():
            for source in exercise.sources:
                self._crediting[source].append(slug)

    def _file(self, file: str, make: Callable[[], Content], *, indented: bool = True) -> Export:
        return Export(file, lambda: to_json_text(make(), indented=indented, date=self._site.date))

    def _all(self, file: str, kind: str, shape: Callable[..., BaseModel], items: Iterable[Callable[[], Any]]) -> Export:
        """Return a file of all items of a kind. Each is made once, for this file and for its own."""
        link = _schema_link(file, kind)
        return self._file(file, lambda: shape(schema_link=link, items=tuple(it() for it in items)), indented=False)

    def _one(self, file: str, kind: str, shape: Callable[..., BaseModel], item: Callable[[], BaseModel]) -> Export:
        """Return the file of one item."""
        return self._file(file, lambda: shape(schema_link=_schema_link(file, kind), **dict(item())))

    def exercises(self) -> Iterator[Export]:
        """Yield all exercises, then each by itself."""
        items = {slug: cache(partial(self._exercise, it)) for slug, it in self._view.exercises.items()}
        yield self._all(addresses.EXERCISES, "exercises", ExercisesFile, items.values())
        for slug, item in items.items():
            for name in (slug, *self._catalogue.exercises[slug].formerly):
                yield self._one(addresses.exercise(name), "exercise", ExerciseFile, item)

    def _exercise(self, shown: ExerciseView) -> ExerciseItem:
        exercise = shown.exercise
        facts = ExerciseFacts(
            positions=shown.terms["positions"],
            equipment=shown.terms["equipment"],
            uses=tuple(self._uses(shown)),
            relations=tuple(
                Tie(
                    kind=other.kind,
                    exercise=other.exercise.slug,
                    name=other.exercise.name,
                    basis=other.basis,
                    program=other.program,
                )
                for other in shown.relations
            ),
            restriction=self._restriction(shown.restricted_to),
            sources=shown.sources,
            review=_reviewed(shown.signed),
        )
        return ExerciseItem(
            slug=exercise.slug,
            file=addresses.exercise(exercise.slug),
            **self._page(shown.address),
            data=exercise.model_copy(update={"review": shown.signed.holding}),
            derived=facts,
            translations=self._in_others(lambda it: self._told_exercise(it, exercise.slug)),
        )

    def _uses(self, shown: ExerciseView) -> Iterator[Use]:
        for program, entry in shown.uses:
            yield Use(
                program=program.slug,
                program_name=program.name,
                entry=entry.id,
                title=entry.title,
                **self._page(urls.entry(program.slug, entry.id)),
            )

    def _restriction(self, program: Program | None) -> Restricted | None:
        if program is None or program.restriction is None:
            return None
        text = self._catalogue.restriction_text(program)
        return Restricted(program=program.slug, title=program.restriction.title, text=text)

    def programs(self) -> Iterator[Export]:
        """Yield all programs, then each by itself."""
        items = {slug: cache(partial(self._program, it)) for slug, it in self._view.programs.items()}
        yield self._all(addresses.PROGRAMS, "programs", ProgramsFile, items.values())
        for slug, item in items.items():
            for name in (slug, *self._catalogue.programs[slug].formerly):
                yield self._one(addresses.program(name), "program", ProgramFile, item)

    def _program(self, shown: ProgramView) -> ProgramItem:
        program = shown.program
        facts = ProgramFacts(
            entries=tuple(map(self._entry, shown.entries.values())),
            source_title=shown.source.title,
            get_help=addresses.GET_HELP,
            review=_reviewed(shown.signed),
        )
        return ProgramItem(
            slug=program.slug,
            file=addresses.program(program.slug),
            **self._page(urls.program(program.slug)),
            data=program.model_copy(update={"review": shown.signed.holding}),
            derived=facts,
            translations=self._in_others(lambda it: self._told_program(it, program.slug)),
        )

    def _entry(self, shown: EntryView) -> EntryFacts:
        return EntryFacts(
            id=shown.entry.id,
            number=shown.number,
            exercise=shown.exercise.slug,
            exercise_name=shown.exercise.name,
            exercise_file=addresses.exercise(shown.exercise.slug),
            **self._page(shown.address),
        )

    def vocabularies(self) -> Iterator[Export]:
        """Yield all vocabularies, then each by itself, then each word by itself."""
        items = {slug: cache(partial(self._vocabulary, slug)) for slug in self._catalogue.vocabulary}
        yield self._all(addresses.VOCABULARIES, "vocabularies", VocabulariesFile, items.values())
        for slug, item in items.items():
            yield self._one(addresses.vocabulary(slug), "vocabulary", VocabularyFile, item)
            for term in self._catalogue.vocabulary[slug]:
                yield self._one(addresses.term(slug, term), "term", TermFile, partial(self._term, item, term))

    def _vocabulary(self, slug: str) -> VocabularyItem:
        with_term = self._view.with_term(slug)
        facts = {
            term: TermFacts(exercises=tuple(it.exercise.slug for it in found)) for term, (_, found) in with_term.items()
        }
        return VocabularyItem(
            slug=slug,
            file=addresses.vocabulary(slug),
            **self._page(self._browsed.get(slug)),
            data=self._catalogue.vocabulary[slug],
            derived=VocabularyFacts(terms=facts),
        )

    def _term(self, of: Callable[[], VocabularyItem], slug: str) -> TermItem:
        """Return a word of a vocabulary. The page shows only those that have exercises."""
        vocabulary = of()
        facts = vocabulary.derived.terms[slug]
        shown = vocabulary.path is not None and facts.exercises
        return TermItem(
            slug=slug,
            file=addresses.term(vocabulary.slug, slug),
            vocabulary=vocabulary.slug,
            **self._page(urls.term(vocabulary.slug, slug) if shown else None),
            data=vocabulary.data[slug],
            derived=facts,
            translations=self._in_others(partial(self._told_term, vocabulary.slug, slug)),
        )

    def sources(self) -> Iterator[Export]:
        """Yield all sources, then each by itself."""
        items = {slug: cache(partial(self._source, slug, it)) for slug, it in self._catalogue.sources.items()}
        yield self._all(addresses.SOURCES, "sources", SourcesFile, items.values())
        for slug, item in items.items():
            yield self._one(addresses.source(slug), "source", SourceFile, item)

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
        return self._file(addresses.GET_HELP, self._get_help)

    def _get_help(self) -> GetHelpFile:
        signed = self._view.help_signed
        box: GetHelp = self._catalogue.get_help.model_copy(update={"review": signed.holding})
        facts = GetHelpFacts(review=_reviewed(signed))
        link = _schema_link(addresses.GET_HELP, "get-help")
        page = self._page(f"{urls.HOME}#get-help")
        told = self._in_others(self._told_help)
        return GetHelpFile(
            schema_link=link, **page, file=addresses.GET_HELP, data=box, derived=facts, translations=told
        )

    def index(self) -> Export:
        """Return the small index, for search and filters by others."""
        return self._file(addresses.INDEX, self._index, indented=False)

    def _index(self) -> IndexFile:
        return IndexFile(
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
            exercises=tuple(map(self._index_exercise, self._view.exercises.values())),
            programs=tuple(map(self._index_program, self._catalogue.programs.values())),
            terms={
                name: {slug: term.name for slug, term in terms.items()}
                for name, terms in self._catalogue.vocabulary.items()
            },
        )

    def _index_exercise(self, shown: ExerciseView) -> IndexExercise:
        exercise = shown.exercise
        same = ("slug", "name", "other_names", "summary", "regions", "strengthens", "stretches", "aims")
        return IndexExercise(
            **{key: getattr(exercise, key) for key in same},
            **self._page(shown.address),
            file=addresses.exercise(exercise.slug),
            positions=shown.terms["positions"],
            equipment=shown.terms["equipment"],
            cautions=shown.terms["cautions"],
            programs=tuple(dict.fromkeys(use.program.slug for use in shown.uses)),
            restricted_to=shown.restricted_to.slug if shown.restricted_to else None,
            names={
                language: it.exercises[exercise.slug].exercise.name
                for language, it in self._others.items()
                if exercise.slug not in it.catalogue.withdrawn.exercises
            },
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
            names={
                language: it.catalogue.programs[program.slug].name
                for language, it in self._others.items()
                if program.slug not in it.catalogue.withdrawn.programs
            },
        )

    def _in_others(self, tell: Callable[[View], Translated | None]) -> dict[str, Translated]:
        told = ((language, tell(view)) for language, view in self._others.items())
        return {language: it for language, it in told if it is not None}

    def _told_exercise(self, view: View, slug: str) -> Translated | None:
        if slug in view.catalogue.withdrawn.exercises:
            return None
        shown = view.exercises[slug]
        page, review = self._page(view.place(shown.address)), _reviewed(shown.signed)
        return Translated(**page, text=text_of(shown.exercise), review=review)

    def _told_program(self, view: View, slug: str) -> Translated | None:
        if slug in view.catalogue.withdrawn.programs:
            return None
        shown = view.programs[slug]
        page, review = self._page(view.place(urls.program(slug))), _reviewed(shown.signed)
        return Translated(**page, text=text_of(shown.program), review=review)

    def _told_term(self, vocabulary: str, slug: str, view: View) -> Translated | None:
        term = view.catalogue.vocabulary[vocabulary][slug]
        if isinstance(term.name, Untranslated) or isinstance(term.description, Untranslated):
            return None
        shown = vocabulary in self._browsed and view.with_term(vocabulary)[slug][1]
        page = self._page(view.place(urls.term(vocabulary, slug)) if shown else None)
        return Translated(**page, text=text_of(term), review=None)

    def _told_help(self, view: View) -> Translated | None:
        page, signed = self._page(view.place(f"{urls.HOME}#get-help")), view.help_signed
        return Translated(**page, text=text_of(view.catalogue.get_help), review=_reviewed(signed))

    def _page(self, address: str | None) -> dict[str, Any]:
        """Return where people read about something."""
        return {"path": address, "url": self._site.whole(address)}
