"""How a body is posed and drawn: figures as SVG from clinical joint angles. Knows nothing of exercises.

A figure is described by `Figure`; `solved` places its bones, and `complaints` tells what is wrong with them; `draw`
returns its frames for a `Look`, and `sheet` makes one SVG file of them.
"""

from exercise_library.figures.body.look import LOOKS, Look
from exercise_library.figures.checks import complaints, solved
from exercise_library.figures.draw.contact_sheet import contact_sheet
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.draw.shapes import Frame, Still, sheet
from exercise_library.figures.pose.figure import Figure

__all__ = ["LOOKS", "Figure", "Frame", "Look", "Still", "complaints", "contact_sheet", "draw", "sheet", "solved"]
