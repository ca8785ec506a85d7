"""Pages about the figures: the sheet for those who check them, the guide in pictures, and the pictures of programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tabs
import yaml
from accessibility import complaints_in_both_schemes
from built import Built, built_pages, first, parsed, words
from conftest import sampled
from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.figures import Figure, Frame, Look, Still
from exercise_library.figures.draw.props import PROP_NEEDS
from exercise_library.figures.pose.bases import BASES
from exercise_library.figures.pose.figure import Arrow, Pose
from exercise_library.figures.pose.limits import AXES, LIMITS
from exercise_library.figures.pose.muscles import AREA_NAMES
from exercise_library.pages.figure_pages import figure_pages
from exercise_library.view import urls
from exercise_library.view.build import build_view
from exercise_library.view.figure_guide import Example, groups
from exercise_library.view.pictures import album
from library import our_library
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = our_library()
REPOSITORY = "https://github.com/clinic/home-exercises"


class NotDrawn:
    """Draws as many stills as a figure has, with its words and with nothing in them."""

    def __call__(self, wanted: Iterable[tuple[Figure, Look]]) -> list[tuple[Still, ...]]:
        return [tuple(self.stills(figure)) for figure, _ in wanted]

    def stills(self, figure: Figure) -> Iterator[Still]:
        alt = figure.alt if len(figure.alt) == figure.count else figure.alt * figure.count
        captions = figure.captions or ("",) * figure.count
        for caption, words_for_it in zip(captions, alt, strict=True):
            yield Still("0 0 1 1", ("", "", ""), caption, words_for_it)

    def frames(self, *_: object) -> tuple[Frame, ...]:
        """Nothing is drawn."""
        return ()


@pytest.fixture(scope="module")
def sheet(site: Path) -> Built:
    return built_pages(site)[urls.FIGURE_SHEET]


@pytest.fixture(scope="module")
def guide(site: Path) -> Built:
    return built_pages(site)[urls.FIGURE_GUIDE]


def below(page: Built, slug: str) -> LexborNode:
    """Return what the sheet shows below the name of an exercise."""
    return first(page.article, f'h3[id="{slug}"] ~ div')


# --- the sheet ---


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_the_sheet_has_every_figure_with_its_words(sheet: Built, slug: str) -> None:
    exercise = LIBRARY.exercises[slug]
    told = [(exercise.figure, exercise.start, exercise.steps)]
    told += [(form.figure, form.start, form.steps) for form in exercise.variants]
    for _, entry in LIBRARY.uses[slug]:
        told.append((entry.figure, entry.start, entry.steps))
        told += [(used.figure, used.start, used.steps) for used in entry.variants]
    drawn = [(figure, start, steps) for figure, start, steps in told if figure]
    shown = below(sheet, slug).css(".check")
    assert len(shown) == len(drawn) > 0
    for part, (figure, start, steps) in zip(shown, drawn, strict=True):
        pictures = part.css("figure")
        assert len(pictures) == figure.count
        captions = [words(it) for it in part.css("figcaption")]
        assert not figure.captions or captions == list(figure.captions)
        alts = [words(it) for it in part.css("ol:not(.steps) > li")]
        assert alts == [it.attributes["aria-label"] for it in part.css("svg")]
        assert set(alts) == set(figure.alt)
        lines = words(part)
        assert all(line in lines for line in (*start, *steps))


@pytest.mark.parametrize("slug", LIBRARY.exercises)
def test_the_sheet_leads_to_the_page_and_to_the_data(sheet: Built, slug: str) -> None:
    part = below(sheet, slug)
    assert part.css_first(f'a[href="../../{urls.exercise(slug)}"]')
    files = [str(link.attributes["href"]) for link in part.css("a[href^=http]")]
    assert len(files) == len(part.css(".check"))
    for file in files:
        assert file.startswith(f"{REPOSITORY}/edit/main/data/")
        assert (ROOT / file.removeprefix(f"{REPOSITORY}/edit/main/")).is_file()


def test_without_a_repository_the_sheet_names_the_files(catalogue: Catalogue) -> None:
    page = next(
        it for it in figure_pages(build_view(catalogue, album(catalogue, NotDrawn()))) if it.url == urls.FIGURE_SHEET
    )
    tree = LexborHTMLParser(page.body)
    assert not tree.css("a[href^=http]")
    assert sum(code.text().startswith("data/") for code in tree.css("code")) == len(tree.css(".check"))


def test_the_sheet_goes_by_position(sheet: Built) -> None:
    group = ""
    seen: dict[str, str] = {}
    for heading in sheet.article.css(":is(h2, h3)"):
        if heading.tag == "h2":
            group = words(heading)
        else:
            seen[str(heading.attributes["id"])] = group
    positions = LIBRARY.vocabulary["positions"]
    assert seen == {slug: positions[it.positions[0]].name for slug, it in LIBRARY.exercises.items()}
    in_order = [name for name in dict.fromkeys(term.name for term in positions.values()) if name in seen.values()]
    assert [words(it) for it in sheet.article.css("h2")] == in_order


@pytest.mark.parametrize("url", [urls.FIGURE_SHEET, urls.FIGURE_GUIDE])
def test_contributors_find_it_and_search_does_not(site: Path, url: str) -> None:
    name = url.removeprefix("contribute/")
    for page, link in (("contribute/", name), ("contribute/figures/", f"../{name}")):
        assert built_pages(site)[page].article.css_first(f'a[href="{link}"]'), page
    index = json.loads((site / "assets/search.json").read_text(encoding="utf-8"))
    assert not [page["url"] for page in index["pages"] if page["url"].startswith(url)]


@pytest.mark.parametrize("url", sampled([urls.FIGURE_SHEET, urls.FIGURE_GUIDE], [urls.FIGURE_GUIDE]))
def test_it_is_for_everyone_and_fits_a_phone(browser: Browser, address: str, url: str) -> None:
    with tabs.opened(browser, viewport={"width": 360, "height": 800}, bypass_csp=True) as page:
        page.goto(address + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # What comes after the first is more of the same, and there is much of it.
        page.evaluate(
            "document.querySelectorAll('.checked:nth-of-type(n + 6), .examples > li + li').forEach((it) => it.remove())"
        )
        assert complaints_in_both_schemes(page) == []


# --- the guide ---


def check_shown(example: Example, guide: Built) -> None:
    """Check that an example stands on the page with what is written, and with pictures."""
    found = first(guide.article, f'[id="{example.name}"]')
    assert first(found, "pre code").text().strip() == example.written
    assert example.words in words(found)
    assert len(found.css("svg use")) == example.figure.count
    assert all(svg.attributes["aria-label"] for svg in found.css("svg"))


EXAMPLES = {group.id: group.examples for group in groups()}


def test_every_example_is_on_the_page_with_its_pictures(guide: Built) -> None:
    for group in groups():
        assert guide.article.css_first(f'h2[id="{group.id}"]')
        assert guide.words.count(group.intro) == 1
        for example in group.examples:
            check_shown(example, guide)
    names = [example.name for group in groups() for example in group.examples]
    assert len(set(names)) == len(names) == len(guide.article.css(".examples > li"))


def test_the_guide_has_every_base_position() -> None:
    assert [example.written for example in EXAMPLES["bases"]] == [f"base: {base}" for base in BASES]
    assert [example.figure.base for example in EXAMPLES["bases"]] == list(BASES)


@pytest.mark.parametrize(
    ("joint", "axis"), [(joint, axis) for joint, limits in LIMITS.items() for axis in range(len(limits))]
)
def test_the_guide_has_both_signs_of_every_joint(joint: str, axis: int) -> None:
    """What people cannot do is shown as 0: knees and elbows do not bend the other way."""
    found = []
    for example in EXAMPLES["joints"]:
        ((name, value),) = yaml.safe_load(example.written).items()
        angles = value if isinstance(value, list) else [value]
        if name.removesuffix("_r") == joint and len(angles) == axis + 1:
            found.append((example, angles[axis]))
            assert getattr(example.figure.start, name)[: axis + 1] == tuple(angles), "It draws what it says."
    (plus, most), (minus, least) = found
    assert most > 0
    assert least == 0 if joint in ("knee", "elbow") else least < 0, f"{AXES[axis]} of the {joint}"
    assert plus.words != minus.words
    assert plus.figure.view == minus.figure.view and plus.figure.focus == minus.figure.focus


def test_the_joints_that_an_author_can_write_are_those_with_limits() -> None:
    names = {name.removesuffix("_l").removesuffix("_r") for name in Pose.model_fields}
    assert set(LIMITS) <= names


def test_what_the_guide_says_to_write_is_what_it_draws() -> None:
    for group in ("contacts", "arrows", "props"):
        for example in EXAMPLES[group]:
            written = Figure.model_validate(yaml.safe_load(example.written))
            assert written == example.figure.model_copy(update={"alt": ()}), example.name


def test_the_guide_has_every_contact_arrow_thing_and_area() -> None:
    contacts = " ".join(example.written for example in EXAMPLES["contacts"])
    assert [key for key in ("rest", "floor", "touch", "hold", "settle", "reach") if f"{key}:" not in contacts] == []
    arrows = [arrow for example in EXAMPLES["arrows"] for arrow in example.figure.arrows]
    kinds = {kind for arrow in arrows if isinstance(arrow, Arrow) for kind in arrow.model_fields_set}
    assert {"follow", "at", "around", "turn"} <= kinds
    assert {prop.kind for example in EXAMPLES["props"] for prop in example.figure.props} == set(PROP_NEEDS)
    areas = [area for example in EXAMPLES["highlight"] for area in example.figure.highlight]
    assert sorted(map(str, areas)) == sorted({name.removesuffix("_l").removesuffix("_r") for name in AREA_NAMES})


# --- the picture of a program ---


@pytest.mark.parametrize("url", [urls.HOME, urls.PROGRAMS])
def test_each_program_has_a_picture_of_its_own(site: Path, url: str) -> None:
    page = built_pages(site)[url]
    shown = {}
    for slug in LIBRARY.programs:
        card = first(page.article, f".card:has(> a[href$='{slug}/'])")
        (use,) = card.css("svg[aria-hidden=true] use")
        file, _, name = str(use.attributes["href"]).partition("#")
        drawn = first(parsed(site / url / file), f'[id="{name}"]').html
        shown[slug] = str(drawn).replace(name, "")
    assert len(set(shown.values())) == len(LIBRARY.programs)


def test_the_picture_of_a_program_is_of_its_first_exercise_that_no_other_has(catalogue: Catalogue) -> None:

    class Named(NotDrawn):
        def stills(self, figure: Figure) -> Iterator[Still]:
            yield from (replace(still, view_box=f"0 0 1 {id(figure)}") for still in super().stills(figure))

    made = album(catalogue, Named())
    stills = made.files[urls.drawings("programs")]
    of = {still.view_box: slug for still, slug in zip(made.files[urls.drawings("thumbnails")], catalogue.exercises,
                                                       strict=True)}  # fmt: skip
    for program, still in zip(catalogue.programs.values(), stills, strict=True):
        slug = of[still.view_box]
        entries = [entry.exercise for entry in program.entries]
        others = {it.exercise for other in catalogue.programs.values() if other != program for it in other.entries}
        own = [it for it in entries if it not in others]
        assert slug == (own or entries)[0]
