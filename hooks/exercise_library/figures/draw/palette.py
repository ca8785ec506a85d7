"""Colours: CSS variables that the page may set, each with a colour to fall back on.

`--fig-skin` and `--fig-hair` are for schemes that want one colour for everyone, such as print in black and white;
without them each tone has a variable of its own: `--fig-skin-tan`, `--fig-far-skin-tan`, `--fig-hair-grey`.
A far limb is only a little darker: it must not look like a place where the limb was.
"""

from collections.abc import Mapping
from typing import Literal

from exercise_library.figures.body.look import HairTone, Look, SkinTone

Fill = Literal["skin", "top", "legs", "hair"]

SKIN: Mapping[SkinTone, tuple[str, str]] = {
    "light": ("#f8dfcc", "#e8c9b1"),
    "tan": ("#dfae84", "#cc996e"),
    "brown": ("#b57e52", "#a06c43"),
    "deep": ("#80532f", "#6e4626"),
}
"""Fallbacks for a near and a far limb."""

HAIR: Mapping[HairTone, str] = {"black": "#1d2b33", "brown": "#5a3d28", "fair": "#c79a4b", "grey": "#aab4b9"}

PLAIN: Mapping[str, str] = {
    "line": "#1d2b33",
    "top": "#7fb6c9",
    "far-top": "#6ba2b6",
    "legs": "#48616e",
    "far-legs": "#3b525e",
    "prop": "#e6dfd3",
    "prop-line": "#857862",
    "shadow": "#cdc4b4",
    "ghost": "#544a3a",
    "lens": "#f2f6f7",
    "arrow": "#c8374d",
    "highlight": "#e8894a",
    "hidden": "#ffb27a",
}


def color(name: str) -> str:
    """Return a colour that has no tones."""
    return f"var(--fig-{name},{PLAIN[name]})"


def line_color() -> str:
    """Return the colour of outlines."""
    return color("line")


def skin_color(look: Look, far: bool) -> str:
    """Return the colour of skin. The near one is set once as `color`, and skin is filled with currentColor."""
    name = "far-skin" if far else "skin"
    return f"var(--fig-{name},var(--fig-{name}-{look.skin},{SKIN[look.skin][far]}))"


def fill_color(fill: Fill, look: Look, far: bool = False) -> str:
    """Return the colour of a garment, of skin or of hair."""
    if fill == "skin":
        return skin_color(look, True) if far else "currentColor"
    if fill == "hair":
        tone = look.tone_of_hair
        return f"var(--fig-hair,var(--fig-hair-{tone},{HAIR[tone]}))"
    return color(f"far-{fill}" if far else fill)
