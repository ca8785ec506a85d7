"""How far a joint goes: flexion, abduction or side bending, and rotation, in degrees.

After the active ranges of the American Academy of Orthopaedic Surgeons and Norkin and White (Measurement of Joint
Motion), with slack where a joint is supported or loaded at its end, as the wrist in a push-up. They keep drawings
human; they are no medical statement.
"""

from collections.abc import Mapping

from exercise_library.figures.solve.geometry import Vector

Range = tuple[float, float]

LIMITS: Mapping[str, tuple[Range, ...]] = {
    "hip": ((-30, 140), (-35, 50), (-50, 60)),
    "knee": ((-3, 160),),
    "ankle": ((-80, 42), (-35, 35), (-40, 40)),
    "toes": ((-75, 60),),
    # Turned out up to 95; with the hands behind the head, flexion and abduction add to what is measured as rotation.
    "shoulder": ((-66, 182), (-50, 182), (-95, 118)),
    "elbow": ((-5, 150),),
    "pronation": ((-115, 115),),
    "wrist": ((-90, 102),),
    "lumbar": ((-45, 40), (-25, 25), (-20, 20)),
    "thoracic": ((-25, 40), (-25, 25), (-38, 38)),
    "neck": ((-45, 40), (-30, 30), (-40, 40)),
    "head": ((-30, 25), (-15, 15), (-45, 45)),
    # Not degrees but hundredths of body height: up, and forward.
    "scapula": ((-3, 4), (-4, 4)),
}

AXES = ("flexion", "abduction or side bending", "rotation")


def beyond(joint: str, angles: Vector, slack: float = 0.0) -> tuple[int, Range] | None:
    """Return which of the angles a joint cannot reach, and what it can; None if it reaches them all."""
    limits = LIMITS[joint]
    for axis, angle in enumerate(angles):
        low, high = limits[axis] if axis < len(limits) else (0.0, 0.0)
        # What the joint cannot do at all is only refused when it was written, not when it was measured.
        measured = slack > 0 and axis >= len(limits)
        if not measured and not low - slack <= angle <= high + slack:
            return axis, (low, high)
    return None
