"""What must hold between the files. Each rule is a small generator; RULES is only a list."""

import hashlib
import re
import string
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exercise_library.catalogue.dose import ENTRY_LINES, ByPart
from exercise_library.catalogue.model import (
    LINES,
    VOCABULARY_OF,
    Condition,
    Entry,
    Exercise,
    GetHelp,
    Program,
    Relation,
    Retired,
    Source,
    Term,
)
from exercise_library.catalogue.text import CODE_LETTERS, code_of
from exercise_library.source.problems import Problem, Severity, did_you_mean
from exercise_library.source.reader import Document, Location

# Addresses below /exercises/ and anchors on a program page that are taken.
RESERVED_SLUGS = frozenset({"by-aim", "by-equipment", "by-muscle", "by-position", "by-region", "index"})
RESERVED_ANCHORS = frozenset({
    "about-this-program", "afterwards", "before-you-start", "credits", "exercises", "for-whom", "get-help", "how-often",
    "print", "restriction", "when-to-stop",
})  # fmt: skip


_GET_HELP = "data/get-help.yml"


@dataclass
class Draft:
    """Everything that could be read, before the rules have looked at it.

    `names` holds the names of all files of a collection, those with mistakes included, so that a reference to a
    file with a mistake is not called unknown.
    """

    documents: dict[str, Document]
    names: dict[str, set[str]]
    exercises: dict[str, Exercise] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    vocabulary: dict[str, dict[str, Term]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    retired: dict[str, Retired] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    get_help: GetHelp | None = None

    def problem(
        self,
        thing: Exercise | Program | str,
        at: Location,
        message: str,
        tip: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem at a place in the file of an exercise or program, or in a file named by its path."""
        path = thing if isinstance(thing, str) else f"data/{thing.folder}/{thing.slug}.yml"
        return self.documents[path].problem(at, message, tip, severity=severity)

    def entries(self) -> Iterator[tuple[Program, Entry, Location]]:
        """Yield every entry of every program with its place in the file."""
        for program in self.programs.values():
            for number, section in enumerate(program.sections):
                for index, entry in enumerate(section.entries):
                    yield program, entry, ("sections", number, "entries", index)

    def collections(self) -> Iterator[tuple[str, dict[str, Exercise] | dict[str, Program]]]:
        """Yield the exercises and the programs, each with the name of their folder."""
        yield Exercise.folder, self.exercises
        yield Program.folder, self.programs


Rule = Callable[[Draft], Iterable[Problem]]


def terms_are_known(draft: Draft) -> Iterator[Problem]:
    """A position, piece of equipment, region, muscle, aim or caution is a word of the vocabulary."""
    for exercise in draft.exercises.values():
        for key, vocabulary in VOCABULARY_OF.items():
            if key != "equipment":
                yield from _unknown(draft, exercise, (key,), getattr(exercise, key), draft.vocabulary.get(vocabulary))
        yield from _unknown_things(draft, exercise, (), exercise.equipment)
        for number, variant in enumerate(exercise.variants):
            at: Location = ("variants", number)
            for key in ("positions", "cautions"):
                yield from _unknown(draft, exercise, (*at, key), getattr(variant, key), draft.vocabulary.get(key))
            yield from _unknown_things(draft, exercise, at, variant.equipment)
    for program, entry, place in draft.entries():
        yield from _unknown_things(draft, program, place, entry.equipment)
        for number, used in enumerate(entry.variants):
            yield from _unknown_things(draft, program, (*place, "variants", number), used.equipment)


def _unknown_things(
    draft: Draft, thing: Exercise | Program, place: Location, words: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each thing under 'equipment' that is not known, where it is written."""
    known = draft.vocabulary.get("equipment")
    document = draft.documents[f"data/{thing.folder}/{thing.slug}.yml"]
    under = (*place, "equipment")
    for word in dict.fromkeys(words):
        if known is not None and word not in known:
            places = (at for at in document.lines if at[: len(under)] == under)
            at = next((at for at in places if _written(document.value, at) == word), under)
            yield draft.problem(thing, at, f"'{word}' is not known.", did_you_mean(word, known))


def _written(value: Mapping[str, Any], at: Location) -> Any:
    """Return what is written at a place in a document."""
    inner: Any = value
    for part in at:
        inner = inner[part]
    return inner


def _unknown(
    draft: Draft, thing: Exercise | Program, at: Location, words: Iterable[str], known: Iterable[str] | None
) -> Iterator[Problem]:
    """Yield a problem for each word that is not known; a vocabulary that could not be read knows every word."""
    if known is None:
        return
    for number, word in enumerate(words):
        if word not in known:
            yield draft.problem(thing, (*at, number), f"'{word}' is not known.", did_you_mean(word, known))


def exercises_are_known(draft: Draft) -> Iterator[Problem]:
    """An entry and a relation name an exercise that there is, and a relation a program."""
    known = draft.names["exercises"]
    for program, entry, place in draft.entries():
        if entry.exercise not in known:
            yield draft.problem(
                program,
                (*place, "exercise"),
                f"there is no exercise '{entry.exercise}'.",
                did_you_mean(entry.exercise, known),
            )
    for exercise in draft.exercises.values():
        for number, relation in enumerate(exercise.relations):
            if relation.exercise not in known:
                yield draft.problem(
                    exercise,
                    ("relations", number, "exercise"),
                    f"there is no exercise '{relation.exercise}'.",
                    did_you_mean(relation.exercise, known),
                )
            programs = draft.names["programs"]
            if relation.program is not None and relation.program not in programs:
                message, tip = f"there is no program '{relation.program}'.", did_you_mean(relation.program, programs)
                yield draft.problem(exercise, ("relations", number, "program"), message, tip)


def sources_are_known(draft: Draft) -> Iterator[Problem]:
    """A source is in sources.yml."""
    if "data/sources.yml" not in draft.documents:
        return
    known = draft.names["sources"]
    for program in draft.programs.values():
        if program.source not in known:
            yield draft.problem(
                program, ("source",), f"there is no source '{program.source}'.", did_you_mean(program.source, known)
            )
    for exercise in draft.exercises.values():
        yield from _unknown(draft, exercise, ("sources",), exercise.sources, known)
    for number, source in enumerate(draft.get_help.sources if draft.get_help else ()):
        if source not in known:
            yield draft.problem(
                _GET_HELP, ("sources", number), f"there is no source '{source}'.", did_you_mean(source, known)
            )


def signs_are_known(draft: Draft) -> Iterator[Problem]:
    """What people type is said of a sign that the box has, and each sign has something that people type."""
    box = draft.get_help
    if box is None:
        return
    signs = [*box.urgent.signs, *box.soon.signs]
    for number, asked in enumerate(box.asked):
        if asked.sign is not None and asked.sign not in signs:
            yield draft.problem(
                _GET_HELP, ("asked", number, "sign"), "the box has no such sign.", did_you_mean(asked.sign, signs)
            )
    told = {asked.sign for asked in box.asked}
    for grade, part in (("urgent", box.urgent), ("soon", box.soon)):
        for number, sign in enumerate(part.signs):
            if sign not in told:
                tip = f"add 'sign: {sign}' with its words below 'asked'."
                yield draft.problem(_GET_HELP, (grade, "signs", number), "search does not know this sign.", tip)


def what_suits_is_known(draft: Draft) -> Iterator[Problem]:
    """A word of the vocabulary that suits exercises names those there are, and says that this is our judgement."""
    known = draft.names["exercises"]
    for vocabulary, terms in draft.vocabulary.items():
        path = f"data/vocabulary/{vocabulary}.yml"
        for slug, term in terms.items():
            for number, exercise in enumerate(term.suits):
                if exercise not in known:
                    message = f"there is no exercise '{exercise}'."
                    yield draft.problem(path, (slug, "suits", number), message, did_you_mean(exercise, known))
            if term.suits and "suits" not in term.editorial:
                message = "this is our judgement, and nothing says so."
                yield draft.problem(path, (slug, "suits"), message, "add 'editorial: [suits]' below it.")


def conditions_lead_on(draft: Draft) -> Iterator[Problem]:
    """A condition leads on to programs there are."""
    known = draft.names["programs"]
    for slug, condition in draft.conditions.items():
        for number, program in enumerate(condition.programs):
            if program not in known:
                message = f"there is no program '{program}'."
                at = (slug, "programs", number)
                yield draft.problem("data/conditions.yml", at, message, did_you_mean(program, known))


def variants_fit(draft: Draft) -> Iterator[Problem]:
    """An entry uses variants its exercise has, each once, and says which when there are any."""
    for program, entry, place in draft.entries():
        exercise = draft.exercises.get(entry.exercise)
        if exercise is None:
            continue
        known = [variant.id for variant in exercise.variants]
        used = [variant.variant for variant in entry.variants]
        for number, name in enumerate(used):
            at = (*place, "variants", number)
            if name not in known:
                yield draft.problem(
                    program, at, f"'{entry.exercise}' has no variant '{name}'.", did_you_mean(name, known)
                )
            elif name in used[:number]:
                yield draft.problem(program, at, f"the variant '{name}' is here twice.", "remove one.")
        if known and not used:
            yield draft.problem(
                program,
                place,
                f"'{entry.exercise}' has variants, and this entry names none.",
                f"add 'variants:' with one or more of: {', '.join(known)}.",
            )


def doses_fit_their_parts(draft: Draft) -> Iterator[Problem]:
    """A dose by part speaks of variants or phases that the entry has, and every phase has a dose.

    When a part is not known, a phase without a dose is probably what was meant, and is not told as well.
    """
    for program, entry, place in draft.entries():
        phases = [phase.id for phase in entry.phases]
        parts = [*phases, *(variant.variant for variant in entry.variants)]
        used: set[str] = set()
        for line in ENTRY_LINES:
            quantity = entry.dose.quantity(line)
            if not isinstance(quantity, ByPart):
                continue
            used.update(quantity.parts)
            for part in quantity.parts:
                if part not in parts:
                    yield draft.problem(
                        program,
                        (*place, "dose", line, "parts", part),
                        f"'{part}' is no variant and no phase of this entry.",
                        did_you_mean(part, parts),
                    )
        for number, phase in enumerate(phases):
            if phase not in used and used <= set(parts):
                yield draft.problem(
                    program,
                    (*place, "phases", number),
                    f"no dose speaks of the phase '{phase}'.",
                    "remove it, or use it under 'parts:'.",
                )


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Anchors on a program page, variants of an exercise and lines of a form differ, in any letter case."""
    for program in draft.programs.values():
        anchors = [
            (name, (*place, *key))
            for owner, entry, place in draft.entries()
            if owner is program
            for name, key in [(entry.id, ("id",)), *((old, ("formerly", n)) for n, old in enumerate(entry.formerly))]
        ]
        yield from _repeated(draft, program, anchors, RESERVED_ANCHORS)
        yield from _repeated(draft, program, [(line.id, ("form", n, "id")) for n, line in enumerate(program.form)])
    for program, entry, place in draft.entries():
        parts = [
            *((phase.id, (*place, "phases", n, "id")) for n, phase in enumerate(entry.phases)),
            *((box.id, (*place, "tick_boxes", n, "id")) for n, box in enumerate(entry.tick_boxes)),
        ]
        yield from _repeated(draft, program, parts, frozenset(variant.variant for variant in entry.variants))
    for exercise in draft.exercises.values():
        yield from _repeated(draft, exercise, [(v.id, ("variants", n, "id")) for n, v in enumerate(exercise.variants)])


def _repeated(
    draft: Draft, thing: Exercise | Program, ids: Iterable[tuple[str, Location]], reserved: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, at in ids:
        if name in reserved:
            yield draft.problem(thing, at, f"the name '{name}' is taken on this page.", "choose another.")
        elif name in seen:
            yield draft.problem(
                thing, at, f"the name '{name}' is here twice.", "choose another; the first one must stay."
            )
        seen.add(name)


def addresses_are_unique(draft: Draft) -> Iterator[Problem]:
    """No former name is a present name, another former name or an address of the site's own."""
    for folder, things in draft.collections():
        owners: dict[str, str] = {name: name for name in draft.names[folder]}
        for thing in things.values():
            if thing.slug in RESERVED_SLUGS:
                yield draft.problem(
                    thing, (), f"the name '{thing.slug}' is taken by a page of the site.", "rename the file."
                )
            for number, old in enumerate(thing.formerly):
                at = ("formerly", number)
                if old in owners:
                    yield draft.problem(
                        thing, at, f"'{old}' already leads to '{owners[old]}'.", "remove it here or there."
                    )
                elif old in RESERVED_SLUGS:
                    yield draft.problem(thing, at, f"the name '{old}' is taken by a page of the site.", "remove it.")
                owners.setdefault(old, thing.slug)


def names_are_unique(draft: Draft) -> Iterator[Problem]:
    """Two pages of one kind never have the same name, and a page lists no name twice."""
    for _, things in draft.collections():
        seen: dict[str, str] = {}
        for thing in things.values():
            first = seen.setdefault(thing.name.casefold(), thing.slug)
            if first != thing.slug:
                yield draft.problem(thing, ("name",), f"'{first}' has the same name.", "say what tells them apart.")
    for exercise in draft.exercises.values():
        own = {exercise.name.casefold()}
        for number, name in enumerate(exercise.other_names):
            if name.casefold() in own:
                yield draft.problem(exercise, ("other_names", number), f"'{name}' is here twice.", "remove one.")
            own.add(name.casefold())


def orders_are_unique(draft: Draft) -> Iterator[Problem]:
    """Two programs never claim the same place in the list."""
    seen: dict[int, str] = {}
    for program in draft.programs.values():
        first = seen.setdefault(program.order, program.slug)
        if first != program.slug:
            yield draft.problem(
                program, ("order",), f"'{first}' has the place {program.order} too.", "choose another number."
            )


def terms_are_told_apart(draft: Draft) -> Iterator[Problem]:
    """A name or a synonym leads to one word of its vocabulary."""
    for vocabulary, terms in draft.vocabulary.items():
        path = f"data/vocabulary/{vocabulary}.yml"
        names = [(slug, term.name, (slug, "name")) for slug, term in terms.items()]
        synonyms = [
            (slug, synonym, (slug, "synonyms", number))
            for slug, term in terms.items()
            for number, synonym in enumerate(term.synonyms)
        ]
        owners: dict[str, str] = {}
        for slug, word, at in [*names, *synonyms]:
            first = owners.setdefault(word.casefold(), slug)
            if first != slug:
                yield draft.problem(path, at, f"'{word}' already means '{first}'.", "keep it in one place.")


def see_also_is_known(draft: Draft) -> Iterator[Problem]:
    """An entry points at other entries of its own program."""
    for program, entry, place in draft.entries():
        known = {other.id for other in program.entries if other is not entry}
        for number, name in enumerate(entry.see_also):
            if name not in known:
                yield draft.problem(
                    program,
                    (*place, "see_also", number),
                    f"this program has no other entry '{name}'.",
                    did_you_mean(name, known),
                )


def relations_make_sense(draft: Draft) -> Iterator[Problem]:
    """No exercise is related to itself, and a relation is told once, in one of the two files."""
    seen: dict[tuple[str, str, str], str] = {}
    for exercise in draft.exercises.values():
        for number, relation in enumerate(exercise.relations):
            at = ("relations", number)
            if relation.exercise == exercise.slug:
                yield draft.problem(exercise, at, "an exercise cannot be related to itself.", "remove it.")
                continue
            key = _relation_key(exercise.slug, relation)
            if key in seen:
                yield draft.problem(
                    exercise, at, f"'{seen[key]}' says this already.", "keep it in one of the two files."
                )
            seen.setdefault(key, exercise.slug)


def _relation_key(slug: str, relation: Relation) -> tuple[str, str, str]:
    """Return a relation in one direction, whichever file tells it."""
    if relation.kind == "easier":
        return "harder", relation.exercise, slug
    if relation.kind == "related":
        return "related", min(slug, relation.exercise), max(slug, relation.exercise)
    return relation.kind, slug, relation.exercise


def relations_lead_somewhere(draft: Draft) -> Iterator[Problem]:
    """Going from harder to harder, or from what to learn first to what to learn before that, never comes back."""
    for kind in ("harder", "learn-first", "start-position", "part"):
        steps: dict[str, list[str]] = {}
        places: dict[tuple[str, str], tuple[Exercise, int]] = {}
        for exercise in draft.exercises.values():
            for number, relation in enumerate(exercise.relations):
                name, start, end = _relation_key(exercise.slug, relation)
                if name.removeprefix("optional-") == kind and start != end:
                    steps.setdefault(start, []).append(end)
                    places.setdefault((start, end), (exercise, number))
        while circle := _circle(steps):
            exercise, number = places[circle[0], circle[1]]
            message = f"'{kind}' goes round in a circle: {' > '.join(circle)}."
            yield draft.problem(exercise, ("relations", number), message, "remove one step.")
            steps[circle[0]].remove(circle[1])


def _circle(steps: dict[str, list[str]]) -> list[str]:
    """Return the names on a way that comes back to where it started, or nothing."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        for following in steps.get(name, []):
            found = walk(following, [*way, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for start in sorted(steps) if (found := walk(start, []))), [])


def every_exercise_is_used(draft: Draft) -> Iterator[Problem]:
    """An exercise that no program uses is allowed, and mentioned, once all programs can be read."""
    if set(draft.programs) != draft.names["programs"]:
        return
    used = {entry.exercise for _, entry, _ in draft.entries()}
    for exercise in draft.exercises.values():
        if exercise.slug not in used:
            message = "no program uses this exercise."
            yield draft.problem(exercise, (), message, "it can stay.", Severity.NOTICE)


def bone_health_conflicts(draft: Draft) -> Iterator[Problem]:
    """A bone-health program that bends or turns the loaded spine is reported to reviewers, not refused.

    Source: Brooke-Wavell et al., BJSM 2022;56:837: modify moves that flex or twist the spine, the more so when loaded.
    """
    for program, entry, place in draft.entries():
        exercise = draft.exercises.get(entry.exercise)
        if program.for_bone_health and exercise is not None and conflicts_with_bone_health(exercise):
            moves = " and ".join(d for d in exercise.spine.directions if d in ("flexion", "rotation"))
            yield draft.problem(
                program,
                place,
                f"'{entry.exercise}' is a loaded {moves} of the spine in a bone-health program.",
                "ask the clinician who reviews this page.",
                Severity.NOTICE,
            )


def conflicts_with_bone_health(exercise: Exercise) -> bool:
    """Say whether an exercise flexes or turns the spine while it is loaded."""
    return exercise.spine.loaded == "yes" and bool({"flexion", "rotation"} & set(exercise.spine.directions))


def codes_are_unique(draft: Draft) -> Iterator[Problem]:
    """Every entry has a code of its own, for ever, and every part of it a letter: links that clinics made hold them."""
    owners = {code: f"'{retired.name}', which was removed" for code, retired in draft.retired.items()}
    taken = {*owners, *(entry.code for _, entry, _ in draft.entries())}
    for program, entry, place in draft.entries():
        at = (*place, "code")
        if not entry.code:
            free = _free_code(f"{program.slug} {entry.id}", taken)
            taken.add(free)
            yield draft.problem(program, place, "this entry has no code.", f"add 'code: {free}', which is free.")
        elif entry.code in owners:
            free = _free_code(f"{program.slug} {entry.id}", taken)
            message = f"the code '{entry.code}' belongs to {owners[entry.code]}."
            yield draft.problem(program, at, message, f"write 'code: {free}', which is free.")
        else:
            owners[entry.code] = f"'{entry.title}'"
    for exercise in draft.exercises.values():
        letters = [(variant.code, ("variants", n)) for n, variant in enumerate(exercise.variants)]
        yield from _letters(draft, exercise, letters)
    for program, entry, place in draft.entries():
        boxes = [(box.code, (*place, "tick_boxes", n)) for n, box in enumerate(entry.tick_boxes)]
        phases = [(phase.code, (*place, "phases", n)) for n, phase in enumerate(entry.phases)]
        used = draft.exercises.get(entry.exercise)
        yield from _letters(draft, program, boxes)
        yield from _letters(draft, program, phases, {v.code for v in used.variants} if used else ())


def _free_code(name: str, taken: Collection[str]) -> str:
    """Return a code that is free. It follows from the name, so that two people are seldom told the same."""
    start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
    for number in range(start, start + len(CODE_LETTERS) ** 3):
        if (code := code_of(number)) not in taken:
            return code
    raise AssertionError("8,000 codes are taken")


def _letters(
    draft: Draft,
    thing: Exercise | Program,
    parts: Iterable[tuple[str, Location]],
    reserved: Collection[str] = (),
) -> Iterator[Problem]:
    """Yield a problem for each part that has no letter, or the letter of another."""
    parts = list(parts)
    seen = set(reserved)
    for letter, at in parts:
        taken = {*seen, *reserved, *(other for other, _ in parts)}
        free = next((one for one in string.ascii_lowercase if one not in taken), "a")
        if not letter:
            yield draft.problem(thing, at, "this has no code.", f"add 'code: {free}', which is free.")
            seen.add(free)
        elif letter in seen:
            message = f"the code '{letter}' is here twice."
            yield draft.problem(thing, (*at, "code"), message, f"write 'code: {free}'; the first one must stay.")
        seen.add(letter)


def terms_stand_once(draft: Draft) -> Iterator[Problem]:
    """No name or list item is given twice where twice means a slip."""
    for exercise in draft.exercises.values():
        for key in ("positions", "equipment", "regions", "aims", "strengthens", "stretches", "cautions"):
            words = getattr(exercise, key)
            for number, word in enumerate(words):
                if word in words[:number]:
                    yield draft.problem(exercise, (key, number), f"'{word}' is here twice.", "remove one.")


def everything_is_drawn(draft: Draft) -> Iterator[Problem]:
    """An exercise has a drawing; without one of its own, each of its variants has one."""
    guide = "docs/contribute/figures.md shows how."
    for exercise in draft.exercises.values():
        if exercise.figure is not None:
            continue
        if not any(variant.figure for variant in exercise.variants):
            tip = f"add 'figure:' with a base position and joint angles; {guide}"
            yield draft.problem(exercise, (), "this exercise has no drawing.", tip)
            continue
        for number, variant in enumerate(exercise.variants):
            if variant.figure is None:
                message = f"neither the variant '{variant.id}' nor the exercise as a whole has a drawing."
                yield draft.problem(exercise, ("variants", number), message, f"add 'figure:' to it; {guide}")


# Keys that patients do not read as our words: credits and titles are what somebody else printed.
_NOT_OURS_TO_SAY = frozenset({"printed_title", "title", "basis", "kind", "editor_notes", "synonyms", "other_names"})
_PROGRAM = re.compile(r"\bprograms?\b", re.IGNORECASE)
_HANDOUT = re.compile(r"\bhandouts?\b", re.IGNORECASE)


def nothing_says_handout(draft: Draft) -> Iterator[Problem]:
    """No line says 'the handout': the page that is printed from it is called a handout, too."""
    for path, document in draft.documents.items():
        # The interface speaks of the handouts that we print, which is right there.
        texts = () if path.startswith("data/interface/") else _texts(document.value, ())
        for at, text in texts:
            if _HANDOUT.search(text):
                tip = "write 'the original', or move what only editors need to know to 'editor_notes:'."
                yield draft.problem(path, at, "'handout' may mean the reader's own paper here.", tip)


def _texts(value: Any, at: Location) -> Iterator[tuple[Location, str]]:
    """Yield each text of a document that people read, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_OURS_TO_SAY:
                yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*at, number))
    elif isinstance(value, str):
        yield at, value


def exercises_stand_alone(draft: Draft) -> Iterator[Problem]:
    """No step of an exercise sends the reader away: its page is found without any program."""
    for exercise in draft.exercises.values():
        parts = [((), exercise), *((("variants", n), variant) for n, variant in enumerate(exercise.variants))]
        for at, part in parts:
            for key in ("start", "steps"):
                for number, line in enumerate(getattr(part, key)):
                    if _PROGRAM.search(line):
                        tip = "say it in general words; a program tells its own way in its entry."
                        yield draft.problem(exercise, (*at, key, number), "a step sends the reader to a program.", tip)


def ours_stand(draft: Draft) -> Iterator[Problem]:
    """What is marked as ours stands among the lines beside it."""
    things: list[tuple[Exercise | Program, Location, Any]] = []
    for exercise in draft.exercises.values():
        forms = [(exercise, ("variants", n), variant) for n, variant in enumerate(exercise.variants)]
        things += [(exercise, (), exercise), *forms]
    things += [(program, (), program) for program in draft.programs.values()]
    for program, entry, place in draft.entries():
        used = [(program, (*place, "variants", n), form) for n, form in enumerate(entry.variants)]
        things += [(program, place, entry), *used]
    for thing, place, part in things:
        told = {line for key in LINES for line in getattr(part, key, ())}
        for number, line in enumerate(part.ours):
            if line not in told:
                tip = f"write it where it belongs, as '- ours: {line}'."
                yield draft.problem(thing, (*place, "ours", number), "no line beside it says this.", tip)


RULES: tuple[Rule, ...] = (
    terms_are_known,
    exercises_are_known,
    sources_are_known,
    signs_are_known,
    what_suits_is_known,
    conditions_lead_on,
    variants_fit,
    doses_fit_their_parts,
    ids_are_unique,
    addresses_are_unique,
    names_are_unique,
    orders_are_unique,
    terms_are_told_apart,
    see_also_is_known,
    relations_make_sense,
    relations_lead_somewhere,
    terms_stand_once,
    codes_are_unique,
    everything_is_drawn,
    nothing_says_handout,
    exercises_stand_alone,
    ours_stand,
    every_exercise_is_used,
    bone_health_conflicts,
)
