"""HTML in the Markdown of our pages: taken out and put back, it makes the page that Markdown would have made."""

import re

import pytest
from conftest import ROOT
from exercise_library.catalogue.catalogue import load
from exercise_library.pages.blocks import apart
from exercise_library.pages.library import Page, pages
from markdown import Markdown

# As in mkdocs.yml.
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "fenced_code"]
LIBRARY = load(ROOT)


def html(markdown: str) -> str:
    return str(Markdown(extensions=EXTENSIONS).convert(markdown))


def folded(made: str) -> str:
    """Return HTML without the space between tags, which Markdown sets as it likes."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", made)).strip()


@pytest.mark.parametrize("page", list(pages(LIBRARY)), ids=lambda page: page.url or "home")
def test_a_page_comes_out_as_if_markdown_had_read_all_of_it(page: Page) -> None:
    found = apart(page.body)
    assert found.pieces
    assert folded(found.together(html(found.markdown))) == folded(html(page.body))
    assert found.ids <= set(re.findall(r'id="([^"]*)"', html(page.body)))


NESTED = "<div>\n<div>\n<p>in</p>\n\n</div>\n</div>"
LIST = "<ul>\n<li>not</li>\n</ul>"
JSON = '<script type="application/json">{"a": "<div>"}</script>'


@pytest.mark.parametrize(
    ("markdown", "pieces"),
    [
        (f"{NESTED}\n\ntext *here*\n", [NESTED]),
        (f'<div class="a" markdown="1">\n\n## Read\n\n{LIST}\n\n</div>\n', [LIST]),
        ("<div>\nnever closed\n\n# A\n", []),
        ("<div>\n</div> and more\n", []),
        ("  <div>\n  </div>\n", []),
        ("<divider>\n</divider>\n", []),
        ("a sign for private use: \ue0000\ue001\n\n<div>\n</div>\n", []),
        (f"{JSON}\n", [JSON]),
    ],
)
def test_what_is_taken_out(markdown: str, pieces: list[str]) -> None:
    found = apart(markdown)
    assert list(found.pieces) == pieces
    assert folded(found.together(html(found.markdown))) == folded(html(markdown))
