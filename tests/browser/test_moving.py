"""The movement of a figure: played on request only, in a real browser, and never by itself."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import AXE, COLORS, complaints
from built import built_pages
from conftest import sampled
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.figures import LOOKS, Figure, Frame, draw
from exercise_library.figures.draw.cache import Drawer
from exercise_library.figures.draw.moving import moving
from exercise_library.figures.draw.picture import Scenes
from exercise_library.pages import urls
from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load(ROOT)
FIGURES = {
    (exercise.slug, form): figure
    for exercise in LIBRARY.exercises.values()
    for form, figure in [("", exercise.figure), *((it.id, it.figure) for it in exercise.variants)]
    if figure
}
MOVES = {key for key, figure in FIGURES.items() if figure.count > 1}
# Many scenes, a way back of its own, paths that are built in another way from scene to scene, several on one page.
HARD = ("forward-bend", "oblique-crunch", "quadruped-hip-extension", "hamstring-stretch")
# What is painted now: the paths of the one scene that is not hidden.
PAINTED = """box => [...box.querySelectorAll("svg > g")].filter((g) => getComputedStyle(g).display !== "none")
  .map((g) => (g.dataset.still ?? "") + [...g.querySelectorAll("path")].map((path) => path.getAttribute("d")))"""
LIFT = Figure.model_validate({"base": "hook-lying", "frames": [{"hip": 2, "knee": 98, "hold": ["shoulders", "feet"]}]})
THREE = Figure.model_validate({"base": "standing", "frames": [{"shoulder_r": 90}, {"shoulder_l": 170}]})


class Watched:
    """A page whose clock we turn, and all that it asks for and complains of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.told: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.on("console", lambda line: self.told.append(line.text) if line.type in ("error", "warning") else None)
        page.clock.install()

    @property
    def files(self) -> list[str]:
        """The files of moving drawings that were asked for."""
        return [url for url in self.asked if "/moving/" in url]

    def box(self, number: int = 0) -> Locator:
        """The movement below the pictures with this number."""
        return self.page.locator(".moving").nth(number)

    def start(self, number: int = 0) -> Locator:
        """Press 'Play', and wait until the drawing is there."""
        box = self.box(number)
        box.get_by_role("button").click()
        box.locator("svg g").first.wait_for(state="attached")
        box.get_by_role("status").get_by_text("Playing.").wait_for()
        return box

    def painted(self, number: int = 0) -> list[str]:
        """The scene that is to be seen."""
        found: list[str] = self.box(number).evaluate(PAINTED)
        return found


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context(viewport={"width": 768, "height": 900}) as context:
        yield Watched(context.new_page())


def test_it_plays_and_pauses_by_keyboard(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}exercises/bridge/")
    button = watched.box().get_by_role("button")
    assert button.inner_text() == "Play the movement"
    while not button.evaluate("it => it === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    watched.box().get_by_role("status").get_by_text("Playing.").wait_for()
    assert button.inner_text() == "Pause"
    first = watched.painted()
    page.clock.run_for(2000)
    second = watched.painted()
    assert len(first) == len(second) == 1 and first != second
    page.keyboard.press("Space")
    assert button.inner_text() == "Play"
    assert watched.box().get_by_role("status").inner_text() == "Paused: Lift your buttocks"
    still = watched.painted()
    page.clock.run_for(3000)
    assert watched.painted() == still
    page.keyboard.press("Enter")
    page.clock.run_for(500)
    assert button.inner_text() == "Pause" and watched.painted() != still
    assert button.evaluate("it => it === document.activeElement")


def test_nothing_moves_or_is_fetched_before_it_is_asked_for(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}exercises/curl-up/", wait_until="networkidle")
    watched.page.clock.run_for(5000)
    assert watched.files == []
    assert not watched.page.locator(".moving svg").first.is_visible()
    assert watched.page.evaluate("document.getAnimations().length") == 0
    watched.start(0)
    watched.start(1)
    assert len(watched.files) == 1, "All forms of an exercise share a file."


def test_it_holds_at_each_picture_and_stops_by_itself(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}exercises/quadruped-hip-extension/")
    box = watched.start()
    captions = [it.inner_text() for it in watched.page.locator(".figures figcaption").all()]
    assert len(captions) == 3
    seen: list[str] = []
    held: set[str] = set()
    before: list[str] = []
    for _ in range(400):
        watched.page.clock.run_for(100)
        caption, now = box.locator("figcaption").inner_text(), watched.painted()
        if caption != ["", *seen][-1]:
            seen.append(caption)
        if now == before and now[0][0].isdigit():
            held.add(now[0][0])
        before = now
        if box.get_by_role("button").inner_text() != "Pause":
            break
    assert seen == captions * 3 + captions[:1]
    assert held == {"0", "1", "2"}
    assert box.get_by_role("status").inner_text() == "Done."
    assert watched.painted()[0].startswith("0")
    box.get_by_role("button").click()
    watched.page.clock.run_for(2000)
    assert box.get_by_role("button").inner_text() == "Pause" and not watched.painted()[0].startswith("0")


def test_only_one_plays_at_a_time(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}exercises/forward-bend/")
    watched.start(0)
    watched.start(1)
    assert watched.box(0).get_by_role("button").inner_text() == "Play"
    assert watched.box(1).get_by_role("button").inner_text() == "Pause"
    described = [watched.box(number).get_by_role("button").get_attribute("aria-describedby") for number in (0, 1)]
    names = [watched.page.locator(f"h3#{it}").inner_text() for it in described]
    assert len(set(names)) == 2, "Each button says which form it is for."


@pytest.mark.parametrize("slug", sampled(HARD, HARD[1:2]))
def test_a_whole_round_is_drawn_without_a_complaint(watched: Watched, address: str, slug: str) -> None:
    """Under the page's own policy. A browser complains of a path that is not well formed."""
    watched.page.goto(f"{address}exercises/{slug}/")
    for number in range(watched.page.locator(".moving").count()):
        box = watched.start(number)
        steps = set()
        for _ in range(60):
            watched.page.clock.run_for(150)
            (now,) = watched.painted(number)
            assert "NaN" not in now and "undefined" not in now
            steps.add(now)
        assert len(steps) > 15
        box.get_by_role("button").click()
    assert watched.told == []
    assert len(watched.files) == 1


def test_under_reduced_motion_there_are_stills_and_a_word_why(browser: Browser, address: str) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}exercises/bridge/")
        assert page.get_by_text("Your device asks for less motion").is_visible()
        assert page.locator(".figures svg").first.is_visible()
        assert page.locator(".moving button, .moving svg").filter(visible=True).count() == 0


def test_a_wish_for_less_motion_stops_what_plays(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}exercises/bridge/")
    watched.start()
    watched.page.emulate_media(reduced_motion="reduce")
    watched.page.get_by_text("Your device asks for less motion").wait_for()
    assert watched.page.locator(".moving button, .moving svg").filter(visible=True).count() == 0
    before = watched.box().locator("path").evaluate_all("all => all.map((it) => it.getAttribute('d'))")
    watched.page.clock.run_for(3000)
    assert watched.box().locator("path").evaluate_all("all => all.map((it) => it.getAttribute('d'))") == before
    watched.page.emulate_media(reduced_motion="no-preference")
    watched.box().get_by_role("button").wait_for(state="visible")


def test_without_javascript_there_are_stills_only(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}exercises/bridge/")
        assert page.locator(".figures svg").count() == 2
        assert page.locator(".moving").count() == 0
        assert page.get_by_text("Play").count() == 0 and page.get_by_text("less motion").count() == 0


def test_on_paper_there_are_stills_only(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}exercises/bridge/")
    watched.start()
    watched.page.emulate_media(media="print")
    assert not watched.box().is_visible()
    assert watched.page.locator(".figures svg").first.is_visible()


def test_if_the_file_cannot_be_had_it_says_so_and_can_be_tried_again(watched: Watched, address: str) -> None:
    page = watched.page
    page.route("**/moving/*.svg", lambda route: route.abort())
    page.goto(f"{address}exercises/bridge/")
    watched.box().get_by_role("button").click()
    watched.box().get_by_text("This cannot be shown now.").wait_for()
    assert watched.box().get_by_role("button").inner_text() == "Play"
    assert not watched.box().locator("svg").is_visible()
    page.unroute("**/moving/*.svg")
    watched.start()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_plays_and_while_it_waits(browser: Browser, address: str, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        watched = Watched(context.new_page())
        watched.page.goto(f"{address}exercises/forward-bend/")
        for press in range(2):
            watched.page.locator(".moving button").first.click() if press else watched.start()
            assert complaints(watched.page, AXE if scheme == "light" else COLORS) == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_and_its_button_is_large(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        watched = Watched(context.new_page())
        watched.page.goto(f"{address}exercises/wall-push-up/")
        box = watched.start()
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
        button = box.get_by_role("button").bounding_box()
        drawing = box.locator("svg").bounding_box()
        assert button and button["height"] >= 44 and button["width"] >= 44
        assert drawing and drawing["height"] <= 600 and drawing["width"] >= min(width, 600) * 0.7


def test_each_figure_that_moves_has_its_file_and_each_file_is_small(site: Path) -> None:
    offered = set()
    for url, page in built_pages(site).items():
        for strip in page.article.select("[data-moving]"):
            slug = Path(url).name
            assert strip["data-moving"].startswith(f"../../{urls.moving(slug)}#")  # type: ignore[union-attr]
            offered.add((slug, str(strip.get("data-of", ""))))
    assert offered == MOVES
    scripts = {url for url, page in built_pages(site).items() if page.article.select("script[src$='moving.js']")}
    assert scripts == {urls.exercise(slug) for slug, _ in MOVES}
    for path in (site / "assets/figures/moving").iterdir():
        assert len(gzip.compress(path.read_bytes(), 9, mtime=0)) <= 30 * 1024, path.name


# --- how it is made ---


def scenes(frame: Frame) -> list[str]:
    """Return the scenes of a moving drawing: the number of each that is a still, and '' for the others."""
    return [part.split('"')[0] if part.startswith('0"') or part[:1].isdigit() else "" for part in marks(frame)]


def marks(frame: Frame) -> list[str]:
    found, depth = [], 0
    for tag in frame.svg_inner.replace("</g>", "\0</g>").split("<g"):
        if depth == 0 and tag:
            found.append(tag.removeprefix(' data-still="').lstrip(">"))
        depth += bool(tag) - tag.count("\0")
    return found


def test_two_pictures_go_to_and_fro_and_three_come_round() -> None:
    (lift,) = moving(Scenes(LIFT, LOOKS[0]), draw(LIFT, LOOKS[0]))
    order = scenes(lift)
    assert order[0] == "0" and order[-1] == "1" and set(order[1:-1]) == {""}
    (three,) = moving(Scenes(THREE, LOOKS[0]), draw(THREE, LOOKS[0]))
    order = scenes(three)
    places = [order.index(number) for number in "012"]
    assert places == sorted(places) and places[0] == 0
    assert places[1] > 1 and places[2] > places[1] + 1 and len(order) > places[2] + 1


def test_the_stills_in_it_are_the_pictures_of_the_page() -> None:
    stills = draw(THREE, LOOKS[1])
    (made,) = moving(Scenes(THREE, LOOKS[1]), stills)
    for number, still in enumerate(stills):
        assert f'<g data-still="{number}">{still.svg_inner}</g>' in made.svg_inner


def test_a_figure_of_one_picture_does_not_move() -> None:
    figure = Figure.model_validate({"base": "supine"})
    assert moving(Scenes(figure, LOOKS[0]), draw(figure, LOOKS[0])) == ()


def test_no_scene_leaves_the_box() -> None:
    """An arm that swings over the head comes higher than in both pictures."""
    figure = Figure.model_validate({"base": "standing", "start": {"shoulder": -40}, "frames": [{"shoulder": 150}]})
    stills = draw(figure, LOOKS[0])
    (made,) = moving(Scenes(figure, LOOKS[0]), stills)
    left, top, width, height = (float(value) for value in made.view_box.split())
    still = [float(value) for value in stills[0].view_box.split()]
    assert left <= still[0] and top <= still[1]
    assert left + width > still[0] + still[2] + 5, "The arm points ahead on its way, and in neither picture."
    assert top + height >= still[1] + still[3]


def test_it_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Drawer(tmp_path).moving(LIFT, LOOKS[0])

    def refuse(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr("exercise_library.figures.draw.cache.moving", refuse)
    assert Drawer(tmp_path).moving(LIFT, LOOKS[0]) == first


def test_the_library_has_figures_that_move(catalogue: Catalogue) -> None:
    assert len(MOVES) >= len(catalogue.exercises)
