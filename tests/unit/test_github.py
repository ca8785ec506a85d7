"""What GitHub runs and asks: the workflows' rights and pins, the forms, and the summary of changed pages."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
SCRIPT = GITHUB / "scripts/changed_pages.py"


def read(path: Path) -> dict[str, Any]:
    """Read YAML with every value as text, so that the key `on` is not taken for true."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


# --- Workflows ----------------------------------------------------------------------------------------------------

PIN = re.compile(r"uses: (\./\.github/workflows/\w+\.yml|actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_one_commit(path: Path) -> None:
    uses = [line.strip(" -") for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses and all(PIN.fullmatch(line) for line in uses)


def test_an_action_has_one_pin() -> None:
    pins = {pin for path in WORKFLOWS for pin in re.findall(r"uses: (actions/.*)", path.read_text(encoding="utf-8"))}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_job_says_its_rights_and_no_code_of_others_gets_any(path: Path) -> None:
    workflow, text = read(path), path.read_text(encoding="utf-8")
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"] and "workflow_run" not in workflow["on"]
    assert "secrets" not in re.sub("#.*", "", text)
    for name, job in jobs(path).items():
        rights = job["permissions"]
        writes = {right for right, level in rights.items() if level == "write"}
        assert writes == ({"pages", "id-token"} if name == "deploy" else set()), name
        assert "uses" in job or "timeout-minutes" in job
        for step in job.get("steps", ()):
            assert "${{" not in step.get("run", ""), "a value of others must not become part of a command"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"


def test_only_main_is_published_and_only_when_the_checks_pass() -> None:
    publish = GITHUB / "workflows/publish.yml"
    assert read(publish)["on"]["push"] == {"branches": ["main"]}
    assert read(publish)["concurrency"]["cancel-in-progress"] == "false"
    build, deploy = jobs(publish)["build"], jobs(publish)["deploy"]
    assert build["needs"] == "checks" and build["if"] == "github.ref == 'refs/heads/main'"
    assert deploy["needs"] == "build"
    assert all("run" not in step and "checkout" not in step["uses"] for step in deploy["steps"])
    made = next(step for step in build["steps"] if step.get("run") == "make pdf")
    assert set(made["env"]) == {"SITE_URL", "REPO_URL"}


def test_what_a_workflow_calls_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    for target in re.findall(r"run: make ([\w-]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for script in re.findall(r"python (\S+\.py)", text):
        assert (ROOT / script).exists()


# --- Forms --------------------------------------------------------------------------------------------------------


def test_there_is_a_form_for_each_wish() -> None:
    assert [path.stem for path in FORMS] == ["1-mistake", "2-new", "3-rights", "4-technical"]
    assert read(GITHUB / "ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": "false"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_takes(path: Path) -> None:
    form = read(path)
    assert set(form) == {"name", "description", "title", "body"}
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    for key in ("id", "label"):
        values = [part["id"] if key == "id" else part["attributes"]["label"] for part in asked]
        assert len(values) == len(set(values))
    assert any(part.get("validations", {}).get("required") == "true" for part in asked)
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown", "checkboxes")
        options = part["attributes"].get("options", [])
        assert (part["type"] in ("dropdown", "checkboxes")) == bool(options)


def test_what_is_public_is_said_before_anyone_writes() -> None:
    for path in FORMS:
        first = read(path)["body"][0]
        assert first["type"] == "markdown"
        if path.stem != "2-new":
            assert "Everyone can read what you write here" in first["attributes"]["value"]
    assert "health" in (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")


# --- The summary of changed pages ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return load_script()


def load_script() -> ModuleType:
    """Return the script that says which pages change, as a module."""
    spec = importlib.util.spec_from_file_location("changed_pages", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def page(main: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><header id=top>Menu</header><main>{main}</main></body></html>"


MOVED = '<html><head><noscript><meta http-equiv="refresh" content="0; url={}"></noscript></head></html>'


def summary(folder: Path, before: dict[str, str], after: dict[str, str]) -> str:
    """Write two sites and return what the script says of them."""
    for name, files in (("before", before), ("after", after)):
        (folder / name).mkdir()
        for path, text in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(folder / "before"), str(folder / "after")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_site_has_no_changes(tmp_path: Path) -> None:
    files = {"index.html": page("<h1 id=a>Hello</h1>"), "a/index.html": page("A"), "x.json": "1"}
    said = summary(tmp_path, files, files)
    assert "No published address is lost." in said
    assert "| As before | 2 |" in said
    assert "details" not in said


def test_pages_that_are_added_removed_and_changed_are_named(tmp_path: Path) -> None:
    before = {
        "same/index.html": page("Same"),
        "gone/index.html": page("Gone"),
        "words/index.html": page("<p>Lift your <b>left</b> leg.</p><p>Hold.</p>"),
        "marks/index.html": page("<p class=a>Text</p>"),
        "frame/index.html": page("Text", "<title>One</title>"),
        "site.css": "a {}",
    }
    after = {
        **{name: before[name] for name in ("same/index.html",)},
        "new/index.html": page("New"),
        "words/index.html": page("<p>Lift your <b>right</b> leg.</p><p>Hold.</p>"),
        "marks/index.html": page("<p class=b>Text</p>"),
        "frame/index.html": page("Text", "<title>Two</title>"),
        "site.css": "a { color: red }",
        "more.json": "{}",
    }
    said = summary(tmp_path, before, after)
    for line in ("| Added | 1 |", "| Removed | 1 |", "| Changed in words | 1 |", "| As before | 1 |"):
        assert line in said
    assert "Changed in marks only, such as links, classes or scripts | 2 |" in said
    assert "-Lift your left leg.\n+Lift your right leg.\n Hold." in said
    assert "Other files added: 1" in said and "- `more.json`" in said
    assert "Other files changed: 1" in said and "- `site.css`" in said


def test_an_address_that_is_lost_is_told_first(tmp_path: Path) -> None:
    before = {"a/index.html": page("A"), "b/index.html": page("<h2 id=keep>K</h2><h2 id=lost>L</h2><input id=field>")}
    said = summary(tmp_path, before, {"b/index.html": page("<h2 id=keep>K</h2>")})
    assert "[!CAUTION]" in said and "lead nowhere now: 2" in said
    assert "> - `a/`\n" in said and "> - `b/#lost`\n" in said
    assert "field" not in said
    assert said.index("CAUTION") < said.index("| Pages |")


def test_a_former_address_that_leads_on_is_not_lost(tmp_path: Path) -> None:
    before = {"x/old/index.html": page("<h2 id=how>How</h2>"), "index.html": page("Home")}
    after = {
        "x/old/index.html": MOVED.format("../new/"),
        "x/new/index.html": page("<h2 id=how>How</h2>"),
        "index.html": page("Home"),
    }
    said = summary(tmp_path, before, after)
    assert "No published address is lost." in said
    assert "- `x/new/`" in said


def test_a_former_address_that_leads_nowhere_is_lost(tmp_path: Path) -> None:
    before = {"old/index.html": page("<p id=a>A</p>"), "loop/index.html": page("B")}
    after = {"old/index.html": MOVED.format("../gone/"), "loop/index.html": MOVED.format("../loop/")}
    said = summary(tmp_path, before, after)
    assert "lead nowhere now: 2" in said
    assert "old/ (leads to ../gone/, which is not there)" in said


def test_a_site_that_could_not_be_built_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "after").mkdir()
    (tmp_path / "after/index.html").write_text(page("A"))
    command = [sys.executable, str(SCRIPT), str(tmp_path / "none"), str(tmp_path / "after")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "| Added | 1 |" in said


def test_text_of_a_stranger_cannot_leave_its_code_marks(tmp_path: Path) -> None:
    bad = "````\n# Loud <img src=x>"
    before = {"a/index.html": page("<p>Calm</p>"), "b`]<b>.html": page("B")}
    after = {"a/index.html": page(f"<p>{bad.replace('<', '&lt;')}</p>"), "c`<i>/index.html": page("C")}
    said = summary(tmp_path, before, after)
    fence = re.search(r"^(`+)diff$", said, re.MULTILINE)
    assert fence and len(fence[1]) == 5
    assert said.count(fence[1]) == 2
    assert "- `c <i>/`" in said


def test_a_great_change_stays_short(tmp_path: Path, script: ModuleType) -> None:
    lines = [f"<p>{number}</p>" for number in range(500)]
    before = {f"{name}/index.html": page("".join(lines)) for name in range(100)}
    after = {f"{name}/index.html": page("".join(lines).replace("<p>", "<p>not ")) for name in range(100)}
    said = summary(tmp_path, before, after)
    assert len(said.encode()) < 1024 * 1024
    assert said.count("```diff") == script.MOST_PAGES
    assert f"and {100 - script.MOST_PAGES} more" in said


@pytest.mark.parametrize(
    ("old", "moved_to", "new"),
    [
        ("a/b/index.html", "../c/", "a/c/"),
        ("a/index.html", "../", "./"),
        ("a/b/index.html", "../../x.html#here", "x.html"),
        ("a.html", "b/", "b/"),
    ],
)
def test_a_former_address_is_followed(script: ModuleType, old: str, moved_to: str, new: str) -> None:
    address = old.removesuffix("index.html")
    pages = {address: script.read_page(MOVED.format(moved_to).encode()), new: script.read_page(page("N").encode())}
    before = script.Site({address: script.read_page(page("O").encode())}, {})
    assert list(script.lost(before, script.Site(pages, {}))) == []


# --- signatures -----------------------------------------------------------------------------------------------------


def checked(state: str, text: str, more: str = "") -> str:
    return page(f'<h1 id=a>A</h1><p class="review" data-review="{state}">{text}</p>{more}')


SIGNED = "Checked by Ada Quill, physiotherapist on 26 November 2026."
CHANGED = "Checked by Ada Quill, physiotherapist on 26 November 2026; changed since: the words."


def test_a_signature_that_a_change_breaks_is_named(tmp_path: Path) -> None:
    before = {"a/index.html": checked("signed", SIGNED), "b/index.html": checked("signed", SIGNED, "<p>B</p>")}
    after = {"a/index.html": checked("changed", CHANGED, "<p>New.</p>"), "b/index.html": before["b/index.html"]}
    said = summary(tmp_path, before, after)
    assert "that this change breaks: 1" in said and "adds or alters" not in said
    line = next(line for line in said.splitlines() if "Now:" in line)
    assert SIGNED in line and "changed since: the words" in line and "`a/`" in line and "`b/`" not in line


@pytest.mark.parametrize("after", [{}, {"a/index.html": page("<h1 id=a>A</h1>")}], ids=["page", "review"])
def test_a_signature_that_is_taken_out_is_named(tmp_path: Path, after: dict[str, str]) -> None:
    said = summary(tmp_path, {"a/index.html": checked("signed", SIGNED)}, after)
    assert "that this change breaks: 1" in said and "is gone" in said


def test_a_signature_that_a_change_adds_is_named(tmp_path: Path) -> None:
    """Also where a change mends the marks beside its own words: nobody but the one who is named may do that."""
    other = SIGNED.replace("Quill", "Quilt")
    said = summary(tmp_path, {"a/index.html": checked("signed", SIGNED)}, {"a/index.html": checked("signed", other)})
    assert "adds or alters: 1" in said and other in said and "Ask each who is named" in said


def test_a_signature_moves_with_its_page(tmp_path: Path) -> None:
    after = {"a/index.html": MOVED.format("../b/"), "b/index.html": checked("signed", SIGNED)}
    assert "that this change breaks" not in summary(tmp_path, {"a/index.html": checked("signed", SIGNED)}, after)


def test_without_signatures_the_summary_says_so(tmp_path: Path) -> None:
    files = {"a/index.html": checked("none", "Not yet reviewed."), "contribute/review/a/index.html": page("Sheet")}
    said = summary(tmp_path, files, {**files, "contribute/review/a/index.html": page("Other")})
    assert "No signature of a clinician is broken or added." in said
    assert "| Changed in words | 0 |" in said


# --- The site with a change and without it, to be looked at ---------------------------------------------------------


def previewed(folder: Path) -> str:
    """Put two small projects side by side, and return what is said."""
    (folder / "after/site/x").mkdir(parents=True)
    for side in ("before", "after"):
        (folder / side / "site/a").mkdir(parents=True)
        (folder / side / "data/drawings").mkdir(parents=True)
        (folder / side / "site/index.html").write_text(page("Home"))
        (folder / side / "site/a/index.html").write_text(page(f"Text {side}"))
        (folder / side / "data/drawings/bridge.svg").write_text(f"<svg><!-- {side} --></svg>")
        (folder / side / "data/drawings/same.svg").write_text("<svg></svg>")
    (folder / "after/site/x/index.html").write_text(page("New"))
    (folder / "after/data/drawings/new<b>.svg").write_text("<svg/>")
    (folder / "before/data/drawings/gone.svg").write_text("<svg/>")
    command = [
        sys.executable,
        str(SCRIPT.with_name("preview.py")),
        *(str(folder / it) for it in ("before", "after", "out")),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_changed_drawings_and_pages_stand_old_beside_new(tmp_path: Path) -> None:
    said = previewed(tmp_path)
    assert said == "2 changed pages and 3 changed drawings, old beside new, and the whole site.\n"
    out = tmp_path / "out"
    shown = (out / "index.html").read_text(encoding="utf-8")
    for name in ("drawings/before/bridge.svg", "drawings/after/bridge.svg", "before/a/", "after/a/", "after/x/"):
        assert f'src="{name}"' in shown and (out / name).exists(), name
    assert "same" not in shown and "before/x/" not in shown
    assert "It is new." in shown and "It is gone." in shown
    assert (out / "after/index.html").is_file() and (out / "before/index.html").is_file()


def test_a_strangers_name_stays_text(tmp_path: Path) -> None:
    previewed(tmp_path)
    shown = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert "<b>" not in shown and "new&lt;b&gt;" in shown and "drawings/after/new%3Cb%3E.svg" in shown


def test_a_pull_request_hands_over_what_changes_and_says_where() -> None:
    steps = jobs(GITHUB / "workflows/check.yml")["pages"]["steps"]
    (upload,) = (step for step in steps if step.get("id") == "preview")
    assert upload["with"]["path"] == "preview"
    told = next(step for step in steps if "PREVIEW" in step.get("env", {}))
    assert (
        told["env"]["PREVIEW"] == "${{ steps.preview.outputs.artifact-url }}" and "GITHUB_STEP_SUMMARY" in told["run"]
    )
