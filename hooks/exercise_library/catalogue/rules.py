"""What must hold between the files. Each rule is a small generator; RULES is only a list."""

import hashlib
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from exercise_library.catalogue.corrections import CORRECTIONS
from exercise_library.catalogue.dose import ENTRY_LINES, ByPart
from exercise_library.catalogue.draft import SITE, Draft, Rule, of_each_document
from exercise_library.catalogue.model import (
    LINES,
    VOCABULARY_OF,
    Entry,
    Exercise,
    Program,
    Relation,
)
from exercise_library.catalogue.published import PUBLISHED
from exercise_library.catalogue.signature import SIGNATURES
from exercise_library.catalogue.text import CODE_LETTERS, code_of
from exercise_library.catalogue.wording import WORDING
from exercise_library.source.problems import Problem, Severity, did_you_mean, misspelt, shown
from exercise_library.source.reader import Document, Location

# Addresses below /exercises/ and anchors on a program page that are taken.
RESERVED_SLUGS = frozenset({"by-aim", "by-equipment", "by-muscle", "by-position", "by-region", "index"})
RESERVED_ANCHORS = frozenset({
    "about-this-program", "afterwards", "before-you-start", "credits", "emergency", "exercises", "for-whom", "get-help",
    "how-often", "print", "restriction", "when-to-stop",
})  # fmt: skip


_GET_HELP = "data/get-help.yml"


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
    for program, entry, place in draft.entries():
        yield from _missing(draft, program, (*place, "exercise"), "exercise", entry.exercise)
    for exercise in draft.exercises.values():
        for number, relation in enumerate(exercise.relations):
            at: Location = ("relations", number)
            yield from _missing(draft, exercise, (*at, "exercise"), "exercise", relation.exercise)
            if relation.program is not None:
                yield from _missing(draft, exercise, (*at, "program"), "program", relation.program)


def _missing(draft: Draft, thing: Exercise | Program | str, at: Location, kind: str, name: str) -> Iterator[Problem]:
    """Yield a problem where an exercise or program is named that is not there. Another one is never offered for it."""
    known = draft.names[f"{kind}s"]
    if name in known:
        return
    meant = misspelt(name, known)
    tip = f"did you mean '{meant}'?" if meant else f"name one of data/{kind}s/; or bring its file back, or remove this."
    yield draft.problem(thing, at, f"there is no {kind} '{name}'.", tip)


def sources_are_known(draft: Draft) -> Iterator[Problem]:
    """A source is in sources.yml, or in a clinic's own settings."""
    if "data/sources.yml" not in draft.documents or SITE in draft.names["broken"]:
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
    for vocabulary, terms in draft.vocabulary.items():
        path = f"data/vocabulary/{vocabulary}.yml"
        for slug, term in terms.items():
            for number, exercise in enumerate(term.suits):
                yield from _missing(draft, path, (slug, "suits", number), "exercise", exercise)
            if term.suits and "suits" not in term.editorial:
                message = "this is our judgement, and nothing says so."
                yield draft.problem(path, (slug, "suits"), message, "add 'editorial: [suits]' below it.")


def conditions_lead_on(draft: Draft) -> Iterator[Problem]:
    """A condition leads on to programs there are."""
    for slug, condition in draft.conditions.items():
        for number, program in enumerate(condition.programs):
            yield from _missing(draft, "data/conditions.yml", (slug, "programs", number), "program", program)


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
        own = [(entry, place) for owner, entry, place in draft.entries() if owner is program]
        yield from _repeated(draft, program, [(entry.id, (*place, "id")) for entry, place in own], RESERVED_ANCHORS)
        yield from _former_anchors(draft, program, own)
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


def _former_anchors(draft: Draft, program: Program, own: list[tuple[Entry, Location]]) -> Iterator[Problem]:
    """Yield a problem for each former name of an entry that leads elsewhere. The name that is in use must stay."""
    owners = {entry.id: entry.id for entry, _ in own}
    for entry, place in own:
        for number, old in enumerate(entry.formerly):
            at = (*place, "formerly", number)
            if old in RESERVED_ANCHORS:
                yield draft.problem(program, at, f"the name '{old}' is taken on this page.", "remove it.")
            elif old in owners:
                yield draft.problem(program, at, f"'{old}' leads to '{owners[old]}' already.", "remove it here.")
            owners.setdefault(old, entry.id)


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


def relations_agree(draft: Draft) -> Iterator[Problem]:
    """What is to be learned first is not the harder one of two."""
    for exercise in draft.exercises.values():
        harder = {relation.exercise for relation in exercise.relations if relation.kind == "harder"}
        for number, relation in enumerate(exercise.relations):
            if relation.kind == "learn-first" and relation.exercise in harder:
                message = f"'{relation.exercise}' is called harder, and is to be learned first."
                yield draft.problem(exercise, ("relations", number), message, "keep the one that is true.")


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
            yield draft.problem(exercise, (), message, "it can stay.", severity=Severity.NOTICE)


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
                severity=Severity.NOTICE,
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
            edit = draft.row_below(program, (*place, "id"), f"code: {free}")
            tip = f"add 'code: {free}', which is free."
            yield draft.problem(program, place, "this entry has no code.", tip, edit=edit)
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


# Three consonants that people read as a word all the same.
_RUDE = frozenset(
    {"bch", "cck", "cnt", "dck", "fck", "fgt", "ftw", "kkk", "ngr", "nzs", "sht", "sxx", "twt", "wnk", "wtf"}
)


def _free_code(name: str, taken: Collection[str]) -> str:
    """Return a code that is free. It follows from the name, so that two people are seldom told the same."""
    start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
    for number in range(start, start + len(CODE_LETTERS) ** 3):
        if (code := code_of(number)) not in taken and code not in _RUDE:
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
            edit = draft.row_below(thing, (*at, "id"), f"code: {free}")
            yield draft.problem(thing, at, "this has no code.", f"add 'code: {free}', which is free.", edit=edit)
            seen.add(free)
        elif letter in seen:
            message = f"the code '{letter}' is here twice."
            yield draft.problem(thing, (*at, "code"), message, f"write 'code: {free}'; the first one must stay.")
        seen.add(letter)


@of_each_document
def lines_stand_once(document: Document) -> Iterator[Problem]:
    """No list says the same twice. Two steps of an exercise may be alike when something stands between them."""
    for at, line, straight in _twice(document.value, ()):
        if at[-2] != "formerly" and (straight or at[-2] != "steps"):
            yield document.problem(at, f"{shown(line)} is here twice.", "remove one.")


def _twice(value: Any, at: Location) -> Iterator[tuple[Location, str, bool]]:
    """Yield each line of a list that stood there before, and whether that was straight above it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    seen: dict[str, Any] = {}
    for key, item in inner:
        line = next(iter(item.values())) if isinstance(item, dict) and list(item) == ["ours"] else item
        if isinstance(value, list) and isinstance(line, str):
            known = " ".join(line.split()).casefold()
            if known in seen:
                yield (*at, key), line, seen[known] == key - 1
            seen[known] = key
        elif key != "figure":
            yield from _twice(item, (*at, key))


def everything_is_drawn(draft: Draft) -> Iterator[Problem]:
    """An exercise has a drawing or a photo; without one of its own, each of its variants has a drawing."""
    guide = "docs/contribute/figures.md shows how."
    for exercise in draft.exercises.values():
        if exercise.figure is not None or exercise.media:
            continue
        if not any(variant.figure for variant in exercise.variants):
            tip = f"add 'figure:' with a base position and joint angles; {guide}"
            yield draft.problem(exercise, (), "this exercise has no drawing.", tip)
            continue
        for number, variant in enumerate(exercise.variants):
            if variant.figure is None:
                message = f"neither the variant '{variant.id}' nor the exercise as a whole has a drawing."
                yield draft.problem(exercise, ("variants", number), message, f"add 'figure:' to it; {guide}")


def every_picture_is_told(draft: Draft) -> Iterator[Problem]:
    """Each picture of a drawing has an alternative text, for those who do not see it."""
    for thing, place, part in draft.parts():
        figure = part.figure
        if figure is not None and len(figure.alt) != figure.count:
            message = f"there are {figure.count} pictures, and {len(figure.alt)} of them are told in words."
            tip = f"write a line below 'alt:' for {figure.order}, in this order: what a person who sees it would say."
            yield draft.problem(thing, (*place, "figure", "alt"), message, tip)


def ours_stand(draft: Draft) -> Iterator[Problem]:
    """What is marked as ours stands among the lines beside it."""
    programs = ((program, (), program) for program in draft.programs.values())
    for thing, place, part in chain(draft.parts(), programs):
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
    relations_agree,
    lines_stand_once,
    codes_are_unique,
    everything_is_drawn,
    every_picture_is_told,
    ours_stand,
    every_exercise_is_used,
    bone_health_conflicts,
    *WORDING,
    *PUBLISHED,
    *SIGNATURES,
    *CORRECTIONS,
)
