"""A movement as a file: read again it is the same, and it stands for one pose and one person."""

from pathlib import Path

import pytest
from exercise_library.figures import LOOKS, Figure, Frame, Look, draw
from exercise_library.figures.draw.stored import mark_in, mark_of
from exercise_library.figures.motion.cache import CachedMotion, body_name
from exercise_library.figures.motion.movement import movement_of
from exercise_library.figures.motion.packed import planes
from exercise_library.figures.motion.stored import Movement, from_json, to_json
from test_stored_drawings import FIGURE, LOOK

OTHER = FIGURE.model_copy(update={"view": (10.0, 5.0)})


@pytest.fixture(scope="module")
def movement() -> Movement:
    return movement_of(FIGURE, LOOK, draw(FIGURE, LOOK), body_name(LOOK))


@pytest.fixture(scope="module")
def text(movement: Movement) -> str:
    return to_json(movement, mark_of(FIGURE, LOOK))


def test_a_file_read_and_written_again_is_the_same(movement: Movement, text: str) -> None:
    assert from_json(text) == movement and to_json(from_json(text), mark_in(text)) == text
    assert mark_in(text) == mark_of(FIGURE, LOOK)
    assert from_json(text).packed() == movement.packed()


def test_numbers_of_either_sign_lie_in_two_planes() -> None:
    assert planes([0, -1, 1, -2, 200, -32768]) == bytes([0, 1, 2, 3, 144, 255, 0, 0, 0, 0, 1, 255])
    with pytest.raises(ValueError):
        planes([40000])


def test_a_file_holds_no_words_of_its_figure(text: str) -> None:
    assert not any(words in text for words in (*FIGURE.captions, *FIGURE.alt))


def _motion(tmp_path: Path, text: str) -> tuple[CachedMotion, list[Figure]]:
    """Return what makes movements, with one confirmed file, and the figures that it has to solve."""
    (tmp_path / "movements").mkdir()
    (tmp_path / "movements" / "bridge.json").write_text(text, encoding="utf-8")
    solved: list[Figure] = []

    def frames(figure: Figure, look: Look) -> tuple[Frame, ...]:
        solved.append(figure)
        return draw(figure, look)

    motion = CachedMotion(tmp_path / "cache", frames, tmp_path / "movements")
    motion.prepare([(FIGURE, LOOK)])
    return motion, solved


def test_what_is_confirmed_is_not_solved(tmp_path: Path, movement: Movement, text: str) -> None:
    changed = text.replace(movement.told["body"], "somebody")
    motion, solved = _motion(tmp_path, changed)
    assert motion.movement(FIGURE, LOOK) == from_json(changed).packed() != movement.packed(), (
        "the file is told as it is"
    )
    assert solved == []


def test_what_shows_another_pose_or_person_is_solved(tmp_path: Path, movement: Movement, text: str) -> None:
    motion, solved = _motion(tmp_path, text)
    assert len({motion.movement(OTHER, LOOK), motion.movement(FIGURE, LOOKS[1]), movement.packed()}) == 3
    assert solved == [OTHER, FIGURE]


@pytest.mark.parametrize("harm", ["cut", "merged", "fact", "number", "large"])
def test_a_damaged_file_is_never_told(tmp_path: Path, movement: Movement, text: str, harm: str) -> None:
    start = text.index('"numbers": [') + len('"numbers": [')
    harmed = {
        "cut": text[: len(text) // 2],
        "merged": text.replace('"camera"', '<<<<<<< mine\n"camera"'),
        "fact": text.replace('"times"', '"time"'),
        "number": text[:start] + text[text.index(",", start) + 1 :],
        "large": f"{text[:start]}99999{text[text.index(',', start) :]}",
    }[harm]
    motion, solved = _motion(tmp_path, harmed)
    assert motion.movement(FIGURE, LOOK) == movement.packed()
    assert solved == [FIGURE]
