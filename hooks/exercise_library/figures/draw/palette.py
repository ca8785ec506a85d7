"""Colours: CSS variables that the page may set, each with a colour to fall back on.

`--fig-skin` and `--fig-hair` are for schemes that want one colour for everyone, such as print in black and white;
without them each tone has a variable of its own: `--fig-skin-tan`, `--fig-far-skin-tan`, `--fig-hair-grey`.
"""

from collections.abc import Mapping

from exercise_library.figures.body.flesh import Fill
from exercise_library.figures.body.look import HairTone, Look, SkinTone

SKIN: Mapping[SkinTone, tuple[str, str]] = {
    "light": ("#f8dfcc", "#ecd9cb"),
    "tan": ("#dfae84", "#e5c5aa"),
    "brown": ("#b57e52", "#c9a283"),
    "deep": ("#80532f", "#a2836a"),
}
"""Fallbacks for a near and a far limb."""

HAIR: Mapping[HairTone, str] = {"black": "#1d2b33", "brown": "#5a3d28", "fair": "#c79a4b", "grey": "#aab4b9"}

PLAIN: Mapping[str, str] = {
    "line": "#1d2b33",
    "far-line": "#5b6b74",
    "top": "#7fb6c9",
    "far-top": "#9fc4d1",
    "legs": "#48616e",
    "far-legs": "#74868f",
    "prop": "#e6dfd3",
    "prop-line": "#857862",
    "arrow": "#c8374d",
    "highlight": "#e8894a",
    "hidden": "#ffb27a",
}


def color(name: str) -> str:
    """Return a colour that has no tones."""
    return f"var(--fig-{name},{PLAIN[name]})"


def line_color(far: bool) -> str:
    """Return the colour of outlines."""
    return color("far-line" if far else "line")


def skin_color(look: Look, far: bool) -> str:
    """Return the colour of skin. It is set once as `color`, and skin is filled with currentColor."""
    name = "far-skin" if far else "skin"
    return f"var(--fig-{name},var(--fig-{name}-{look.skin},{SKIN[look.skin][far]}))"


def fill_color(fill: Fill, look: Look, far: bool) -> str:
    """Return the colour of a garment, of skin or of hair; far limbs are paler."""
    near = "far-" if far else ""
    if fill == "eye":
        return line_color(far)
    if fill == "skin":
        return "currentColor"
    if fill == "hair":
        tone = look.tone_of_hair
        return f"var(--fig-hair,var(--fig-hair-{tone},{HAIR[tone]}))"
    return color(f"{near}{fill}")
