"""A figure that moves: what lies between its frames, drawn often enough that a browser can fill the rest.

The drawing goes round: from each frame to the next, and from the last back to the start. A browser shows one scene
after the other and shares out what lies between two of them, so a scene is wanted only where a limb has turned by
much: on a straight way between two places a limb gets shorter.
"""

import math
from collections.abc import Iterator, Sequence

from exercise_library.figures.draw.picture import Box, Frame, Scenes, view_box
from exercise_library.figures.solve.geometry import apply, arc_cosine, dot
from exercise_library.figures.solve.skeleton import Skeleton

# By how many degrees a limb may turn from one scene to the next: half way it is then 5 % too short.
_TURN = 35
_FEWEST_STEPS, _MOST_STEPS = 2, 5
_ALONG, _ACROSS = (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def moving(drawn: Scenes, stills: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return a figure's moving drawing, given its frames as they were drawn; nothing if it has only one.

    It is one frame with a `<g>` for each scene. A scene that is a still has its number in `data-still`, from 0. After
    the last still come the scenes of the way back to the start, but not for a figure of two stills: its way back is
    its way there.
    """
    if len(stills) < 2:
        return ()
    box = _box(stills[0])
    room = box
    scenes = [_still(0, stills[0])]
    for frame, still in enumerate(stills[1:], start=1):
        way = list(_way(drawn, frame - 1))
        room = drawn.room((skeleton for skeleton, _ in way), room)
        scenes += [_between(drawn, skeleton, near, box) for skeleton, near in way] + [_still(frame, still)]
    if len(stills) > 2:
        straight = {"frames": drawn.figure.later[-1:], "end": None}
        last = Scenes(drawn.figure.model_copy(update=straight), drawn.look)
        back = list(_way(last, 0))[::-1]
        room = last.room((skeleton for skeleton, _ in back), room)
        scenes += [_between(last, skeleton, near, box) for skeleton, near in back]
    return (Frame(view_box(room), "".join(scenes), "", ""),)


def _box(still: Frame) -> Box:
    """Return the box that the stills are drawn in."""
    left, top, width, height = (float(value) for value in still.view_box.split())
    return left, top, left + width, top + height


def _still(frame: int, still: Frame) -> str:
    return f'<g data-still="{frame}">{still.svg_inner}</g>'


def _between(scenes: Scenes, skeleton: Skeleton, near: int, box: Box) -> str:
    return f"<g>{scenes.between(skeleton, near, box)}</g>"


def _way(scenes: Scenes, frame: int) -> Iterator[tuple[Skeleton, int]]:
    """Yield the bodies on the way from a frame to the next, each with the number of the frame that it is nearer to."""
    start, end = (scenes.movement.frames[place].skeleton for place in (frame, frame + 1))
    steps = min(_MOST_STEPS, max(_FEWEST_STEPS, math.ceil(_turn(start, end) / _TURN)))
    for step in range(1, steps):
        yield scenes.movement.between(frame, step / steps), frame + (2 * step >= steps)


def _turn(start: Skeleton, end: Skeleton) -> float:
    """Return by how many degrees the bone that turns most does so."""
    return max(
        arc_cosine(dot(apply(start[bone].rotation, axis), apply(end[bone].rotation, axis)))
        for bone in start
        for axis in (_ALONG, _ACROSS)
    )
