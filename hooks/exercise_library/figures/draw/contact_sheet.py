"""A page with every figure on it, for people who check pictures."""

from collections.abc import Callable, Mapping
from html import escape

from exercise_library.figures.body.look import LOOKS, Look
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.pose.figure import Figure

_STYLE = """
:root { color-scheme: light }
body { font: 15px/1.4 system-ui, sans-serif; margin: 16px; background: #fff; color: #1d2b33 }
main { display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-end }
figure { margin: 0 }
.frames { display: flex; gap: 10px; align-items: flex-end }
.frames div { font-size: 12px }
svg { display: block }
"""


def varied_looks(number: int, _name: str) -> Look:
    """Return looks in turn."""
    return LOOKS[number % len(LOOKS)]


def contact_sheet(
    figures: Mapping[str, Figure], looks: Callable[[int, str], Look] = varied_looks, scale: float = 1.0
) -> str:
    """Return an HTML page that shows each figure with its name and captions; `looks` chooses who is drawn."""
    shown = "".join(
        _one(name, figure, looks(number, name), scale) for number, (name, figure) in enumerate(figures.items())
    )
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title><style>{_STYLE}</style>'
    return f"{head}<main>{shown}</main></html>\n"


def _one(name: str, figure: Figure, look: Look, scale: float) -> str:
    frames = []
    for frame in draw(figure, look):
        width, height = round(frame.box.width * scale), round(frame.box.height * scale)
        label = escape(frame.alt or name, quote=True)
        svg = (
            f'<svg viewBox="{frame.view_box}" width="{width}" height="{height}" role="img" aria-label="{label}">'
            f"{frame.svg_inner}</svg>"
        )
        frames.append(f"<div>{svg}{escape(frame.caption)}</div>")
    start = f'<figure id="{escape(name, quote=True)}"><div class="frames">'
    return f"{start}{''.join(frames)}</div><figcaption>{escape(name)}</figcaption></figure>"
