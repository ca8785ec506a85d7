"""A drawing as a file: read again it is the same, and it stands for one pose and one person."""

from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from exercise_library.figures import LOOKS, Figure, draw
from exercise_library.figures.draw import cache
from exercise_library.figures.draw.cache import CachedRenderer
from exercise_library.figures.draw.shapes import sheet
from exercise_library.figures.draw.stored import from_svg, mark_in, mark_of, to_svg

LOOK = LOOKS[0]
FIGURES = {
    name: Figure.model_validate(data)
    for name, data in yaml.safe_load((ROOT / "tests/figures.yml").read_text(encoding="utf-8")).items()
}
FIGURE = FIGURES["bridge"]


@pytest.fixture(scope="module")
def text() -> str:
    return to_svg(draw(FIGURE, LOOK), mark_of(FIGURE, LOOK))


@pytest.mark.parametrize("name", ["bridge", *list(FIGURES)[::12]])
def test_a_file_read_and_written_again_is_the_same(name: str) -> None:
    figure = FIGURES[name]
    text = to_svg(draw(figure, LOOK), "0123")
    frames = from_svg(text, figure)
    assert to_svg(frames, "0123") == text
    assert [frame.caption for frame in frames] == [figure.caption_of(number) for number in range(figure.count)]


def test_a_file_holds_no_words_of_its_figure(text: str) -> None:
    assert not any(words in text for words in (*FIGURE.captions, *FIGURE.alt))


def test_the_mark_is_of_pose_and_person_and_not_of_the_words() -> None:
    mark = mark_of(FIGURE, LOOK)
    words = FIGURE.model_copy(update={"captions": tuple("ab"), "alt": ("c",)})
    other = FIGURE.model_copy(update={"view": (10.0, 5.0)})
    assert mark == mark_of(words, LOOK)
    assert len({mark, mark_of(other, LOOK), mark_of(FIGURE, LOOKS[1])}) == 3


def _renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[CachedRenderer, list[Figure]]:
    """Return a renderer with one confirmed file, and what it draws."""
    (tmp_path / "drawings").mkdir()
    (tmp_path / "drawings" / "bridge.svg").write_text(text, encoding="utf-8")
    drawn: list[Figure] = []

    def noted(figure: Figure, look: object) -> object:
        drawn.append(figure)
        return draw(figure, look)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "draw", noted)
    renderer = CachedRenderer(tmp_path / "cache", tmp_path / "drawings")
    renderer([(FIGURE, LOOK)])
    return renderer, drawn


def test_what_is_confirmed_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    changed = text.replace('opacity=".9"', 'opacity=".8"')
    renderer, drawn = _renderer(tmp_path, monkeypatch, changed)
    assert to_svg(renderer.frames(FIGURE, LOOK), mark_in(text)) == changed, "the file is shown as it is"
    assert drawn == []
    for one in (renderer, CachedRenderer(tmp_path / "cache", tmp_path / "drawings")):
        (stills,) = one([(FIGURE, LOOK)])
        assert sheet(stills) == sheet(from_svg(changed, FIGURE))


def test_what_shows_another_pose_is_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    renderer, drawn = _renderer(tmp_path, monkeypatch, text)
    other = FIGURE.model_copy(update={"view": (10.0, 5.0)})
    assert to_svg(renderer.frames(other, LOOK), "") != text
    assert drawn == [other]


@pytest.mark.parametrize("harm", ["cut", "path", "frame"])
def test_a_damaged_file_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, harm: str) -> None:
    first = text.index("<svg x=")
    harmed = {
        "cut": text[: len(text) // 2],
        "path": text.replace(' d="M', ' d="K', 1),
        "frame": text[:first] + text[text.index("<svg x=", first + 1) :],
    }[harm]
    renderer, drawn = _renderer(tmp_path, monkeypatch, harmed)
    assert to_svg(renderer.frames(FIGURE, LOOK), mark_in(text)) == text
    assert drawn == [FIGURE]
