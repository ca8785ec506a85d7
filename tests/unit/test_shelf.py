"""What is put on the shelf comes back, and pages do not hold it meanwhile."""

from exercise_library.pages.page import Page
from exercise_library.shelf import Shelf
from exercise_library.site import SiteContent, put_by


def test_texts_come_back_in_any_order_and_more_than_once() -> None:
    texts = ["Lie on your back.", "", "Acuéstate. … 😀", "a\r\nb\n" * 9999]
    taken = list(map(Shelf().put, texts))
    assert [take() for take in reversed(taken)] == texts[::-1]
    assert [take() for take in taken] == texts


def test_pages_are_made_once_and_held_by_none() -> None:
    made = []

    def make() -> str:
        made.append("one")
        return '<p id="first">Breathe.</p>'

    content = put_by(SiteContent(pages={"a/index.md": Page("a/", "A page", make=make)}), Shelf())
    page = content.pages["a/index.md"]
    assert made == ["one"] and "body" not in vars(page)
    assert page.body == '<p id="first">Breathe.</p>' and page.anchors == ("a-page", "first")
    assert made == ["one"]
