"""HTML within Markdown: stashed before Markdown is read, and restored after.

Our templates write nearly everything as HTML, and Markdown leaves HTML as it is. To find where a piece ends it still
reads every tag, which takes longer than all else in a build. Our pieces start and end at the start of a line.
"""

import re
from dataclasses import dataclass

# Where a piece starts. In one with the attribute 'markdown' there is Markdown to be read.
_START = re.compile(r"^<(div|dl|form|ol|script|ul)\b(?![^>]*\smarkdown=)[^>]*>", re.MULTILINE)
_ID = re.compile(r"""<[^>]*?\sid="([^"]*)\"""")
# Signs for private use: a page that holds one is left as it is. Of each mark Markdown makes a paragraph.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"<p>{_OPEN}([0-9]+){_CLOSE}</p>")


@dataclass(frozen=True)
class HtmlStash:
    """Markdown with a mark where each piece of HTML was, and the pieces."""

    markdown: str
    pieces: tuple[str, ...]

    def restore(self, html: str) -> str:
        """Return what was made of the Markdown with the pieces back in their places."""
        return _PLACE.sub(lambda place: self.pieces[int(place[1])], html)

    @property
    def ids(self) -> set[str]:
        """The anchors in the pieces."""
        return {found for piece in self.pieces for found in _ID.findall(piece)}


def stash_html(markdown: str) -> HtmlStash:
    """Stash the HTML in Markdown that our templates have written."""
    if _OPEN in markdown:
        return HtmlStash(markdown, ())
    rest: list[str] = []
    pieces: list[str] = []
    done = 0
    while found := _START.search(markdown, done):
        end = _end(markdown, found)
        rest.append(markdown[done : found.start()])
        if end is None:
            rest.append(found[0])
            done = found.end()
            continue
        rest.append(f"\n\n{_OPEN}{len(pieces)}{_CLOSE}\n\n")
        pieces.append(markdown[found.start() : end])
        done = end
    return HtmlStash("".join([*rest, markdown[done:]]), tuple(pieces))


def _end(markdown: str, start: re.Match[str]) -> int | None:
    """Return where the piece ends that starts here, if that is the end of a line."""
    depth = 1
    for tag in re.compile(rf"<(/?){start[1]}\b[^>]*>").finditer(markdown, start.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end() if markdown[tag.end() : tag.end() + 1] in ("\n", "") else None
    return None
