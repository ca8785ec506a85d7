"""The built pages: what a reader finds on them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from built import built_pages, first, words
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import VOCABULARY_OF, Entry, Program
from exercise_library.catalogue.translation import translated
from exercise_library.pages.catalogue_pages import pages
from exercise_library.view import urls
from exercise_library.view.build import build_view
from library import our_library
from selectolax.lexbor import LexborNode

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
ENTRIES = [(program, entry) for program in LIBRARY.programs.values() for entry in program.entries]
LONGEST = max(LIBRARY.programs.values(), key=lambda program: len(program.entries)).slug
NAMES = [f"{program.slug}/{entry.id}" for program, entry in ENTRIES]


def article_of(site: Path, program: Program, entry: Entry) -> LexborNode:
    return first(built_pages(site)[urls.program(program.slug)].article, f'article.entry:has([id="{entry.id}"])')


def test_the_site_has_every_page_of_the_data(site: Path, catalogue: Catalogue) -> None:
    built = built_pages(site)
    wanted = {page.url for page in pages(build_view(catalogue))}
    assert wanted <= set(built)
    assert sum(url.startswith("exercises/") for url in built) == len(catalogue.exercises) + len(urls.BROWSE) + 1
    assert sum(url.startswith("programs/") for url in built) == len(catalogue.programs) + 1


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_an_exercise_page_tells_everything(site: Path, slug: str) -> None:
    exercise = LIBRARY.exercises[slug]
    page = built_pages(site)[urls.exercise(slug)]
    assert words(first(page.article, "h1")) == exercise.name
    lines = [exercise.summary, *exercise.start, *exercise.steps, *exercise.feel, *exercise.other_names]
    for variant in exercise.variants:
        lines += [variant.name, *variant.start, *variant.steps, *variant.feel]
    for line in lines:
        assert line in page.words
    for vocabulary, slugs in (("positions", exercise.positions), ("regions", exercise.regions), ("aims", exercise.aims),
                              ("muscles", (*exercise.strengthens, *exercise.stretches))):  # fmt: skip
        for _, term in LIBRARY.terms(vocabulary, slugs):
            assert term.name in page.words
    cautions = (exercise.cautions, *(variant.cautions for variant in exercise.variants))
    for _, term in LIBRARY.terms("cautions", tuple(slug for some in cautions for slug in some)):
        assert term.description in page.words
    for program, entry in LIBRARY.uses[slug]:
        assert page.article.css_first(f'a[href="../../{urls.entry(program.slug, entry.id)}"]')
    for tie in LIBRARY.relations[slug]:
        assert page.article.css_first(f'a[href="../{tie.exercise.slug}/"]')


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_an_exercise_page_holds_no_dose_and_no_pain_rule(site: Path, slug: str) -> None:
    page = built_pages(site)[urls.exercise(slug)]
    assert not page.article.css(".dose, .blank, .stop")
    assert not re.search(r"\d+ (seconds|minutes|times|sets)", page.words)


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_an_exercise_only_a_restricted_program_uses_says_so(site: Path, slug: str) -> None:
    program = LIBRARY.restricted_to(LIBRARY.exercises[slug])
    banner = built_pages(site)[urls.exercise(slug)].article.css_first(".restriction")
    assert (banner is not None) == (program is not None)
    if banner and program and program.restriction:
        assert program.restriction.title in words(banner)


@pytest.mark.parametrize("slug", LIBRARY.programs)
def test_a_program_page_tells_its_own_rules(site: Path, slug: str) -> None:
    program = LIBRARY.programs[slug]
    page = built_pages(site)[urls.program(slug)]
    lines = (
        *program.audience,
        *program.purpose,
        *program.background,
        *program.instructions,
        *program.stop_rules,
        *program.afterwards,
    )
    for line in lines:
        assert line in page.words
    assert LIBRARY.sources[program.source].title in page.words
    assert [h.id for h in page.article.css("article.entry > h3")] == [entry.id for entry in program.entries]
    headings = [words(h) for h in page.article.css("h3.section")]
    assert [h.removesuffix(" (our heading)") for h in headings] == [s.name for s in program.sections if s.name]
    assert [h.endswith("(our heading)") for h in headings] == [
        "name" in s.editorial for s in program.sections if s.name
    ]
    assert [words(dt) for dt in page.article.css(".form dt")] == [line.label for line in program.form]
    assert len(page.article.css(".form dd")) == sum(line.lines for line in program.form)
    if program.restriction:
        banner = page.article.css_first(".restriction")
        assert banner and all(line in words(banner) for line in program.restriction.text)


@pytest.mark.parametrize(("program", "entry"), ENTRIES, ids=NAMES)
def test_an_entry_can_be_done_from_its_program_alone(site: Path, program: Program, entry: Entry) -> None:
    article = article_of(site, program, entry)
    told = words(article)
    exercise = LIBRARY.exercises[entry.exercise]
    assert entry.title in told
    for line in (
        *entry.differences,
        *entry.tips,
        *entry.purpose,
        *entry.feel,
        *entry.notes,
        *entry.start,
        *entry.steps,
    ):
        assert line in told
    for variant in entry.variants:
        for line in (*variant.start, *variant.steps):
            assert line in told
    for box in entry.tick_boxes:
        assert box.label in told
    assert len(article.css("ol.steps > li")) >= len(entry.steps or exercise.steps), "no steps"
    assert article.css("ol.steps > li")
    assert article.css_first("label.tick input[type=checkbox]")
    assert article.css_first(f'a[href="../../{urls.exercise(entry.exercise)}"]')
    if len(entry.variants) > 1 and entry.variant_choice != "all":
        assert len(article.css(".form-of input[type=checkbox]")) == len(entry.variants)
    if "title" in entry.editorial:
        assert article.css_first(".ours")


@pytest.mark.parametrize(("program", "entry"), ENTRIES, ids=NAMES)
def test_a_blank_is_a_line_and_nothing_else_is(site: Path, program: Program, entry: Entry) -> None:
    article = article_of(site, program, entry)
    for line in article.css(".dose > div"):
        kind, blank = line.attributes["data-kind"], line.css_first(".blank")
        assert (blank is not None) == (kind in ("blank", "lost")), words(line)
        assert ("lost this number" in words(line)) == (kind == "lost")
        assert ("Not given" in words(line)) == (kind == "not-given")
        if kind in ("blank", "lost", "not-given", "as-program"):
            assert not re.search(r"\d", words(line)) or "Work up to" in words(line)


@pytest.mark.parametrize(
    "page",
    [p for p in pages(build_view(LIBRARY)) if p.url.startswith(("exercises/", "programs/"))],
    ids=lambda p: p.url,
)
def test_pages_say_that_nobody_has_reviewed_them(site: Path, page: object) -> None:
    url = getattr(page, "url", "")
    slug = url.split("/")[1]
    thing = LIBRARY.exercises.get(slug) or LIBRARY.programs.get(slug)
    if thing is not None:
        notice = built_pages(site)[url].article.css_first(".review")
        assert notice
        assert ("Not yet reviewed by a clinician" in words(notice)) == (thing.review is None)


def test_help_is_offered_where_it_belongs(site: Path, catalogue: Catalogue) -> None:
    boxes = {"es": translated(catalogue, catalogue.translations["es"]).get_help}
    for address, page in built_pages(site).items():
        url = address.removeprefix("es/")
        help_ = boxes.get(address.partition("/")[0], catalogue.get_help)
        kind, _, name = url.partition("/")
        tools = (urls.PLAN, urls.PRACTICE, urls.PRESCRIBE, urls.DIARY)
        wanted = url in ("", *tools) or (kind in ("programs", "handouts") and name != "")
        box = page.article.css_first(".get-help")
        assert (box is not None) == wanted, address
        if box:
            assert all(sign in words(box) for part in (help_.urgent, help_.soon) for sign in part.signs), address
            # Whom to call comes first, and a number is one tap from a call: but for paper, and its tool.
            for part in (help_.urgent, help_.soon):
                assert words(box).index(part.who_to_call[-1]) < words(box).index(part.signs[0]), address
            dialed = [(it.text(), it.attributes["href"]) for it in box.css(".who-to-call a")]
            numbers = [] if kind in ("handouts", "prescribe") else ["911", "999", "112", "111"]
            assert dialed == [(number, f"tel:{number}") for number in numbers], address


def test_bone_health_words_stay_on_bone_health_pages(site: Path) -> None:
    """The help box names thin bones by itself; sources name the titles of studies."""
    theirs = {entry.exercise for p in LIBRARY.programs.values() if p.for_bone_health for entry in p.entries}
    for slug in set(LIBRARY.exercises) - theirs:
        told = built_pages(site)[urls.exercise(slug)].words.lower()
        assert "osteoporosis" not in told and "fracture" not in told and "bone health" not in told, slug


def test_no_page_calls_anything_safe(site: Path) -> None:
    for url, page in built_pages(site).items():
        if not url.startswith("contribute/"):
            assert "safe for" not in page.words.lower(), url


@pytest.mark.parametrize("browse", urls.BROWSE, ids=lambda browse: browse.slug)
def test_exercises_can_be_browsed_by_every_word_they_have(site: Path, browse: urls.Browse) -> None:
    page = built_pages(site)[browse.url]
    links = {a.attributes["href"] for a in page.article.css(".cards a")}
    keys = [key for key, vocabulary in VOCABULARY_OF.items() if vocabulary == browse.vocabulary]
    wanted = {e.slug for e in LIBRARY.exercises.values() if any(getattr(e, key) for key in keys)}
    assert {f"../{slug}/" for slug in wanted} <= links
    for exercise in LIBRARY.exercises.values():
        for key in keys:
            for word in getattr(exercise, key):
                assert word in page.anchors, word


def test_the_hubs_list_everything(site: Path) -> None:
    built = built_pages(site)
    exercises = {a.attributes["href"] for a in built["exercises/"].article.css(".cards a")}
    programs = {a.attributes["href"] for a in built["programs/"].article.css(".cards a")}
    assert exercises == {f"{slug}/" for slug in LIBRARY.exercises}
    assert programs == {f"{slug}/" for slug in LIBRARY.programs}
    assert {a.attributes["href"] for a in built[""].article.css(".cards a")} == {
        f"programs/{slug}/" for slug in LIBRARY.programs
    }


@pytest.mark.parametrize("page", list(pages(build_view(LIBRARY))), ids=lambda page: page.url or "home")
def test_a_page_made_from_one_file_links_to_it(site: Path, page: object) -> None:
    source, url = getattr(page, "source", ""), getattr(page, "url", "")
    if source:
        link = first(built_pages(site)[url].tree, "a.edit-this")
        assert str(link.attributes["href"]).endswith(f"/{source}"), url
        assert (ROOT / source).exists()


def test_headings_come_in_order_and_ids_once(site: Path) -> None:
    for url, page in built_pages(site).items():
        content = first(page.opened, "article.md-content__inner")
        levels = [int(str(h.tag)[1]) for h in content.css(":is(h1, h2, h3, h4, h5, h6)")]
        assert levels and levels[0] == 1 and levels.count(1) == 1, url
        assert all(after <= before + 1 for before, after in pairwise(levels)), url
        ids = [tag.id for tag in page.tree.css("[id]")]
        assert len(ids) == len(set(ids)), f"{url}: {[i for i in ids if ids.count(i) > 1]}"


def test_no_list_names_a_thing_twice_and_no_template_stands_in_a_paragraph(site: Path) -> None:
    for url, page in built_pages(site).items():
        assert not page.tree.css("p template"), url
        for group in page.opened.css("dl"):
            names = [name for dt in group.css("dt") if (name := words(dt))]
            assert len(names) == len(set(names)), (url, names)


def test_no_empty_line_stands_around_what_a_page_says_and_code_keeps_its_own(site: Path) -> None:
    for url in ("", urls.program(LONGEST), "contribute/"):
        before, _, rest = (site / url / "index.html").read_text(encoding="utf-8").partition("<article")
        said, _, after = rest.rpartition("</article>")
        assert said and not re.search(r"\n\s*\n", f"{before}<article>{after}"), url
    assert re.search(r"<pre>[^<]*(<[^/].*)?\n\n.*</pre>", said, re.DOTALL)


@pytest.mark.parametrize("url", [urls.PLAN, urls.PRESCRIBE, urls.PRACTICE, urls.DIARY, urls.OFFLINE])
def test_what_a_browser_may_delete_is_told_where_something_is_kept(site: Path, url: str) -> None:
    told = re.sub(r"\s+", " ", words(built_pages(site)[url].article))
    assert re.search(r"Safari [^.]*7 days", told)
