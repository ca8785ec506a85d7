"""What to do in an entry: its own words where it has them, the exercise's where it has not."""

from dataclasses import dataclass

from exercise_library.catalogue.model import Entry, Exercise, NamedVariant

# What to say where an entry has several forms, by the entry's variant_choice. Forms that are all done need no words.
_CHOICES = {
    "one": "Do one of these. If your clinician ticked one, do that one.",
    "clinician": "Do only what your clinician ticked.",
    "all": "",
}


@dataclass(frozen=True)
class Form:
    """One way to do an entry, or one part of it. `label` is the handout's own name for it."""

    id: str
    name: str
    label: str
    when: str
    start: tuple[str, ...]
    steps: tuple[str, ...]
    feel: tuple[str, ...]


@dataclass(frozen=True)
class Doing:
    """How an entry is done: the common start and steps, its forms, and what to feel.

    `choice` says who picks among the forms; it is empty where there is nothing to pick.
    """

    start: tuple[str, ...]
    steps: tuple[str, ...]
    forms: tuple[Form, ...]
    feel: tuple[str, ...]
    choice: str


def doing(entry: Entry, exercise: Exercise, only_here: bool) -> Doing:
    """Return how an entry is done, so complete that the exercise's page is not needed.

    `only_here`: no other program uses the exercise, so that what its page says to feel holds here too.
    """
    start = entry.start or exercise.start
    feel = entry.feel or (exercise.feel if only_here else ())
    forms = tuple(_form(used, entry, exercise, only_here) for used in entry.variants)
    if len(forms) == 1 and not forms[0].label:
        only = forms[0]
        return Doing(only.start or start, only.steps or entry.steps, (), feel or only.feel, "")
    steps = entry.steps or (() if any(form.steps for form in forms) else exercise.steps)
    return Doing(start, steps, forms, feel, _CHOICES[entry.variant_choice] if len(forms) > 1 else "")


def _form(used: NamedVariant, entry: Entry, exercise: Exercise, only_here: bool) -> Form:
    variant = next(variant for variant in exercise.variants if variant.id == used.variant)
    own_words = bool(entry.steps) and not used.steps
    return Form(
        id=used.variant,
        name=variant.name,
        label=used.label or "",
        when=used.when or variant.when or "",
        start=used.start or (() if own_words or entry.start else variant.start),
        steps=used.steps or (() if own_words else variant.steps),
        feel=variant.feel if only_here else (),
    )
