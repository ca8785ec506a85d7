"""Pictures that move: in a real browser, whose graphics are made in software. Nothing here is timed by a real clock."""

import base64
import gzip
import json
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tabs
from accessibility import SMALL, complaints_in_both_schemes
from conftest import sampled
from exercise_library.figures.body.flesh import body_of
from exercise_library.figures.body.look import LOOKS
from exercise_library.figures.draw import image as images
from exercise_library.figures.draw.image import BodyImage
from exercise_library.figures.draw.raster import CELLS
from exercise_library.figures.draw.renderer import SceneRenderer
from exercise_library.figures.motion.cache import body_name
from exercise_library.figures.motion.movement import movement_of
from exercise_library.figures.motion.track import FINEST, eased, track_of
from exercise_library.figures.solve.solver import Movement
from exercise_library.view.pictures import NamedFigure, shown_figures
from library import our_library
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
KB = 1024
SCRIPTS = "docs/assets/javascripts/motion"

MOVING: dict[str, NamedFigure] = {it.name: it for it in shown_figures(our_library())}
"""Every figure of an exercise and of a program's own, by the name of the movement's file."""

# A body alone, and one with a thing.
SAMPLE = {"wall-squat"}

# A page's own main.js. Its clock goes on by so much each time it is asked, while drawing is timed and after.
MAIN = """
import { start } from "./motion.js";
let [now, looks] = [0, 0];
start(document, { now: () => (now += looks++ < 20 ? TIMED : PLAYED) });
"""
NO_WEBGL = """() => {
  const getContext = window.hadContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...told) {
    return kind === "webgl2" ? null : getContext.call(this, kind, ...told);
  };
}"""
# Draws the labels of a movement at each of its stills, and gives them as text.
LABELS = """async ([folder, name, scale]) => {
  const { load } = await import(`${folder}javascripts/motion/files.js`);
  const { Scene } = await import(`${folder}javascripts/motion/scene.js`);
  const files = await load(new URL(`${folder}motion/${name}.bin`, document.baseURI).href);
  const [left, top, right, bottom] = files.movement.box;
  const canvas = document.createElement("canvas");
  document.body.append(canvas);
  canvas.style.cssText = "position: fixed; max-width: none";
  canvas.style.width = `${Math.round((right - left) * scale)}px`;
  canvas.style.height = `${Math.round((bottom - top) * scale)}px`;
  const scene = new Scene(canvas, files);
  const [yaw, pitch] = files.movement.camera;
  const { gl } = scene;
  const stills = [];
  for (let still = 0; still <= files.movement.ways; still++) {
    scene.draw({ at: still, still, hot: 1 }, { yaw, pitch });
    gl.bindFramebuffer(gl.FRAMEBUFFER, scene.target.frame);
    const pixels = new Uint8Array(4 * canvas.width * canvas.height);
    gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    const labels = Array.from({ length: pixels.length / 4 }, (_, i) => String.fromCharCode(pixels[4 * i + 3]));
    stills.push(btoa(labels.join("")));
  }
  gl.getExtension("WEBGL_lose_context").loseContext();
  canvas.remove();
  return { width: canvas.width, height: canvas.height, box: files.movement.box, stills };
}"""


@pytest.fixture
def context(drawing: Browser) -> Iterator[BrowserContext]:
    """A context with a small window, in which one pixel stands for 16: drawing in software is slow."""
    with tabs.profile(drawing, viewport={"width": 360, "height": 640}, device_scale_factor=0.25) as opened:
        yield opened


def opened(context: BrowserContext, url: str, timed: int = 1, frame: int = 1) -> tuple[Page, Locator]:
    """Open a page where a drawing takes `timed` and a frame `frame` milliseconds; return it and its first picture."""
    page = context.new_page()
    main = MAIN.replace("TIMED", str(timed)).replace("PLAYED", str(frame))
    page.route("**/motion/main.js", lambda route: route.fulfill(body=main, content_type="text/javascript"))
    page.goto(url)
    return page, page.locator('[data-part="motion"]').first


def played(context: BrowserContext, url: str, frame: int = 1) -> tuple[Page, Locator]:
    """Open a page and press its button."""
    page, box = opened(context, url, frame=frame)
    do(box, "open")
    expect(box.locator("[data-playing]")).to_be_attached(timeout=60_000)
    return page, box


def do(box: Locator, name: str) -> None:
    """Press a button."""
    box.locator(f'[data-do="{name}"]').click()


def told(box: Locator, name: str) -> str:
    """Return how the player is now: at, side, still, playing."""
    return str(box.locator('[data-part="player"]').get_attribute(f"data-{name}"))


class Stills(SceneRenderer):
    """The stills of a figure, before they are drawn."""

    def image(self, still: int) -> BodyImage:
        """Return what is seen in a still."""
        return self._images[still]


# --- The same body as in the stills ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sampled(MOVING, SAMPLE))
def test_the_moving_body_is_the_one_of_the_stills(
    name: str, drawing: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is seen in a still is tidied for its lines: gaps are filled, a collar is evened, slivers of far limbs go. The
    # player draws no such lines: what is seen before that is compared.
    for tidied in ("_webbed", "_collared"):
        monkeypatch.setattr(images, tidied, lambda _person, _seen, labels: labels)
    monkeypatch.setattr(images, "without_crumbs", lambda labels, *_: labels)
    with tabs.profile(drawing, viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{address}about/")
        drawn = page.evaluate(LABELS, [f"{address}assets/", name, 1.6])
    renderer = Stills(MOVING[name].figure, MOVING[name].look)
    for still, text in enumerate(drawn["stills"]):
        seen = np.frombuffer(base64.b64decode(text), np.uint8).reshape(drawn["height"], drawn["width"])[::-1]
        label, far = seen & 7, (seen & 32) > 0
        ours = np.where(label == 7, 1, label) + 5 * (far & (label > 0) & (label < 4))
        still_s = still_labels(renderer, still, drawn)
        counted = ((ours > 0) | (still_s > 0)) & (label != 6)  # what things hide is not compared
        around = np.pad(still_s, 1)
        rows, columns = still_s.shape
        same = np.zeros_like(counted)
        for down in range(3):
            for right in range(3):
                same |= around[down : down + rows, right : right + columns] == ours
        assert (counted & ~same).sum() / counted.sum() < 0.01
        assert (counted & ((ours > 0) != (still_s > 0))).sum() / counted.sum() < 0.03


def still_labels(renderer: Stills, still: int, drawn: dict[str, Any]) -> NDArray[np.int64]:
    """Return what a still shows in the middle of each pixel of a drawing."""
    left, top, right, bottom = drawn["box"]
    width, height = drawn["width"], drawn["height"]
    scale = min(width / (right - left), height / (bottom - top))
    image = renderer.image(still)
    grid = image.grid
    x = (left + right) / 2 + (np.arange(width) + 0.5 - width / 2) / scale
    y = (top + bottom) / 2 + (np.arange(height) + 0.5 - height / 2) / scale
    columns = np.floor((x - grid.left) * CELLS).astype(int)[None]
    rows = np.floor((y - grid.top) * CELLS).astype(int)[:, None]
    inside = (rows >= 0) & (rows < grid.height) & (columns >= 0) & (columns < grid.width)
    return np.where(inside, image.labels[rows.clip(0, grid.height - 1), columns.clip(0, grid.width - 1)], 0)


@pytest.mark.parametrize("name", sampled(MOVING, SAMPLE))
def test_key_frames_stay_within_5_mm_of_the_solver(name: str) -> None:
    movement = Movement(MOVING[name].figure, body_of(MOVING[name].look))
    track = track_of([frame.skeleton for frame in movement.frames], movement.between)
    for number, (start, end) in enumerate(pairwise(track.times)):
        for share in (0.125, 0.5, 0.7):
            way, part = divmod((start + share * (end - start)) / FINEST, 1)
            exact, made = movement.between(int(way), eased(part)), track.between(number, share)
            assert max(exact[bone].origin.distance(made[bone].origin) for bone in exact) * 1700 < 5


# --- The player ----------------------------------------------------------------------------------------------------


def test_nothing_is_fetched_before_it_is_asked_for_and_then_it_plays_pauses_stops_by_itself_and_steps(
    context: BrowserContext, address: str
) -> None:
    """It stops after its last round, and here the first one is that, with short waits: how many there are, and that it
    waits at each still, tests/javascript/motion.test.js has.

    A clock that is asked once a frame goes on by 0.1 s at most: three rounds are some hundred frames.
    """
    text = (ROOT / SCRIPTS / "timeline.js").read_text(encoding="utf-8")
    assert "ROUNDS = 3" in text and "WAITS = 1.3" in text
    once = text.replace("ROUNDS = 3", "ROUNDS = 1").replace("WAITS = 1.3", "WAITS = 0.3")
    context.route("**/motion/timeline.js", lambda route: route.fulfill(body=once, content_type="text/javascript"))
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page, box = opened(context, f"{address}exercises/bridge/", frame=100)
    page.wait_for_load_state("networkidle")
    expect(box.locator('[data-do="open"]')).to_be_visible()
    motion = [url for url in asked if "/motion/" in url]
    assert {url.rpartition("/")[2] for url in motion} <= {"main.js", "motion.js"}
    do(box, "open")
    expect(box.locator("[data-playing]")).to_be_attached(timeout=60_000)
    files = [url.rpartition("/")[2] for url in asked if "/assets/motion/" in url]
    assert sorted(files)[1:] == ["bridge.bin", "mesh.bin"] and len(files) == 3
    # Another form on the page needs its movement alone, and nothing comes from elsewhere.
    assert all(url.startswith(address) for url in asked)
    # This looks each frame; expect would look so seldom that it might be over.
    page.wait_for_function("() => document.querySelector('[data-part=player]').dataset.at !== '0.000'")
    do(box, "pause")
    at = told(box, "at")
    assert told(box, "playing") == "false"
    # A picture would have been drawn by then.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert told(box, "at") == at
    box.locator("canvas").press("Space")
    assert told(box, "playing") == "true"
    expect(box.locator('[data-playing="false"]')).to_be_attached(timeout=120_000)
    assert told(box, "at") == "0.000"
    expect(box.locator('[data-do="play"]')).to_be_visible()
    do(box, "on")
    assert told(box, "at") == "1.000"
    stills = page.locator(".figures").first
    assert box.locator('[data-part="caption"]').text_content() == stills.locator("figcaption").nth(1).text_content()
    assert box.locator("canvas").get_attribute("aria-label") == stills.locator("svg").nth(1).get_attribute("aria-label")
    arrows = box.locator('[data-part="arrows"] path')
    assert arrows.count() > 0
    do(box, "left")
    assert arrows.count() == 0  # they are drawn for the still's side alone
    do(box, "back")
    assert told(box, "at") == "0.000"
    do(box, "slower")
    expect(box.locator('[data-do="slower"]')).to_have_attribute("aria-pressed", "true")
    do(box, "close")
    expect(box.locator('[data-part="player"]')).to_have_count(0)
    expect(box.locator('[data-do="open"]')).to_be_focused()


def test_a_single_still_turns_by_buttons_keys_and_drag_within_its_sides_and_the_policy_of_the_page(
    context: BrowserContext, address: str
) -> None:
    """It turns as one that moves does, and does not play."""
    figure, look = MOVING["bridge"].figure, MOVING["bridge"].look
    one = figure.model_copy(update={"frames": ()})
    content = movement_of(one, look, Stills(one, look).frames(), body_name(look)).packed()
    context.route("**/motion/bridge.bin", lambda route: route.fulfill(body=content))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => (window.broken ??= []).push(e.violatedDirective))"
    )
    page, box = played(context, f"{address}exercises/bridge/")
    shown = box.locator(".player-controls button:visible")
    assert shown.all_inner_texts() == ["Turn left", "Turn right", "View higher", "View lower", "As drawn", "Close"]
    expect(shown.first).to_be_focused()
    do(box, "left")
    do(box, "up")
    assert told(box, "side") == "-15 15"
    canvas = box.locator("canvas")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert told(box, "side") == "0 30"
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert told(box, "side") == "60 30"  # not from the feet
    page.keyboard.press("Home")
    assert told(box, "side") == "0 0"
    place = canvas.bounding_box()
    assert place
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y + 20, steps=2)
    page.mouse.up()
    assert told(box, "side") == "20 10"
    page.mouse.move(x + 40, y)
    page.keyboard.press("Space")
    assert (told(box, "side"), told(box, "at"), told(box, "playing")) == ("20 10", "0.000", "false")
    assert page.evaluate("window.broken ?? []") == []


# --- Where it cannot be drawn -----------------------------------------------------------------------------------


def refused(box: Locator, words: str) -> None:
    """Check that the player is away, the button is back, and it says why."""
    expect(box.locator('[data-part="note"]')).to_contain_text(words, timeout=60_000)
    expect(box.locator('[data-part="player"]')).to_have_count(0)
    expect(box.locator('[data-do="open"]')).to_be_visible()


def test_without_webgl_a_file_speed_or_its_context_the_stills_stay_and_it_can_be_tried_again(
    context: BrowserContext, address: str
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page, box = opened(context, f"{address}exercises/bridge/", timed=51)
    page.evaluate(NO_WEBGL)
    do(box, "open")
    refused(box, "cannot show")
    assert not [url for url in asked if url.endswith(".bin")]
    page.evaluate("() => void (HTMLCanvasElement.prototype.getContext = window.hadContext)")
    page.route("**/mesh.bin", lambda route: route.abort())
    do(box, "open")
    refused(box, "could not be loaded")
    page.unroute("**/mesh.bin")
    # The first that is drawn, and timed.
    do(box, "open")
    refused(box, "too slowly")
    expect(page.locator(".figures svg").first).to_be_visible()
    do(box, "open")
    expect(box.locator("[data-playing]")).to_be_attached(timeout=60_000)
    box.locator("canvas").evaluate("it => it.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()")
    refused(box, "stopped drawing")
    do(box, "open")
    expect(box.locator("[data-playing]")).to_be_attached(timeout=60_000)


# --- Colours, and who cannot see or point ------------------------------------------------------------------------


def colors(page: Page, box: Locator) -> set[str]:
    """Return the colours that cover most of the picture."""
    shot = box.locator("canvas").screenshot()
    return set(
        page.evaluate(
            """async (text) => {
              const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
              const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
              pen.drawImage(image, 0, 0);
              const data = pen.getImageData(0, 0, image.width, image.height).data, count = new Map();
              for (let i = 0; i < data.length; i += 4) {
                const name = [data[i], data[i + 1], data[i + 2]].map((it) => it.toString(16).padStart(2, "0")).join("");
                count.set(name, (count.get(name) ?? 0) + 1);
              }
              return [...count].filter(([, n]) => n > data.length / 4 / 300).map(([name]) => name);
            }""",
            base64.b64encode(shot).decode(),
        )
    )


def test_who_asks_for_less_motion_gets_steps_in_the_colors_of_the_page_without_a_violation(
    drawing: Browser, address: str
) -> None:
    small: Any = {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"}
    with tabs.profile(drawing, reduced_motion="reduce", bypass_csp=True, **small) as context:
        page, box = played(context, f"{address}exercises/bridge/")
        assert told(box, "playing") == "false"
        for name in ("play", "pause", "slower"):
            expect(box.locator(f'[data-do="{name}"]')).to_be_hidden()
        expect(box.locator('[data-part="calm"]')).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(SMALL) == []
        assert complaints_in_both_schemes(page, '[data-part="motion"]') == []
        assert {"7fb6c9", "48616e", "f8dfcc"} <= colors(page, box)
        page.emulate_media(color_scheme="dark")
        assert {"7fb6c9", "a9b9c0", "f8dfcc"} <= colors(page, box)
        page.emulate_media(color_scheme="light", forced_colors="active")
        assert not {"7fb6c9", "48616e", "f8dfcc"} & colors(page, box)
        do(box, "on")
        assert told(box, "at") == "1.000"
        box.locator("canvas").press("Space")
        assert (told(box, "at"), told(box, "playing")) == ("1.000", "false")


# --- Bytes ---------------------------------------------------------------------------------------------------------


def test_bytes_keep_their_budgets(site: Path) -> None:
    folder = site / "assets/motion"
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    bodies = [size for name, size in sizes.items() if name.startswith("body-")]
    assert len(bodies) <= len(LOOKS)
    assert max(bodies) + sizes["mesh.bin"] <= 49 * KB
    movements = {name: size for name, size in sizes.items() if name != "mesh.bin" and not name.startswith("body-")}
    assert set(movements) == {f"{name}.bin" for name in MOVING}
    assert max(movements.values()) <= 2.6 * KB, max(movements, key=lambda name: movements[name])
    assert sum(movements.values()) <= 1.2 * KB * len(movements)
    scripts = [gzip.compress(path.read_bytes(), 9, mtime=0) for path in (site / "assets/javascripts/motion").iterdir()]
    assert sum(map(len, scripts)) <= 18 * KB


def test_files_are_whole(site: Path) -> None:
    for path in (site / "assets/motion").iterdir():
        content = gzip.decompress(path.read_bytes())
        (size,) = struct.unpack("<I", content[:4])
        assert json.loads(content[4 : 4 + size])
