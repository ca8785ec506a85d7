"""What an exercise's page must tell by itself, what is a form's own, and what is told as ours."""

import re
from pathlib import Path

import pytest
from exercise_library.catalogue.model import Entry, Exercise, Need, Variant
from exercise_library.catalogue.shown import Care, Needed, cautions_of, needs_of
from library import our_library

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
ENTRIES = {f"{program.slug}/{entry.id}": entry for program in LIBRARY.programs.values() for entry in program.entries}
WAYS = {
    f"{exercise.slug}/{way.id}" if isinstance(way, Variant) else exercise.slug: way
    for exercise in LIBRARY.exercises.values()
    for way in exercise.variants or (exercise,)
}
HOLD = re.compile(r"\b(hold|stay (there|like))\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(lower|back|relax|let go|up again|upright|sit up|stand up|down|bring|bend this knee)\b", re.IGNORECASE
)
# Moves that no handout holds, and the one that is nothing but a hold.
NEVER_HELD = {
    "curl-up/base", "curl-up/a", "curl-up/b", "dead-bug-arms", "double-leg-lift/floor", "forward-lunge",
    "hand-knee-rocking", "knee-push-up", "prone-chest-lift-hands-behind-head", "prone-hip-extension-bent-knee",
    "push-up", "quadruped-hip-extension", "supine-marching", "wall-squat", "prone-arm-lift",
}  # fmt: skip
NO_WAY_BACK = {"supine-rest-position"}


@pytest.mark.parametrize("name", WAYS)
def test_a_way_tells_its_hold_and_its_way_back(name: str) -> None:
    steps = " ".join(WAYS[name].steps)
    assert (name in NEVER_HELD) != bool(HOLD.search(steps))
    assert (name in NO_WAY_BACK) != bool(BACK.search(" ".join(WAYS[name].steps[-3:])))


# Entries whose handout does not tell the way back, from the facts of the handouts: that step is ours.
WITHOUT_A_WAY_BACK = {
    "bone-health/leg-lengthener", "bone-health/supine-leg-press", "bone-health/gluteal-squeeze",
    "strong-back-and-hips/prone-chest-lift-hands-behind-head", "strong-back-and-hips/seated-head-press",
    "low-back-pain/knee-to-chest", "low-back-pain/pelvic-tilt", "low-back-pain/cat-camel",
    "low-back-pain/hand-knee-rocking", "low-back-pain/prone-on-elbows",
    "back-rehabilitation/knee-to-chest", "back-rehabilitation/side-lying-hip-abduction",
    "back-rehabilitation/superman", "back-rehabilitation/upright-trunk-rotation", "back-rehabilitation/partial-curl-up",
    "clinic-stretches/forward-bend", "clinic-stretches/standing-back-bend", "clinic-stretches/upright-trunk-rotation",
    "clinic-stretches/knee-to-chest", "clinic-stretches/calf-stretch", "clinic-stretches/butterfly-adductor-stretch",
    "clinic-stretches/hamstring-stretch", "clinic-stretches/supine-itb-stretch",
    "clinic-stretches/seated-piriformis-stretch", "clinic-stretches/standing-tfl-stretch",
    "clinic-stretches/seated-hip-adduction-squeeze", "clinic-stretches/resisted-hip-flexion",
    "clinic-stretches/prone-hip-extension", "clinic-stretches/cat-camel",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WITHOUT_A_WAY_BACK))
def test_a_way_back_that_no_handout_tells_is_ours(name: str) -> None:
    entry = ENTRIES[name]
    exercise = LIBRARY.exercises[entry.exercise]
    forms = {form.id: form for form in exercise.variants}
    borrowed = [exercise, *(forms[used.variant] for used in entry.variants if not used.steps)]
    parts = [entry, *entry.variants, *(() if entry.steps else borrowed)]
    assert any(line in part.steps for part in parts for line in part.ours)


# Where a handout lets people choose among forms. Elsewhere a clinician says which, or all are done.
CHOOSE = {
    "bone-health/supine-shoulder-press", "bone-health/wall-push-up", "clinic-stretches/knee-to-chest",
    "clinic-stretches/prone-press-up",
}  # fmt: skip


def test_a_choice_is_the_handouts() -> None:
    free = {name for name, entry in ENTRIES.items() if len(entry.variants) > 1 and entry.variant_choice == "one"}
    assert free == CHOOSE


def test_forms_of_the_restricted_program_alone_carry_its_restriction() -> None:
    found = {
        f"{exercise.slug}/{form.id}"
        for exercise in LIBRARY.exercises.values()
        for form in exercise.variants
        if LIBRARY.variant_restricted_to(exercise, form.id)
    }
    assert found == {
        "forward-bend/standing", "knee-to-chest/double", "prone-press-up/elbows", "standing-back-bend/kneeling",
        "upright-trunk-rotation/standing",
    }  # fmt: skip


def _of(name: str) -> tuple[Entry, Exercise]:
    entry = ENTRIES[name]
    return entry, LIBRARY.exercises[entry.exercise]


def test_who_sits_needs_no_counter() -> None:
    assert cautions_of(*_of("low-back-pain/forward-bend")) == ()
    assert cautions_of(*_of("clinic-stretches/forward-bend")) == (Care("balance", "standing"),)
    assert cautions_of(*_of("low-back-pain/standing-back-bend")) == (Care("balance"),)
    assert cautions_of(*_of("clinic-stretches/standing-back-bend")) == (Care("balance", "standing"),)
    assert cautions_of(*_of("low-back-pain/curl-up")) == (Care("hands-behind-head", "b"),)
    assert cautions_of(*_of("low-back-pain/prone-press-up")) == (Care("wrist-load"),)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("bone-health/wall-push-up", (Needed(Need(("wall", "corner", "doorway"))),)),
        ("back-rehabilitation/upright-trunk-rotation", (Needed(Need(("stool", "chair-without-arms"))),)),
        ("clinic-stretches/upright-trunk-rotation", (Needed(Need(("chair-with-arms",)), "seated"),)),
        ("clinic-stretches/hamstring-stretch", (Needed(Need(("towel",), optional=True), "seated"),)),
        ("clinic-stretches/double-leg-lift", (Needed(Need(("chair",)), "chair"),)),
        ("clinic-stretches/seated-hip-adduction-squeeze", (Needed(Need(("chair",))), Needed(Need(("pillow",))))),
        ("low-back-pain/forward-bend", (Needed(Need(("chair",))),)),
    ],
)
def test_things_say_if_one_will_do_and_who_needs_them(name: str, needs: tuple[Needed, ...]) -> None:
    assert needs_of(*_of(name)) == needs


def test_a_line_and_a_thing_are_lifted_from_where_they_are_written() -> None:
    written = {
        "id": "one", "code": "a", "name": "One leg", "steps": ["Lift it.", {"ours": "Lower it."}],
        "equipment": ["mat", {"any_of": ["stool", "chair"]}, {"optional": "towel"}],
    }  # fmt: skip
    form = Variant.model_validate(written)
    assert (form.steps, form.ours) == (("Lift it.", "Lower it."), ("Lower it.",))
    assert form.equipment == ("mat", "stool", "chair", "towel")
    assert form.needs == (Need(("mat",)), Need(("stool", "chair")), Need(("towel",), optional=True))
    assert Variant.model_validate(form.model_dump()) == form, "what is published can be read back"
