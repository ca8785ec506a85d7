"""A figure's frames, and the camera that looks at it. What draws them is loaded only when something is drawn."""

from exercise_library.figures.body.look import Look
from exercise_library.figures.draw.camera import VIEWS, Camera, ViewName
from exercise_library.figures.draw.shapes import Frame
from exercise_library.figures.pose.bases import VIEWS_OF_BASES
from exercise_library.figures.pose.figure import Detail, Figure

_UPPER_ZOOM = 1.8


def draw(figure: Figure, look: Look = Look()) -> tuple[Frame, ...]:  # noqa: B008 (frozen)
    """Return the frames of a figure: all in one box, so that they are to scale and in line."""
    # Here, because it loads numpy: a check, and a build that finds its drawings made, do without.
    from exercise_library.figures.draw.renderer import SceneRenderer  # noqa: PLC0415

    return SceneRenderer(figure, look).frames()


def camera_of(figure: Figure) -> Camera:
    """Return the camera that a figure asks for."""
    yaw, pitch = _view_of(figure.view or VIEWS_OF_BASES.get(figure.base, VIEWS["side"]))
    zoom = figure.zoom or (_UPPER_ZOOM if "upper" in figure.focus else 1.0)
    return Camera(yaw, pitch, zoom)


def camera_of_detail(detail: Detail, camera: Camera) -> Camera:
    """Return the camera that a detail of a picture asks for; `camera` is that of the picture."""
    yaw, pitch = _view_of(detail.view) if detail.view else (camera.yaw, camera.pitch)
    return Camera(yaw, pitch, camera.zoom * detail.zoom)


def _view_of(view: ViewName | tuple[float, float]) -> tuple[float, float]:
    """Return the yaw and pitch of a view."""
    return VIEWS[view] if isinstance(view, str) else view
