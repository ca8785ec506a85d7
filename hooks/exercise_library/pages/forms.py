"""What to do in an entry: its own words where it has them, the exercise's where it has not."""

from dataclasses import dataclass

from exercise_library.catalogue.model import Entry, Exercise, NamedVariant


@dataclass(frozen=True)
class Form:
    """One way to do an entry. `id` is empty when the entry has no forms to choose from."""

    id: str
    name: str
    label: str
    when: str
    start: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Doing:
    """How an entry is done: the common start and steps, and its forms.

    `choose` says that the clinician picks among the forms; otherwise each is done in turn.
    """

    start: tuple[str, ...]
    steps: tuple[str, ...]
    forms: tuple[Form, ...]
    choose: bool


def doing(entry: Entry, exercise: Exercise) -> Doing:
    """Return how an entry is done, so complete that the exercise's page is not needed."""
    start = entry.start or exercise.start
    forms = tuple(_form(used, entry, exercise) for used in entry.variants)
    if len(forms) == 1 and not forms[0].label:
        only = forms[0]
        return Doing(only.start or start, only.steps or entry.steps, (), choose=False)
    steps = entry.steps or (() if any(form.steps for form in forms) else exercise.steps)
    return Doing(start, steps, forms, choose=len(forms) > 1 and entry.variant_choice == "one")


def _form(used: NamedVariant, entry: Entry, exercise: Exercise) -> Form:
    variant = next(variant for variant in exercise.variants if variant.id == used.variant)
    own_words = bool(entry.steps) and not used.steps
    return Form(
        id=used.variant,
        name=variant.name,
        label=used.label or "",
        when=used.when or variant.when or "",
        start=used.start or (() if own_words or entry.start else variant.start),
        steps=used.steps or (() if own_words else variant.steps),
    )
