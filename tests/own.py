"""Two programs of the tests' own, added to a copy of the library. One has a restriction.

Tests of plans and of prescribing need entries of every kind, and know their words. These are there whichever programs
a fork has.
"""

import re
from pathlib import Path

from exercise_library.catalogue.catalogue import load

OPEN, RESTRICTED = "own-open", "own-restricted"

_EXERCISE = """\
name: {name}
summary: You try this out.
positions: [supine]
regions: [core]
aims: [strengthen]
start: [Lie on your back.]
{steps}
figure: {{base: supine, alt: [A person lies on their back.]}}
spine: {{directions: [neutral], loaded: no, end_range: unknown, fast: unknown, external_load: unknown}}
editorial: [summary, spine]
"""
_EXERCISES = {
    "own-plain": ("Own plain exercise", "steps: [Stay there.]"),
    "own-alone": ("Own exercise of one program", "steps: [Round your back.]"),
    "own-three-forms": (
        "Own exercise in three forms",
        """variants:
  - {id: base, code: a, name: Arms reach forward, steps: [Reach forward and curl up.]}
  - {id: folded, code: b, name: Arms folded on your chest, steps: [Fold your arms and curl up.]}
  - {id: beside, code: c, name: Hands beside your head, steps: [Hold your head and curl up.]}""",
    ),
    "own-two-forms": (
        "Own exercise in two forms",
        """variants:
  - {id: flat, code: a, name: Standing, steps: [Press your back down.]}
  - {id: arched, code: b, name: Sitting, steps: [Lift your back a little.]}""",
    ),
}
_PROGRAM = """\
name: {name}
summary: A plan to try out.
order: {order}
source: {source}
for_bone_health: false
{restriction}audience: [This plan is for tests.]
purpose: [It shows what a plan can hold.]
instructions: [Move slowly.]
stop_rules: [{stop}]
dose: {{frequency: not-given}}
sections:
  - name: All
    entries:
{entries}"""
_RESTRICTION = """\
restriction:
  title: Only if your own clinic gave it to you
  text: [Use it only then.]
  permission: [You do not have the permission of the clinic.]
"""
_OPEN = """\
      - id: knee-to-chest
        code: zbz
        exercise: own-plain
        title: Knee to chest
        steps:
          - Bend one knee and link your hands below it.
          - Pull your knee to your chest.
        dose: {frequency: as-program}
      - id: curl-up
        code: zcz
        exercise: own-three-forms
        title: Curl ups
        variants:
          - variant: base
          - variant: folded
            label: A
          - variant: beside
            label: B
        variant_choice: clinician
        dose: {frequency: as-program}
      - id: rest
        code: zdz
        exercise: own-plain
        title: Lying on back
        tick_boxes:
          - {id: rug, code: a, label: On a rug}
          - {id: bed, code: b, label: On a bed}
          - {id: pillow, code: c, label: With a pillow}
        dose: {frequency: as-program}
      - id: tilt
        code: zgz
        exercise: own-plain
        title: Pelvic tilt (roll-up bridge)
        dose: {frequency: as-program}
      - id: press
        code: zhz
        exercise: own-three-forms
        title: Press
        variants: [base, folded, beside]
        variant_choice: one
        dose: {frequency: as-program}
      - id: calf
        code: zjz
        exercise: own-two-forms
        title: Calf
        variants: [flat, arched]
        variant_choice: clinician
        dose: {frequency: as-program}
      - id: tilts
        code: zkz
        exercise: own-two-forms
        title: Pelvic tilts
        variants: [arched, flat]
        variant_choice: all
        dose: {frequency: as-program}
      - id: same
        code: zmz
        exercise: own-plain
        title: What stays the same
        dose: {frequency: as-program}
      - id: bridge
        code: zpz
        exercise: own-plain
        title: Zigzag bridge
        dose:
          hold: {kind: value, amount: 5, unit: seconds}
          repetitions: 8
          frequency: as-program
      - id: corner
        code: zlz
        exercise: own-plain
        title: Chest (pectoralis) stretch
        dose: {frequency: as-program}
"""
_CLOSED = """\
      - id: bend
        code: znz
        exercise: own-two-forms
        title: Zigzag bend
        variants: [flat, arched]
        variant_choice: clinician
        dose:
          hold:
            kind: by-part
            parts:
              flat: {kind: blank, unit: seconds}
              arched: {kind: blank, unit: seconds}
          frequency: as-program
      - id: cat
        code: zfz
        exercise: own-alone
        title: Zigzag cat
        phases:
          - {id: rounded, code: p, name: Back rounded}
          - {id: sagged, code: q, name: Belly hanging}
        dose:
          hold:
            kind: by-part
            parts:
              rounded: {kind: blank, unit: seconds}
              sagged: {kind: blank, unit: seconds}
          frequency: as-program
"""


def add_programs(project: Path) -> None:
    """Write both programs, and the exercises they use, into the data of a project."""
    data, source = project / "data", next(iter(load(project).sources))
    for slug, (name, steps) in _EXERCISES.items():
        (data / f"exercises/{slug}.yml").write_text(_EXERCISE.format(name=name, steps=steps), encoding="utf-8")
    for order, slug, name, restriction, stop, entries in (
        (98, OPEN, "Own open plan", "", "Stop if it hurts you.", _OPEN),
        (99, RESTRICTED, "Own clinic plan", _RESTRICTION, "Stop if your clinic says so.", _CLOSED),
    ):
        printed = re.sub("( +)(title: .*)", r"\1\2\n\1printed_\2", entries)
        said = {"order": order, "name": name, "restriction": restriction, "stop": stop}
        text = _PROGRAM.format(source=source, entries=printed, **said)
        (data / f"programs/{slug}.yml").write_text(text, encoding="utf-8")
