"""What one file may hold: each mistake is told once, at its line, in plain words and with a tip."""

# Typographic characters are what is tested here.
# ruff: noqa: RUF001

import re
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import library
import pytest
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.text import MAX_SLUG, MAX_TEXT
from library import MARK, edit, problems, small_library, write

BRIDGE = "exercises/bridge.yml"
CURL_UP = "exercises/curl-up.yml"
PROGRAM = "programs/daily.yml"
AIMS = "vocabulary/aims.yml"
SOURCES = "sources.yml"
GET_HELP = "get-help.yml"
# Words that a physiotherapist would not understand.
JARGON = re.compile(
    r"None|dict|tuple|\bstr\b|string|\bint\b|bool|NaN|pydantic|input|instance|valid[^ ]|expected|\[type",
    re.ASCII,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


class Mistake(NamedTuple):
    """Text of a file, what replaces it, and what is told: the field, and words of the message and the tip.

    The line is the one marked in `new`, or else the first one of `new`.
    """

    file: str
    old: str
    new: str
    field: str
    message: str
    tip: str


def assert_told(root: Path, mistake: Mistake) -> None:
    line = edit(root, mistake.file, mistake.old, mistake.new)
    found = problems(root)
    assert len(found) == 1, [str(x) for x in found]
    (problem,) = found
    assert (problem.path, problem.line, problem.field) == (f"data/{mistake.file}", line, mistake.field), str(problem)
    assert mistake.message in problem.message
    assert mistake.tip in problem.tip
    assert problem.tip
    assert not JARGON.search(f"{problem.message} {problem.tip}"), str(problem)


UNKNOWN = "is not a key we know."
MISSPELT = {
    "exercise": Mistake(BRIDGE, "cautions:", "caution:", "caution", UNKNOWN, "'cautions'"),
    "exercise, key needed": Mistake(BRIDGE, "summary: You", "sumary: You", "sumary", UNKNOWN, "'summary'"),
    "exercise, capital letter": Mistake(BRIDGE, "name: Bridge", "Name: Bridge", "Name", UNKNOWN, "'name'"),
    "exercise, hyphen": Mistake(BRIDGE, "other_names:", "other-names:", "other-names", UNKNOWN, "'other_names'"),
    "exercise, nothing like it": Mistake(
        BRIDGE, "cautions: []", "zzz: []", "zzz", UNKNOWN, "choose one of: aims, caut"
    ),
    "spine": Mistake(BRIDGE, "  end_range:", "  endrange:", "spine.endrange", UNKNOWN, "'end_range'"),
    "variant": Mistake(CURL_UP, "    when: Use", "    wen: Use", "variants.2.wen", UNKNOWN, "'when'"),
    "relation": Mistake(BRIDGE, "    basis:", "    base:", "relations.1.base", UNKNOWN, "'basis'"),
    "review": Mistake(BRIDGE, "  reviewer:", "  reviewr:", "review.reviewr", UNKNOWN, "'reviewer'"),
    "program": Mistake(PROGRAM, "stop_rules:", "stoprules:", "stoprules", UNKNOWN, "'stop_rules'"),
    "restriction": Mistake(PROGRAM, "  title: Only", "  tittle: Only", "restriction.tittle", UNKNOWN, "'title'"),
    "form": Mistake(PROGRAM, "    lines: 4", "    line: 4", "form.2.line", UNKNOWN, "'lines'"),
    "section": Mistake(PROGRAM, "- name: Warm up", "- nam: Warm up", "sections.1.nam", UNKNOWN, "'name'"),
    "entry": Mistake(PROGRAM, "see_also:", "seealso:", "sections.2.entries.1.seealso", UNKNOWN, "'see_also'"),
    "named form": Mistake(
        PROGRAM, "label: Arms", "lable: Arms", "sections.2.entries.2.variants.2.lable", UNKNOWN, "'label'"
    ),
    "phase": Mistake(
        PROGRAM,
        "name: Knees bent",
        "nane: Knees bent",
        "sections.1.entries.1.phases.1.nane",
        UNKNOWN,
        "'name'",
    ),
    "tick box": Mistake(
        PROGRAM, "label: With", "labl: With", "sections.1.entries.1.tick_boxes.1.labl", UNKNOWN, "'label'"
    ),
    "dose": Mistake(
        PROGRAM,
        "repetitions: 8",
        "repetition: 8",
        "sections.2.entries.1.dose.repetition",
        UNKNOWN,
        "'repetitions'",
    ),
    "dose of a program": Mistake(PROGRAM, "  frequency:\n", "  frequenzy:\n", "dose.frequenzy", UNKNOWN, "'frequency'"),
    "value": Mistake(PROGRAM, "amount: 5", "ammount: 5", "sections.2.entries.1.dose.hold.ammount", UNKNOWN, "'amount'"),
    "range": Mistake(PROGRAM, "    from: 3", "    form: 3", "dose.frequency.form", UNKNOWN, "'from'"),
    "range, model's own name": Mistake(PROGRAM, "    to: 5", "    too: 5", "dose.frequency.too", UNKNOWN, "'to'"),
    "start and goal": Mistake(PROGRAM, "goal: 3", "gaol: 3", "sections.2.entries.1.dose.sets.gaol", UNKNOWN, "'goal'"),
    "blank": Mistake(PROGRAM, "target: 30", "targt: 30", "sections.2.entries.1.dose.rest.targt", UNKNOWN, "'target'"),
    "words": Mistake(
        PROGRAM, "text: a few", "txt: a few", "sections.2.entries.2.dose.repetitions.txt", UNKNOWN, "'text'"
    ),
    "by part": Mistake(
        PROGRAM,
        "            parts:",
        "            part:",
        "sections.1.entries.1.dose.hold.part",
        UNKNOWN,
        "'parts'",
    ),
    "part of a dose": Mistake(
        PROGRAM, "from: 2", "frm: 2", "sections.1.entries.1.dose.hold.parts.knees-bent.frm", UNKNOWN, "'from'"
    ),
    "term": Mistake(AIMS, "strengthen:\n  name:", "strengthen:\n  nmae:", "strengthen.nmae", UNKNOWN, "'name'"),
    "source": Mistake(
        SOURCES,
        "  publisher: NHS\n",
        "  publischer: NHS\n",
        "nhs-back-pain.publischer",
        UNKNOWN,
        "'publisher'",
    ),
    "get help": Mistake(GET_HELP, "intro:", "intros:", "intros", UNKNOWN, "'intro'"),
    "urgent signs": Mistake(
        GET_HELP,
        "urgent:\n  heading:",
        "urgent:\n  heding:",
        "urgent.heding",
        UNKNOWN,
        "'heading'",
    ),
}

LIST = "must be a list."
GROUP = "must be a group of keys."
TEXT = "must be text."
ITEMS = "starts with '- '"
EXAMPLE = "data/templates/"
QUOTES = "in double quotes"
ONE_LINE = "one line of text"
DOSE_OF_PROGRAM = library.PROGRAM[library.PROGRAM.index("dose:\n") : library.PROGRAM.index("form:\n")]
WRONG_TYPE = {
    "number for text": Mistake(BRIDGE, "name: Bridge", "name: 5", "name", TEXT, QUOTES),
    "true for text": Mistake(BRIDGE, "name: Bridge", "name: true", "name", TEXT, QUOTES),
    "list for text": Mistake(BRIDGE, "name: Bridge", "name: [Bridge]", "name", TEXT, ONE_LINE),
    "group for text": Mistake(BRIDGE, "  - Lift your hips.", "  - Note: lift", "steps.1", TEXT, ONE_LINE),
    "number for a slug": Mistake(BRIDGE, "  - hips", "  - 5", "regions.1", TEXT, QUOTES),
    "text for a list": Mistake(BRIDGE, "cautions: []", "cautions: balance", "cautions", LIST, ITEMS),
    "group for a list": Mistake(BRIDGE, "cautions: []", "cautions: {a: b}", "cautions", LIST, ITEMS),
    "text for a group": Mistake(PROGRAM, DOSE_OF_PROGRAM, "dose: daily\n", "dose", GROUP, EXAMPLE),
    "list for a group": Mistake(PROGRAM, DOSE_OF_PROGRAM, "►dose:\n  - daily\n", "dose", GROUP, EXAMPLE),
    "text for a variant": Mistake(CURL_UP, "variants:\n", "variants:\n  - plain\n", "variants.1", GROUP, EXAMPLE),
    "text for true": Mistake(
        PROGRAM, "bone_health: false", "bone_health: no", "for_bone_health", "true or false", "without"
    ),
    "number for true": Mistake(
        PROGRAM, "bone_health: false", "bone_health: 0", "for_bone_health", "true or false", "without"
    ),
    "text for a number": Mistake(PROGRAM, "order: 1", "order: first", "order", "must be a whole number", "in digits"),
    "quoted number": Mistake(
        PROGRAM, "order: 1", 'order: "1"', "order", "must be a whole number", "write 1 without quotes"
    ),
    "decimal for a number": Mistake(
        PROGRAM, "order: 1", "order: 1.5", "order", "must be a whole number", "smaller unit"
    ),
    "true for a number": Mistake(PROGRAM, "order: 1", "order: true", "order", "must be a whole number", "in digits"),
    "true for yes": Mistake(
        BRIDGE,
        "  loaded: yes",
        "  loaded: true",
        "spine.loaded",
        "'true' is not a choice",
        "no, unknown, yes",
    ),
    "list for a choice": Mistake(
        BRIDGE, "  fast: no", "  fast: [no]", "spine.fast", "a list is not a choice", "no, unknown"
    ),
    "group for a choice": Mistake(
        BRIDGE, "  fast: no", "  fast: {a: b}", "spine.fast", "a group of keys is not", "no, unkn"
    ),
    "number for a date": Mistake(BRIDGE, "date: 2026-11-26", "date: 20261120", "review.date", TEXT, QUOTES),
    "text for a form": Mistake(PROGRAM, "form:\n", "form:\n  - Name\n", "form.1", GROUP, EXAMPLE),
    "text for a term": Mistake(AIMS, "strengthen:\n", "lift: Lift\nstrengthen:\n", "lift", GROUP, EXAMPLE),
    "number for a page count": Mistake(SOURCES, 'pages: "8"', "pages: 8", "fairview-bone-health.pages", TEXT, QUOTES),
}
SHORT = "must be at least 1"
EMPTY = "is empty."
WRONG_VALUE = {
    "unknown choice": Mistake(
        BRIDGE, "  loaded: yes", "  loaded: sometimes", "spine.loaded", "'sometimes' is not", "no, unk"
    ),
    "misspelt choice": Mistake(
        BRIDGE, "    - neutral", "    - netral", "spine.directions.1", "'netral' is not a choice", "'neutral'"
    ),
    "misspelt relation": Mistake(
        BRIDGE, "- kind: harder", "- kind: hard", "relations.1.kind", "'hard' is not", "'harder'"
    ),
    "relation from nowhere": Mistake(
        BRIDGE, "basis: editorial", "basis: me", "relations.1.basis", "'me' is", "editorial, handout"
    ),
    "unknown source kind": Mistake(
        SOURCES,
        "nhs-back-pain:\n  kind: guidance",
        "nhs-back-pain:\n  kind: web",
        "nhs-back-pain.kind",
        "'web' is",
        "guid",
    ),
    "no items": Mistake(
        BRIDGE, "positions:\n  - hook-lying", "positions: []", "positions", "must not be empty", "add an item"
    ),
    "no entries": Mistake(
        PROGRAM,
        "sections:\n",
        "sections:\n  - entries: []\n",
        "sections.1.entries",
        "must not be empty",
        "add",
    ),
    "neither steps nor variants": Mistake(
        BRIDGE,
        "steps:\n  - Lift your hips.\n  - Lower your hips.",
        "steps: []",
        "steps",
        "neither steps nor variants",
        "'steps:'",
    ),
    "variant without steps": Mistake(
        CURL_UP,
        "    steps:\n      - Fold your arms and curl up.",
        "    steps: []",
        "variants.2.steps",
        "must not be empty",
        "add an",
    ),
    "too many steps": Mistake(
        BRIDGE,
        "steps:\n",
        f"{MARK}steps:\n" + "".join(f"  - Lift {number} cm.\n" for number in range(39)),
        "steps",
        "holds more than 40 items",
        "leave some out",
    ),
    "empty text": Mistake(BRIDGE, "name: Bridge", "name:", "name", EMPTY, "after the colon"),
    "empty quotes": Mistake(BRIDGE, "name: Bridge", 'name: ""', "name", EMPTY, "write the text"),
    "blank quotes": Mistake(BRIDGE, "name: Bridge", 'name: "  \\n "', "name", EMPTY, "write the text"),
    "empty list": Mistake(BRIDGE, "cautions: []", "cautions:", "cautions", EMPTY, "remove the line"),
    "empty list item": Mistake(BRIDGE, "  - Lift your hips.", "  -", "steps.1", EMPTY, "or the '-'"),
    "empty choice": Mistake(BRIDGE, "  loaded: yes", "  loaded:", "spine.loaded", EMPTY, "after the colon"),
    "empty value that is not needed": Mistake(
        CURL_UP,
        "    when: Use this form when the first one is easy.",
        "    when:",
        "variants.2.when",
        EMPTY,
        "remove the line",
    ),
    "null": Mistake(PROGRAM, "  - name: Main part", "  - name: ~", "sections.2.name", EMPTY, "remove the line"),
    "empty number": Mistake(PROGRAM, "order: 1", "order:", "order", EMPTY, "after the colon"),
    "empty dose": Mistake(
        PROGRAM, "repetitions: 8", "repetitions:", "sections.2.entries.1.dose.repetitions", EMPTY, "after"
    ),
    "empty in a term": Mistake(
        SOURCES, "  publisher: NHS\n", "  publisher:\n", "nhs-back-pain.publisher", EMPTY, "remove the line"
    ),
    "text too long": Mistake(
        BRIDGE,
        "name: Bridge",
        f"name: {'x' * (MAX_TEXT + 1)}",
        "name",
        "401 characters, and at most 400",
        "split",
    ),
    "order of nothing": Mistake(PROGRAM, "order: 1", "order: 0", "order", SHORT, "leave the line out"),
    "negative order": Mistake(PROGRAM, "order: 1", "order: -1", "order", SHORT, "leave the line out"),
    "huge order": Mistake(PROGRAM, "order: 1", "order: 1001", "order", "at most 1000", "a digit too many"),
    "too many lines": Mistake(
        PROGRAM, "    lines: 4", "    lines: 13", "form.2.lines", "at most 12", "a digit too many"
    ),
    "no lines": Mistake(PROGRAM, "    lines: 4", "    lines: 0", "form.2.lines", SHORT, "leave the line out"),
    "slug given": Mistake(
        BRIDGE,
        "name: Bridge\n",
        "name: Bridge\nslug: bridge\n",
        "slug",
        "the file name is the slug",
        "remove this line",
    ),
    "editorial names no key": Mistake(
        BRIDGE,
        "editorial:\n",
        "editorial:\n  - sumary\n",
        "editorial.1",
        "'sumary' is not a key",
        "'summary'",
    ),
    "editorial of an entry": Mistake(
        PROGRAM,
        "        editorial:\n",
        "        editorial:\n          - dosis\n",
        "sections.2.entries.1.editorial.1",
        "'dosis' is not a key",
        "'dose'",
    ),
    "editorial names itself": Mistake(
        BRIDGE, "editorial:\n", "editorial:\n  - editorial\n", "editorial.1", "is not a key", ""
    ),
    "http address": Mistake(
        SOURCES, "https://www.nhs.uk", "http://www.nhs.uk", "nhs-back-pain.url", "web address", "https://"
    ),
    "address of code": Mistake(
        SOURCES, "https://www.nhs.uk", "javascript:x//", "nhs-back-pain.url", "web address", "https://"
    ),
    "address with a space": Mistake(
        SOURCES, "https://www.nhs.uk/", "https://www.nhs.uk/ ", "nhs-back-pain.url", "web address", "spaces"
    ),
    "address with a name": Mistake(
        SOURCES, "https://www.nhs", "https://me@www.nhs", "nhs-back-pain.url", "web address", "https://"
    ),
    "address with a quote": Mistake(
        SOURCES, "uk/conditions/", 'uk/"onload', "nhs-back-pain.url", "web address", "quotes"
    ),
    "term that is no slug": Mistake(
        AIMS, "strengthen:\n", "Get Strong:\n", "Get Strong", "is not a name", "'get-strong'"
    ),
    "source that is no slug": Mistake(
        SOURCES, "nice-ng59:\n", "nice_ng59:\n", "nice_ng59", "is not a name", "'nice-ng59'"
    ),
}

MISTAKES = {
    **{f"misspelt key: {name}": mistake for name, mistake in MISSPELT.items()},
    **{f"wrong type: {name}": mistake for name, mistake in WRONG_TYPE.items()},
    **{f"wrong value: {name}": mistake for name, mistake in WRONG_VALUE.items()},
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_once_at_its_line(root: Path, mistake: Mistake) -> None:
    assert_told(root, mistake)


class Slip(NamedTuple):
    """A dose of an entry, and what is told at the marked line, or else the first one."""

    dose: str
    field: str
    message: str
    tip: str


SLIPS = {
    "text with a unit": Slip("hold: 5 sec", "hold", "'5 sec' is not a dose", "'kind: value' with 'amount:'"),
    "text with a range": Slip("repetitions: 8-10", "repetitions", "'8-10' is not a dose", "'kind: range'"),
    "quoted number": Slip('repetitions: "8"', "repetitions", "'8' is not a dose", "without quotes"),
    "misspelt word": Slip("repetitions: blnk", "repetitions", "'blnk' is not a dose", "'blank'"),
    "unknown word": Slip(
        "repetitions: zillions", "repetitions", "'zillions' is not a dose", "choose one of: as-many, as-program, blank"
    ),
    "words as a word": Slip("repetitions: words", "repetitions", "'words' is not a dose", "choose one of"),
    "no unit": Slip("hold: 5", "hold", "lacks a unit", "'unit:' with seconds or minutes"),
    "no unit in a kind": Slip("hold:\n  kind: value\n  amount: 5", "hold", "lacks a unit", "with seconds or minutes."),
    "blank without unit": Slip("hold: blank", "hold", "lacks a unit", "seconds or minutes or unknown"),
    "lost without unit": Slip("rest: lost", "rest", "lacks a unit", "seconds or minutes or unknown"),
    "frequency without unit": Slip(
        "frequency: 3", "frequency", "lacks a unit", "times-a-day or times-a-week or days-a-week"
    ),
    "misspelt unit": Slip("hold:\n  kind: value\n  amount: 5\n►  unit: sec", "hold.unit", "'sec' is not", "'seconds'"),
    "unknown unit": Slip(
        "hold:\n  kind: value\n  amount: 5\n►  unit: years", "hold.unit", "'years' is not", "choose one of"
    ),
    "a day every day": Slip(
        "frequency:\n  kind: value\n►  amount: 1\n  unit: every-days", "frequency.amount", "every 1 days", "days-a-week"
    ),
    "at least every so many hours": Slip(
        "frequency:\n  kind: at-least\n  amount: 2\n►  unit: every-hours", "frequency.unit", "every-hours", "write"
    ),
    "as many sets as one can": Slip("sets: as-many", "sets", "cannot be 'as-many'", "with a number"),
    "a band to hold": Slip("hold:\n  kind: band\n  band: red", "hold", "cannot be 'band'", "with a number"),
    "an effort beyond all": Slip("effort: 11", "effort", "is 11 effort", "at most 10"),
    "a slow repetition": Slip(
        "tempo:\n  kind: value\n►  amount: 61\n  unit: seconds", "tempo.amount", "is 61 seconds", "at most 60"
    ),
    "unit of a count": Slip(
        "sets:\n  kind: value\n  amount: 3\n►  unit: seconds", "sets.unit", "counted in seconds", "remove"
    ),
    "unknown unit of a count": Slip(
        "sets:\n  kind: blank\n►  unit: unknown", "sets.unit", "the unit 'unknown'", "remove"
    ),
    "known amount of an unknown unit": Slip(
        "hold:\n  kind: value\n  amount: 5\n►  unit: unknown",
        "hold.unit",
        "the unit 'unknown'",
        "seconds or minutes",
    ),
    "hold in days": Slip(
        "hold:\n  kind: value\n  amount: 5\n►  unit: days-a-week",
        "hold.unit",
        "counted in days-a-week",
        "seconds or minutes",
    ),
    "frequency in seconds": Slip(
        "frequency:\n  kind: blank\n►  unit: seconds", "frequency.unit", "counted in seconds", "times-a-day"
    ),
    "zero": Slip("repetitions: 0", "repetitions", "'0', but it must be at least 1", "leave the line out"),
    "negative": Slip("repetitions: -8", "repetitions", "'-8', but it must be at least 1", "leave the line out"),
    "decimal": Slip("repetitions: 2.5", "repetitions", "only whole numbers", "smaller unit"),
    "decimal amount": Slip(
        "hold:\n  kind: value\n►  amount: 2.5\n  unit: minutes", "hold.amount", "whole number", "smaller unit"
    ),
    "true": Slip("repetitions: true", "repetitions", "must be a number, a word or a kind", "write 8"),
    "true amount": Slip("sets:\n  kind: value\n►  amount: true", "sets.amount", "whole number", "digits"),
    "number as text": Slip('sets:\n  kind: value\n►  amount: "3"', "sets.amount", "whole number", "without quotes"),
    "list": Slip("repetitions: [8, 10]", "repetitions", "must be a number, a word or a kind", "'kind:'"),
    "thousands of digits": Slip(f"repetitions: {'9' * 5000}", "repetitions", "is not a dose", "without quotes"),
    "impossible count": Slip(
        "repetitions: 201", "repetitions", "is 201 repetitions, which cannot be meant", "at most 200"
    ),
    "impossible sets": Slip("sets:\n  kind: value\n►  amount: 21", "sets.amount", "is 21 sets", "at most 20"),
    "impossible hold": Slip(
        "hold:\n  kind: value\n►  amount: 601\n  unit: seconds",
        "hold.amount",
        "is 601 seconds",
        "at most 600",
    ),
    "impossible frequency": Slip(
        "frequency:\n  kind: range\n  from: 2\n►  to: 8\n  unit: days-a-week",
        "frequency.to",
        "is 8 days-a-week",
        "at most 7",
    ),
    "impossible target": Slip("sets:\n  kind: blank\n►  target: 21", "sets.target", "is 21 sets", "at most 20"),
    "impossible goal": Slip(
        "sets:\n  kind: start-goal\n  start: 1\n►  goal: 30", "sets.goal", "is 30 sets", "at most 20"
    ),
    "amount beyond all": Slip("repetitions: 1001", "repetitions", "at most 1000", "a digit too many"),
    "reversed range": Slip(
        "repetitions:\n  kind: range\n  from: 10\n  to: 8",
        "repetitions",
        "runs from 10 to 8",
        "smaller number",
    ),
    "range of one": Slip(
        "repetitions:\n  kind: range\n  from: 8\n  to: 8", "repetitions", "runs from 8 to 8", "kind: value"
    ),
    "reversed goal": Slip("sets:\n  kind: start-goal\n  start: 3\n  goal: 1", "sets", "starts at 3", "must be larger"),
    "no kind": Slip("sets:\n  amount: 3", "sets", "lacks a kind", "value, range, at-least"),
    "empty kind": Slip("sets:\n  kind:\n  amount: 3", "sets", "lacks a kind", "write 'kind:'"),
    "misspelt kind": Slip("sets:\n►  kind: vlaue\n  amount: 3", "sets.kind", "'vlaue' is not a kind", "'value'"),
    "unknown kind": Slip("sets:\n►  kind: maybe\n  amount: 3", "sets.kind", "'maybe' is not a kind", "choose one of"),
    "kind that is a list": Slip("sets:\n►  kind: [value]\n  amount: 3", "sets.kind", "a list is not a kind", "'value'"),
    "value without amount": Slip("sets:\n  kind: value", "sets.amount", "is needed here", "data/templates/"),
    "range without an end": Slip("sets:\n  kind: range\n  from: 1", "sets.to", "is needed here", "data/templates/"),
    "key of another kind": Slip(
        "sets:\n  kind: value\n  amount: 3\n►  target: 5", "sets.target", "not a key", "choose one of: amount"
    ),
    "key named like the kind": Slip(
        "sets:\n  kind: target\n►  target: 5\n  amount: 3", "sets.target", "not a key", "choose one"
    ),
    "model's own name for a key": Slip(
        "sets:\n  kind: range\n►  start: 1\n  from: 2\n  to: 3",
        "sets.start",
        "not a key",
        "choose one of: from, kind, per, to, unit",
    ),
    "unknown per": Slip("sets:\n  kind: blank\n►  per: foot", "sets.per", "'foot' is not a choice", "leg, side, total"),
    "unknown sides": Slip("sides: both", "sides", "'both' is not a choice", "each, not-given, together"),
    "text for progression": Slip("progression: Do more.", "progression", "must be a list", "'- '"),
    "words with a link": Slip(
        "sets:\n  kind: words\n►  text: see www.x.org", "sets.text", "holds a link", "sources.yml"
    ),
    "one part only": Slip(
        "sets:\n  kind: by-part\n►  parts:\n    bridge: 3", "sets.parts", "at least 2", "in a simpler way"
    ),
    "part that is no slug": Slip(
        "sets:\n  kind: by-part\n  parts:\n►    One Leg: 3\n    both: 4",
        "sets.parts.One Leg",
        "is not a name",
        "'one-leg'",
    ),
    "by part inside by part": Slip(
        "sets:\n  kind: by-part\n  parts:\n    a: 3\n    b:\n►      kind: by-part\n      parts: {}",
        "sets.parts.b.kind",
        "'by-part' is not a kind",
        "choose one of",
    ),
    "slip in a part": Slip(
        "sets:\n  kind: by-part\n  parts:\n    a: 3\n►    b: 0",
        "sets.parts.b",
        "at least 1",
        "leave the line out",
    ),
    "slip in a part named like a kind": Slip(
        "sets:\n  kind: by-part\n  parts:\n    a: 3\n    value:\n      kind: value\n►      amont: 3",
        "sets.parts.value.amont",
        "not a key",
        "'amount'",
    ),
    "unit in a part": Slip(
        "hold:\n  kind: by-part\n  parts:\n    a: not-given\n►    b: blank",
        "hold.parts.b",
        "lacks a unit",
        "unknown",
    ),
    "wrong unit in a part": Slip(
        "sets:\n  kind: by-part\n  parts:\n    a: 3\n    b:\n      kind: blank\n►      unit: minutes",
        "sets.parts.b.unit",
        "counted in minutes",
        "remove the unit",
    ),
}
OLD_DOSE = library.PROGRAM[library.PROGRAM.index("          hold:\n            kind: value") :]
OLD_DOSE = OLD_DOSE[: OLD_DOSE.index("        see_also")]


def with_dose(dose: str) -> str:
    step = " " * 10
    return indent(dose, step).replace(step + MARK, MARK + step) + "\n"


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_a_dose_is_told_once_at_its_line(root: Path, slip: Slip) -> None:
    dose = slip.dose if MARK in slip.dose else MARK + slip.dose
    field = f"sections.2.entries.1.dose.{slip.field}"
    assert_told(root, Mistake(PROGRAM, OLD_DOSE, with_dose(dose), field, slip.message, slip.tip))


GOOD_DOSES = [
    "repetitions: 8",
    "repetitions: blank",
    "repetitions: lost",
    "hold: not-given",
    "hold: as-program",
    "rest: not-applicable",
    "frequency: blank",
    "frequency: lost",
    "hold:\n  kind: blank\n  unit: unknown",
    "hold:\n  kind: lost\n  unit: seconds",
    "hold:\n  kind: value\n  amount: 600\n  unit: seconds",
    "hold:\n  kind: words\n  text: a few seconds",
    "repetitions:\n  kind: target\n  amount: 25\n  per: leg",
    "repetitions:\n  kind: at-least\n  amount: 1\n  per: unclear",
    "frequency:\n  kind: range\n  from: 1\n  to: 2\n  unit: times-a-day",
    "sets:\n  kind: start-goal\n  start: 1\n  goal: 3\nsides: each\nprogression:\n  - Do more.",
]


@pytest.mark.parametrize("dose", GOOD_DOSES)
def test_every_kind_of_dose_is_accepted(root: Path, dose: str) -> None:
    edit(root, PROGRAM, OLD_DOSE, with_dose(dose))
    assert not problems(root)


@pytest.mark.parametrize("kind", ["as-program", "by-part"])
def test_a_program_has_a_dose_of_its_own(root: Path, kind: str) -> None:
    new = f"dose:\n  sets:\n    kind: {kind}\n" + ("    parts: {a: 1, b: 2}\n" if kind == "by-part" else "")
    edit(root, PROGRAM, DOSE_OF_PROGRAM, new)
    (problem,) = problems(root)
    assert (problem.line, problem.field) == (24, "dose.sets")
    assert f"cannot be '{kind}' for a whole program" in problem.message


class Missing(NamedTuple):
    """Text of a file, what is left of it, the field that is missed, and how the line that is told starts."""

    file: str
    old: str
    new: str
    field: str
    line: str


REST = "exercises/rest.yml"
MISSING = {
    "spine": Missing(REST, "  end_range: unknown\n", "", "spine.end_range", "spine:"),
    "relation": Missing(BRIDGE, "    basis: editorial\n", "", "relations.1.basis", "  - kind: harder"),
    "review": Missing(BRIDGE, "  date: 2026-11-26\n", "", "review.date", "review:"),
    "variant": Missing(CURL_UP, "    name: Arms folded\n", "", "variants.2.name", "  - id: folded"),
    "form": Missing(PROGRAM, "    label: Notes\n", "", "form.2.label", "  - id: notes"),
    "entry": Missing(PROGRAM, "        title: Rest\n", "", "sections.1.entries.1.title", "      - id: rest"),
    "tick box": Missing(
        PROGRAM,
        "            label: With a pillow\n",
        "",
        "sections.1.entries.1.tick_boxes.1.label",
        "          - id: pillow",
    ),
    "named form": Missing(
        PROGRAM,
        "          - variant: folded\n            label",
        "          - label",
        "sections.2.entries.2.variants.2.variant",
        "          - label",
    ),
    "source": Missing(SOURCES, "  title: Back pain\n", "", "nhs-back-pain.title", "nhs-back-pain:"),
    "top of an exercise": Missing(REST, "summary: You lie still.\n", "", "summary", "name: Lying rest"),
    "list at the top": Missing(BRIDGE, "aims:\n  - strengthen\n", "", "aims", "name: Bridge"),
    "top of a program": Missing(PROGRAM, "order: 1\n", "", "order", "name: Daily plan"),
    "top of get help": Missing(GET_HELP, "title: Get help now\n", "", "title", "# yaml-language-server"),
}


@pytest.mark.parametrize("missing", MISSING.values(), ids=MISSING.keys())
def test_a_missing_key_is_told_at_what_it_is_missing_from(root: Path, missing: Missing) -> None:
    edit(root, missing.file, missing.old, missing.new)
    (problem,) = problems(root)
    assert (problem.path, problem.field) == (f"data/{missing.file}", missing.field)
    lines = (root / problem.path).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith(missing.line)
    assert problem.message == "is needed here, but it is missing."
    assert problem.tip


MARKUP = {
    "HTML": ("Lift <b>slowly</b>.", "holds HTML: '<b'"),
    "an HTML comment": ("Lift <!-- now -->.", "holds HTML"),
    "a script": ("<script>alert(1)</script>", "holds HTML"),
    "an HTML character": ("Lift&nbsp;it.", "holds HTML"),
    "an HTML number": ("Lift&#x3c;b", "holds HTML"),
    "Jinja": ("Lift {{ name }}.", "holds template code"),
    "a Jinja block": ("{% raw %}", "holds template code"),
    "a script's template": ("Lift ${name}.", "holds template code"),
    "an address": ("See https://example.org.", "holds a link"),
    "a mail address": ("Write to mailto:a@example.org.", "holds a link"),
    "code": ("See JavaScript:alert(1).", "holds a link"),
    "a data address": ("See data:text/html,x.", "holds a link"),
    "a www address": ("See www.example.org.", "holds a link"),
    "a Markdown link": ("See [this](x).", "holds a Markdown link"),
    "a Markdown picture": ("![this][x]", "holds a Markdown link"),
    "Markdown bold": ("Lift **slowly**.", "holds Markdown"),
    "Markdown underlines": ("Lift __slowly__.", "holds Markdown"),
    "Markdown code": ("Lift `slowly`.", "holds Markdown"),
    "a Markdown heading": ("## Lift", "holds Markdown"),
    "a Markdown list": ("* Lift", "holds Markdown"),
    "a Markdown list with a plus": ("+ Lift", "holds Markdown"),
    "a Markdown number": ("1. Lift", "holds Markdown"),
}
PLACES = {
    "name": (BRIDGE, "name: Bridge", "name: {}", "name"),
    "other name": (BRIDGE, "  - hip lift", "  - {}", "other_names.1"),
    "step": (BRIDGE, "  - Lift your hips.", "  - {}", "steps.1"),
    "label": (PROGRAM, "    label: Notes", "    label: {}", "form.2.label"),
    "word of a dose": (
        PROGRAM,
        "            text: a few times",
        "            text: {}",
        "sections.2.entries.2.dose.repetitions.text",
    ),
    "credit": (
        SOURCES,
        "We used it to decide on calm words, and to warn only where a warning belongs.",
        "{}",
        "darlow-2013.credit.1",
    ),
    "sign": (GET_HELP, "    - Back pain with a high temperature", "    - {}", "soon.signs.1"),
}


@pytest.mark.parametrize(("text", "message"), MARKUP.values(), ids=MARKUP.keys())
def test_markup_and_links_in_text_are_told(root: Path, text: str, message: str) -> None:
    assert_told(root, Mistake(BRIDGE, "  - Lift your hips.", f'  - "{text}"', "steps.1", message, ""))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_text_is_plain_everywhere(root: Path, place: tuple[str, str, str, str]) -> None:
    file, old, new, field = place
    assert_told(root, Mistake(file, old, new.format('"<i>x</i>"'), field, "holds HTML", "plain text"))


@pytest.mark.parametrize("text", [
    "Don't lift your partner's foot.", "Say \"ah\" and 'oh'.", "“Curly” quotes – and dashes — too…",
    "Élève, Übung, señor, Ærø", "Lift 3 < 5 cm, never 5 > 3", "a < b", "Rest <5 breaths",
    "Do it daily, e.g. before bed, i.e. at night.", "Give 50% effort.", "Salt & pepper; R&B",
    "Smile 😀 or 👩🏽‍🦽!", "Turn 90° (a right angle), ½ turn, 15 cm/6 in.", "Breathe: in, then out",
    "Ask Dr. A. B. Smith, P.T.", "Count 1 - 2 - 3", "2.5 kg", "-5 °C", "Use a #2 band", "5 * 3 = 15",
    "Hold [as shown]", "snake_case", "a + b", "100%", "C:\\path", "What?", "@ home", "*", "x{1}",
    "Do 1. and 2.", "10.5. More", "more_", "data: none", "Look at the file: it helps", "no", "012",
    "膝を曲げる", "x" * MAX_TEXT,
])  # fmt: skip
def test_ordinary_text_is_accepted_as_it_is(root: Path, text: str) -> None:
    edit(root, BRIDGE, "  - Lift your hips.", f"  - '{text.replace(chr(39), chr(39) * 2)}'")
    assert load(root).exercises["bridge"].steps[0] == text


def test_space_in_text_is_folded(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "name: |\n  Bridge\u00a0 of\n\n  the  hips  ")
    assert load(root).exercises["bridge"].name == "Bridge of the hips"


@pytest.mark.parametrize(
    ("slug", "tip"),
    [
        ("Heel Raise", "'heel-raise'"), ("heel_raise", "'heel-raise'"), ("heel--raise", "'heel-raise'"),
        ("-heel", "'heel'"), ("élan", "'elan'"), ("../heel", "'heel'"), ("a/b", "'a-b'"),
        ("膝", "'a-new-name'"), ("", "'a-new-name'"), ("heel.yml", "'heel-yml'"),
        ("x" * (MAX_SLUG + 1), f"'{'x' * MAX_SLUG}'"), ("x" * 59 + "--y", "'" + "x" * 59 + "'"),
        ("heel\n", "'heel'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "place",
    [
        (BRIDGE, "  - pelvic-lift", "  - ", "formerly.1"),
        (PROGRAM, "- id: pillow", "- id: ", "sections.1.entries.1.tick_boxes.1.id"),
    ],
)
def test_a_bad_slug_is_told_with_a_good_one(root: Path, place: tuple[str, str, str, str], slug: str, tip: str) -> None:
    file, old, new, field = place
    quoted = '"' + slug.replace("\n", "\\n") + '"'
    assert_told(root, Mistake(file, old, new + quoted, field, "use small letters, digits and single hyphens", tip))


@pytest.mark.parametrize("slug", ["a", "7", "a-1-b", "x" * MAX_SLUG, "no"])
def test_a_good_slug_is_accepted(root: Path, slug: str) -> None:
    edit(root, BRIDGE, "  - pelvic-lift", f"  - '{slug}'")
    assert not problems(root)


def test_a_file_name_that_is_too_long_is_told(root: Path) -> None:
    name = f"exercises/{'x' * (MAX_SLUG + 1)}.yml"
    write(root, name, library.REST.replace("Lying rest", "Long rest"))
    problem = next(problem for problem in problems(root) if problem.path == f"data/{name}")
    assert (problem.line, problem.field) == (1, "")
    assert f"at most {MAX_SLUG}" in problem.message


@pytest.mark.parametrize("date", [
    "2026-02-30", "2026-13-01", "20.11.2026", "11/20/2026", "2026-11", "2026-1-2", '"20261120"',
    "2026-W47-5", "yesterday", "2026-11-20T10:00:00", "2026-11-20 10:00", '" 2026-11-20"',
])  # fmt: skip
def test_a_bad_date_is_told(root: Path, date: str) -> None:
    mistake = Mistake(BRIDGE, "date: 2026-11-26", f"date: {date}", "review.date", "is not a date", "2026-11-20")
    assert_told(root, mistake)


def test_all_mistakes_of_all_files_come_at_once(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "nme: Bridge")
    edit(root, BRIDGE, "  loaded: yes", "  loaded: maybe")
    edit(root, BRIDGE, "editorial:\n", "editorial:\n  - wrong\n")
    edit(root, BRIDGE, "stretches: []", "stretches: []\nstretches: []")
    edit(root, CURL_UP, "  - supine", "  - supinee")
    edit(root, PROGRAM, "order: 1", "order: 0")
    edit(root, PROGRAM, "repetitions: 8", "repetitions: 8 times")
    edit(root, AIMS, "  name: Stretch", "  name: <b>")
    edit(root, SOURCES, "nhs-back-pain:\n  kind: guidance", "nhs-back-pain:\n  kind: web")
    write(root, "exercises/broken.yml", "name: a: b\n")
    write(root, "exercises/Wrong.yml", "")
    (root / "data" / GET_HELP).unlink()
    told = {(problem.path.removeprefix("data/"), problem.field) for problem in problems(root)}
    assert told == {
        (BRIDGE, "nme"), (BRIDGE, "spine.loaded"), (BRIDGE, "editorial.1"), (BRIDGE, "stretches"),
        (CURL_UP, "positions.1"), (PROGRAM, "order"), (PROGRAM, "sections.2.entries.1.dose.repetitions"),
        (AIMS, "stretch.name"), (SOURCES, "nhs-back-pain.kind"), ("exercises/broken.yml", ""),
        ("exercises/Wrong.yml", ""), (GET_HELP, ""),
    }  # fmt: skip


def test_two_misspelt_keys_are_two_mistakes(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "nme: Bridge\nnam: Bridge")
    assert [(problem.line, problem.field) for problem in problems(root)] == [(1, "nme"), (2, "nam")]


def test_a_library_without_mistakes_has_no_problems(root: Path) -> None:
    assert not problems(root)
