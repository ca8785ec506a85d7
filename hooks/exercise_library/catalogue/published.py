"""What was published is for ever: names in addresses that paper points at, and codes in links that clinics made.

data/published.yml lists them. The list only grows, and `exercise-library fix` adds what is new.
"""

from collections.abc import Iterator, Mapping, Sequence

from exercise_library.catalogue.draft import SITE, Draft, Rule
from exercise_library.catalogue.model import Exercise, Phase, Program, Published, TickBox, Variant
from exercise_library.source.problems import Edit, Problem, Severity
from exercise_library.source.reader import Location

PATH = "data/published.yml"
_BACK = "if it has a new name, write the old one there below 'formerly:'; else bring it back from the history."


def names_stay(draft: Draft) -> Iterator[Problem]:
    """An exercise, a program or an entry that was published is there, or something says that this was its name."""
    listed = draft.published
    if listed is None:
        return
    exercises = _with_former(draft.exercises) | draft.names["exercises"]
    for number, name in enumerate(listed.exercises):
        if name not in exercises:
            message = f"the exercise '{name}' was published, and it is gone."
            yield draft.problem(PATH, ("exercises", number), message, _BACK)
    programs = _with_former(draft.programs) | draft.names["programs"]
    for name, entries in listed.programs.items():
        if name not in programs:
            yield draft.problem(PATH, ("programs", name), f"the program '{name}' was published, and it is gone.", _BACK)
            continue
        program = next((it for it in draft.programs.values() if name in (it.slug, *it.formerly)), None)
        ids = {other for entry in program.entries for other in (entry.id, *entry.formerly)} if program else {*entries}
        for number, entry in enumerate(entries):
            if entry not in ids:
                message = f"the entry '{entry}' of '{name}' was published, and it is gone."
                yield draft.problem(PATH, ("programs", name, number), message, _BACK)


def _with_former(things: Mapping[str, object]) -> set[str]:
    return {*things, *(old for thing in things.values() for old in getattr(thing, "formerly", ()))}


def codes_keep_their_meaning(draft: Draft) -> Iterator[Problem]:
    """A code stands for what it stood for when it was published, and an entry that is gone is named in retired.yml."""
    listed = draft.published
    if listed is None or draft.names["programs"] != set(draft.programs):
        return
    yield from _entries_keep_theirs(draft, listed)
    for exercise in draft.exercises.values():
        letters: dict[str, str] = {}
        for name in (exercise.slug, *exercise.formerly):
            letters |= listed.forms.get(name, {})
        yield from _letters_keep_theirs(draft, exercise, ("variants",), exercise.variants, letters)
    now = {entry.code for _, entry, _ in draft.entries()}
    for code, meant in listed.codes.items():
        if code not in now and code not in draft.retired:
            message = f"links that clinics made name the entry '{code}' ('{meant}'), which is gone."
            tip = f"name it in data/retired.yml: '{code}:' and below it 'name:' with what patients called it."
            yield draft.problem(PATH, ("codes", code), message, tip)


def _entries_keep_theirs(draft: Draft, listed: Published) -> Iterator[Problem]:
    present = {old: exercise.slug for exercise in draft.exercises.values() for old in exercise.formerly}
    for program, entry, place in draft.entries():
        meant = listed.codes.get(entry.code)
        if meant is not None and present.get(meant, meant) != entry.exercise:
            message = f"the code '{entry.code}' stands for '{meant}' in links that clinics made."
            tip = f"leave the line 'code:' out, and another is chosen; or name '{meant}' as the exercise."
            yield draft.problem(program, (*place, "code"), message, tip)
        letters = listed.parts.get(entry.code, {})
        yield from _letters_keep_theirs(draft, program, (*place, "tick_boxes"), entry.tick_boxes, letters)
        yield from _letters_keep_theirs(draft, program, (*place, "phases"), entry.phases, letters)


def _letters_keep_theirs(
    draft: Draft,
    thing: Exercise | Program,
    place: Location,
    parts: Sequence[Phase | TickBox | Variant],
    letters: Mapping[str, str],
) -> Iterator[Problem]:
    for number, part in enumerate(parts):
        if letters.get(part.code, part.id) != part.id:
            message = f"the code '{part.code}' stands for '{letters[part.code]}' in links that clinics made."
            yield draft.problem(thing, (*place, number, "code"), message, "choose a letter that is free.")


def the_list_is_whole(draft: Draft) -> Iterator[Problem]:
    """What is new is added to the list before it is published."""
    listed = draft.published
    # What a clinic adds to its own copy does not go into our list: an update from us would clash with it.
    if listed is None or draft.site is not None or SITE in draft.names["broken"]:
        return
    new = grown(listed, draft)
    if new != listed:
        message = f"names or codes are not on the list yet: {', '.join(_added(listed, new))}."
        tip = "whoever merges your change can add them."
        edit = Edit(1, len(draft.documents[PATH].rows), (*as_yaml(new).split("\n"),))
        yield draft.problem(PATH, (), message, tip, severity=Severity.WARNING, edit=edit)


def _added(old: Published, new: Published) -> list[str]:
    before = set(_told(old))
    return [one for one in _told(new) if one not in before]


def _told(listed: Published) -> Iterator[str]:
    yield from listed.exercises
    for program, entries in listed.programs.items():
        yield from (program, *(f"{program}#{entry}" for entry in entries))
    yield from (f"{code} = {name}" for code, name in listed.codes.items())
    for things in (listed.forms, listed.parts):
        yield from (f"{name} {letter} = {part}" for name, parts in things.items() for letter, part in parts.items())


def grown(listed: Published, draft: Draft) -> Published:
    """Return the list with what is new in data/. Nothing that stands there is taken away or changed."""
    exercises = list(dict.fromkeys([*listed.exercises, *sorted(draft.exercises)]))
    programs = {name: list(entries) for name, entries in listed.programs.items()}
    codes, forms, parts = dict(listed.codes), _copied(listed.forms), _copied(listed.parts)
    for program in draft.programs.values():
        known = programs.setdefault(program.slug, [])
        known += [entry.id for entry in program.entries if entry.id not in known]
        for entry in program.entries:
            if not entry.code:
                continue
            codes.setdefault(entry.code, entry.exercise)
            parts_of: tuple[Phase | TickBox, ...] = (*entry.tick_boxes, *entry.phases)
            for part in parts_of:
                if part.code:
                    parts.setdefault(entry.code, {}).setdefault(part.code, part.id)
    for exercise in draft.exercises.values():
        for variant in exercise.variants:
            if variant.code:
                forms.setdefault(exercise.slug, {}).setdefault(variant.code, variant.id)
    return Published.model_validate(
        {"exercises": exercises, "programs": programs, "codes": codes, "forms": forms, "parts": parts}
    )


def _copied(things: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: dict(parts) for name, parts in things.items()}


def as_yaml(listed: Published) -> str:
    """Return the list as it stands in its file."""
    rows = [
        "# yaml-language-server: $schema=schema/published.json",
        "# Names and codes that links and paper point at. 'exercise-library fix' adds new ones.",
        "# This list only grows: nothing in it is ever changed or taken away.",
        "exercises:",
        *(f"  - {name}" for name in listed.exercises),
        "",
        "# The entries of each program.",
        "programs:",
    ]
    for name, entries in listed.programs.items():
        rows += [f"  {name}:", *(f"    - {entry}" for entry in entries), ""]
    rows += ["# The exercise that the code of an entry stands for.", "codes:"]
    rows += [f"  {code}: {exercise}" for code, exercise in listed.codes.items()]
    for key, note, things in (
        ("forms", "The variants of an exercise, by their letter.", listed.forms),
        ("parts", "The boxes and phases of an entry, by its code and their letter.", listed.parts),
    ):
        rows += ["", f"# {note}", f"{key}:"] if things else []
        for name, parts in things.items():
            rows += [f"  {name}:", *(f"    {letter}: {part}" for letter, part in parts.items())]
    return "\n".join(rows) + "\n"


PUBLISHED: tuple[Rule, ...] = (names_stay, codes_keep_their_meaning, the_list_is_whole)
