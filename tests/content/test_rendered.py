"""What the check against the handouts asked for, on the pages: the very entries, forms and lines that it named."""

from pathlib import Path

import pytest
from built import built_pages, first, words
from exercise_library.view import urls
from selectolax.lexbor import LexborNode
from test_pages import LIBRARY, article_of

RESTRICTED_FORMS = {
    ("forward-bend", "standing"),
    ("knee-to-chest", "double"),
    ("prone-press-up", "elbows"),
    ("standing-back-bend", "kneeling"),
    ("upright-trunk-rotation", "standing"),
}
NEEDS = {
    ("bone-health", "wall-push-up"): "Wall, corner of a room or doorway",
    ("clinic-stretches", "hamstring-stretch"): "Towel (if you like)",
    ("back-rehabilitation", "upright-trunk-rotation"): "Stool or chair without arms",
}


def by_exercise(program: str, exercise: str, site: Path) -> tuple[LexborNode, LexborNode]:
    """Return an entry on its program's page and on paper."""
    found = LIBRARY.programs[program]
    entry = next(entry for entry in found.entries if entry.exercise == exercise)
    card = first(built_pages(site)[urls.handout(program)].article, f'[data-entry="{entry.code}"]')
    return article_of(site, found, entry), card


def test_the_restricted_forms_are_these_five(site: Path) -> None:
    found = set()
    for slug in LIBRARY.exercises:
        name = None
        for tag in built_pages(site)[urls.exercise(slug)].article.css(":is(h3, .variant .only)"):
            if tag.tag == "h3":
                name = tag.id
            else:
                found.add((slug, name))
    assert found == RESTRICTED_FORMS


@pytest.mark.parametrize(("program", "exercise"), NEEDS)
def test_or_and_if_you_like_are_told(site: Path, program: str, exercise: str) -> None:
    told = NEEDS[program, exercise]
    for shown in by_exercise(program, exercise, site):
        assert any(told in words(needs) for needs in shown.css(".needs"))
    if exercise != "upright-trunk-rotation":
        assert told in built_pages(site)[urls.exercise(exercise)].words.replace(" ,", ",")


@pytest.mark.parametrize(
    ("program", "exercise", "line"),
    [
        ("strong-back-and-hips", "prone-chest-lift-hands-behind-head", "Hold"),
        ("back-rehabilitation", "superman", "Sets"),
    ],
)
def test_what_is_written_not_given_is_asked_for(site: Path, program: str, exercise: str, line: str) -> None:
    page, paper = by_exercise(program, exercise, site)
    assert f"{line} Not given. Ask your clinician." in words(page)
    ours = [it for it in paper.css(".our-lines li") if words(it).startswith(f"{line}:")]
    assert len(ours) == 1 and ours[0].css_first(".blank") and ours[0].css_first(".mark")


def test_only_paper_speaks_of_ticks(site: Path) -> None:
    entries = [entry for entry in LIBRARY.programs["low-back-pain"].entries if entry.variant_choice == "clinician"]
    assert entries
    for entry in entries:
        page, paper = by_exercise("low-back-pain", entry.exercise, site)
        assert "Do the form that your clinician chose for you." in words(page)
        assert "Do only what your clinician ticked." in words(paper) and "ticked" not in words(page)


def test_a_relation_names_its_program(site: Path) -> None:
    told = built_pages(site)[urls.exercise("bridge")].words
    assert "Includes Lying shoulder press-down (in Bone health)" in told
    assert "Learn first Pelvic tilt (in Low back pain)" in told


@pytest.mark.parametrize("kind", ["plan", "handout"])
def test_each_gate_of_the_chest_lifts_is_on_every_sheet(site: Path, kind: str) -> None:
    program = LIBRARY.programs["strong-back-and-hips"]
    page = built_pages(site)[urls.PLAN if kind == "plan" else urls.handout(program.slug)]
    gates = [tip for entry in program.entries for tip in entry.tips if tip.startswith("Do this one only when")]
    assert len(gates) == 2
    for gate in gates:
        assert str(page.tree.html).count(gate) == 1


def test_how_often_is_asked_once(site: Path) -> None:
    for slug in LIBRARY.programs:
        for url in (urls.program(slug), urls.handout(slug)):
            asked = [
                dt for dt in built_pages(site)[url].article.css(":is(.form dt, .overall dt)") if "often" in words(dt)
            ]
            assert len(asked) <= 1, url
    page = built_pages(site)[urls.program("bone-health")].article
    assert page.css_first(".overall .blank")


def test_the_clinics_lost_note_is_told(site: Path) -> None:
    program = LIBRARY.programs["clinic-stretches"]
    assert program.background and all(line in program.ours for line in program.background)
    assert all(line in built_pages(site)[urls.program(program.slug)].words for line in program.background)
