"""The catalogue: everything the site is made from, checked, with what follows from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.draft import SITE, Draft
from exercise_library.catalogue.model import (
    Condition,
    Correction,
    Corrections,
    Entry,
    Exercise,
    GetHelp,
    Program,
    Published,
    Retired,
    Source,
    Term,
)
from exercise_library.catalogue.own_site import OWN_SITE, as_shown
from exercise_library.catalogue.rules import RULES
from exercise_library.catalogue.translation import Translation, Withdrawn, read_translations
from exercise_library.catalogue.translation_rules import translation_problems
from exercise_library.catalogue.validation import validate, validate_mapping
from exercise_library.interface.messages import Messages
from exercise_library.interface.reading import read_messages
from exercise_library.interface.uses import Use as Said
from exercise_library.interface.uses import uses
from exercise_library.source.files import INTERFACE, VOCABULARIES, Reader, Tree, read_tree, slug_for
from exercise_library.source.media import MediaFile
from exercise_library.source.originals import Originals
from exercise_library.source.problems import DataError, Problem, errors
from exercise_library.source.reader import Document

# The language that all data is written in first.
ORIGINAL = "en"


class Use(NamedTuple):
    """Where a program uses an exercise."""

    program: Program
    entry: Entry


class RelatedExercise(NamedTuple):
    """An exercise that stands in some way to another: `kind` as seen from that other one.

    `program` is the slug of the one in which it is so; None where it is so in all.
    """

    kind: str
    exercise: Exercise
    basis: str
    program: str | None = None


# What a relation is called when it is seen from its other end.
_INVERSE = {
    "harder": "easier", "easier": "harder", "learn-first": "leads-to", "start-position": "starts",
    "part": "part-of", "optional-part": "part-of", "related": "related",
}  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """The whole library: exercises in order of name, programs in their own order, the latest correction first.

    `site` is the clinic whose site this is, if it is one's own; `media` are its files by their name, and `hidden` are
    the addresses of what it does not show. `translations` are what there is to say all of it in other languages; where
    it is said in one, `withdrawn` is what that cannot show.
    """

    exercises: Mapping[str, Exercise]
    programs: Mapping[str, Program]
    vocabulary: Mapping[str, Mapping[str, Term]]
    sources: Mapping[str, Source]
    get_help: GetHelp
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    retired: Mapping[str, Retired] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    messages: Messages = field(default_factory=Messages)
    originals: Originals = field(default_factory=Originals)
    corrections: tuple[Correction, ...] = ()
    site: Clinic | None = None
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    translations: Mapping[str, Translation] = field(default_factory=dict)
    withdrawn: Withdrawn = field(default_factory=Withdrawn)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Where each exercise is used, by its slug, in the order of the programs."""
        found: dict[str, list[Use]] = {slug: [] for slug in self.exercises}
        for program in self.programs.values():
            for entry in program.entries:
                found[entry.exercise].append(Use(program, entry))
        return {slug: tuple(uses) for slug, uses in found.items()}

    @cached_property
    def relations(self) -> Mapping[str, tuple[RelatedExercise, ...]]:
        """How each exercise stands to others, told from both ends, by its slug."""
        found: dict[str, list[RelatedExercise]] = {slug: [] for slug in self.exercises}
        for exercise in self.exercises.values():
            for relation in exercise.relations:
                other = self.exercises[relation.exercise]
                basis, program = relation.basis, relation.program
                found[exercise.slug].append(RelatedExercise(relation.kind, other, basis, program))
                found[other.slug].append(RelatedExercise(_INVERSE[relation.kind], exercise, basis, program))
        return {slug: tuple(sorted(others, key=lambda other: other.exercise.name)) for slug, others in found.items()}

    def terms(self, vocabulary: str, slugs: tuple[str, ...]) -> Iterator[tuple[str, Term]]:
        """Yield words of a vocabulary with their slugs."""
        for slug in slugs:
            yield slug, self.vocabulary[vocabulary][slug]

    def is_only_use(self, exercise: Exercise) -> bool:
        """Say whether just one entry of all programs uses an exercise, so that what holds for it holds there too."""
        return len(self.uses[exercise.slug]) == 1

    def is_own(self, program: Program) -> bool:
        """Say whether a program is that of the clinic whose site this is. The data of the site alone can say so."""
        return self.site is not None and program.slug in self.site.own

    def restriction_text(self, program: Program) -> tuple[str, ...]:
        """Return who alone may use a program, as this site tells it; nothing if everybody may.

        The clinic's own site does not tell its patients that they do not have its permission.
        """
        if program.restriction is None:
            return ()
        return (*program.restriction.text, *(() if self.is_own(program) else program.restriction.permission))

    def restricted_to(self, exercise: Exercise) -> Program | None:
        """Return the program whose restriction holds for an exercise, because no other program uses it."""
        uses = self.uses[exercise.slug]
        restricted = [use.program for use in uses if use.program.restriction]
        return restricted[0] if uses and len(restricted) == len(uses) else None

    def variant_restricted_to(self, exercise: Exercise, variant: str) -> Program | None:
        """Return the program whose restriction holds for a variant, because no other program uses the variant.

        None where the restriction holds for the whole exercise, which says so itself.
        """
        uses = [use for use in self.uses[exercise.slug] if variant in {used.variant for used in use.entry.variants}]
        restricted = [use.program for use in uses if use.program.restriction]
        alone = bool(uses) and len(restricted) == len(uses) and self.restricted_to(exercise) is None
        return restricted[0] if alone else None


def load(root: Path, reader: Reader | None = None, today: date | None = None) -> Catalogue:
    """Read, validate and check all of `root`/data, and return what the site shows of it.

    With a `reader` that knows what it read before, only what is new is read.

    Raises DataError with every problem found when any of them is an error; what is wrong in one file does not hide
    what is wrong in another. `today` is the day after which a date is one to come; without it none is.
    """
    return as_shown(build(read_tree(root, reader=reader), today))


def build(tree: Tree, today: date | None = None) -> Catalogue:
    """Validate and check what was read from data/, as `load` does, and return all of it, shown or not."""
    draft, problems = _draft(tree)
    draft.today = today
    said = uses()
    languages, found = _languages(tree, said)
    problems = [*tree.problems, *problems, *found]
    for rule in (*RULES, *OWN_SITE):
        problems.extend(rule(draft))
    if errors(problems) or draft.get_help is None:
        raise DataError(problems)
    translations, found = read_translations(tree.translations, languages[ORIGINAL], said)
    whole = Catalogue(
        exercises=dict(sorted(draft.exercises.items(), key=lambda item: item[1].name.casefold())),
        programs=dict(sorted(draft.programs.items(), key=lambda item: item[1].order)),
        vocabulary=draft.vocabulary,
        sources=draft.sources,
        get_help=draft.get_help,
        conditions=draft.conditions,
        retired=draft.retired,
        messages=languages[ORIGINAL],
        originals=tree.originals,
        corrections=tuple(sorted(draft.corrections, key=lambda it: (it.date, it.id), reverse=True)),
        site=draft.site,
        media=draft.media,
        translations=translations,
    )
    problems.extend((*found, *translation_problems(whole)))
    if errors(problems):
        raise DataError(problems)
    return replace(whole, notices=tuple(sorted(problems)))


def _languages(tree: Tree, said: Mapping[str, Said]) -> tuple[dict[str, Messages], list[Problem]]:
    """Return what the interface says in each language that data/ has."""
    languages: dict[str, Messages] = {}
    problems: list[Problem] = []
    for language, document in tree.folder(INTERFACE).items():
        languages[language], found = read_messages(document, said)
        problems.extend(found)
    return languages, problems


def _draft(tree: Tree) -> tuple[Draft, list[Problem]]:
    """Validate each document by itself."""
    problems: list[Problem] = []
    names = {folder: tree.names(folder) for folder in ("exercises", "programs")}
    names["languages"] = {ORIGINAL, *tree.translations}
    names["broken"] = tree.broken
    draft = Draft(tree.documents, names, media=tree.media)
    for slug, document in tree.folder("exercises").items():
        exercise, found = validate(Exercise, document, slug)
        problems.extend(found)
        if exercise is not None:
            draft.exercises[slug] = exercise
    for slug, document in tree.folder("programs").items():
        program, found = validate(Program, document, slug)
        problems.extend(found)
        if program is not None:
            draft.programs[slug] = program
    for name in VOCABULARIES:
        if vocabulary := tree.documents.get(f"data/vocabulary/{name}.yml"):
            terms, found = validate_mapping(Term, vocabulary)
            problems.extend(found)
            if not found:
                draft.vocabulary[name] = terms
    problems.extend(_add_singles(draft, tree))
    return draft, problems


def _right_part(settings: Document, found: Iterable[Problem]) -> Clinic:
    """Return what a clinic's settings say without the keys that are wrong, so that these alone are told."""
    wrong = {it.field.partition(".")[0] for it in found}
    right = {key: value for key, value in settings.value.items() if key not in wrong}
    return Clinic.model_validate({"name": settings.path, **right})


def _add_singles(draft: Draft, tree: Tree) -> Iterator[Problem]:
    draft.names["sources"] = set()
    if sources := tree.documents.get("data/sources.yml"):
        kept, found = validate_mapping(Source, sources)
        yield from found
        draft.sources.update(kept)
        draft.names["sources"].update(map(slug_for, sources.value))
    if settings := tree.documents.get(SITE):
        site, found = validate(Clinic, settings)
        yield from found
        draft.site = site or _right_part(settings, found)
        draft.sources.update(draft.site.sources)
        sources = settings.value.get("sources")
        draft.names["sources"].update(map(slug_for, sources if isinstance(sources, dict) else ()))
    if retired := tree.documents.get("data/retired.yml"):
        gone, found = validate_mapping(Retired, retired)
        yield from found
        draft.retired.update(gone)
    if listed := tree.documents.get("data/published.yml"):
        published, found = validate(Published, listed)
        yield from found
        draft.published = published
    if mistakes := tree.documents.get("data/corrections.yml"):
        corrected, found = validate(Corrections, mistakes)
        yield from found
        draft.corrections = corrected.corrections if corrected else ()
    if conditions := tree.documents.get("data/conditions.yml"):
        known, found = validate_mapping(Condition, conditions)
        yield from found
        draft.conditions.update(known)
    if get_help := tree.documents.get("data/get-help.yml"):
        box, found = validate(GetHelp, get_help)
        yield from found
        draft.get_help = box
