"""The library as FHIR R4B: a PlanDefinition for each program, an ActivityDefinition for each exercise.

Every value of the data is in them, but for the drawings: in an element of FHIR where there is one that means the same,
else in an extension or in the text. The text also repeats the dose in plain words, for software that knows no
extensions. Nothing claims to be approved; a review is named only where the data names one.
"""

from collections.abc import Iterable, Iterator

from pydantic_core import to_json

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.dose import AsProgram, NotGiven
from exercise_library.catalogue.model import Entry, Exercise, Program, Restriction, Review, Source, Term
from exercise_library.exports import addresses
from exercise_library.exports import fhir_extensions as ours
from exercise_library.exports.api import TERM_KEYS, sources_of
from exercise_library.exports.fhir_extensions import Extending, Json, canonical
from exercise_library.exports.fhir_words import Words
from exercise_library.exports.output import Export, Site, written
from exercise_library.pages import urls
from exercise_library.pages.forms import Form, doing

COPYRIGHT = (
    "Our text is by the Home Exercises contributors and is shared under CC BY 4.0, "
    "https://creativecommons.org/licenses/by/4.0/. That excludes the titles of the handouts and what else is not ours."
)
# What an element, an extension or the words of a resource tell. The rest goes into the extension 'field' by itself.
_TOLD_PROGRAM = frozenset(
    {"slug", "name", "summary", "source", "restriction", "audience", "purpose", "background", "instructions",
     "stop_rules", "dose", "afterwards", "sections", "review"}
)  # fmt: skip
_TOLD_SECTION = frozenset({"name", "entries"})
_TOLD_ENTRY = frozenset(
    {"id", "exercise", "title", "start", "steps", "equipment", "differences", "tips", "purpose", "feel", "dose",
     "notes"}
)  # fmt: skip
_TOLD_EXERCISE = frozenset(
    {"slug", "name", "summary", "positions", "equipment", "regions", "strengthens", "stretches", "aims", "start",
     "steps", "feel", "cautions", "spine", "relations", "review"}
)  # fmt: skip
# The keys of an exercise that hold words but have no element in FHIR.
_TERM_KEYS = ("positions", "equipment", "strengthens", "stretches", "cautions")
_VOCABULARY_OF = {key: vocabulary for vocabulary, keys in TERM_KEYS.items() for key in keys}


def fhir_files(catalogue: Catalogue, site: Site) -> Iterator[Export]:
    """Yield every resource, and a Bundle of them all. A program or exercise stays at its former addresses, too."""
    made = _Maker(catalogue, site)
    collections: tuple[Iterable[tuple[Json, tuple[str, ...]]], ...] = (
        ((made.program(it), it.formerly) for it in catalogue.programs.values()),
        ((made.exercise(it), it.formerly) for it in catalogue.exercises.values()),
        ((made.code_system(name, terms.items()), ()) for name, terms in catalogue.vocabulary.items()),
        ((it, ()) for it in ours.definitions(site)),
    )
    entries = []
    for resource, formerly in (pair for collection in collections for pair in collection):
        entries.append(_bundled(resource))
        for name in (resource["id"], *formerly):
            yield written(addresses.fhir(resource["resourceType"], name), resource)
    yield Export(addresses.fhir("Bundle", "library"), _bundle(entries))


def _bundled(resource: Json) -> str:
    """Return a resource as an entry of the Bundle. As text, because as objects all of them take most of the memory."""
    address = {"fullUrl": resource["url"]} if "://" in resource.get("url", "") else {}
    return to_json({**address, "resource": resource}).decode()


def _bundle(entries: Iterable[str]) -> str:
    head = to_json({"resourceType": "Bundle", "id": "library", "language": "en", "type": "collection"}).decode()
    return f'{head[:-1]},"entry":[{",".join(entries)}]}}\n'


def _filled(values: Json) -> Json:
    """Return a resource or element without what is empty: FHIR allows no empty lists."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _computer_name(prefix: str, slug: str) -> str:
    return prefix + "".join(word.capitalize() for word in slug.split("-"))


class _Maker:
    """Makes the resources of one catalogue for one site."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._catalogue = catalogue
        self._site = site
        self._extending = Extending(site)
        self._words = Words(catalogue)

    def program(self, program: Program) -> Json:
        """Return a program as a PlanDefinition: a group for each section, in it an action for each entry."""
        extending = self._extending
        address = urls.program(program.slug)
        numbers = {entry.id: number for number, entry in enumerate(program.entries, start=1)}
        return _filled({
            **self._head("PlanDefinition", program.slug, _computer_name("Program", program.slug)),
            "extension": [
                *self._restriction(program.restriction),
                *extending.dose(program.dose, {}),
                *extending.fields(program, _TOLD_PROGRAM),
            ],
            "title": program.name,
            "subtitle": program.summary,
            "type": {"text": "Home exercise program"},
            **self._status(program.review),
            "description": self._words.program(program),
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
                    "extension": list(extending.fields(section, _TOLD_SECTION)),
                    "title": section.name,
                    "groupingBehavior": "visual-group",
                    "action": [self._entry(program, entry, numbers[entry.id]) for entry in section.entries],
                })
                for section in program.sections
            ],
        })  # fmt: skip

    def _entry(self, program: Program, entry: Entry, number: int) -> Json:
        exercise = self._catalogue.exercises[entry.exercise]
        way = doing(entry, exercise, only_here=len(self._catalogue.uses[exercise.slug]) == 1)
        often = entry.dose.frequency
        if isinstance(often, AsProgram):
            often = getattr(program.dose, "frequency", NotGiven())
        return _filled({
            "id": entry.id,
            "extension": [
                *self._extending.dose(entry.dose, self._part_names(entry, exercise)),
                *self._terms("equipment", entry.equipment),
                *self._extending.fields(entry, _TOLD_ENTRY),
            ],
            "prefix": str(number),
            "title": entry.title,
            "description": exercise.summary,
            "textEquivalent": self._words.entry(program, entry, way),
            "reason": [{"text": line} for line in entry.purpose],
            "documentation": self._page(entry.title, urls.entry(program.slug, entry.id)),
            "timingTiming": ours.timing(often),
            "groupingBehavior": "logical-group" if way.forms else None,
            "selectionBehavior": "exactly-one" if way.choice else "all" if way.forms else None,
            "definitionCanonical": canonical(self._site, "ActivityDefinition", exercise.slug),
            "action": [self._form(entry, form) for form in way.forms],
        })  # fmt: skip

    def _form(self, entry: Entry, form: Form) -> Json:
        """Return one form of an entry as an action within it."""
        return _filled({
            "id": f"{entry.id}.{form.id}",
            "title": f"{form.label}: {form.name}" if form.label else form.name,
            "textEquivalent": self._words.form(form),
        })  # fmt: skip

    def _part_names(self, entry: Entry, exercise: Exercise) -> dict[str, str]:
        names = {variant.id: variant.name for variant in exercise.variants}
        return names | {phase.id: phase.name for phase in entry.phases}

    def exercise(self, exercise: Exercise) -> Json:
        """Return an exercise as an ActivityDefinition. It has no dose: that belongs to a program."""
        extending = self._extending
        restricted = self._catalogue.restricted_to(exercise)
        restriction = restricted.restriction if restricted else None
        return _filled({
            **self._head("ActivityDefinition", exercise.slug, _computer_name("Exercise", exercise.slug)),
            "extension": [
                *self._restriction(restriction),
                *(it for key in _TERM_KEYS for it in self._terms(key, getattr(exercise, key))),
                extending.complex(ours.SPINE, exercise.spine.model_dump(mode="json")),
                *self._relations(exercise),
                *extending.fields(exercise, _TOLD_EXERCISE),
            ],
            "title": exercise.name,
            "subtitle": exercise.summary,
            **self._status(exercise.review),
            "description": self._words.exercise(exercise, restriction),
            "copyright": COPYRIGHT,
            "topic": [self._concept("aims", slug) for slug in exercise.aims],
            "relatedArtifact": [
                *self._page(exercise.name, urls.exercise(exercise.slug)),
                *map(self._source, sources_of(self._catalogue, exercise)),
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
                "designation": [{"language": "en", "value": synonym} for synonym in term.synonyms],
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

    def _head(self, resource_type: str, slug: str, name: str) -> Json:
        url = canonical(self._site, resource_type, slug) if self._site.url else None
        return {"resourceType": resource_type, "id": slug, "language": "en", "url": url, "name": name}

    def _status(self, review: Review | None) -> Json:
        """Return how far a page has come: a draft, and an experiment until a clinician has reviewed it."""
        head: Json = {"status": "draft", "experimental": review is None, "publisher": self._site.name}
        if review:
            head |= {"lastReviewDate": review.date, "reviewer": [{"name": review.reviewer}]}
        return head

    def _restriction(self, restriction: Restriction | None) -> list[Json]:
        return [self._extending.complex(ours.RESTRICTION, restriction.model_dump())] if restriction else []

    def _relations(self, exercise: Exercise) -> Iterator[Json]:
        for relation in exercise.relations:
            other = canonical(self._site, "ActivityDefinition", relation.exercise)
            yield self._extending.complex(ours.RELATION, {**relation.model_dump(), "exercise": other})

    def _terms(self, key: str, slugs: Iterable[str]) -> Iterator[Json]:
        for slug in slugs:
            coding = self._concept(_VOCABULARY_OF[key], slug)["coding"]
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


def _citation(source: Source) -> str:
    parts = (", ".join(source.authors), source.title, source.publisher, source.date, source.identifier)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
