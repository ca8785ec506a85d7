"""What is ours has one small mark, which each page and each sheet explains once; and what belongs to one form alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built import built_pages, first, within, words
from exercise_library.catalogue.model import LINES, Entry, Exercise, NamedVariant, Program, Variant
from exercise_library.catalogue.shown import cautions_of
from exercise_library.view import urls
from library import our_library
from selectolax.lexbor import LexborNode

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
Part = Exercise | Variant | Entry | NamedVariant | Program
MARK = "°"


def is_ours(line: str, parts: list[Part]) -> bool | None:
    """Say whether a line is ours, by the first part that has it; None where none has."""
    for part in parts:
        if line in {told for key in LINES for told in getattr(part, key, ())}:
            return line in part.ours
    return None


def told(tag: LexborNode) -> Iterator[tuple[str, bool]]:
    """Yield each line of a piece of a page, without its mark, and whether it has one."""
    for line in tag.css(":is(li, p.note)"):
        if within(line, ":is(li, label)"):
            continue
        marks = line.css(".mark")
        assert len(marks) <= 1
        for mark in marks:
            assert (mark.attributes["role"], mark.attributes["aria-label"], mark.text()) == ("img", "ours", MARK)
        yield words(line).removesuffix(MARK).strip(), bool(marks)


def check(tag: LexborNode, parts: list[Part], always: set[str]) -> int:
    """Check that each line of ours is marked, and no other; return how many are."""
    count = 0
    for line, marked in told(tag):
        ours = is_ours(line, parts)
        if ours is None and line not in always:
            assert not marked or tag.css_first(".our-lines"), line
            continue
        assert marked == (line in always or bool(ours)), line
        count += marked
    return count


def always_of(entry: Entry) -> set[str]:
    """Return the lines beside an entry that are ours by what they are."""
    exercise = LIBRARY.exercises[entry.exercise]
    notes = [*entry.notes, *entry.picture_notes, *exercise.picture_notes]
    notes += [line for used in entry.variants for line in used.picture_notes]
    notes += [line for variant in exercise.variants for line in variant.picture_notes]
    cautions = LIBRARY.vocabulary["cautions"]
    return {*notes, *(cautions[care.caution].description for care in cautions_of(entry, exercise))}


@pytest.mark.parametrize("address", [urls.program, urls.handout], ids=["page", "paper"])
@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_each_line_of_ours_is_marked_and_no_other(site: Path, slug: str, address: object) -> None:
    program = LIBRARY.programs[slug]
    assert callable(address)
    article = built_pages(site)[address(slug)].article
    wanted = {line for key in LINES for line in getattr(program, key, ()) if line in program.ours}
    marked = {line for line, is_marked in told(article) if is_marked}
    if address is urls.program:
        assert wanted <= marked
    for entry in program.entries:
        exercise = LIBRARY.exercises[entry.exercise]
        used = [it.variant for it in entry.variants]
        forms = [it for it in exercise.variants if it.id in used]
        card = first(article, f'article:is([data-entry="{entry.code}"], .entry:has([id="{entry.id}"]))')
        check(card, [*entry.variants, entry, *forms, exercise], always_of(entry))
        for note in entry.notes:
            assert note in marked


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_each_line_of_ours_is_marked_on_the_page_of_an_exercise(site: Path, slug: str) -> None:
    exercise = LIBRARY.exercises[slug]
    article = built_pages(site)[urls.exercise(slug)].article
    always = {*exercise.picture_notes, *(line for variant in exercise.variants for line in variant.picture_notes)}
    cautions = {*exercise.cautions, *(slug for variant in exercise.variants for slug in variant.cautions)}
    always |= {f"{term.name}. {term.description}" for _, term in LIBRARY.terms("cautions", tuple(cautions))}
    marked = check(article, [exercise, *exercise.variants], always)
    assert marked >= len({line for part in (exercise, *exercise.variants) for line in part.ours})
    assert {line for line, is_marked in told(article) if is_marked} >= always


def test_the_mark_is_explained_once_wherever_it_stands(site: Path) -> None:
    for url, page in built_pages(site).items():
        if url.startswith("contribute/review/"):
            continue  # reviewers see the data as it is
        found = page.words.count("Las líneas con esta marca" if url.startswith("es/") else "Lines with this mark")
        assert found == (1 if page.tree.css(".mark") else 0), url
        assert page.tree.css(".mark") or not url.startswith(("programs/b", "handouts/b")), url


@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_the_original_is_named_once_at_the_top(site: Path, slug: str) -> None:
    source = LIBRARY.sources[LIBRARY.programs[slug].source]
    for url in (urls.program(slug), urls.handout(slug)):
        page = built_pages(site)[url]
        name = "that we call the original ("
        assert page.words.count(name) == 1
        assert page.words.index(name) < page.words.index("When to stop")
        credit = page.words.split(name)[1].split("). ")[0].strip()
        assert credit.startswith(source.title) and all(author in credit for author in source.authors)
        assert ".." not in page.words


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_each_exercise_has_the_same_line_for_stopping(site: Path, slug: str) -> None:
    page = built_pages(site)[urls.exercise(slug)]
    [line] = page.article.css(".stop-line")
    [way] = page.article.css(".stop-line + p a")
    assert str(way.attributes["href"]).endswith("#emergency") and words(way) == LIBRARY.get_help.title
    programs = {use.program.slug: use.program.name for use in LIBRARY.uses[slug]}
    assert words(line).startswith("Stop if it hurts, and look at what your program says: " if programs else "Stop")
    assert line.css_first(".mark")
    links = {a.attributes["href"]: words(a) for a in line.css("a")}
    assert links == {f"../../{urls.program(it)}#when-to-stop": name for it, name in programs.items()}
    assert all("when-to-stop" in built_pages(site)[urls.program(it)].anchors for it in programs)
    assert not any(
        "Stop if it hurts" in text for text in (*LIBRARY.exercises[slug].steps, LIBRARY.exercises[slug].name)
    )


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_a_form_tells_what_it_alone_has(site: Path, slug: str) -> None:
    exercise = LIBRARY.exercises[slug]
    article = built_pages(site)[urls.exercise(slug)].article
    for variant in exercise.variants:
        form = first(article, f'[id="{variant.id}"] ~ .variant')
        restricted = LIBRARY.variant_restricted_to(exercise, variant.id)
        banner = form.css_first(".only")
        assert (banner is not None) == (restricted is not None)
        if banner and restricted and restricted.restriction:
            assert words(banner) == restricted.restriction.title
        for _, term in LIBRARY.terms("cautions", variant.cautions):
            assert term.description in words(form)
        for thing in variant.equipment:
            assert form.css_first(f'.needs a[href$="#{thing}"]')
        for note in variant.picture_notes:
            assert words(first(form, ".figures ~ p.note")).startswith(note)


def test_no_page_shows_a_note_for_editors(site: Path) -> None:
    programs = LIBRARY.programs.values()
    notes = [line for exercise in LIBRARY.exercises.values() for line in exercise.editor_notes]
    notes += [line for program in programs for line in program.editor_notes]
    notes += [line for program in programs for entry in program.entries for line in entry.editor_notes]
    for url, page in built_pages(site).items():
        assert url.startswith("contribute/review/") or not [line for line in notes if line in page.words], url
    for path in (site / "api/v1/fhir").rglob("*.json"):
        assert not [line for line in notes if line in path.read_text(encoding="utf-8")], path


def test_every_sheet_prints_all_tips_and_says_that_it_is_no_advice(site: Path) -> None:
    """A tip may be the gate to an exercise, so no layout and no tool leaves it out."""
    tools = [built_pages(site)[url] for url in (urls.PLAN, urls.PRESCRIBE)]
    handouts = {slug: built_pages(site)[urls.handout(slug)] for slug in LIBRARY.programs}
    for page in (*tools, *handouts.values()):
        assert page.words.count("This is information. It does not replace your provider's advice.") == 1
    for slug, program in LIBRARY.programs.items():
        for entry in program.entries:
            for page in (handouts[slug], *tools):
                card = first(page.opened, f'article[data-entry="{entry.code}"]')
                tips = [tip.text().removesuffix(MARK) for tip in card.css('[data-part="tips"] li')]
                assert tips == [*entry.tips]
