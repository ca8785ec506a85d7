"""What a printed PDF still lacks for those who have it read to them: what PDF/UA asks for and Chromium leaves open."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_BEGINS = re.compile(rb"^/\w+ <<[^\n]*>> ?BDC$", re.MULTILINE)
_ENDS = re.compile(rb"^EMC$", re.MULTILINE)
# What puts something on the page: paths, pictures, shades and text.
_PAINTS = re.compile(rb"\b(?:f\*?|F|B\*?|b\*?|S|s|sh|Do|Tj|TJ)$", re.MULTILINE)


def complete(pdf: Pdf) -> None:
    """Say of all that is in a PDF what it is.

    What has no tag, such as the foot of a sheet, is marked as an artifact. Each figure has its alternative text once,
    each link says where it leads, and the metadata hold the title. They do not say that it is PDF/UA: nothing that
    looks at all of that standard has seen it.
    """
    for page in pdf.pages:
        page.Contents.write(_with_artifacts(page.Contents.read_bytes()))
        _name_links(page.obj)
    for figure in _figures(pdf.Root.StructTreeRoot):
        if Name.Alt not in figure:
            _ungroup(figure)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = str(pdf.docinfo[Name.Title])
        metadata["dc:language"] = {str(pdf.Root.Lang)}


def _with_artifacts(content: bytes) -> bytes:
    """Return what draws a page with all that has no tag marked as an artifact."""
    pieces, at = [], 0
    while begin := _BEGINS.search(content, at):
        pieces += [_artifact(content[at : begin.start()]), b""]
        end = _ENDS.search(content, begin.end())
        at = end.end() if end else len(content)
        pieces[-1] = content[begin.start() : at]
    return b"".join((*pieces, _artifact(content[at:])))


def _artifact(content: bytes) -> bytes:
    return b"\n/Artifact BMC\n" + content.strip(b"\n") + b"\nEMC\n" if _PAINTS.search(content) else content


def _name_links(page: Object) -> None:
    for link in page.get(Name.Annots, []):
        if link.get(Name.Subtype) == Name.Link and Name.A in link and Name.URI in link.A:
            link.Contents = link.A.URI


def _figures(element: Object) -> Iterator[Object]:
    """Yield all figures below an element of the structure."""
    for child in _children(element):
        if child.get(Name.S) == Name.Figure:
            yield child
        yield from _figures(child)


def _children(element: Object) -> list[Object]:
    below = element.get(Name.K, Array())
    every = list(below) if isinstance(below, Array) else [below]
    return [
        child for child in every if isinstance(child, Dictionary) and not isinstance(child, Stream) and Name.S in child
    ]


def _ungroup(figure: Object) -> None:
    """Make of a figure around a drawing and its caption what it is: a group. The drawing in it is the figure."""
    figure.S = Name.Div
    for child in _children(figure):
        if Name.Caption == child.S:
            child.S = Name.P
