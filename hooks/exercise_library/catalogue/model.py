"""The model of the library: one class for each kind of data file and its parts.

Each field says what it means and gives an example, in words for people who edit the data: editors show them through
data/schema/, and docs/contribute/fields.md lists them. After a change here, run `make schema`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import (
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    field_validator,
    model_validator,
)

from exercise_library.catalogue.dose import Dose, ProgramDose
from exercise_library.catalogue.medium import Medium
from exercise_library.catalogue.text import Code, Day, Letter, Mark, Person, Slug, Text, Url
from exercise_library.figures.pose.figure import Figure
from exercise_library.source.problems import did_you_mean, problem, shown
from exercise_library.source.strict_model import StrictModel

Lines = Annotated[tuple[Text, ...], Field(max_length=40)]
Slugs = Annotated[tuple[Slug, ...], Field(max_length=40)]
Ternary = Literal["yes", "no", "unknown"]

# Which vocabulary the words of a key come from.
VOCABULARY_OF: Mapping[str, str] = {
    "positions": "positions",
    "equipment": "equipment",
    "regions": "regions",
    "aims": "aims",
    "strengthens": "muscles",
    "stretches": "muscles",
    "cautions": "cautions",
}


class WordsReview(StrictModel):
    """Who checked the translation of a page, when, and the mark of its words then."""

    reviewer: Person = Field(
        description="The clinician's own name and profession.", examples=["Ada Quill, physiotherapist"]
    )
    date: Day = Field(description="The day of the check.", examples=["2026-11-20"])
    words: Mark = Field(description="The mark of the words that were checked.", examples=["bcdfghjklm-npqr"])


class Review(WordsReview):
    """Who checked a page clinically, when, and marks of what it held then. 'exercise-library review' tells them."""

    dose: Mark = Field(description="The mark of the numbers that were checked.", examples=["bcdfghjklm-npqr"])
    poses: Mark = Field(description="The mark of what the pictures showed.", examples=["bcdfghjklm-npqr"])


# The keys whose lines may be marked as ours, one by one.
LINES = (
    "start", "steps", "tips", "feel", "purpose", "differences", "audience", "background", "instructions", "stop_rules",
    "afterwards",
)  # fmt: skip


def _lifted(value: Any, keys: tuple[str, ...]) -> Any:
    """Return a group with `- ours: …` among the lines of its keys written out: the line, and the line under 'ours'."""
    if not isinstance(value, dict):
        return value
    made, ours = dict(value), []
    for key in keys:
        lines = value.get(key)
        if isinstance(lines, list):
            made[key] = [line["ours"] if _is_group(line, "ours") else line for line in lines]
            ours += [line["ours"] for line in lines if _is_group(line, "ours")]
    return {**made, "ours": [*value.get("ours", ()), *ours]} if ours else made


def _is_group(item: Any, key: str) -> bool:
    return isinstance(item, dict) and list(item) == [key]


class _OwnLines(StrictModel):
    """Something some lines of which are ours. In the files such a line is written `- ours: …`, where it stands."""

    ours: Lines = Field(
        (),
        description="The lines beside it that are our own. Written in their place, as '- ours: the line'.",
        examples=[["Lower your heels."]],
    )

    @model_validator(mode="before")
    @classmethod
    def _lifts_ours(cls, value: Any) -> Any:
        return _lifted(value, tuple(key for key in LINES if key in cls.model_fields))


class _Equipped(StrictModel):
    """Something that needs things, of which some stand for each other and some are only for those who like."""

    equipment: Slugs = Field(
        (),
        description="What it needs. One of several: '- any_of: [stool, chair]'. If you like: '- optional: towel'.",
        examples=[["chair"]],
    )
    equipment_any_of: Annotated[tuple[Slugs, ...], Field(max_length=12)] = Field(
        (),
        description="Things of which one will do. Written under 'equipment', as '- any_of: [stool, chair]'.",
        examples=[[["chair", "stool"]]],
    )
    equipment_optional: Slugs = Field(
        (),
        description="Things that one may do without. Written under 'equipment', as '- optional: towel'.",
        examples=[["towel"]],
    )

    @model_validator(mode="before")
    @classmethod
    def _lifts_equipment(cls, value: Any) -> Any:
        items = value.get("equipment") if isinstance(value, dict) else None
        if not isinstance(items, list) or not any(isinstance(item, dict) for item in items):
            return value
        any_of = [item["any_of"] for item in items if _is_group(item, "any_of") and isinstance(item["any_of"], list)]
        optional = [item["optional"] for item in items if _is_group(item, "optional")]
        return {
            **value,
            "equipment": [thing for number, item in enumerate(items) for thing in _things(item, number)],
            "equipment_any_of": [*value.get("equipment_any_of", ()), *any_of],
            "equipment_optional": [*value.get("equipment_optional", ()), *optional],
        }

    @property
    def needs(self) -> tuple["Need", ...]:
        """The things it needs in their order, those that stand for each other together."""
        groups = {thing: group for group in self.equipment_any_of for thing in group}
        found = (Need(groups.get(thing, (thing,)), thing in self.equipment_optional) for thing in self.equipment)
        return tuple(dict.fromkeys(found))


def _things(item: Any, number: int) -> list[Any]:
    if _is_group(item, "optional"):
        return [item["optional"]]
    if _is_group(item, "any_of") and isinstance(item["any_of"], list):
        return list(item["any_of"])
    if isinstance(item, dict):
        tip = "write its name, '- any_of: [stool, chair]' or '- optional: towel'."
        raise problem("is nothing that can be needed.", tip, "equipment", number)
    return [item]


class Need(NamedTuple):
    """What is needed: any of some things, which are words of the vocabulary; `optional`: or nothing."""

    any_of: tuple[str, ...]
    optional: bool = False


_EditorNotes = Annotated[
    Lines,
    Field(
        description="What only those who edit the data need to know. No page shows it.",
        examples=[["The drawing of this one is missing from our copy."]],
    ),
]
_PictureNotes = Annotated[
    Lines,
    Field(
        description="What the picture settles that the handout leaves open. Shown beside the picture, as ours.",
        examples=[["The picture shows the arms by the sides. That is our choice."]],
    ),
]
_Review = Annotated[
    Review | None,
    Field(description="Who checked the page, when, and what it held then. Leave it out until a clinician has."),
]


class _Editorial(StrictModel):
    """Something of which some keys are our own judgement: `editorial` names them."""

    editorial: Annotated[tuple[StrictStr, ...], Field(max_length=40)] = Field(
        (),
        description="Which of the keys beside it are our own judgement or words, and come from no handout.",
        examples=[["summary"], ["title"], ["name"]],
    )

    @field_validator("editorial")
    @classmethod
    def _names_keys(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        known = set(cls.model_fields) - {"editorial", "slug", "ours"}
        for number, name in enumerate(names):
            if name not in known:
                raise problem(f"{shown(name)} is not a key here.", did_you_mean(name, known), number)
        return names


class Spine(StrictModel):
    """How the back moves: our judgement, told as a description and never as a promise.

    `loaded`: a part of the spine moves or is held against body weight, gravity or resistance.
    Sources: Brooke-Wavell et al., BJSM 2022;56:837; Giangregorio et al. 2014 and 2015.
    """

    directions: Annotated[
        tuple[Literal["flexion", "extension", "rotation", "side-bend", "neutral"], ...],
        Field(min_length=1, max_length=5),
    ] = Field(description="Which ways the back moves. 'neutral': it keeps its shape.", examples=[["neutral"]])
    loaded: Ternary = Field(
        description="Does a part of the back move, or hold still, against weight?", examples=["yes"]
    )
    end_range: Ternary = Field(description="Does the back move as far as it can go?", examples=["unknown"])
    fast: Ternary = Field(description="Does the back move fast?", examples=["no"])
    external_load: Ternary = Field(
        description="Is there a weight or a band to move, beyond the body?", examples=["unknown"]
    )


class Variant(_OwnLines, _Equipped):
    """A variant of an exercise, described in full."""

    id: Slug = Field(
        description="The name of the variant in addresses and programs. It never changes.", examples=["one-leg"]
    )
    code: Letter = Field(
        "",
        description="Its letter in the links that clinics make. It never changes; 'make check' tells a free one.",
        examples=["a"],
    )
    name: Text = Field(description="What we call the variant.", examples=["One leg"])
    when: Text | None = Field(
        None,
        description="When to use this variant rather than another.",
        examples=["Use this form when the first one is easy."],
    )
    positions: Slugs = Field((), description="The variant's own starting positions.", examples=[["standing"]])
    start: Lines = Field(
        (),
        description="How to get ready for this variant, one action a line.",
        examples=[["Stand behind a chair on one leg."]],
    )
    steps: Lines = Field(
        min_length=1,
        description="What to do in this variant, one action a line.",
        examples=[["Rise slowly onto the toes of that foot.", "Lower your heel slowly to the floor."]],
    )
    feel: Lines = Field((), description="What you should feel in this variant.", examples=[["Your calf works."]])
    cautions: Slugs = Field((), description="What to take care of in this variant alone.", examples=[["balance"]])
    picture_notes: _PictureNotes = ()
    figure: Figure | None = Field(
        None,
        description="The drawing of this variant. See docs/contribute/figures.md.",
        examples=[{"base": "hook-lying", "end": {"hip": 2, "knee": 98, "hold": ["shoulders", "head", "feet"]}}],
    )


RelationKind = Literal["harder", "easier", "learn-first", "start-position", "part", "optional-part", "related"]


class Relation(StrictModel):
    """How another exercise stands to this one: it is harder, is learned first, is a part of it, …"""

    kind: RelationKind = Field(description="What the other exercise is to this one.", examples=["harder"])
    exercise: Slug = Field(description="The other exercise: its file name without '.yml'.", examples=["forward-lunge"])
    basis: Literal["handout", "editorial"] = Field(
        description="'handout': a handout says so. 'editorial': it is our own judgement.", examples=["editorial"]
    )
    program: Slug | None = Field(
        None, description="The program in which it is so, when it is not so in all.", examples=["bone-health"]
    )


class Exercise(_Editorial, _OwnLines, _Equipped):
    """One movement, the same in every program. It holds no dose and no pain rule."""

    folder: ClassVar[str] = "exercises"

    slug: Slug
    name: Text = Field(description="What we call it, in words a patient would use.", examples=["Heel raise"])
    other_names: Lines = Field(
        (),
        description="Other names that people use or search for. The handouts' own titles belong here too.",
        examples=[["calf raise", "standing heel lift"]],
    )
    formerly: Slugs = Field(
        (),
        description="Former file names of this exercise. They keep old links and QR codes working.",
        examples=[["toe-stand"]],
    )
    summary: Text = Field(
        description="One sentence: what the exercise does for you.",
        examples=["You rise onto your toes to make your calves stronger."],
    )
    positions: Slugs = Field(min_length=1, description="The starting position or positions.", examples=[["standing"]])
    regions: Slugs = Field(min_length=1, description="The parts of the body that it works on.", examples=[["calf"]])
    strengthens: Slugs = Field(
        (), description="The muscles that it makes stronger.", examples=[["gastrocnemius", "soleus"]]
    )
    stretches: Slugs = Field((), description="The muscles that it stretches.", examples=[["hamstrings"]])
    aims: Slugs = Field(min_length=1, description="What it is for.", examples=[["strengthen"]])
    start: Lines = Field(
        min_length=1,
        description="How to get ready, one action a line, at most 20 words.",
        examples=[["Stand behind a chair.", "Put both hands on the back of the chair."]],
    )
    steps: Lines = Field(
        (),
        description="What to do, one action a line. Needed, unless there are variants with steps of their own.",
        examples=[["Rise slowly onto your toes.", "Lower your heels slowly to the floor."]],
    )
    variants: Annotated[tuple[Variant, ...], Field(max_length=12)] = Field(
        (), description="Variants that look or feel different. When there are any, list every one."
    )
    feel: Lines = Field(
        (), description="What you should feel, where a source says so.", examples=[["Your calves work."]]
    )
    cautions: Slugs = Field(
        (),
        description="What to take care of in every form. Only for known risks.",
        examples=[["balance"]],
    )
    spine: Spine = Field(description="How the back moves.")
    relations: Annotated[tuple[Relation, ...], Field(max_length=40)] = Field(
        (), description="How other exercises stand to this one. Say it in one of the two files only."
    )
    figure: Figure | None = Field(
        None,
        description="The drawing. See docs/contribute/figures.md.",
        examples=[{"base": "hook-lying", "end": {"hip": 2, "knee": 98, "hold": ["shoulders", "head", "feet"]}}],
    )
    media: Annotated[tuple[Medium, ...], Field(max_length=6)] = Field(
        (),
        description="Photos and films of your own. Without `figure:` they stand in place of the drawing.",
        examples=[
            [
                {
                    "file": "heel-raise.jpg",
                    "alt": "A woman rises onto her toes behind a chair.",
                    "rights": "Photo: Riverside Physiotherapy. All rights reserved.",
                    "consent": "The person agreed in writing on 2026-05-01.",
                }
            ]
        ],
    )
    sources: Slugs = Field(
        (), description="Sources beyond the programs that use it.", examples=[["uk-bone-health-consensus"]]
    )
    picture_notes: _PictureNotes = ()
    editor_notes: _EditorNotes = ()
    review: _Review = None

    @model_validator(mode="after")
    def _can_be_done(self) -> "Exercise":
        if not self.steps and not self.variants:
            tip = "write what to do under 'steps:'."
            raise problem("there are neither steps nor variants.", tip, "steps")
        return self


def _spell_out_variant(value: Any) -> Any:
    return {"variant": value} if isinstance(value, str) else value


class NamedVariant(_OwnLines, _Equipped):
    """A variant of the exercise as one program uses it. `label`: the handout's own name for it."""

    variant: Slug = Field(description="The id of the variant in the exercise's file.", examples=["one-leg"])
    label: Text | None = Field(None, description="The handout's own name for this variant.", examples=["Level 2"])
    when: Text | None = Field(
        None,
        description="When this handout has people use this variant.",
        examples=["Use this form when level 1 is easy."],
    )
    start: Lines = Field(
        (), description="This handout's own way to get ready for the variant.", examples=[["Stand behind a chair."]]
    )
    steps: Lines = Field(
        (), description="This handout's own steps for the variant.", examples=[["Rise onto the toes of one foot."]]
    )
    picture_notes: _PictureNotes = ()
    figure: Figure | None = Field(
        None,
        description="This handout's own drawing, when the variant looks different. See docs/contribute/figures.md.",
        examples=[{"base": "standing", "end": {"ankle": -30, "hold": ["toes"]}}],
    )


UsedVariant = Annotated[NamedVariant, BeforeValidator(_spell_out_variant)]


class Phase(StrictModel):
    """A part of an exercise that has a dose of its own, such as the first of two holds."""

    id: Slug = Field(description="Its name in the dose, under 'parts:'.", examples=["up"])
    code: Letter = Field(
        "",
        description="Its letter in the links that clinics make. It never changes; 'make check' tells a free one.",
        examples=["p"],
    )
    name: Text = Field(description="What patients read.", examples=["On your toes"])


class TickBox(StrictModel):
    """A box to tick on paper."""

    id: Slug = Field(description="Its name in addresses. It never changes.", examples=["with-chair"])
    code: Letter = Field(
        "",
        description="Its letter in the links that clinics make. It never changes; 'make check' tells a free one.",
        examples=["a"],
    )
    label: Text = Field(description="What stands beside the box.", examples=["With a chair"])


class Entry(_Editorial, _OwnLines, _Equipped):
    """An exercise in a program, with what is this handout's own. Its id is its anchor for ever."""

    id: Slug = Field(
        description="Its name in addresses. Paper points at it, so it never changes.", examples=["heel-raise"]
    )
    code: Code = Field(
        "",
        description="Its code in the links that clinics make. It never changes; 'make check' tells a free one.",
        examples=["hrz"],
    )
    exercise: Slug = Field(description="The exercise it uses: its file name without '.yml'.", examples=["heel-raise"])
    formerly: Slugs = Field(
        (), description="Former ids of this entry. They keep old links working.", examples=[["toe-stand"]]
    )
    title: Text = Field(description="What the entry is called on our page.", examples=["Heel raise"])
    printed_title: Text | None = Field(
        None,
        description="The title that the handout prints, letter for letter. Leave it out when there is none.",
        examples=["HEEL RAISES"],
    )
    variants: Annotated[tuple[UsedVariant, ...], Field(max_length=12)] = Field(
        (),
        description="The variants that this handout uses. Needed when it has any. One is its id, or a group.",
        examples=[["one-leg", "two-legs"]],
    )
    variant_choice: Literal["one", "clinician", "all"] = Field(
        "one",
        description="'one': do one of the variants. 'clinician': do what the clinician ticks. 'all': do each in turn.",
        examples=["one"],
    )
    start: Lines = Field((), description="This handout's own way to get ready.", examples=[["Stand behind a chair."]])
    steps: Lines = Field(
        (),
        description="This handout's own steps, in our words.",
        examples=[["Rise onto your toes.", "Lower your heels."]],
    )
    differences: Lines = Field(
        (),
        description="What this handout does in another way than others do.",
        examples=[["Keep your knees straight."]],
    )
    tips: Lines = Field((), description="Hints.", examples=[["Hold on to the chair."]])
    purpose: Lines = Field(
        (), description="What the handout says it is for.", examples=[["It makes your calves stronger."]]
    )
    feel: Lines = Field((), description="What the handout says you should feel.", examples=[["Your calves work."]])
    tick_boxes: Annotated[tuple[TickBox, ...], Field(max_length=12)] = Field(
        (), description="More boxes to tick on paper."
    )
    phases: Annotated[tuple[Phase, ...], Field(max_length=12)] = Field(
        (), description="Parts with a dose of their own that are not variants, such as two holds in a row."
    )
    figure: Figure | None = Field(
        None,
        description="This handout's own drawing, when its way looks different. See docs/contribute/figures.md.",
        examples=[{"base": "supine", "end": {"hip_r": 122, "knee_r": 125, "reach": {"hands": "knee_r"}}}],
    )
    dose: Dose = Field(description="How long, how often and how many.", examples=[{"repetitions": 8, "sets": "blank"}])
    see_also: Slugs = Field(
        (), description="Ids of other entries of this program to look at.", examples=[["wall-squat"]]
    )
    notes: Lines = Field(
        (), description="Notes of ours, such as what our copy lacks.", examples=[["Our copy lacks the drawing."]]
    )
    picture_notes: _PictureNotes = ()
    editor_notes: _EditorNotes = ()

    def draws(self, variant: str = "") -> bool:
        """Tell whether this handout has a drawing of its own: of the whole, or of a variant that it uses."""
        alone = len(self.variants) == 1
        own = (used.variant for used in self.variants if used.figure is not None)
        return self.figure is not None or any(alone or used == variant for used in own)


class Section(_Editorial):
    """Entries under one heading; no name when the handout has no headings."""

    name: Text | None = Field(
        None, description="The heading. Leave it out when the handout has none.", examples=["Warm up"]
    )
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=60)] = Field(
        description="The exercises under this heading, in the handout's order."
    )


class Restriction(StrictModel):
    """Who alone may use a program, told above everything else."""

    title: Text = Field(description="The warning in a few words.", examples=["Only if your clinic gave you this plan"])
    text: Lines = Field(
        min_length=1,
        description="The warning in whole sentences.",
        examples=[["Use these exercises only if your clinic chose them for you."]],
    )
    permission: Lines = Field(
        (),
        description="What it says to readers without the clinic's permission. The clinic's own site leaves it out.",
        examples=[["If the clinic did not give it to you, you do not have its permission."]],
    )


class FormField(StrictModel):
    """Lines to fill in on the printed handout."""

    id: Slug = Field(description="Its name in addresses. It never changes.", examples=["notes"])
    label: Text = Field(description="What stands beside the line.", examples=["Special instructions"])
    lines: Annotated[StrictInt, Field(ge=1, le=12)] = Field(1, description="How many lines to write on.", examples=[4])


class Program(_Editorial, _OwnLines):
    """One handout's plan: who it is for, its rules, its doses and its exercises in order."""

    folder: ClassVar[str] = "programs"

    slug: Slug
    name: Text = Field(description="What we call it.", examples=["Steady on your feet"])
    summary: Text = Field(
        description="One sentence about it.", examples=["A short plan to help you feel steady when you walk."]
    )
    formerly: Slugs = Field(
        (), description="Former file names of this program. They keep old links working.", examples=[["steady-feet"]]
    )
    order: Annotated[StrictInt, Field(ge=1, le=1000)] = Field(
        description="Its place in the list of programs. No other program has the same.", examples=[9]
    )
    source: Slug = Field(description="The handout that it comes from.", examples=["fairview-bone-health"])
    for_bone_health: StrictBool = Field(
        False, description="Is the program meant for people with bone-health concerns?", examples=[True]
    )
    restriction: Restriction | None = Field(
        None, description="Who alone may use it. It stands above everything else on the page."
    )
    audience: Lines = Field(
        min_length=1, description="Who it is for.", examples=[["This plan is for people who feel unsteady."]]
    )
    purpose: Lines = Field(min_length=1, description="What it is for.", examples=[["It makes your legs stronger."]])
    background: Lines = Field(
        (),
        description="What the handout says about itself, such as how it was tested.",
        examples=[["The handout does not say who tried it."]],
    )
    instructions: Lines = Field(
        min_length=1,
        description="What to know before you start, one action a line.",
        examples=[["Wear shoes that do not slip."]],
    )
    stop_rules: Lines = Field(
        min_length=1, description="When to stop, by this program's own rules.", examples=[["Stop if you feel pain."]]
    )
    dose: ProgramDose = Field(
        description="What holds for every exercise in it.", examples=[{"frequency": "blank", "repetitions": "blank"}]
    )
    afterwards: Lines = Field(
        (), description="What to do when the program is over.", examples=[["Keep walking every day."]]
    )
    form: Annotated[tuple[FormField, ...], Field(max_length=20)] = Field(
        (), description="Lines to fill in on the printed handout."
    )
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=20)] = Field(
        description="The exercises under their headings, in the handout's order."
    )
    editor_notes: _EditorNotes = ()
    review: _Review = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the handout's order."""
        return tuple(entry for section in self.sections for entry in section.entries)


class Retired(StrictModel):
    """An entry that no program has any more. Links that clinics made still name it."""

    name: Text = Field(description="What the entry was called.", examples=["Heel raise"])


class Published(StrictModel):
    """Every name and code that was ever published: links and paper point at them, so the list only grows."""

    exercises: tuple[Slug, ...] = Field((), description="The exercises.", examples=[["bridge"]])
    programs: dict[Slug, tuple[Slug, ...]] = Field(
        {}, description="The programs, with their entries.", examples=[{"bone-health": ["bridge"]}]
    )
    codes: dict[Code, Slug] = Field(
        {}, description="The exercise that the code of an entry stands for.", examples=[{"jsv": "bridge"}]
    )
    forms: dict[Slug, dict[Letter, Slug]] = Field(
        {}, description="The variants of an exercise, by their letter.", examples=[{"bridge": {"a": "one-leg"}}]
    )
    parts: dict[Code, dict[Letter, Slug]] = Field(
        {},
        description="The boxes to tick and the phases of an entry, by its code and their letter.",
        examples=[{"jsv": {"a": "arms"}}],
    )


class Correction(StrictModel):
    """A mistake that people may have read or printed: what was wrong, and what stands now."""

    id: Slug = Field(
        description="Its name in addresses and in the feed. It never changes.", examples=["heel-raise-sets"]
    )
    date: Day = Field(description="The day on which it was put right.", examples=["2026-12-01"])
    exercise: Slug | None = Field(
        None, description="The exercise whose page was wrong, and with it each program.", examples=["heel-raise"]
    )
    program: Slug | None = Field(None, description="The program that was wrong.", examples=["steady"])
    entry: Slug | None = Field(None, description="The entry of the program, if it was one.", examples=["heel-raise"])
    about: Literal["words", "dose", "pictures"] = Field(
        description="What was wrong. A kept plan shows it until it has these words, or these numbers.",
        examples=["dose"],
    )
    wrong: Text = Field(
        description="What was wrong, in a whole sentence.", examples=["The page said to do 30 sets of heel raises."]
    )
    now: Text = Field(description="What is right, in a whole sentence.", examples=["It is 3 sets."])

    @model_validator(mode="after")
    def _of_one_thing(self) -> "Correction":
        if (self.exercise is None) == (self.program is None):
            tip = "write 'exercise:' where the exercise was wrong, and 'program:' where one program was."
            raise problem("does not name one exercise or one program.", tip)
        if self.entry and self.program is None:
            raise problem("is an entry of no program.", "add 'program:'.", "entry")
        return self


class Corrections(StrictModel):
    """All corrections. Nothing is ever taken out."""

    corrections: tuple[Correction, ...] = Field(description="The corrections, in any order. '[]' while there is none.")


class Term(_Editorial):
    """A word of the vocabulary: what a patient reads, what it means, and what else people call it."""

    name: Text = Field(description="What patients read.", examples=["Upright chair"])
    description: Text = Field(
        description="One or two sentences that explain it.",
        examples=["A firm chair with a straight back that does not roll or tip."],
    )
    synonyms: Lines = Field(
        (), description="What else people call it. Search finds these too.", examples=[["kitchen chair"]]
    )
    ruled_out: Lines = Field(
        (),
        description="What people say they have not, or cannot do, when this is not for them: 'no chair', 'can't sit'.",
        examples=[["chair", "sit"]],
    )
    suits: Slugs = Field(
        (),
        description="Exercises that may be done with it, too, though no handout says so. Name `suits` in `editorial`.",
        examples=[["heel-raise"]],
    )


class Source(StrictModel):
    """A handout or a piece of guidance: who made it and what we took from it. Never an endorsement of ours."""

    kind: Literal["handout", "guidance"] = Field(
        description="'handout': its exercises are here. 'guidance': it helped us decide something.",
        examples=["guidance"],
    )
    title: Text = Field(description="Its title, letter for letter.", examples=["Back pain"])
    authors: Lines = Field((), description="Who wrote it.", examples=[["A. Example"]])
    publisher: Text | None = Field(None, description="Who published it.", examples=["NHS"])
    date: Text | None = Field(None, description="Its date, as it is printed there.", examples=["2016, updated 2020"])
    series: Text | None = Field(None, description="The series it is part of.", examples=["Rehabilitation at home"])
    identifier: Text | None = Field(
        None, description="Its number, as it is printed there.", examples=["NICE guideline NG59"]
    )
    pages: Text | None = Field(None, description="How many pages it has, or which ones.", examples=["837 to 846"])
    url: Url | None = Field(
        None, description="Where it is on the web.", examples=["https://www.nhs.uk/conditions/back-pain/"]
    )
    rights: Text | None = Field(
        None, description="Whose it is, and what may be done with it.", examples=["All rights stay with the owner."]
    )
    credit: Lines = Field(
        (), description="What we took from it.", examples=[["We used it for the signs that need help now."]]
    )


class Urgent(StrictModel):
    """One grade of help: its signs, and whom to call."""

    heading: Text = Field(
        description="The heading of the list.", examples=["Emergency: do not wait if you have any of these signs"]
    )
    who_to_call: Lines = Field(
        min_length=1, description="Where to get help.", examples=[["Call your emergency number."]]
    )
    signs: Lines = Field(
        min_length=1,
        description="The signs, one a line. Each must be understood by itself.",
        examples=[["Back pain with a fever"]],
    )


class Asked(StrictModel):
    """What people type in the search when they have a sign. Any of it puts the box above all results."""

    sign: Text | None = Field(
        None,
        description="The sign, letter for letter as in its list. Leave it out where somebody only asks for help.",
        examples=["Back pain with a fever"],
    )
    words: Annotated[tuple[Text, ...], Field(max_length=80)] = Field(
        min_length=1,
        description="What they type, as they say and misspell it. All words of a line must be there, in any order.",
        examples=[["fever", "high temperature", "temprature"]],
    )
    alone: Annotated[tuple[Text, ...], Field(max_length=40)] = Field(
        (),
        description="What means it only where nothing else is typed: 'help', and not 'help with balance'.",
        examples=[["swelling"]],
    )


class GetHelp(_Editorial):
    """The box that says when to get help, in two grades."""

    title: Text = Field(description="The title of the box.", examples=["Get help now"])
    intro: Lines = Field(
        min_length=1, description="What stands above the signs.", examples=[["Most back pain is not serious."]]
    )
    urgent: Urgent = Field(description="The signs of an emergency, and whom to call.")
    soon: Urgent = Field(description="The signs that need help today or tomorrow, and whom to call.")
    asked: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=40)] = Field(
        description="What people type in the search, for each sign.",
        examples=[[{"sign": "Back pain with a fever", "words": ["fever"]}]],
    )
    alike: Annotated[tuple[Text, ...], Field(max_length=40)] = Field(
        (),
        description="Words in it that say the same, a group in a line. Where one of them is asked for, each will do.",
        examples=[["pain hurts ache sore"]],
    )
    sources: Slugs = Field(
        min_length=1, description="Where the signs come from.", examples=[["nhs-back-pain", "nice-ng59"]]
    )
    review: _Review = None

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs of both grades, the gravest first."""
        return (*self.urgent.signs, *self.soon.signs)


class Condition(_Editorial):
    """Something that people look for and that we have no answer to: what the search says, and a way on."""

    name: Text = Field(description="What we call it.", examples=["Sciatica"])
    words: Lines = Field(
        (), description="What else people call it, misspelt too. Search finds these.", examples=[["sciatic nerve"]]
    )
    line: Lines = Field(
        min_length=1,
        max_length=3,
        description="What we can honestly say, in one to three sentences. It promises nothing.",
        examples=[["We have no program for this.", "Ask your clinician which exercises suit you."]],
    )
    programs: Slugs = Field((), description="Programs that lead on from here.", examples=[["low-back-pain"]])
    part: Literal["when-to-stop", "how-often"] | None = Field(
        None, description="The part of each program that answers it. Left out, the way on is to its page."
    )
    review: _Review = None
