"""How paper sets the drawings of an entry, by their shape and by how much there is to read beside them, and how wide a
program's rules are beside each other."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exercise_library.view.build import ProgramView
from exercise_library.view.entries import EntryView
from exercise_library.view.pictures import Picture

# How wide for its height a drawing of each shape is at least; what is narrower than all is slim. Wide ones are the rule
# and need no name. The style sheet makes each other shape as wide as the widest of it must be to be 60 mm high, or
# 45 mm in compact.
_SHAPES = {"": 0.825, "square": 0.7, "tall": 0.5}


@dataclass(frozen=True)
class _Layout:
    """What a layout of paper measures in mm, about: how wide a drawing is, one of three in a pile, and one of three in
    a row; what a caption adds; the height of a line, and the width of a letter. The style sheet has the exact ones.
    """

    wide: float
    of_three: float
    in_row: float
    caption: float
    line: float
    letter: float


_STANDARD = _Layout(wide=61, of_three=45, in_row=40, caption=5.5, line=5.85, letter=2.5)
_COMPACT = _Layout(wide=45.3, of_three=34, in_row=34, caption=5.5, line=4.9, letter=2.15)
_SHEET = 192
# How much of a sheet the first of two columns has. Of a program's rules, the style sheet knows the two by their names.
_SHARES = {"": 0.5, "wide-first": 0.63, "wide-last": 0.37}
# What is no text has the height of some lines: where one writes, and the second heading with its box and its last line.
_WRITTEN_ON, _AROUND = ("", ""), ("", "", "")


def columns(shown: ProgramView) -> str:
    """Return the class by which paper shares its width between what to know before one starts, and when to stop and
    how often: the share by which they take less of the sheet.
    """

    def high(share: float) -> int:
        sides = ((shown.program.instructions, share), (_when_to_stop(shown), 1 - share))
        return max(sum(_rows(line, _SHEET * part - 10) for line in lines) for lines, part in sides)

    return min(_SHARES, key=lambda name: high(_SHARES[name]))


def _when_to_stop(shown: ProgramView) -> Iterator[str]:
    """Yield what stands below 'When to stop' and 'How often', a line each: about as much as it is."""
    yield from shown.program.stop_rules
    yield " ".join(f"{line.label} {line.before} {line.after}" for line in shown.dose.stated)
    for line in shown.dose.asked:
        yield from (line.label, *_WRITTEN_ON)
    yield from _AROUND


def _rows(line: str, width: float) -> int:
    """Return how many lines a text fills in a column of some mm, in standard print."""
    return max(1, math.ceil(len(line) * _STANDARD.letter / width))


def setting(shown: EntryView, variant: str = "") -> str:
    """Return the classes by which paper sets the drawings of an entry, or of one of its variants; empty without any.

    Wide drawings stand in a pile beside the steps, one below the other, or in a `row`, whichever takes less of the
    sheet; `compact-row` says it of the compact layout. Others stand in a row, and their shape says how wide they are.
    """
    pictures = shown.pictures[variant]
    if not pictures:
        return ""
    if shape := _shape(pictures):
        return shape
    lines = list(_lines(shown, variant))
    names = {"row": _STANDARD, "compact-row": _COMPACT}
    return " ".join(name for name, layout in names.items() if not _is_pile(pictures, lines, layout))


def _is_pile(pictures: tuple[Picture, ...], lines: list[str], layout: _Layout) -> bool:
    pile, row = _pile(pictures, layout), _row(pictures, layout)
    return len(pictures) < 4 and _height(lines, layout, *pile) <= _height(lines, layout, *row)


def _shape(pictures: Iterable[Picture]) -> str:
    widest = max(map(_proportion, pictures))
    return next((name for name, least in _SHAPES.items() if widest >= least), "slim")


def _proportion(picture: Picture) -> float:
    """Return how wide a drawing is for its height."""
    _, _, width, height = map(float, picture.view_box.split())
    return width / height


def _pile(pictures: tuple[Picture, ...], layout: _Layout) -> tuple[float, float]:
    """Return the width and the height of a pile of drawings."""
    each = layout.wide if len(pictures) < 3 else layout.of_three
    return each, sum(each / _proportion(picture) + layout.caption for picture in pictures)


def _row(pictures: tuple[Picture, ...], layout: _Layout) -> tuple[float, float]:
    """Return the width and the height of a row of drawings."""
    each = layout.wide if len(pictures) < 3 else layout.in_row
    return each * min(len(pictures), 3), max(each / _proportion(picture) + layout.caption for picture in pictures)


def _height(lines: Iterable[str], layout: _Layout, width: float, height: float) -> float:
    """Return about how high text is that has drawings of some width and height at its side."""
    top = 0.0
    for line in lines:
        left = len(line)
        while left > 0:
            left -= int((_SHEET - (width + 5 if top < height else 0)) / layout.letter)
            top += layout.line
    return max(top, height)


def _lines(shown: EntryView, variant: str) -> Iterator[str]:
    """Yield what stands beside the drawings: what begins on a line of its own, each."""
    way, entry = shown.instructions, shown.entry
    form = next((form for form in way.variants if form.id == variant), None)
    needs, care = " ".join(shown.needs.get(variant, ())), shown.care.get(variant, ())
    if form:
        yield from (form.title, form.when, needs, " ".join(form.start), *form.steps, " ".join((*form.feel, *care)))
        return
    yield from (needs, *(box.label for box in entry.tick_boxes), " ".join(way.start), *way.steps)
    # A dose has a box and room to write: two lines.
    yield from (line.label for line in (*shown.dose.stated[:2], *shown.dose.asked[:1]))
    yield " ".join((*entry.differences, *entry.tips, *way.feel, *care, *entry.purpose, *entry.notes))
