"""The command `exercise-library check`: what it prints, how it ends, and that nothing crashes it."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import sampled
from exercise_library.catalogue.catalogue import load
from exercise_library.cli import main
from exercise_library.source.problems import DataError, Problem, Severity
from exercise_library.source.report import as_annotation, summary
from library import REST, edit, real_library, small_library, write

BRIDGE = "exercises/bridge.yml"
LINE = re.compile(r"(error|warning|notice): data/[a-z-]+(/[a-z-]+){0,3}\.yml:[1-9][0-9]*: ([\w.-]+: )?.+")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of which there is nothing to tell: nobody has signed it."""
    library = small_library(tmp_path)
    path = library / "data" / BRIDGE
    path.write_text(path.read_text(encoding="utf-8").partition("review:\n")[0], encoding="utf-8")
    return library


def check(root: Path, *options: str) -> Result:
    """Run the command, which must end in the usual way: with an exit code."""
    result = CliRunner().invoke(main, ["check", "--root", str(root), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def told(result: Result) -> list[str]:
    """Return the problems that are printed, without the summary."""
    return result.stdout.partition("\nBy file:\n")[0].splitlines()


def files(result: Result) -> list[str]:
    """Return the summary by file."""
    _, _, after = result.stdout.partition("\nBy file:\n")
    return [line.strip() for line in after.splitlines() if line.startswith("  ")]


def test_a_valid_library_passes(root: Path) -> None:
    result = check(root)
    assert result.exit_code == 0
    assert result.output == "3 exercises and 1 program: nothing to mend.\n"


def test_a_notice_is_printed_and_passes(root: Path) -> None:
    write(root, "exercises/unused.yml", REST.replace("Lying rest", "Other rest"))
    result = check(root)
    assert result.exit_code == 0
    assert result.output == (
        "notice: data/exercises/unused.yml:1: no program uses this exercise. Tip: it can stay.\n"
        "\nBy file:\n  data/exercises/unused.yml: 1 notice\n\n"
        "4 exercises and 1 program: nothing that stops the build.\n"
    )


def test_an_error_is_printed_with_its_place_and_a_tip_and_fails(root: Path) -> None:
    line = edit(root, BRIDGE, "cautions: []", "caution: []")
    result = check(root)
    assert result.exit_code == 1
    assert result.stdout == (
        f"error: data/exercises/bridge.yml:{line}: caution: is not a key we know. Tip: did you mean 'cautions'?\n"
        "\nBy file:\n  data/exercises/bridge.yml: 1 error\n\n"
    )
    assert result.stderr == "Error: 1 to mend in 1 file.\n"


def test_every_error_of_every_file_is_printed_in_file_order(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "name: <b>")
    edit(root, BRIDGE, "  fast: no", "  fast: never")
    edit(root, "programs/daily.yml", "order: 1", "order: 0")
    (root / "data" / "sources.yml").unlink()
    write(root, "exercises/unused.yml", REST.replace("name: ", "name: : "))
    result = check(root)
    assert result.exit_code == 1
    lines = told(result)
    assert [line.split(":")[1] for line in lines] == [
        " data/exercises/bridge.yml", " data/exercises/bridge.yml", " data/exercises/unused.yml",
        " data/programs/daily.yml", " data/sources.yml",
    ]  # fmt: skip
    assert all(LINE.fullmatch(line) for line in lines)
    assert files(result) == [
        "data/exercises/bridge.yml: 2 errors", "data/exercises/unused.yml: 1 error",
        "data/programs/daily.yml: 1 error", "data/sources.yml: 1 error",
    ]  # fmt: skip
    assert result.stderr == "Error: 5 to mend in 4 files.\n"


def test_a_notice_is_printed_beside_an_error_and_not_counted(root: Path) -> None:
    write(root, "exercises/unused.yml", REST.replace("Lying rest", "Bridge"))
    result = check(root)
    assert [line.split(":")[0] for line in told(result)] == ["notice", "error"]
    assert files(result) == ["data/exercises/unused.yml: 1 error, 1 notice"]
    assert result.stderr == "Error: 1 to mend in 1 file.\n"


HARD = (
    "Simultaneously stabilize your lumbar musculature and contralateral extremities, "
    "deliberately coordinating diaphragmatic respiration."
)
LONG = "Lift your hips, and then lift them more, and then put them down, and then do that one more time for luck."


def test_hard_words_are_a_warning_and_pass(root: Path) -> None:
    line = edit(root, BRIDGE, "  - Lift your hips.", f"  - Lift your hips.\n►  - {HARD}")
    result = check(root)
    assert result.exit_code == 0
    whole, sentence = told(result)
    start = "warning: data/exercises/bridge.yml"
    assert whole.startswith(f"{start}:1: the reading grade of this file is ")
    assert sentence.startswith(f"{start}:{line}: steps.2: a sentence is hard to read: '")
    assert "use shorter words than simultaneously, coordinating, deliberately." in sentence
    assert files(result) == ["data/exercises/bridge.yml: 2 warnings"]
    assert result.output.endswith("3 exercises and 1 program: nothing that stops the build.\n")


def test_a_long_sentence_is_a_warning_beside_an_error(root: Path) -> None:
    line = edit(root, BRIDGE, "  - Lift your hips.", f"  - {LONG}")
    edit(root, BRIDGE, "  fast: no", "  fast: never")
    result = check(root)
    assert result.exit_code == 1
    first, second = told(result)
    assert first == (
        f"warning: data/exercises/bridge.yml:{line}: steps.1: a sentence has 22 words, and at most 20 are wanted: "
        "'Lift your hips, and then lift them more, and then put them …'. Tip: make two sentences of it."
    )
    assert second.startswith("error: ")
    assert files(result) == ["data/exercises/bridge.yml: 1 error, 1 warning"]


# --- for GitHub ---

ANNOTATION = re.compile(r"::(error|warning|notice) file=([^:,]*),line=([0-9]+),title=([^:,]*)::(.*)")


def unescaped(text: str) -> str:
    """Return what GitHub makes of an escaped value."""
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_problems_are_annotations_for_github(root: Path) -> None:
    line = edit(root, BRIDGE, "cautions: []", "caution: []")
    edit(root, BRIDGE, "  - Lift your hips.", f"  - {LONG}")
    write(root, "exercises/unused.yml", REST.replace("Lying rest", "Other rest"))
    result = check(root, "--github")
    assert result.exit_code == 1
    lines = told(result)
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::error", "::notice"]
    assert all(ANNOTATION.fullmatch(line) for line in lines)
    assert lines[1] == (
        f"::error file=data/exercises/bridge.yml,line={line},title=caution::"
        "is not a key we know.%0ATip: did you mean 'cautions'?"
    )
    assert files(result) == ["data/exercises/bridge.yml: 1 error, 1 warning", "data/exercises/unused.yml: 1 notice"]


NASTY = ("plain", "100%", "50%0A", "%25", "a\nb", "a\r\nb", "a: b, c", "::error::x", "é 😀", "")


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("text", NASTY)
def test_an_annotation_is_one_line_and_says_all(text: str, severity: Severity) -> None:
    problem = Problem(f"data/{text}.yml", 7, text, f"message {text}", text, severity)
    line = as_annotation(problem)
    assert "\n" not in line
    assert "\r" not in line
    match = ANNOTATION.fullmatch(line)
    assert match
    assert match[1] == severity.value
    assert unescaped(match[2]) == problem.path
    assert match[3] == "7"
    assert unescaped(match[4]) == (text or problem.path)
    assert unescaped(match[5]) == f"message {text}" + (f"\nTip: {text}" if text else "")


def test_the_summary_counts_by_file_the_gravest_first() -> None:
    kinds = [("b", Severity.NOTICE), ("b", Severity.ERROR), ("a", Severity.WARNING), ("b", Severity.ERROR)]
    problems = [Problem(path, number, "", "x", "", severity) for number, (path, severity) in enumerate(kinds)]
    assert list(summary(problems)) == ["a: 1 warning", "b: 2 errors, 1 notice"]
    assert list(summary([])) == []


# --- odd places and contents ---


@pytest.mark.parametrize("root_name", ["nowhere", "file"])
def test_a_root_that_is_no_folder_is_refused(tmp_path: Path, root_name: str) -> None:
    (tmp_path / "file").touch()
    assert check(tmp_path / root_name).exit_code == 2


def test_a_root_without_data_is_told(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 1
    assert result.stdout.count("this file is missing") == 9


def test_the_present_folder_is_the_root(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


@pytest.mark.parametrize(
    "content",
    [b"\xff", b"", b"- a", b"a: " + b"[" * 99_999, b"a: &a [*a]", b"a: " + b"9" * 99_999, b"\0", b"?", b"%"],
)
@pytest.mark.parametrize("name", [BRIDGE, "programs/daily.yml", "vocabulary/aims.yml", "sources.yml", "get-help.yml"])
def test_no_content_of_a_file_crashes_it(root: Path, name: str, content: bytes) -> None:
    write(root, name, content)
    result = check(root)
    assert result.exit_code == 1
    assert all(LINE.fullmatch(line) for line in told(result))


# --- random mistakes ---

PIECES = [
    "#", " #", ":", ": ", "- ", "\t", "  ", '"', "'", "{", "}", "[", "]", "&a ", "*a", "!x ", "|", ">", "?",
    "%", "@", "`", "\\", "\n", "\n\n", "---\n", "~", "null", "true", "no", "0", "-1", "1.5", "9" * 400, "é",
    "😀", "\u202e", "\u00a0", "\0", "<b>", "{{", "", "kind: value", "kind: by-part\n", "unit: sec",
    "slug: x\n", "x" * 500, ",", "\r", "\ufeff", "<<: ",
]  # fmt: skip


def _delete(lines: list[str], dice: random.Random) -> None:
    del lines[dice.randrange(len(lines))]


def _repeat(lines: list[str], dice: random.Random) -> None:
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(lines))


def _swap(lines: list[str], dice: random.Random) -> None:
    here, there = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[here], lines[there] = lines[there], lines[here]


def _insert(lines: list[str], dice: random.Random) -> None:
    number = dice.randrange(len(lines))
    at = dice.randrange(len(lines[number]) + 1)
    lines[number] = lines[number][:at] + dice.choice(PIECES) + lines[number][at:]


def _shift(lines: list[str], dice: random.Random) -> None:
    number = dice.randrange(len(lines))
    lines[number] = dice.choice(["", " ", "  ", "    ", "      - "]) + lines[number].lstrip(dice.choice([" ", " -"]))


def _change_value(lines: list[str], dice: random.Random) -> None:
    number = dice.randrange(len(lines))
    key, colon, _ = lines[number].partition(": ")
    lines[number] = key + (colon or " ") + dice.choice(PIECES)


MUTATIONS: tuple[Callable[[list[str], random.Random], None], ...] = (
    _delete,
    _repeat,
    _swap,
    _insert,
    _shift,
    _change_value,
)


def mutated(text: str, dice: random.Random) -> str:
    """Return a text as a slip of the hand could change it, once to three times."""
    lines = text.split("\n")
    for _ in range(dice.randint(1, 3)):
        if lines:
            dice.choice(MUTATIONS)(lines, dice)
    return "\n".join(lines)


def mutate(path: Path, dice: random.Random) -> None:
    """Change a file as a slip of the hand could, once to three times."""
    path.write_bytes(mutated(path.read_text(encoding="utf-8"), dice).encode())


def line_count(path: Path) -> int:
    """Return how many lines an editor shows."""
    return len(re.split(rb"\r\n|\r|\n", path.read_bytes()))


@pytest.mark.parametrize("seed", sampled(range(6), range(2)))
def test_random_slips_in_all_files_are_told_and_crash_nothing(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    root = real_library(tmp_path)
    for path in sorted((root / "data").rglob("*.yml")):
        mutate(path, dice)
    with pytest.raises(DataError) as caught:
        load(root)
    assert len(caught.value.problems) > 40
    assert_places_are_right(root, caught.value)


@pytest.mark.parametrize("seed", sampled(range(100), range(30)))
def test_random_slips_in_one_file_are_told_or_harmless(root: Path, seed: int) -> None:
    dice = random.Random(seed)
    mutate(dice.choice(sorted((root / "data").rglob("*.yml"))), dice)
    try:
        load(root)
    except DataError as error:
        assert_places_are_right(root, error)


def assert_places_are_right(root: Path, error: DataError) -> None:
    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.line <= line_count(root / problem.path), str(problem)
        assert LINE.fullmatch(f"{problem.severity.value}: {problem}"), str(problem)
        assert not re.search(r"\bNone\b|\bdict\b|pydantic|[Ii]nput |not valid YAML", problem.message), str(problem)


def test_a_bad_body_is_an_error_at_its_figure(root: Path) -> None:
    line = edit(root, BRIDGE, "hold: [shoulders, head, feet, hands]", "hold: [head]")
    result = check(root)
    assert result.exit_code == 1
    bodies = [one for one in told(result) if one.startswith("error")]
    assert bodies and all(f"{BRIDGE}:{line - 2}: figure: frame 1: " in one for one in bodies)
    assert any("ankle_l flexion is" in one for one in bodies)  # the feet stay out of the floor at any price


def test_words_that_a_picture_does_not_show_are_a_warning(root: Path) -> None:
    edit(root, BRIDGE, "- The hips are lifted.", "- The left arm is lifted.")
    result = check(root)
    assert result.exit_code == 0
    assert any(one.startswith("warning") and "figure: frame 1: " in one for one in told(result))
    assert told(check(root)) == told(result)  # what was kept says the same
