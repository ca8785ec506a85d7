"""The library as FHIR R4B: a PlanDefinition for each program, an ActivityDefinition for each exercise.

Every value of the data is in them, but for the drawings: in an element of FHIR where there is one that means the same,
else in an extension or in the text. The text also repeats the dose in plain words, for software that knows no
extensions. Nothing claims to be approved; a review is named only where the data names one.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import NamedTuple

from pydantic_core import to_json

from exercise_library.catalogue.dose import AsProgram, Dose, ProgramDose
from exercise_library.catalogue.model import VOCABULARY_OF, Exercise, Program, Source, Term
from exercise_library.catalogue.texts import Untranslated
from exercise_library.exports import addresses
from exercise_library.exports import fhir_extensions as ours
from exercise_library.exports.fhir_extensions import Extending, Json, canonical
from exercise_library.exports.fhir_words import Words
from exercise_library.exports.output import Export, Site, stamped, to_json_text
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.dose import in_force
from exercise_library.view.entries import EntryView
from exercise_library.view.exercises import ExerciseView
from exercise_library.view.instructions import VariantView
from exercise_library.view.signed import Signed

COPYRIGHT = (
    "Our text is by the Home Exercises contributors and is shared under CC BY 4.0, "
    "https://creativecommons.org/licenses/by/4.0/. That excludes the titles of the handouts and what else is not ours."
)
# What an element, an extension or the words of a resource say. The rest goes into the extension 'field' by itself.
_ELSEWHERE_PROGRAM = frozenset(
    {"slug", "name", "summary", "source", "restriction", "audience", "purpose", "background", "instructions",
     "stop_rules", "dose", "afterwards", "sections", "review"}
)  # fmt: skip
_ELSEWHERE_SECTION = frozenset({"name", "entries"})
_ELSEWHERE_ENTRY = frozenset(
    {"id", "exercise", "title", "start", "steps", "equipment", "differences", "tips", "purpose", "feel", "dose",
     "notes"}
)  # fmt: skip
_ELSEWHERE_EXERCISE = frozenset(
    {"slug", "name", "summary", "positions", "equipment", "regions", "strengthens", "stretches", "aims", "start",
     "steps", "feel", "cautions", "spine", "relations", "review"}
)  # fmt: skip
# The keys of an exercise that hold words but have no element in FHIR.
# FHIR's own extension for a text in another language.
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_TERM_KEYS = ("positions", "equipment", "strengthens", "stretches", "cautions")


def fhir_files(view: View, site: Site, others: Iterable[View] = ()) -> Iterator[Export]:
    """Yield every resource, and a Bundle of them all. A program or exercise stays at its former addresses, too.

    `others` are the views in other languages.
    """
    entries = []
    for it in _resources(view, _Writer(view, site, others), site):
        told = cache(partial(_told, it.make, site.date))
        entries.append(told)
        for name in it.names:
            yield Export(addresses.fhir(it.type, name), partial(_file, told))
    yield Export(addresses.fhir("Bundle", "library"), lambda: _bundle(told().entry for told in entries))


class _Resource(NamedTuple):
    """A resource: its type, its id and the former ones, and what makes it."""

    type: str
    names: tuple[str, ...]
    make: Callable[[], Json]


class _Told(NamedTuple):
    """A resource as a file and as an entry of the Bundle. As text: as objects all of them take most of the memory."""

    file: str
    entry: str


def _resources(view: View, writer: "_Writer", site: Site) -> Iterator[_Resource]:
    for slug, program in view.programs.items():
        yield _Resource("PlanDefinition", (slug, *program.program.formerly), partial(writer.program, program))
    for slug, exercise in view.exercises.items():
        yield _Resource("ActivityDefinition", (slug, *exercise.exercise.formerly), partial(writer.exercise, exercise))
    for name, terms in view.catalogue.vocabulary.items():
        yield _Resource("CodeSystem", (name,), partial(writer.code_system, name, terms.items()))
    for extension in ours.EXTENSIONS:
        yield _Resource("StructureDefinition", (extension.name,), partial(ours.definition, extension, site))


def _told(make: Callable[[], Json], date: str) -> _Told:
    resource = stamped(make(), date)
    address = {"fullUrl": resource["url"]} if "://" in resource.get("url", "") else {}
    return _Told(to_json_text(resource), to_json({**address, "resource": resource}).decode())


def _file(told: Callable[[], _Told]) -> str:
    return told().file


def _bundle(entries: Iterable[str]) -> str:
    head = to_json({"resourceType": "Bundle", "id": "library", "language": "en", "type": "collection"}).decode()
    return f'{head[:-1]},"entry":[{",".join(entries)}]}}\n'


def _filled(values: Json) -> Json:
    """Return a resource or element without what is empty: FHIR allows no empty lists."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _computer_name(prefix: str, slug: str) -> str:
    return prefix + "".join(word.capitalize() for word in slug.split("-"))


class _Writer:
    """Writes the resources of one view for one site."""

    def __init__(self, view: View, site: Site, others: Iterable[View]) -> None:
        self._others = [(it, Words(it.catalogue)) for it in others]
        self._catalogue = view.catalogue
        self._site = site
        self._extending = Extending(site)
        self._words = Words(view.catalogue)

    def program(self, shown: ProgramView) -> Json:
        """Return a program as a PlanDefinition: a group for each section, in it an action for each entry."""
        program, extending = shown.program, self._extending
        address = urls.program(program.slug)
        return _filled({
            **self._head("PlanDefinition", program.slug, _computer_name("Program", program.slug)),
            "extension": [
                *self._restriction(program),
                *extending.dose(program.dose, {}),
                *extending.fields(program, _ELSEWHERE_PROGRAM),
            ],
            "title": program.name,
            **self._also("title", lambda it, _: _program_of(it, program).program.name),
            "subtitle": program.summary,
            **self._also("subtitle", lambda it, _: _program_of(it, program).program.summary),
            "type": {"text": "Home exercise program"},
            **self._status(shown.signed),
            "description": self._words.program(shown),
            **self._also("description", lambda it, words: words.program(_program_of(it, program))),
            "purpose": self._words.lines(program.purpose),
            "usage": "\n".join(program.instructions),
            "copyright": COPYRIGHT,
            "relatedArtifact": [
                *self._page(program.name, address),
                *self._page(self._catalogue.get_help.title, f"{address}#get-help"),
                self._source(program.source),
            ],
            "action": [
                _filled({
                    "extension": list(extending.fields(section, _ELSEWHERE_SECTION)),
                    "title": section.name,
                    "groupingBehavior": "visual-group",
                    "action": [self._entry(shown.entries[entry.id]) for entry in section.entries],
                })
                for section in program.sections
            ],
        })  # fmt: skip

    def _entry(self, shown: EntryView) -> Json:
        program, entry, exercise, way = shown.program, shown.entry, shown.exercise, shown.instructions
        return _filled({
            "id": entry.id,
            "extension": [
                *self._extending.dose(entry.dose, _part_names(shown)),
                *self._terms("equipment", entry.equipment),
                *self._extending.fields(entry, _ELSEWHERE_ENTRY),
            ],
            "prefix": str(shown.number),
            "title": entry.title,
            **self._also("title", lambda it, _: _entry_of(it, shown).entry.title),
            "description": exercise.summary,
            "textEquivalent": self._words.entry(shown),
            **self._also("textEquivalent", lambda it, words: words.entry(_entry_of(it, shown))),
            "reason": [{"text": line} for line in entry.purpose],
            "documentation": self._page(entry.title, shown.address),
            "timingTiming": self._timing(entry.dose, program.dose),
            "groupingBehavior": "logical-group" if way.variants else None,
            "selectionBehavior": "exactly-one" if way.choice else "all" if way.variants else None,
            "definitionCanonical": canonical(self._site, "ActivityDefinition", exercise.slug),
            "action": [self._variant(entry.id, variant) for variant in way.variants],
        })  # fmt: skip

    @staticmethod
    def _timing(dose: Dose, whole: ProgramDose) -> Json | None:
        """Return how often an entry is done as a Timing. Where its program says how often, so it does on which days."""
        days = whole.days if isinstance(dose.frequency, AsProgram) else dose.days
        return ours.timing(in_force(dose.frequency, whole.frequency), days)

    def _variant(self, entry_id: str, variant: VariantView) -> Json:
        """Return one variant of an entry as an action within it."""
        return _filled({
            "id": f"{entry_id}.{variant.id}",
            "title": variant.title,
            "textEquivalent": self._words.variant(variant),
        })  # fmt: skip

    def exercise(self, shown: ExerciseView) -> Json:
        """Return an exercise as an ActivityDefinition. It has no dose: that belongs to a program."""
        exercise, extending, restricted = shown.exercise, self._extending, shown.restricted_to
        return _filled({
            **self._head("ActivityDefinition", exercise.slug, _computer_name("Exercise", exercise.slug)),
            "extension": [
                *self._restriction(restricted),
                *(it for key in _TERM_KEYS for it in self._terms(key, getattr(exercise, key))),
                extending.complex(ours.SPINE, exercise.spine.model_dump(mode="json")),
                *self._relations(exercise),
                *extending.fields(exercise, _ELSEWHERE_EXERCISE),
            ],
            "title": exercise.name,
            **self._also("title", lambda it, _: _exercise_of(it, exercise).exercise.name),
            "subtitle": exercise.summary,
            **self._also("subtitle", lambda it, _: _exercise_of(it, exercise).exercise.summary),
            **self._status(shown.signed),
            "description": self._words.exercise(shown),
            **self._also("description", lambda it, words: words.exercise(_exercise_of(it, exercise))),
            "copyright": COPYRIGHT,
            "topic": [self._concept("aims", slug) for slug in exercise.aims],
            "relatedArtifact": [
                *self._page(exercise.name, shown.address),
                *map(self._source, shown.sources),
            ],
            "kind": "ServiceRequest",
            "code": {"text": exercise.name},
            "participant": [{"type": "patient"}],
            "bodySite": [self._concept("regions", slug) for slug in exercise.regions],
        })  # fmt: skip

    def code_system(self, name: str, terms: Iterable[tuple[str, Term]]) -> Json:
        """Return a vocabulary as a CodeSystem, with its synonyms as designations."""
        concepts = [
            _filled({
                "code": slug,
                "display": term.name,
                "definition": term.description,
                "designation": [
                    *({"language": "en", "value": synonym} for synonym in term.synonyms),
                    *self._designations(name, slug),
                ],
            })
            for slug, term in terms
        ]  # fmt: skip
        return _filled({
            **self._head("CodeSystem", name, _computer_name("Vocabulary", name)),
            "title": name.capitalize(),
            "status": "draft",
            "publisher": self._site.name,
            "copyright": COPYRIGHT,
            "caseSensitive": True,
            "content": "complete",
            "count": len(concepts),
            "concept": concepts,
        })  # fmt: skip

    def _also(self, key: str, tell: Callable[[View, Words], str]) -> Json:
        """Return what other languages say in place of the text of an element, as FHIR puts that beside the text."""
        told = []
        for view, words in self._others:
            try:
                text = tell(view, words)
            except _WithdrawnError:
                continue
            language = view.catalogue.messages.language
            told.append({"url": _TRANSLATION, "extension": [
                {"url": "lang", "valueCode": language}, {"url": "content", "valueString": str(text)},
            ]})  # fmt: skip
        return {f"_{key}": {"extension": told}} if told else {}

    def _designations(self, vocabulary: str, slug: str) -> Iterator[Json]:
        """Yield what other languages call a word."""
        for view, _ in self._others:
            term, language = view.catalogue.vocabulary[vocabulary][slug], view.catalogue.messages.language
            names = () if isinstance(term.name, Untranslated) else (term.name, *term.synonyms)
            yield from ({"language": language, "value": str(name)} for name in names)

    def _head(self, resource_type: str, slug: str, name: str) -> Json:
        url = canonical(self._site, resource_type, slug) if self._site.url else None
        return {"resourceType": resource_type, "id": slug, "language": "en", "url": url, "name": name}

    def _status(self, signed: Signed) -> Json:
        """Return how far a page has come: a draft, and an experiment until a clinician has reviewed it as it is.

        A review of other words is told in the description alone: its elements would stand for these.
        """
        review = signed.holding
        head: Json = {"status": "draft", "experimental": review is None, "publisher": self._site.name}
        if review:
            head |= {"lastReviewDate": review.date, "reviewer": [{"name": review.reviewer}]}
        return head

    def _restriction(self, program: Program | None) -> list[Json]:
        if program is None or program.restriction is None:
            return []
        told = {"title": program.restriction.title, "text": self._catalogue.restriction_text(program)}
        return [self._extending.complex(ours.RESTRICTION, told)]

    def _relations(self, exercise: Exercise) -> Iterator[Json]:
        for relation in exercise.relations:
            other = canonical(self._site, "ActivityDefinition", relation.exercise)
            yield self._extending.complex(ours.RELATION, {**relation.model_dump(), "exercise": other})

    def _terms(self, key: str, slugs: Iterable[str]) -> Iterator[Json]:
        for slug in slugs:
            coding = self._concept(VOCABULARY_OF[key], slug)["coding"]
            yield self._extending.complex(ours.TERM, {"key": key, "word": coding})

    def _concept(self, vocabulary: str, slug: str) -> Json:
        name = self._catalogue.vocabulary[vocabulary][slug].name
        system = canonical(self._site, "CodeSystem", vocabulary)
        return {"coding": [{"system": system, "code": slug, "display": name}], "text": name}

    def _page(self, title: str, address: str) -> list[Json]:
        """Return where people read about something; nothing when the site's address is not known."""
        url = self._site.whole(address)
        return [{"type": "documentation", "display": title, "url": url}] if url else []

    def _source(self, slug: str) -> Json:
        """Return a source: what it was derived from if it is a handout, else a citation. `label` is its slug."""
        source = self._catalogue.sources[slug]
        kind = "derived-from" if source.kind == "handout" else "citation"
        return _filled({
            "type": kind, "label": slug, "display": source.title, "citation": _citation(source), "url": source.url,
        })  # fmt: skip


class _WithdrawnError(Exception):
    """The text is not there in this language."""


def _exercise_of(view: View, exercise: Exercise) -> ExerciseView:
    if exercise.slug in view.catalogue.withdrawn.exercises:
        raise _WithdrawnError
    return view.exercises[exercise.slug]


def _program_of(view: View, program: Program) -> ProgramView:
    if program.slug in view.catalogue.withdrawn.programs:
        raise _WithdrawnError
    return view.programs[program.slug]


def _entry_of(view: View, shown: EntryView) -> EntryView:
    if shown.entry.code in view.catalogue.withdrawn.entries:
        raise _WithdrawnError
    return view.programs[shown.program.slug].entries[shown.entry.id]


def _part_names(shown: EntryView) -> dict[str, str]:
    return {part.id: part.name for part in shown.parts}


def _citation(source: Source) -> str:
    parts = (", ".join(source.authors), source.title, source.publisher, source.date, source.identifier)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
