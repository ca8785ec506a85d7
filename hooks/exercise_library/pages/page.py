"""What a page is, and how it gets its text from a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exercise_library.catalogue.model import Exercise, Variant
from exercise_library.pages.clinic import contact_lines
from exercise_library.pages.environment import around, front_matter, render, tag
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.needs import need_words


@dataclass(frozen=True)
class Page:
    """A page of the site. `source` is the data file it is made from, if it is one file.

    `hub` is the address of the page it belongs under; a hub itself has none. `body` is Markdown, and `meta` are the
    settings that go with it: for a file of its own they stand above it, and MkDocs is given them as they are.
    """

    url: str
    title: str
    source: str = ""
    hub: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""

    @property
    def file(self) -> str:
        """The Markdown file, relative to docs/."""
        return urls.markdown_file(self.url)

    @property
    def text(self) -> str:
        """What stands in a Markdown file of its own."""
        return front_matter(self.meta) + self.body


@dataclass(frozen=True)
class Redirect:
    """A small page at a former address that leads to the present one."""

    file: str
    text: str


def filled(page: Page, template: str, meta: Mapping[str, Any], view: View, **names: Any) -> Page:
    """Return a page with its text.

    Templates get the view and its catalogue, `link` for addresses as seen from this page, `sources` for the titles of
    sources, `needed` for what an exercise or a variant needs, and `t` for messages, whose slots are told by `around`.
    """

    def link(target: str) -> str:
        return urls.relative(target, page.url)

    settings = {"title": page.title, **meta, "hub": page.hub}

    def sources(slugs: Iterable[str], linked: bool = True) -> list[str]:
        found = ((urls.source(slug), view.catalogue.sources[slug].title) for slug in slugs)
        return [tag("a", title, href=link(address)) if linked else title for address, title in found]

    def needed(part: Exercise | Variant) -> list[str]:
        def named(slug: str, name: str) -> str:
            return tag("a", name, href=link(urls.term("equipment", slug)))

        return [need_words(view.catalogue, need, messages.html, named) for need in part.needs]

    messages = view.catalogue.messages
    shared: dict[str, Any] = {
        "page": page, "view": view, "catalogue": view.catalogue, "urls": urls, "link": link, "sources": sources,
        "needed": needed, "messages": messages, "t": messages.html, "around": around,
        "contact_lines": contact_lines,
    }  # fmt: skip
    return replace(
        page,
        meta={key: value for key, value in settings.items() if value not in ("", None, [])},
        body=render(template, **shared, **names),
    )
