"""Say which pages a change touches, and whether a published address is lost, as Markdown for a pull request.

    python changed_pages.py BEFORE AFTER    two folders, each with a built site

It needs only Python's own library. What it prints comes from a stranger's files, so it all stands in code marks.
"""

import difflib
import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

# A pull request's summary has room for 1 MiB, and a reader for less.
MOST_PAGES = 40
MOST_LINES = 60
MOST_NAMES = 200

# What stands within a line of text. Every other tag begins a new line.
_INLINE = re.compile("a|abbr|b|bdi|cite|code|em|i|kbd|label|mark|q|s|small|span|strong|sub|sup|time|u|wbr")
_UNREAD = ("script", "style", "svg", "template")
# Sheets for reviewers say again what the pages say.
_SHEETS = "contribute/review/"
# People link to these. The ids of form fields and of drawings are no addresses.
_ANCHORS = re.compile("h[1-6]|section|article|aside|div|p|li|d[dt]|t[dr]|span|a")


@dataclass
class Page:
    """A built page: the lines a reader sees in its main part, its anchors, and where it leads if it has moved.

    `reviews` are what it says of who checked it: whether that stands ('signed', 'changed' or 'none'), and the words.
    """

    raw: bytes
    lines: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    moved_to: str = ""
    reviews: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the lines and the anchors of <main>."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.inside = False
        self.unread = 0
        self.text = ""
        self.review: tuple[str, str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the main part begins, where a line begins, and each anchor."""
        values = dict(attrs)
        self.inside = self.inside or tag == "main"
        self.unread += tag in _UNREAD
        if not _INLINE.fullmatch(tag):
            self._end_line()
        if self.inside and not self.unread and _ANCHORS.fullmatch(tag) and values.get("id"):
            self.page.anchors.add(values["id"] or "")
        if values.get("data-review") and not self.unread:
            self.review = (tag, values["data-review"] or "", "")
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.page.moved_to = (values.get("content") or "").partition("url=")[2].strip()

    def handle_endtag(self, tag: str) -> None:
        """Note where the main part ends, where a line ends, and where it is said who checked the page."""
        if self.review and tag == self.review[0]:
            self.page.reviews.append((self.review[1], " ".join(self.review[2].split())))
            self.review = None
        if not _INLINE.fullmatch(tag):
            self._end_line()
        self.unread = max(0, self.unread - (tag in _UNREAD))
        self.inside = self.inside and tag != "main"

    def handle_data(self, data: str) -> None:
        """Keep text that a reader sees."""
        if self.inside and not self.unread:
            self.text += data
        if self.review:
            self.review = (*self.review[:2], self.review[2] + data)

    def _end_line(self) -> None:
        if line := re.sub(r"\s+", " ", self.text).strip():
            self.page.lines.append(line)
        self.text = ""


def read_page(raw: bytes) -> Page:
    """Return what matters of a page."""
    page = Page(raw)
    reader = _Reader(page)
    reader.feed(raw.decode(errors="replace"))
    reader.close()
    return page


@dataclass(frozen=True)
class Site:
    """A built site: its pages by address, and its other files by path. The home page's address is './'."""

    pages: dict[str, Page]
    files: dict[str, bytes]


def read_site(folder: Path) -> Site:
    """Read a built site. A folder that is not there is an empty site."""
    site = Site({}, {})
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            address = re.sub(r"(^|/)index\.html$", r"\1", name) or "./"
            site.pages[address] = read_page(path.read_bytes())
        elif path.is_file():
            site.files[name] = path.read_bytes()
    return site


def lost(before: Site, after: Site) -> Iterator[str]:
    """Yield each address, with or without an anchor, that led somewhere before and leads nowhere now."""
    for address, old in before.pages.items():
        new = after.pages.get(address)
        if new is None:
            yield address
            continue
        target = _followed(after, address)
        if target is None:
            yield f"{address} (leads to {new.moved_to}, which is not there)"
            continue
        if not old.moved_to:
            yield from (f"{address}#{anchor}" for anchor in sorted(old.anchors - target.anchors))


def _followed(site: Site, address: str) -> Page | None:
    """Return the page at an address, or the one it leads to, if it is there."""
    for _ in range(10):
        page = site.pages.get(address)
        if page is None or not page.moved_to:
            return page
        folder = address if address.endswith("/") else address.rpartition("/")[0] + "/"
        path, _, _ = page.moved_to.partition("#")
        address = normpath(join("/", folder, path)).strip("/") + "/" * path.endswith("/")
        address = "./" if address == "/" else address
    return None


def report(before: Site, after: Site) -> Iterator[str]:
    """Yield the summary, line by line."""
    old, new = before.pages, after.pages
    both = [address for address in new if address in old and not address.startswith(_SHEETS)]
    reworded = [address for address in both if old[address].lines != new[address].lines]
    redrawn = [a for a in both if a not in reworded and old[a].raw != new[a].raw]
    added = [address for address in new if address not in old]
    removed = [address for address in old if address not in new]
    yield "## What this changes on the site"
    yield ""
    yield from _lost_lines(list(lost(before, after)))
    yield from _signature_lines(before, after)
    yield "| Pages | |"
    yield "| --- | --- |"
    yield f"| Added | {len(added)} |"
    yield f"| Removed | {len(removed)} |"
    yield f"| Changed in words | {len(reworded)} |"
    yield f"| Changed in marks only, such as links, classes or scripts | {len(redrawn)} |"
    yield f"| As before | {len(both) - len(reworded) - len(redrawn)} |"
    yield ""
    yield from _names("Added", [f"{a} → {new[a].moved_to}" if new[a].moved_to else a for a in added])
    yield from _names("Removed", removed)
    if reworded:
        yield "### Changed in words"
        yield ""
    for address in reworded[:MOST_PAGES]:
        yield from _difference(address, old[address], new[address])
    yield from _more(len(reworded) - MOST_PAGES)
    yield from _names("Changed in marks only", redrawn)
    yield from _file_lines(before.files, after.files)


def _lost_lines(addresses: list[str]) -> Iterator[str]:
    if not addresses:
        yield "No published address is lost."
        yield ""
        return
    yield "> [!CAUTION]"
    yield f"> Published addresses that lead nowhere now: {len(addresses)}. Paper and bookmarks may point at them."
    yield "> When something is renamed, its old name goes under `formerly:`."
    yield ">"
    yield from (f"> - {_code(address)}" for address in addresses[:MOST_NAMES])
    if len(addresses) > MOST_NAMES:
        yield f"> - and {len(addresses) - MOST_NAMES} more"
    yield ""


def signatures(before: Site, after: Site) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the signatures that a change breaks, and those that it adds or alters: what they say, and on which pages.

    What a broken one said before is told, and what is said now.
    """
    broken: dict[str, list[str]] = {}
    added: dict[str, list[str]] = {}
    for address, new in after.pages.items():
        if not address.startswith(_SHEETS):
            known = before.pages[address].reviews if address in before.pages else []
            for state, text in new.reviews:
                if state == "signed" and (state, text) not in known:
                    added.setdefault(text, []).append(address)
    for address, old in before.pages.items():
        now = _followed(after, address)
        if address.startswith(_SHEETS) or old.moved_to:
            continue
        said = now.reviews if now else []
        for state, text in old.reviews:
            if state == "signed" and (state, text) not in said:
                there = ", ".join(told for it, told in said if it != "signed") or "the page or its review is gone"
                broken.setdefault(f"{text} Now: {there}", []).append(address)
    return broken, added


def _signature_lines(before: Site, after: Site) -> Iterator[str]:
    broken, added = signatures(before, after)
    if broken:
        yield "> [!WARNING]"
        yield f"> Signatures of clinicians that this change breaks: {len(broken)}. Ask them to look and sign again."
        yield ">"
        for text, pages in broken.items():
            yield f"> - {_code(text)} on {', '.join(map(_code, pages[:MOST_LINES]))}"
        yield ""
    if added:
        yield "> [!IMPORTANT]"
        yield f"> Signatures that this change adds or alters: {len(added)}. Ask each who is named whether they signed."
        yield ">"
        for text, pages in added.items():
            yield f"> - {_code(text)} on {', '.join(map(_code, pages[:MOST_LINES]))}"
        yield ""
    if not broken and not added:
        yield "No signature of a clinician is broken or added."
        yield ""


def _difference(address: str, old: Page, new: Page) -> Iterator[str]:
    _, _, *changes = difflib.unified_diff(old.lines, new.lines, n=1, lineterm="")  # the first two name the files
    count = sum(line[0] in "+-" for line in changes)
    fence = "`" * (1 + max(len(run) for run in ("``", *re.findall("`+", "\n".join(changes)))))
    yield f"<details><summary><code>{html.escape(address)}</code>: {count} lines</summary>"
    yield ""
    yield f"{fence}diff"
    yield from changes[:MOST_LINES]
    yield fence
    yield from _more(len(changes) - MOST_LINES)
    yield "</details>"
    yield ""


def _file_lines(old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """Yield the other files: scripts, styles, pictures, data to download."""
    yield from _names("Other files added", [name for name in new if name not in old])
    yield from _names("Other files removed", [name for name in old if name not in new])
    yield from _names("Other files changed", [name for name in new if name in old and old[name] != new[name]])


def _names(title: str, names: list[str]) -> Iterator[str]:
    if not names:
        return
    yield f"<details><summary>{title}: {len(names)}</summary>"
    yield ""
    yield from (f"- {_code(name)}" for name in names[:MOST_NAMES])
    yield from _more(len(names) - MOST_NAMES)
    yield ""
    yield "</details>"
    yield ""


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"\nand {number} more"


def _code(text: str) -> str:
    return "`" + re.sub(r"[`\s]+", " ", text) + "`"


def main() -> None:
    """Compare two built sites."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    before, after = (read_site(Path(folder)) for folder in sys.argv[1:])
    print("\n".join(report(before, after)))


if __name__ == "__main__":
    main()
