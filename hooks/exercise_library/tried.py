"""A pose that is being tried while `make serve` runs: drawn by the solver, with its contacts, as the site would."""

import json

from exercise_library.catalogue.poses import figures_in
from exercise_library.figures import LOOKS, complaints, draw, solved
from exercise_library.figures.draw.stored import mark_of, to_svg

MOST = 64_000
"""Bytes of YAML that are read. A figure has a few hundred."""

_NAME = "figure.yml"


def tried(content: bytes) -> bytes:
    """Return, as JSON, the drawing of the figure in some YAML, and what is wrong with it, line by line."""
    figures, problems = figures_in(_NAME, content)
    said = [f"{problem.line}: {problem.field}: {problem.message} {problem.tip}".strip() for problem in sorted(problems)]
    svg = ""
    if figures and not problems:
        figure = next(iter(figures.values()))
        said = [f"{complaint}." for complaint in complaints(solved(figure))]
        svg = to_svg(draw(figure), mark_of(figure, LOOKS[0]))
    return json.dumps({"svg": svg, "said": said}).encode()
