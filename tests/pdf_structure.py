"""What a program can tell of a PDF that is to be read aloud: the part of PDF/UA-1 that we look at.

veraPDF looks at more; no package that we know has it.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"'}
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def faults(pdf: Pdf) -> list[str]:
    """Return what is wrong with a PDF, in words."""
    return [fault for check in CHECKS for fault in check(pdf)]


def numbered(pdf: Pdf) -> int:
    """Return how many items lists have that are numbered."""
    lists = (item for item, _ in elements(pdf) if str(item.S) == "/L")
    return sum(len(_children(each)) for each in lists if _attribute(each, Name.ListNumbering) == "/Decimal")


def _document(pdf: Pdf) -> Iterator[str]:
    """The title is in the metadata and is what a window shows, the language is told, and all is tagged."""
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title") or metadata.get("dc:title") != str(pdf.docinfo.get(Name.Title)):
            yield "no title in the metadata"
    if not pdf.Root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle):
        yield "a window does not show the title"
    if not pdf.Root.get(Name.Lang):
        yield "no language"
    if not pdf.Root.get(Name.MarkInfo, Dictionary()).get(Name.Marked):
        yield "not tagged"


def _content(pdf: Pdf) -> Iterator[str]:
    """All that is painted is tagged, or marked as an artifact."""
    for number, page in enumerate(pdf.pages, start=1):
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += (operator in ("BMC", "BDC")) - (operator == "EMC")
            if operator in _PAINTS and not depth:
                yield f"sheet {number}: something has no tag"
                break


def _figures(pdf: Pdf) -> Iterator[str]:
    """Each figure has a text in its place, once."""
    for element, above in elements(pdf):
        if Name.Figure == element.S and not str(element.get(Name.Alt, "")).strip():
            yield "a figure without a text in its place"
        if Name.Figure == element.S and "/Figure" in above:
            yield "a figure in a figure"


def _lists(pdf: Pdf) -> Iterator[str]:
    """Each item of a list that is numbered has its number as a label, and what it labels."""
    for element, above in elements(pdf):
        parts = [str(child.S) for child in _children(element)]
        if element.S == Name.L and _attribute(element, Name.ListNumbering) == "/Decimal":
            yield from ("a step without its number" for item in _children(element) if "/Lbl" not in _names(item))
        if element.S == Name.L and set(parts) - {"/LI", "/Caption"}:
            yield f"a list with {parts}"
        if element.S == Name.LI and above[-1] != "/L":
            yield "an item outside of a list"


def _headings(pdf: Pdf) -> Iterator[str]:
    """There is one heading of the first level, it comes first, and none is left out on the way down."""
    levels = [_HEADINGS[str(element.S)] for element, _ in elements(pdf) if str(element.S) in _HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "not one heading of the first level, and first"
    yield from (
        f"a heading of level {low} below one of level {high}" for high, low in pairwise(levels) if low > high + 1
    )


def _tables(pdf: Pdf) -> Iterator[str]:
    """Each heading of a table says whether it is for a row or a column."""
    for element, _ in elements(pdf):
        if element.S == Name.TH and _attribute(element, Name.Scope) not in ("/Row", "/Column", "/Both"):
            yield "a heading of a table without its scope"


def _links(pdf: Pdf) -> Iterator[str]:
    """Each link says where it leads, and Tab goes by the structure."""
    for page in pdf.pages:
        links = [link for link in page.get(Name.Annots, []) if link.Subtype == Name.Link]
        yield from ("a link that does not say where it leads" for link in links if not link.get(Name.Contents))
        if links and page.get(Name.Tabs) != Name.S:
            yield "Tab does not go by the structure"


def _fonts(pdf: Pdf) -> Iterator[str]:
    """Each font is in the file, and says which letters its shapes are."""
    for page in pdf.pages:
        for font in page.Resources.get(Name.Font, Dictionary()).values():
            described = font.DescendantFonts[0] if Name.DescendantFonts in font else font
            files = {Name.FontFile, Name.FontFile2, Name.FontFile3}
            if font.Subtype != Name.Type3 and not files & set(described.FontDescriptor.keys()):
                yield f"{font.BaseFont} is not in the file"
            if Name.ToUnicode not in font:
                yield f"{font.get(Name.BaseFont)} does not say its letters"


CHECKS: tuple[Callable[[Pdf], Iterator[str]], ...] = (
    _document, _content, _figures, _lists, _headings, _tables, _links, _fonts,
)  # fmt: skip


def elements(pdf: Pdf) -> Iterator[tuple[Object, tuple[str, ...]]]:
    """Yield each element of the structure, with the kinds of those above it."""
    waiting: list[tuple[Object, tuple[str, ...]]] = [(pdf.Root.StructTreeRoot, ())]
    while waiting:
        element, above = waiting.pop()
        below = (*above, str(element.get(Name.S, "")))
        waiting += [(child, below) for child in reversed(_children(element))]
        if Name.S in element:
            yield element, above


def _children(element: Object) -> list[Object]:
    below = element.get(Name.K, Array())
    return [
        child
        for child in (below if isinstance(below, Array) else [below])
        if isinstance(child, Dictionary) and Name.S in child
    ]


def _names(element: Object) -> set[str]:
    return {str(child.S) for child in _children(element)}


def _attribute(element: Object, name: Name) -> str:
    attributes = element.get(Name.A, Array())
    found = (
        one.get(name)
        for one in (attributes if isinstance(attributes, Array) else [attributes])
        if isinstance(one, Dictionary)
    )
    return str(next(filter(None, found), ""))
