"""Corrections name what there is, each by its own id, on a day that has come."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta

from exercise_library.catalogue.draft import Draft, Rule
from exercise_library.source.problems import Problem, did_you_mean

PATH = "data/corrections.yml"


def present(name: str, things: Mapping[str, object]) -> str | None:
    """Return the slug that an exercise or a program has now, by that or by a former one."""
    former = (slug for slug, thing in things.items() if name in getattr(thing, "formerly", ()))
    return name if name in things else next(former, None)


def corrections_name_what_there_is(draft: Draft) -> Iterator[Problem]:
    """What a correction is about can be found, so that it stands where people look."""
    for number, it in enumerate(draft.corrections):
        for kind, name in (("exercise", it.exercise), ("program", it.program)):
            things = draft.exercises if kind == "exercise" else draft.programs
            if name and present(name, things) is None and name not in draft.names[f"{kind}s"]:
                tip = did_you_mean(name, things)
                yield draft.problem(PATH, ("corrections", number, kind), f"there is no {kind} '{name}'.", tip)
        program = draft.programs.get(present(it.program or "", draft.programs) or "")
        if it.entry and program:
            ids = {id_ for entry in program.entries for id_ in (entry.id, *entry.formerly)}
            if it.entry not in ids:
                tip = f"{did_you_mean(it.entry, ids)} If the entry is gone, leave the line out."
                yield draft.problem(PATH, ("corrections", number, "entry"), f"there is no entry '{it.entry}'.", tip)


def corrections_have_ids_and_days(draft: Draft) -> Iterator[Problem]:
    """An id stands once, for feeds and links go by it, and nothing was corrected tomorrow."""
    seen: Counter[str] = Counter()
    for number, it in enumerate(draft.corrections):
        seen[it.id] += 1
        if seen[it.id] > 1:
            message = f"the id '{it.id}' stands above."
            yield draft.problem(PATH, ("corrections", number, "id"), message, "choose another; the first must stay.")
        if draft.today and it.date > (draft.today + timedelta(days=1)).isoformat():
            message = f"{it.date} is a day to come."
            yield draft.problem(PATH, ("corrections", number, "date"), message, "write the day of the correction.")


CORRECTIONS: tuple[Rule, ...] = (corrections_name_what_there_is, corrections_have_ids_and_days)
