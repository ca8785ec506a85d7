"""A hash for each picture as the site shows it, so that a changed picture is confirmed on purpose.

`make confirm-figures` runs this file: it writes the hashes anew, and a page that shows what has changed.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from exercise_library.figures import Look, contact_sheet, draw
from exercise_library.view.pictures import SMALL, TINY
from figure_cases import CASES, ROOT, Case

STORED = Path(__file__).with_suffix(".txt")
CHANGED = ROOT / ".cache" / "changed-figures.html"
_DIGITS = 16


def hashes(cases: Mapping[str, Case]) -> dict[str, str]:
    """Return a hash for each frame, by the figure's name and the frame's number: its drawing large, small and tiny."""
    found = {}
    for name, case in cases.items():
        for number, frame in enumerate(draw(case.figure, case.look)):
            drawn = [frame, *(frame.simplified(precision) for precision in (SMALL, TINY))]
            text = "\n".join(f"{one.view_box}\n{one.svg_inner}" for one in drawn)
            found[f"{name} {number}"] = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return found


def stored() -> dict[str, str]:
    """Return the hashes that were confirmed."""
    lines = STORED.read_text(encoding="utf-8").splitlines() if STORED.exists() else []
    return {name: digest for name, _, digest in (line.rpartition(" ") for line in lines)}


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return which pictures are new, changed or gone."""
    told = {}
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            told[name] = "new" if name not in before else "gone" if name not in now else "changed"
    return told


def sheet_of(cases: Mapping[str, Case]) -> str:
    """Return a page that shows figures, each with the person of its own page."""

    def look(_number: int, name: str) -> Look:
        return cases[name].look

    return contact_sheet({name: case.figure for name, case in cases.items()}, look, scale=1.5)


def main() -> None:
    """Write the hashes anew, and show what has changed."""
    now = hashes(CASES)
    told = changes(stored(), now)
    for name, what in told.items():
        print(f"{what}: {name}")
    if not told:
        print("No picture has changed.")
        return
    figures = {name.rpartition(" ")[0] for name, what in told.items() if what != "gone"}
    CHANGED.parent.mkdir(exist_ok=True)
    CHANGED.write_text(sheet_of({name: case for name, case in CASES.items() if name in figures}), encoding="utf-8")
    STORED.write_text("".join(f"{name} {digest}\n" for name, digest in sorted(now.items())), encoding="utf-8")
    print(f"Look at them in {CHANGED.relative_to(ROOT)}. The hashes are written to {STORED.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
