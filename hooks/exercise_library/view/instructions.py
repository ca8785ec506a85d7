"""What to do in an entry: its own words where it has them, the exercise's where it has not."""

from dataclasses import dataclass

from exercise_library.catalogue.model import Entry, Exercise, NamedVariant
from exercise_library.interface.messages import Translate
from exercise_library.view.ours import told_by


@dataclass(frozen=True)
class VariantView:
    """One way to do an entry. `label` is the handout's own name for it, `code` its letter in links of clinics.

    `title` is what it is called: the handout's name for it, then ours. Lines of ours are of the class OurLine.
    """

    id: str
    code: str
    name: str
    label: str
    when: str
    start: tuple[str, ...]
    steps: tuple[str, ...]
    feel: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class Instructions:
    """How an entry is done: the common start and steps, its variants, and what to feel.

    `choice` says who picks among the variants, and `choice_on_paper` says it where boxes are ticked by pen; both are
    empty where there is nothing to pick. Lines of ours are of the class OurLine.
    """

    start: tuple[str, ...]
    steps: tuple[str, ...]
    variants: tuple[VariantView, ...]
    feel: tuple[str, ...]
    choice: str
    choice_on_paper: str


def instructions_for(entry: Entry, exercise: Exercise, only_here: bool, t: Translate) -> Instructions:
    """Return how an entry is done, so complete that the exercise's page is not needed.

    `only_here`: no other program uses the exercise, so that what its page says to feel holds here too.
    """
    start = told_by(entry.start, entry) or told_by(exercise.start, exercise)
    steps = told_by(entry.steps, entry)
    feel = told_by(entry.feel, entry) or (told_by(exercise.feel, exercise) if only_here else ())
    variants = tuple(_variant(used, entry, exercise, only_here, t) for used in entry.variants)
    if len(variants) == 1 and not variants[0].label:
        only = variants[0]
        return Instructions(only.start or start, only.steps or steps, (), feel or only.feel, "", "")
    steps = steps or (() if any(variant.steps for variant in variants) else told_by(exercise.steps, exercise))
    # Variants that are all done need no words.
    picked = len(variants) > 1 and entry.variant_choice != "all"
    choice = t("entry.choice", choice=entry.variant_choice) if picked else ""
    on_paper = t("entry.choice_on_paper", choice=entry.variant_choice) if picked else ""
    return Instructions(start, steps, variants, feel, choice, on_paper)


def _variant(used: NamedVariant, entry: Entry, exercise: Exercise, only_here: bool, t: Translate) -> VariantView:
    variant = next(variant for variant in exercise.variants if variant.id == used.variant)
    own_words = bool(entry.steps) and not used.steps
    return VariantView(
        id=used.variant,
        code=variant.code,
        name=variant.name,
        label=used.label or "",
        title=t("entry.variant_title", label=used.label, name=variant.name) if used.label else variant.name,
        when=used.when or variant.when or "",
        start=told_by(used.start, used) or (() if own_words or entry.start else told_by(variant.start, variant)),
        steps=told_by(used.steps, used) or (() if own_words else told_by(variant.steps, variant)),
        feel=told_by(variant.feel, variant) if only_here else (),
    )
