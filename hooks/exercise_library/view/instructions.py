"""What to do in an entry: its own words where it has them, the exercise's where it has not."""

from dataclasses import dataclass

from exercise_library.catalogue.model import Entry, Exercise, NamedVariant

# What to say where an entry has several variants, by its variant_choice. Variants that are all done need no words.
_CHOICES = {
    "one": "Do one of these. If your clinician ticked one, do that one.",
    "clinician": "Do only what your clinician ticked.",
    "all": "",
}


@dataclass(frozen=True)
class VariantView:
    """One way to do an entry. `label` is the handout's own name for it, `code` its letter in links of clinics."""

    id: str
    code: str
    name: str
    label: str
    when: str
    start: tuple[str, ...]
    steps: tuple[str, ...]
    feel: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called: the handout's name for it, then ours."""
        return f"{self.label}: {self.name}" if self.label else self.name


@dataclass(frozen=True)
class Instructions:
    """How an entry is done: the common start and steps, its variants, and what to feel.

    `choice` says who picks among the variants; it is empty where there is nothing to pick.
    """

    start: tuple[str, ...]
    steps: tuple[str, ...]
    variants: tuple[VariantView, ...]
    feel: tuple[str, ...]
    choice: str


def instructions_for(entry: Entry, exercise: Exercise, only_here: bool) -> Instructions:
    """Return how an entry is done, so complete that the exercise's page is not needed.

    `only_here`: no other program uses the exercise, so that what its page says to feel holds here too.
    """
    start = entry.start or exercise.start
    feel = entry.feel or (exercise.feel if only_here else ())
    variants = tuple(_variant(used, entry, exercise, only_here) for used in entry.variants)
    if len(variants) == 1 and not variants[0].label:
        only = variants[0]
        return Instructions(only.start or start, only.steps or entry.steps, (), feel or only.feel, "")
    steps = entry.steps or (() if any(variant.steps for variant in variants) else exercise.steps)
    choice = _CHOICES[entry.variant_choice] if len(variants) > 1 else ""
    return Instructions(start, steps, variants, feel, choice)


def _variant(used: NamedVariant, entry: Entry, exercise: Exercise, only_here: bool) -> VariantView:
    variant = next(variant for variant in exercise.variants if variant.id == used.variant)
    own_words = bool(entry.steps) and not used.steps
    return VariantView(
        id=used.variant,
        code=variant.code,
        name=variant.name,
        label=used.label or "",
        when=used.when or variant.when or "",
        start=used.start or (() if own_words or entry.start else variant.start),
        steps=used.steps or (() if own_words else variant.steps),
        feel=variant.feel if only_here else (),
    )
