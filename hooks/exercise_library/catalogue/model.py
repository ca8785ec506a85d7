"""The model of the library: one class for each kind of data file and its parts."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from exercise_library.catalogue.dose import Dose, Part, ProgramDose
from exercise_library.catalogue.text import Date, Slug, Text, Url, problem
from exercise_library.source.problems import did_you_mean, shown

Lines = Annotated[tuple[Text, ...], Field(max_length=40)]
Slugs = Annotated[tuple[Slug, ...], Field(max_length=40)]
Ternary = Literal["yes", "no", "unknown"]


class Review(Part):
    """Who checked a page clinically, and when."""

    reviewer: Text
    date: Date


class _Editorial(Part):
    """Something of which some keys are our own judgement: `editorial` names them."""

    editorial: Annotated[tuple[StrictStr, ...], Field(max_length=40)] = ()

    @field_validator("editorial")
    @classmethod
    def _names_keys(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        known = set(cls.model_fields) - {"editorial", "slug"}
        for number, name in enumerate(names):
            if name not in known:
                raise problem(f"{shown(name)} is not a key here.", did_you_mean(name, known), number)
        return names


class Spine(Part):
    """How the back moves: our judgement, told as a description and never as a promise.

    `loaded`: a part of the spine moves or is held against body weight, gravity or resistance.
    Sources: Brooke-Wavell et al., BJSM 2022;56:837; Giangregorio et al. 2014 and 2015.
    """

    directions: Annotated[
        tuple[Literal["flexion", "extension", "rotation", "side-bend", "neutral"], ...],
        Field(min_length=1, max_length=5),
    ]
    loaded: Ternary
    end_range: Ternary
    fast: Ternary
    external_load: Ternary


class Variant(Part):
    """A form of an exercise, told in full."""

    id: Slug
    name: Text
    when: Text | None = None
    positions: Slugs = ()
    equipment: Slugs = ()
    start: Lines = ()
    steps: Lines = Field(min_length=1)
    feel: Lines = ()


RelationKind = Literal["harder", "easier", "learn-first", "start-position", "part", "optional-part", "related"]


class Relation(Part):
    """How another exercise stands to this one: it is harder, is learnt first, is a part of it, …"""

    kind: RelationKind
    exercise: Slug
    basis: Literal["handout", "editorial"]


class Exercise(_Editorial):
    """One movement, the same in every program. It holds no dose and no pain rule."""

    folder: ClassVar[str] = "exercises"

    slug: Slug
    name: Text
    other_names: Lines = ()
    formerly: Slugs = ()
    summary: Text
    positions: Slugs = Field(min_length=1)
    equipment: Slugs = ()
    regions: Slugs = Field(min_length=1)
    strengthens: Slugs = ()
    stretches: Slugs = ()
    aims: Slugs = Field(min_length=1)
    start: Lines = Field(min_length=1)
    steps: Lines = ()
    variants: Annotated[tuple[Variant, ...], Field(max_length=12)] = ()
    feel: Lines = ()
    cautions: Slugs = ()
    spine: Spine
    relations: Annotated[tuple[Relation, ...], Field(max_length=40)] = ()
    sources: Slugs = ()
    review: Review | None = None

    @model_validator(mode="after")
    def _can_be_done(self) -> "Exercise":
        if not self.steps and not self.variants:
            tip = "write what to do under 'steps:'."
            raise problem("there are neither steps nor variants.", tip, "steps")
        return self


def _spell_out_variant(value: Any) -> Any:
    return {"variant": value} if isinstance(value, str) else value


class NamedVariant(Part):
    """A form of the exercise as one program uses it. `label`: the handout's own name for the form."""

    variant: Slug
    label: Text | None = None
    when: Text | None = None
    start: Lines = ()
    steps: Lines = ()


UsedVariant = Annotated[NamedVariant, BeforeValidator(_spell_out_variant)]


class Phase(Part):
    """A part of an exercise that has a dose of its own, such as the first of two holds."""

    id: Slug
    name: Text


class TickBox(Part):
    """A box to tick on paper."""

    id: Slug
    label: Text


class Entry(_Editorial):
    """An exercise in a program, with what is this handout's own. Its id is its anchor for ever."""

    id: Slug
    exercise: Slug
    formerly: Slugs = ()
    title: Text
    printed_title: Text | None = None
    variants: Annotated[tuple[UsedVariant, ...], Field(max_length=12)] = ()
    variant_choice: Literal["one", "clinician", "all"] = "one"
    start: Lines = ()
    steps: Lines = ()
    equipment: Slugs = ()
    differences: Lines = ()
    tips: Lines = ()
    purpose: Lines = ()
    feel: Lines = ()
    tick_boxes: Annotated[tuple[TickBox, ...], Field(max_length=12)] = ()
    phases: Annotated[tuple[Phase, ...], Field(max_length=12)] = ()
    dose: Dose
    see_also: Slugs = ()
    notes: Lines = ()


class Section(_Editorial):
    """Entries under one heading; no name when the handout has no headings."""

    name: Text | None = None
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=60)]


class Restriction(Part):
    """Who alone may use a program, told above everything else."""

    title: Text
    text: Lines = Field(min_length=1)


class FormField(Part):
    """Lines to fill in on the printed handout."""

    id: Slug
    label: Text
    lines: Annotated[StrictInt, Field(ge=1, le=12)] = 1


class Program(_Editorial):
    """One handout's plan: who it is for, its rules, its doses and its exercises in order."""

    folder: ClassVar[str] = "programs"

    slug: Slug
    name: Text
    summary: Text
    formerly: Slugs = ()
    order: Annotated[StrictInt, Field(ge=1, le=1000)]
    source: Slug
    for_bone_health: StrictBool = False
    restriction: Restriction | None = None
    audience: Lines = Field(min_length=1)
    purpose: Lines = Field(min_length=1)
    background: Lines = ()
    instructions: Lines = Field(min_length=1)
    stop_rules: Lines = Field(min_length=1)
    dose: ProgramDose
    afterwards: Lines = ()
    form: Annotated[tuple[FormField, ...], Field(max_length=20)] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=20)]
    review: Review | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the handout's order."""
        return tuple(entry for section in self.sections for entry in section.entries)


class Term(Part):
    """A word of the vocabulary: what a patient reads, what it means, and what else people call it."""

    name: Text
    description: Text
    synonyms: Lines = ()


class Source(Part):
    """A handout or a piece of guidance: who made it and what we took from it. Never an endorsement of ours."""

    kind: Literal["handout", "guidance"]
    title: Text
    authors: Lines = ()
    publisher: Text | None = None
    date: Text | None = None
    series: Text | None = None
    identifier: Text | None = None
    pages: Text | None = None
    url: Url | None = None
    rights: Text | None = None
    credit: Lines = ()


class Urgent(Part):
    """The signs that need help at once, and whom to call."""

    heading: Text
    who_to_call: Lines = Field(min_length=1)
    signs: Lines = Field(min_length=1)


class GetHelp(_Editorial):
    """The box that says when to get help now."""

    title: Text
    intro: Lines = Field(min_length=1)
    urgent: Urgent
    sources: Slugs = Field(min_length=1)
    review: Review | None = None
