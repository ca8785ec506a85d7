"""One copy of the project with everything harmless that can befall the data, built once for all tests of it.

Of our programs it has one, so that it is soon built. It has former names, an exercise that no program uses, text that
another program would read as markup, and a link by hand to a former anchor, and the programs of the tests' own. The
exercise is signed; the program was, and has changed since. There are corrections.
"""

import re
import shutil
from pathlib import Path

from conftest import ADDRESSES, Factory, build, copy_project, once, real_site
from exercise_library.catalogue.catalogue import load
from few import keep
from library import edit, our_library, sign, write
from own import OPEN, RESTRICTED, add_programs

HOSTILE = (
    "5 < 6 & 7 > 2",
    "a \"quoted\" 'word'",
    "one *star* and _line_",
    "C:\\path\\n",
    "{ braces } [brackets]",
    "#1 or # 2",
    "50% ünïcödé 🙂",
)
# The program that gets a former name, as does its bridge.
PROGRAM = next(it.slug for it in our_library().programs.values() if any(entry.id == "bridge" for entry in it.entries))


def _rename(project: Path) -> None:
    """Give an exercise, a program and an entry each a former name, and lead there from a page by hand."""
    for name in ("exercises/bridge.yml", f"programs/{PROGRAM}.yml"):
        path = project / "data" / name
        text = path.read_text(encoding="utf-8").replace(
            "- id: bridge\n", "- id: bridge\n        formerly: [old-bridge]\n"
        )
        path.write_text(f"{text}formerly: [old-name]\n", encoding="utf-8")
    with (project / "docs/about.md").open("a", encoding="utf-8") as about:
        about.write(f"\n[There](programs/{PROGRAM}/index.md#old-bridge)\n")


def hostile_entries(project: Path) -> dict[str, tuple[str, str]]:
    """Return for each hostile text the entry of the program that has it as its title, and that entry's exercise."""
    entries = {entry.exercise: entry.id for entry in reversed(load(project).programs[PROGRAM].entries)}
    del entries["bridge"]
    return {text: (entries[slug], slug) for text, slug in zip(HOSTILE, sorted(entries), strict=False)}


def _make_hostile(project: Path) -> None:
    """Write each hostile text into an exercise of its own: name, summary, another name, and the title of an entry."""
    for text, (entry, slug) in hostile_entries(project).items():
        quoted = "'" + text.replace("'", "''") + "'"
        change = {
            r"^(name|summary): .*$(?:\n  .*$)*": rf"\1: {_kept(quoted)}",
            r"^other_names:.*$(?:\n  - .*$)*": f"other_names:\n  - 'also {_kept(quoted[1:])}",
        }
        _sub(project / f"data/exercises/{slug}.yml", change)
        title = rf"(- id: {entry}\n(?:        .*\n)*?        )title: .*(?:\n        printed_title: .*)?"
        both = rf"\1title: {_kept(quoted)}\n        printed_title: {_kept(quoted)}"
        _sub(project / f"data/programs/{PROGRAM}.yml", {title: both})


def _kept(text: str) -> str:
    """Return text as a replacement that `re.sub` takes as it is."""
    return text.replace("\\", "\\\\")


def _sub(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern, new in changes.items():
        text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
        assert count, (path, pattern)
    path.write_text(text, encoding="utf-8")


def _sign(project: Path) -> None:
    """Sign an exercise as it is, and a program, which then changes: a rule, a number, and how a body lies."""
    for name in ("exercises/heel-raise", f"programs/{PROGRAM}"):
        sign(project, name)
    program = project / f"data/programs/{PROGRAM}.yml"
    _sub(program, {r"^stop_rules:\n": "stop_rules:\n  - Stop if you feel dizzy and unwell.\n"})


CORRECTIONS = """\
corrections:
  - id: heel-raise-foot
    date: 2026-11-21
    exercise: heel-raise
    about: words
    wrong: "It said 5 < 6 & \\"the wrong foot\\"."
    now: Use both feet.
  - id: bridge-number
    date: 2026-11-23
    program: old-name
    entry: old-bridge
    about: dose
    wrong: It said 99 times.
    now: The number here is right.
  - id: when-to-stop
    date: 2026-11-22
    program: PROGRAM
    about: words
    wrong: A rule was missing.
    now: Stop if you feel dizzy and unwell.
  - id: own-words
    date: 2026-11-24
    program: own-open
    entry: same
    about: words
    wrong: It said to lift your chin.
    now: Keep your chin down.
  - id: own-number
    date: 2026-11-25
    program: own-open
    entry: bridge
    about: dose
    wrong: It said to hold for 50 seconds.
    now: Hold for 5 seconds.
"""


def changed_project(factory: Factory) -> Path:
    """Return the changed project. Whoever asks for it must not change it."""

    def make(folder: Path) -> None:
        copy_project(folder)
        keep(folder, PROGRAM)
        _rename(folder)
        add_programs(folder)
        _make_hostile(folder)
        template = (folder / "data/templates/exercise.yml").read_text(encoding="utf-8")
        new = re.sub(r"^(    exercise:) .*", r"\1 bridge", template, flags=re.MULTILINE)
        (folder / "data/exercises/heel-raise.yml").write_text(new, encoding="utf-8")
        _sign(folder)
        (folder / "data/corrections.yml").write_text(CORRECTIONS.replace("PROGRAM", PROGRAM), encoding="utf-8")

    return once(factory, "changed", make)


def changed_copy(factory: Factory, to: Path) -> Path:
    """Return a copy of the changed project, to be edited: it is small, and has something of each kind."""
    return Path(shutil.copytree(changed_project(factory), to, symlinks=True))


def changed_site(factory: Factory, path: str) -> Path:
    """Return the built site of the changed project, at a domain root or a sub-path, beside what the build said."""

    def make(folder: Path) -> None:
        real_site(factory)
        done = build(changed_project(factory), folder / "care", SITE_URL=ADDRESSES[path])
        assert done.returncode == 0, done.stderr
        (folder / "told").write_text(done.stderr, encoding="utf-8")

    return once(factory, f"changed-{path.strip('/') or 'root'}", make) / "care"


def later_site(factory: Factory) -> Path:
    """Return the site of a clinic after some changes, built without an address and a service worker.

    Beside what the build said. One of the tests' own programs is the clinic's, and restricted; in the other an entry
    has a new name, other words, a form less, and one entry is gone.
    """

    def make(folder: Path) -> None:
        real_site(factory)
        project = copy_project(folder / "project")
        keep(project, PROGRAM)
        add_programs(project)
        write(project, "site.yml", f"name: A clinic\nown: [{RESTRICTED}]\n")
        name = f"programs/{OPEN}.yml"
        titles = " title: {0}\n        printed_title: {0}\n"
        edit(project, name, titles.format("Knee to chest"), titles.format("One knee up"))
        edit(project, name, "Bend one knee and link your hands below it.", "Bend one knee. Link your hands below it.")
        edit(project, name, "          - variant: beside\n            label: B\n", "")
        text = (project / "data" / name).read_text(encoding="utf-8")
        write(project, name, text[: text.index("      - id: corner\n")])
        write(project, "retired.yml", "zlz:\n  name: Chest (pectoralis) stretch\n")
        done = build(project, folder / "care", SITE_URL="", REPO_URL="", OFFLINE="false")
        assert done.returncode == 0, done.stderr
        (folder / "told").write_text(done.stderr, encoding="utf-8")

    return once(factory, "later", make) / "care"
