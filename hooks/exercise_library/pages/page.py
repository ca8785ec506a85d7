"""What a page is, and how it gets its text from a template."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup, escape

from exercise_library.catalogue.model import Exercise, Variant
from exercise_library.pages.clinic import contact_lines
from exercise_library.pages.environment import anchor, around, front_matter, render, tag
from exercise_library.view import urls
from exercise_library.view.build import View
from exercise_library.view.needs import need_words

_ID = re.compile(' id="([^"]*)"')
# The characters that Markdown can read as more than text, within a heading; in '&#39;' it is none.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]!]|(?<!&)#")


@dataclass(frozen=True)
class Page:
    """A page of the site. `source` is the data file it is made from, if it is one file.

    `hub` is the address of the page it belongs under; a hub itself has none. `meta` are its settings. `heading` and
    `body` are HTML: what its first heading says, which is its title if nothing else is given, and what stands below,
    by `make` when somebody asks for it. `stands_for` is the file of the page in the original language, where its text
    is not there in this one.
    """

    url: str
    title: str
    source: str = ""
    hub: str | None = None
    heading: Markup | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    make: Callable[[], str] = str
    stands_for: str = ""

    @property
    def file(self) -> str:
        """The Markdown file, relative to docs/."""
        return urls.markdown_file(self.url)

    @property
    def name(self) -> Markup:
        """What its first heading says."""
        return self.heading or escape(self.title)

    @cached_property
    def body(self) -> str:
        """What stands below its first heading, as HTML."""
        return self.make()

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchors in it, the first heading's first."""
        below = _ID.findall(self.body)
        return anchor(self.name, set(below)), *below

    @property
    def html(self) -> str:
        """What stands between the header and the footer. Nobody need read it as Markdown, which takes long."""
        return f'<h1 id="{self.anchors[0]}">{self.name}</h1>\n{self.body}'

    @property
    def text(self) -> str:
        """What stands in a Markdown file of its own. Builders look for the first heading among what is Markdown."""
        heading = _MARKDOWN.sub(lambda found: f"\\{found[0]}", self.name)
        first, *below = self.anchors
        told = f" {{: #{first} }}" if anchor(self.name, set()) in below else ""
        return f"{front_matter(self.meta)}# {heading}{told}\n\n{self.body}"


@dataclass(frozen=True)
class Redirect:
    """A small page at a former address that leads to the present one."""

    file: str
    text: str


def filled(page: Page, template: str, meta: Mapping[str, Any], view: View, **names: Any) -> Page:
    """Return a page with its text, from a template that gets `names` and what all of them get."""
    settings = {"title": page.title, **meta, "hub": page.hub}
    told = {key: str(value) if isinstance(value, str) else value for key, value in settings.items()}
    return replace(
        page,
        meta={key: value for key, value in told.items() if value not in ("", None, [])},
        make=partial(render, template, **_shared(page, view), **names),
    )


def renewed(page: Page, view: View, file: str = "") -> Page:
    """Return the page that stands in a language in place of one whose text is not there: it leads to the original.

    `file` is the original's, if that is written by hand, relative to the page's.
    """
    here = view.place(page.url)
    settings = {"robots": "noindex", "description": view.catalogue.messages.t("translation.renewed")}
    bare = replace(page, source="", stands_for=page.file)
    return filled(bare, "renewed.md.j2", settings, view, original=urls.relative(page.url, here), file=file)


def with_anchors(page: Page, anchors: Callable[[], Iterable[str]]) -> Page:
    """Return a page that can be led to by more anchors than it has."""

    def make() -> str:
        more = (it for it in anchors() if it not in page.anchors)
        return page.body + "".join(f'<span id="{it}"></span>\n' for it in more)

    return replace(page, make=make)


def moved(page: Page, view: View) -> Page:
    """Return a page at its place in the language of a view."""
    source = page.source.replace("data/", f"data/translations/{view.prefix}", 1) if view.prefix else page.source
    return replace(page, url=view.place(page.url), source=source)


def linked(view: View, target: str, page: str, at: View | None = None) -> str:
    """Return the link to what the original has at `target`, in a language, as it is written on its page `page`.

    `at`: the language of the page, where that is another one.
    """
    return urls.relative(view.place(target), (at or view).place(page))


def part(page: Page, template: str, view: View, **names: Any) -> Markup:
    """Return a part of a page, which is the same on all that lie as deep: its links are."""
    return Markup(render(template, **_shared(page, view), **names))


def _shared(page: Page, view: View, at: View | None = None) -> dict[str, Any]:
    """Return what all templates get. Addresses are those of the original: `link` leads to what the language has of it.

    The view and its catalogue, `link` for addresses as seen from this page, `sources` for the titles of
    sources, `needed` for what an exercise or a variant needs, and `t` for messages, whose slots are told by `around`.
    """

    def link(target: str) -> str:
        return linked(view, target, page.url, at)

    def sources(slugs: Iterable[str], linked: bool = True) -> list[str]:
        found = ((urls.source(slug), view.catalogue.sources[slug].title) for slug in slugs)
        return [tag("a", title, href=link(address)) if linked else title for address, title in found]

    def needed(thing: Exercise | Variant) -> list[str]:
        def named(slug: str, name: str) -> str:
            return tag("a", name, href=link(urls.term("equipment", slug)))

        return [need_words(view.catalogue, need, messages.html, named) for need in thing.needs]

    def original_card(program: str, entry: str) -> Markup:
        """Return the card of an entry in the original language, for a page in another."""
        said = t("translation.card")
        names = {"shown": view.of_original(program, entry), "said": said, "page_messages": messages}
        return Markup(render("original-card.j2", **_shared(page, view.original or view, view), **names))

    messages = view.catalogue.messages
    t = messages.html
    return {
        "page": page, "view": view, "catalogue": view.catalogue, "urls": urls, "link": link, "sources": sources,
        "needed": needed, "messages": messages, "t": t, "around": around,
        "contact_lines": contact_lines, "original_card": original_card,
    }  # fmt: skip
