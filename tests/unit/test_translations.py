"""Translations: what is told of them, what is withdrawn, and what the command writes."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from exercise_library.catalogue import model
from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.texts import KEPT, PRINTED, Untranslated, kinds, mark_of, text_of
from exercise_library.catalogue.translation import translated
from exercise_library.cli import main
from exercise_library.figures.pose.figure import Figure
from exercise_library.source.problems import Problem, Severity
from exercise_library.view.build import View, build_view, in_other_language
from library import edit, problems, share_cache, sign, small_library, write
from made_up import LANGUAGE, spoken, translate
from pydantic import BaseModel

HERE = f"translations/{LANGUAGE}"
BRIDGE = f"{HERE}/exercises/bridge.yml"
STEP = "Lift your hips."


@pytest.fixture(scope="module")
def translated_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_library(tmp_path_factory.mktemp("library"))
    translate(project)
    return project


@pytest.fixture
def root(translated_library: Path, tmp_path: Path) -> Path:
    """A small library in English and in a language that nobody speaks, to be broken."""
    shutil.copytree(translated_library / "data", tmp_path / "data")
    share_cache(tmp_path)
    return tmp_path


def told(root: Path, path: str) -> list[Problem]:
    return [it for it in problems(root) if it.path == f"data/{path}"]


def other(root: Path) -> Catalogue:
    catalogue = load(root)
    return translated(catalogue, catalogue.translations[LANGUAGE])


def other_view(root: Path) -> View:
    return in_other_language(build_view(load(root)), LANGUAGE)


# --- all of it in other words ----------------------------------------------------------------------------------------


def test_a_whole_translation_is_told_nothing_of_and_withdraws_nothing(root: Path) -> None:
    assert [it for it in problems(root) if HERE in it.path] == []
    assert not any((other(root).withdrawn.exercises, other(root).withdrawn.programs, other(root).withdrawn.entries))


def test_every_text_is_said_in_the_language_and_the_rest_stays(root: Path) -> None:
    english, here = load(root), other(root)
    bridge = here.exercises["bridge"]
    assert bridge.name == spoken("Bridge") and bridge.steps == tuple(map(spoken, english.exercises["bridge"].steps))
    assert bridge.figure and bridge.figure.alt[1] == spoken("The hips are lifted.")
    assert bridge.other_names == (spoken("hip lift"),)
    for key in ("slug", "positions", "spine", "relations", "editorial"):
        assert getattr(bridge, key) == getattr(english.exercises["bridge"], key)
    entry, before = (it.programs["daily"].entries[-1] for it in (here, english))
    assert entry.variants[1].label == spoken("Arms crossed") and entry.printed_title == "Curl-Up"
    assert entry.dose.repetitions.text == spoken("a few times")  # type: ignore[union-attr]
    assert (entry.code, entry.dose.sets) == (before.code, before.dose.sets)
    assert here.get_help.asked[2].sign in (*here.get_help.urgent.signs, *here.get_help.soon.signs)
    assert here.messages.t("label.print") == spoken("Print") and here.messages.direction == "rtl"


def test_numbers_poses_and_marks_of_plans_are_those_of_the_original(root: Path) -> None:
    english, here = build_view(load(root)), other_view(root)
    for entry in english.programs["daily"].entries.values():
        assert here.of_original("daily", entry.entry.id).title == entry.title
    assert here.place("exercises/bridge/#steps") == f"{LANGUAGE}/exercises/bridge/#steps"
    assert here.place("assets/figures/bridge.svg") == "assets/figures/bridge.svg"
    assert here.place("assets/search.json") == f"{LANGUAGE}/assets/search.json"


_MODELS = (*model.__dict__.values(), Clinic, Figure)


@pytest.mark.parametrize("kind", [it for it in _MODELS if isinstance(it, type) and issubclass(it, BaseModel)])
def test_no_field_with_text_is_forgotten(kind: type[BaseModel]) -> None:
    """Each field that can hold a sentence is translated, or listed as what stays. A new field is found by its type."""
    listed = {
        name for names in (KEPT, PRINTED) for base, fields in names.items() if issubclass(kind, base) for name in fields
    }
    for name, field in kind.model_fields.items():
        if "check_text" in repr((field.annotation, field.metadata)):
            assert name in kinds(kind) or name in listed or name == "ours", f"{kind.__name__}.{name}"


# --- what is missing or has changed ----------------------------------------------------------------------------------


def test_a_changed_original_is_told_with_its_line_and_the_line_to_write(root: Path) -> None:
    edit(root, "exercises/bridge.yml", STEP, "Lift your hips high.")
    (found,) = told(root, BRIDGE)
    text = (root / "data" / BRIDGE).read_text(encoding="utf-8").splitlines()
    assert text[found.line - 1].strip() == f"{mark_of(STEP)}: {spoken(STEP)}"
    assert "It is 'Lift your hips high.' now" in found.message
    assert f"'{mark_of('Lift your hips high.')}: …'" in found.tip and found.severity is Severity.WARNING


def test_a_changed_text_withdraws_what_shows_it_and_no_more(root: Path) -> None:
    edit(root, "exercises/bridge.yml", STEP, "Lift your hips high.")
    here = other(root)
    assert here.withdrawn.exercises == {"bridge"} and here.withdrawn.entries == {"brd"}
    assert here.withdrawn.programs == {"daily"}
    assert isinstance(here.exercises["bridge"].steps[0], Untranslated)
    assert here.exercises["curl-up"].steps == () or not isinstance(here.exercises["curl-up"].steps[0], Untranslated)


def test_an_inserted_or_moved_line_is_no_fault_of_the_others(root: Path) -> None:
    edit(
        root,
        "exercises/bridge.yml",
        f"  - {STEP}\n  - Lower your hips.",
        f"  - Breathe.\n  - Lower your hips.\n  - {STEP}",
    )
    (found,) = told(root, BRIDGE)
    assert "lacks 'Breathe.'" in found.message and f"{mark_of('Breathe.')}: …" in found.tip
    assert other(root).exercises["bridge"].steps[1:] == (spoken("Lower your hips."), spoken(STEP))


def test_a_new_mark_before_the_old_text_confirms_it(root: Path) -> None:
    edit(root, "exercises/bridge.yml", STEP, "Lift your hips up.")
    edit(root, BRIDGE, mark_of(STEP), mark_of("Lift your hips up."))
    assert told(root, BRIDGE) == [] and not other(root).withdrawn.exercises


def test_a_line_of_a_text_that_is_gone_is_left_over(root: Path) -> None:
    edit(root, "exercises/bridge.yml", f"  - {STEP}\n", "")
    (found,) = told(root, BRIDGE)
    assert found.severity is Severity.NOTICE and "gone" in found.message and not other(root).withdrawn.exercises


@pytest.mark.parametrize(("what", "old", "new", "message"), [
    ("other numbers", spoken(STEP), f"{spoken(STEP)} 3", "has other numbers"),
    ("no text", f"{mark_of(STEP)}: {spoken(STEP)}", f"{mark_of(STEP)}: 3", "must be text"),
    ("markup", spoken(STEP), f'"<b>{spoken(STEP)}</b>"', "holds HTML"),
    ("a strange key", "name:\n", "tittle:\n  bbbbbb: a\nname:\n", "no text of the original has this place"),
])  # fmt: skip
def test_what_is_wrong_with_a_text_is_told(root: Path, what: str, old: str, new: str, message: str) -> None:
    line = edit(root, BRIDGE, old, new)
    assert any(message in it.message and abs(it.line - line) < 2 for it in told(root, BRIDGE)), what


def test_sides_are_compared_where_a_language_tells_its_words(root: Path) -> None:
    edit(root, f"{HERE}/interface.yml", f"locale: {LANGUAGE}\n", f"locale: {LANGUAGE}\nleft: [levo]\nright: [pravo]\n")
    edit(root, "exercises/bridge.yml", STEP, "Lift your left hip.")
    edit(root, BRIDGE, f"{mark_of(STEP)}: {spoken(STEP)}", f"{mark_of('Lift your left hip.')}: pravo")
    assert [re.findall("'(left|right)'", it.message)[0] for it in told(root, BRIDGE)] == ["left", "right"]


def test_files_that_are_missing_or_of_nothing_are_told(root: Path) -> None:
    (root / "data" / BRIDGE).unlink()
    write(root, f"{HERE}/exercises/no-such.yml", "name: {bbbbbb: a}\n")
    assert "'exercise-library translate ur'" in told(root, BRIDGE)[0].tip
    assert "no such file in data/" in told(root, f"{HERE}/exercises/no-such.yml")[0].message
    write(root, f"{HERE}/exercise/bridge.yml", "name: {bbbbbb: a}\n")
    assert any("no place here" in it.message for it in problems(root))


def test_a_message_that_is_missing_or_has_changed_is_said_in_english(root: Path) -> None:
    edit(root, "interface/en.yml", "  print: Print\n", "  print: Print it\n")
    assert other(root).messages.t("label.print") == "Print it"
    (found,) = told(root, f"{HERE}/interface.yml")
    assert "It is 'Print it' now" in found.message


def test_a_message_without_its_places_is_an_error_at_its_line(root: Path) -> None:
    text = (root / "data" / HERE / "interface.yml").read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if "{program}: {entry}" in row or "{version}" in row)
    edit(root, f"{HERE}/interface.yml", line, re.sub(r"\{[a-z]+\}", "{nothing}", line, count=1))
    assert [it.severity for it in told(root, f"{HERE}/interface.yml")][:1] == [Severity.ERROR]


# --- the command -----------------------------------------------------------------------------------------------------


def run(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_writes_what_is_missing_and_changes_nothing_else(root: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in (root / "data" / HERE).rglob("*.yml")}
    assert "Nothing has changed" in run(root, "translate", LANGUAGE)
    edit(root, "exercises/bridge.yml", "  - Lower your hips.", "  - Breathe.\n  - Lower your hips.")
    assert f"data/{BRIDGE} is written" in run(root, "translate", LANGUAGE)
    after = {path: path.read_text(encoding="utf-8") for path in (root / "data" / HERE).rglob("*.yml")}
    changed = [path for path in before if after[path] != before[path]]
    assert changed == [root / "data" / BRIDGE]
    assert f"  todo-{mark_of('Breathe.')}: Breathe.\n" in after[changed[0]]
    assert any("is not translated yet" in it.message for it in told(root, BRIDGE))
    assert other(root).withdrawn.exercises == {"bridge"}


def test_the_command_begins_a_language_and_confirms_a_file(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    run(root, "translate", "pt")
    assert (root / "data/translations/pt/programs/daily.yml").is_file()
    translate(root)
    edit(root, "exercises/bridge.yml", STEP, "Lift up your hips.")
    assert told(root, BRIDGE)
    run(root, "translate", LANGUAGE, "--confirm", "exercises/bridge")
    assert told(root, BRIDGE) == []
    assert other(root).exercises["bridge"].steps[0] == spoken(STEP)


@pytest.mark.parametrize(("arguments", "message"), [
    (("translate", "en"), "no name of another language"),
    (("translate", LANGUAGE, "--confirm", "exercises/none"), "There is no file exercises/none.yml"),
    (("review", "--language", "zz"), "There is no language 'zz'"),
])  # fmt: skip
def test_the_commands_refuse_what_is_not_there(root: Path, arguments: tuple[str, ...], message: str) -> None:
    done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    assert done.exit_code == 1 and message in done.output


# --- signatures ------------------------------------------------------------------------------------------------------


def test_a_translation_is_signed_for_its_own_words(root: Path) -> None:
    sign(root, "exercises/bridge")
    shown = run(root, "review", "exercises/bridge", "--language", LANGUAGE)
    assert f"data/{BRIDGE}" in shown and "dose:" not in shown
    mark = re.search(r"words: ([a-z-]+)", shown)
    assert mark
    with (root / "data" / BRIDGE).open("a", encoding="utf-8") as file:
        file.write(f"\nreview:\n  reviewer: Lea Quill, physiotherapist\n  date: 2026-11-26\n  words: {mark[1]}\n")
    view = other_view(root)
    assert view.exercises["bridge"].signed.state == "signed" and "Lea Quill" in view.exercises["bridge"].signed.text
    assert build_view(load(root)).exercises["bridge"].signed.text.startswith("Checked by Ada Quill")
    edit(root, BRIDGE, spoken(STEP), f"{spoken(STEP)} {spoken('now')}")
    assert other_view(root).exercises["bridge"].signed.state == "changed"
    assert "the words have changed since Lea Quill" in run(root, "check")


def test_a_mark_that_was_never_right_is_refused(root: Path) -> None:
    with (root / "data" / BRIDGE).open("a", encoding="utf-8") as file:
        file.write("\nreview:\n  reviewer: Lea Quill, physiotherapist\n  date: 2026-11-26\n  words: bcdfghjklm-npqr\n")
    assert any("was never the mark" in it.message for it in told(root, BRIDGE))


def test_the_signature_of_the_original_is_none_of_a_translation(root: Path) -> None:
    sign(root, "exercises/bridge")
    assert other_view(root).exercises["bridge"].signed.state == "none"


# --- open data -------------------------------------------------------------------------------------------------------


def test_the_text_of_a_thing_is_all_of_its_text_and_nothing_else(root: Path) -> None:
    told_ = text_of(other(root).exercises["bridge"])
    assert told_["name"] == spoken("Bridge") and told_["steps"] == [spoken(STEP), spoken("Lower your hips.")]
    assert set(told_) == {"name", "other_names", "summary", "start", "steps", "feel", "figure"}
    assert set(told_["figure"]) == {"alt"} and "positions" not in told_
