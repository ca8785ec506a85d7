"""A small, complete and valid library for tests to break, and helpers to break it and see what is told."""

import functools
import re
import shutil
from dataclasses import replace
from os.path import commonprefix
from pathlib import Path

from exercise_library.catalogue.catalogue import Catalogue, load
from exercise_library.catalogue.signature import KEYS, mark
from exercise_library.source.files import Tree
from exercise_library.source.problems import DataError, Problem
from exercise_library.view.signed import signables

ROOT = Path(__file__).parent.parent

BRIDGE = """\
name: Bridge
other_names:
  - hip lift

formerly:
  - pelvic-lift
summary: You lift your hips to make your buttocks stronger.
positions:
  - hook-lying

equipment:
  - mat

regions:
  - hips

strengthens:
  - gluteus-maximus
stretches: []
aims:
  - strengthen

start:
  - Lie on your back.

steps:
  - Lift your hips.
  - Lower your hips.

feel:
  - Your buttocks work.
cautions: []
spine:
  directions:
    - neutral
  loaded: yes
  end_range: unknown
  fast: no
  external_load: unknown
figure:
  base: hook-lying
  end: {hip: 2, knee: 98, hold: [shoulders, head, feet, hands]}
  arrows: [pelvis]
  alt:
    - A person lies on their back with knees bent.
    - The hips are lifted.
relations:
  - kind: harder
    exercise: curl-up
    basis: editorial
sources:
  - nhs-back-pain

editorial:
  - summary
  - strengthens
  - spine
review:
  reviewer: Ada Quill, physiotherapist
  date: 2026-11-26
"""
# Marks of a page that says nothing: it was signed once, and every word has changed since.
BRIDGE += "".join(f"  {key}: {mark('exercises/bridge', key, ())}\n" for key in KEYS)

CURL_UP = """\
name: Curl-up
summary: You curl your upper body up.
positions:
  - supine

regions:
  - core

aims:
  - strengthen

start:
  - Lie on your back.
variants:
  - id: reach
    code: a
    name: Arms reach forward
    steps:
      - Reach forward and curl up.
  - id: folded
    code: b
    name: Arms folded
    when: Use this form when the first one is easy.
    positions:
      - hook-lying

    equipment:
      - mat

    steps:
      - Fold your arms and curl up.
figure:
  base: hook-lying
  end: {thoracic: 24, lumbar: 6, neck: 14, hold: [pelvis, feet]}
  arrows: [head]
  alt:
    - A person lies on their back with knees bent.
    - The head and shoulders are lifted, and the arms too.
spine:
  directions:
    - flexion
  loaded: yes
  end_range: unknown
  fast: unknown
  external_load: unknown
editorial:
  - summary
  - spine
"""

REST = """\
name: Lying rest
summary: You lie still.
positions:
  - supine

regions:
  - whole-back

aims:
  - relief

start:
  - Lie on your back.

steps:
  - Stay there.
figure:
  base: supine
  alt: A person lies on their back.
spine:
  directions:
    - neutral
  loaded: no
  end_range: unknown
  fast: unknown
  external_load: unknown
editorial:
  - summary
  - spine
"""

PROGRAM = """\
name: Daily plan
summary: A short plan.
formerly:
  - first-plan
order: 1
source: fairview-bone-health
for_bone_health: false
restriction:
  title: Only if your clinic gave you this plan
  text:
    - Use it only then.
audience:
  - This plan is for adults.

purpose:
  - It makes you stronger.

instructions:
  - Move slowly.

stop_rules:
  - Stop if you feel pain.
dose:
  frequency:
    kind: range
    from: 3
    to: 5
    unit: days-a-week
form:
  - id: name
    label: Name
  - id: notes
    label: Notes
    lines: 4
sections:
  - name: Warm up
    entries:
      - id: rest
        code: rst
        exercise: rest
        title: Rest
        printed_title: REST
        tick_boxes:
          - id: pillow
            code: a
            label: With a pillow
        phases:
          - id: knees-bent
            code: p
            name: Knees bent
          - id: knees-straight
            code: q
            name: Knees straight
        dose:
          hold:
            kind: by-part
            parts:
              knees-bent:
                kind: range
                from: 2
                to: 3
                unit: minutes
              knees-straight:
                kind: blank
                unit: unknown
          frequency: as-program
  - name: Main part
    entries:
      - id: bridge
        code: brd
        exercise: bridge
        title: Bridge
        formerly:
          - hip-lift

        equipment:
          - mat
        dose:
          hold:
            kind: value
            amount: 5
            unit: seconds
          repetitions: 8
          sets:
            kind: start-goal
            start: 1
            goal: 3
          rest:
            kind: blank
            unit: seconds
            target: 30
        see_also:
          - rest

        editorial:
          - title
      - id: curl-up
        code: crl
        exercise: curl-up
        title: Curl-up
        printed_title: Curl-Up
        variants:
          - reach
          - variant: folded
            label: Arms crossed
        dose:
          repetitions:
            kind: words
            text: a few times
"""

_FILES = {
    "exercises/bridge.yml": BRIDGE,
    "exercises/curl-up.yml": CURL_UP,
    "exercises/rest.yml": REST,
    "programs/daily.yml": PROGRAM,
}
# Stands before the line in a test's text that a problem is expected at.
MARK = "►"


def small_library(root: Path) -> Path:
    """Write a project of three exercises and one program, with the real vocabulary and sources.

    What a check found about figures is shared: none is judged twice.
    """
    share_cache(root)
    for name, text in _small_files().items():
        write(root, name, text)
    return root


@functools.cache
def _small_files() -> dict[str, str]:
    data = ROOT / "data"
    real = [*data.glob("vocabulary/*"), *data.glob("interface/*"), data / "sources.yml", data / "get-help.yml"]
    files = {path.relative_to(data).as_posix(): path.read_text(encoding="utf-8") for path in real}
    # What suits a bed are exercises of the real library.
    suits = re.compile(r"(  #.*\n)?  suits:\n(    - .*\n)+\n?  editorial:\n    - suits\n")
    equipment = suits.sub("", files["vocabulary/equipment.yml"]).rstrip() + "\n"
    return files | _FILES | {"vocabulary/equipment.yml": equipment}


SIGNED = "Ada Quill, physiotherapist"


def sign(root: Path, name: str, reviewer: str = SIGNED, day: str = "2026-11-26") -> None:
    """Sign something as it is now, such as 'exercises/bridge', in place of a review that it has."""
    page = next(page for page in signables(load(root)) if page.name == name)
    path = root / "data" / f"{name}.yml"
    text = re.sub(r"\nreview:\n(  .*\n)+", "\n", path.read_text(encoding="utf-8"))
    marks = "".join(f"  {key}: {told}\n" for key, told in page.marks.items())
    path.write_text(f"{text}review:\n  reviewer: {reviewer}\n  date: {day}\n{marks}", encoding="utf-8")


def most_entries(catalogue: Catalogue) -> str:
    """Return the program with the most entries, which is the hardest to show."""
    return max(catalogue.programs.values(), key=lambda program: len(program.entries)).slug


@functools.cache
def our_library() -> Catalogue:
    """Return the real library, read once in a process. Whoever asks for it must not change it."""
    return load(ROOT)


def real_library(root: Path) -> Path:
    """Copy the real data. What a check found about figures is shared: none is judged twice."""
    shutil.copytree(ROOT / "data", root / "data")
    share_cache(root)
    return root


def share_cache(root: Path) -> None:
    """Let a project keep what is dear to make where this one does."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    (root / ".cache").symlink_to(ROOT / ".cache")


def with_figures_of(tree: Tree, path: str) -> Tree:
    """Return a tree with the figures of one file only. To judge all of the library takes minutes, for each new code."""
    folders = ("data/exercises/", "data/programs/")
    kept = {name: it for name, it in tree.documents.items() if name == path or not name.startswith(folders)}
    return replace(tree, documents=kept)


def write(root: Path, name: str, text: str | bytes) -> Path:
    """Write a file below data/."""
    path = root / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def edit(root: Path, name: str, old: str, new: str) -> int:
    """Replace text that stands once in a file. Return the marked line, or else the first changed one."""
    path = root / "data" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    before, after = text.split(old)
    path.write_text(before + new.replace(MARK, "") + after, encoding="utf-8")
    same = new.split(MARK, maxsplit=1)[0] if MARK in new else commonprefix([old, new])  # noqa: RUF071, by characters is meant
    return (before + same).count("\n") + 1


def problems(root: Path) -> list[Problem]:
    """Return everything that is told about a library: errors, or notices when it loads."""
    try:
        return list(load(root).notices)
    except DataError as error:
        return error.problems
