"""A clinic's color on our pages: whether text in it can be read, and the shades that are made of it.

Contrast is that of WCAG 2.2: from 1, which is none, to 21, black on white.
"""

import re

from exercise_library.source.problems import problem, shown

# What text in the color stands on, and text that stands on the color: the site's own papers in the light scheme.
_LIGHT = ("#fbf8f2", "#ffffff")
_DARK = ("#141d1b", "#1c2825")
_INK = "#0c1f1b"
WANTED = 7.0
_COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
# How much of the color is in the ground of buttons that the mouse is over, and how fine a shade is looked for.
_TINT = 0.1
_STEPS = 100


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors such as '#0b4f4d'."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shades(color: str) -> dict[str, str]:
    """Return what the site's stylesheet calls its colors, for both schemes, made of one color."""
    light = {"accent": color, "on-accent": "#ffffff", "bar": color, "on-bar": "#ffffff"}
    bright = next(shade for shade in _towards(color, "#ffffff") if _least(shade, _dark_grounds(color)) >= WANTED)
    dark = {"accent": bright, "on-accent": _INK, "bar": _DARK[1], "on-bar": "#f2eee6"}
    light["tint"], dark["tint"] = mixed("#ffffff", color, _TINT), _dark_grounds(color)[-1]
    return {name: f"var(--light, {light[name]}) var(--dark, {dark[name]})" for name in light}


def check_color(value: str) -> str:
    """Return a color that text can be read in and on; refuse any other, with a darker one of its kind."""
    if not _COLOR.fullmatch(value):
        raise problem(f"{shown(value)} is not a color.", "write it as '#' and six digits, such as \"#0b4f4d\".")
    color = value.lower()
    reached = _least(color, _light_grounds(color))
    if reached < WANTED:
        darker = next(shade for shade in _towards(color, "#000000") if _least(shade, _light_grounds(shade)) >= WANTED)
        message = (
            f"text in {color} is hard to read: its contrast is {_cut(reached)} to 1, and {WANTED:g} to 1 is needed."
        )
        raise problem(message, f'write "{darker}", which is a darker shade of it.')
    return color


def mixed(one: str, other: str, share: float) -> str:
    """Return one color with a share of another in it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _cut(value: float) -> str:
    """Return a contrast with one digit, never rounded up to what is wanted."""
    return f"{int(value * 10) / 10:g}"


def _light_grounds(color: str) -> tuple[str, ...]:
    return (*_LIGHT, mixed("#ffffff", color, _TINT))


def _dark_grounds(color: str) -> tuple[str, ...]:
    return (*_DARK, mixed(_DARK[1], color, _TINT))


def _least(color: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(color, ground) for ground in grounds)


def _towards(color: str, end: str) -> tuple[str, ...]:
    return tuple(mixed(color, end, step / _STEPS) for step in range(_STEPS + 1))


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
