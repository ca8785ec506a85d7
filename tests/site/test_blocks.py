"""What stands in the Markdown of our pages is HTML but for its first heading: Markdown makes of it what we publish."""

import re

import pytest
from exercise_library.pages.catalogue_pages import pages
from exercise_library.pages.page import Page
from exercise_library.view.build import build_view
from library import our_library
from markdown import Markdown
from markupsafe import Markup

# As in mkdocs.yml.
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "fenced_code"]
LIBRARY = our_library()


def html(page: Page) -> str:
    """Return what Markdown makes of a page's own file, without the settings above it."""
    return str(Markdown(extensions=EXTENSIONS).convert(page.text.split("\n---\n", 1)[1]))


def folded(made: str) -> str:
    """Return HTML without the space between tags, which Markdown sets as it likes."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", made)).strip()


@pytest.mark.parametrize("page", list(pages(build_view(LIBRARY))), ids=lambda page: page.url or "home")
def test_a_page_is_what_markdown_makes_of_its_file(page: Page) -> None:
    assert folded(page.html) == folded(html(page))
    assert set(page.anchors) == set(re.findall(r'id="([^"]*)"', html(page)))


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Cat-camel", "cat-camel"),
        ("5 < 6 & 'more'", "5-6-more"),
        ("*Star*, _line_, #1 {: #no }", "star-_line_-1-no"),
        ("Étirement", "etirement"),
        ("Steps", "steps_1"),
    ],
)
def test_a_first_heading_has_an_anchor_of_its_own(title: str, anchor: str) -> None:
    page = Page("a/", title, make=lambda: '<h2 id="steps">Do this</h2>\n<h2 id="steps_2">And this</h2>\n')
    assert page.anchors == (anchor, "steps", "steps_2")
    assert folded(page.html) == folded(html(page))


def test_a_heading_may_say_more_than_the_title() -> None:
    page = Page("a/", "A handout", heading=Markup("A <span>hand&amp;out</span>"), make=lambda: "<p>It</p>\n")
    assert page.html == '<h1 id="a-handout">A <span>hand&amp;out</span></h1>\n<p>It</p>\n'
    assert folded(page.html) == folded(html(page))
