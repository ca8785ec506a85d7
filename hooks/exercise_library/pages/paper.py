"""How paper sets the drawings of an entry: by their shape, and by how much there is to read beside them."""

from collections.abc import Iterable
from math import ceil

from exercise_library.view.entries import EntryView
from exercise_library.view.pictures import Picture

# How wide for its height a drawing of each shape is at least; what is narrower than all is slim. Wide ones are the rule
# and need no name.
_SHAPES = {"": 1.0, "square": 0.7, "tall": 0.5}

# In the standard layout: how wide a drawing of a pile is, alone or with one more, and with more than that; what its
# caption adds, the height of a line, and what stands above the pile, all in mm; and the letters of a line beside it.
_WIDE, _THIRD, _CAPTION, _LINE, _ABOVE = 61, 45, 5.5, 5.85, 20
_LETTERS = 48


def setting(shown: EntryView, variant: str = "") -> str:
    """Return the classes by which paper sets the drawings of an entry, or of one of its variants.

    A `pile` stands beside the steps, one drawing below the other. Where the text is too short for that, they stand in a
    row, and so do narrow ones.
    """
    pictures = shown.pictures[variant]
    if not pictures:
        return ""
    shape = _shape(pictures)
    piled = not shape and len(pictures) < 4 and _height_of_text(shown, variant) >= _height_of_pile(pictures)
    return shape or ("pile" if piled else "row")


def _shape(pictures: Iterable[Picture]) -> str:
    widest = max(map(_proportion, pictures))
    return next((name for name, least in _SHAPES.items() if widest >= least), "slim")


def _proportion(picture: Picture) -> float:
    """Return how wide a drawing is for its height."""
    _, _, width, height = map(float, picture.view_box.split())
    return width / height


def _height_of_pile(pictures: tuple[Picture, ...]) -> float:
    width = _WIDE if len(pictures) < 3 else _THIRD
    return sum(width / _proportion(picture) + _CAPTION for picture in pictures)


def _height_of_text(shown: EntryView, variant: str) -> float:
    return _LINE * sum(ceil(len(text) / _LETTERS) for text in _texts(shown, variant)) - (0 if variant else _ABOVE)


def _texts(shown: EntryView, variant: str) -> list[str]:
    """Return what stands beside the drawings, each that begins on a line of its own."""
    way, entry = shown.instructions, shown.entry
    needs, care = " ".join(shown.needs.get(variant, ())), shown.care.get(variant, ())
    form = next((form for form in way.variants if form.id == variant), None)
    if form:
        return [form.title, form.when, needs, " ".join(form.start), *form.steps, " ".join((*form.feel, *care))]
    after = (*entry.differences, *entry.tips, *way.feel, *care, *entry.purpose, *entry.notes)
    doses = " ".join(line.label for line in (*shown.dose.stated, *shown.dose.asked))
    return [shown.title, needs, "tick", *entry_boxes(shown), " ".join(way.start), *way.steps, doses, doses, " ".join(after)]


def entry_boxes(shown: EntryView) -> list[str]:
    return [box.label for box in shown.entry.tick_boxes]
