"""What must hold between the files: each rule sees what breaks it, at its line, and nothing else."""

from pathlib import Path
from typing import NamedTuple

import library
import pytest
from exercise_library.catalogue.catalogue import load
from exercise_library.catalogue.corrections import CORRECTIONS
from exercise_library.catalogue.rules import RESERVED_ANCHORS, RESERVED_SLUGS, RULES
from exercise_library.catalogue.signature import SIGNATURES
from exercise_library.source.problems import Severity
from library import MARK, REST, edit, problems, small_library, write

BRIDGE = "exercises/bridge.yml"
CURL_UP = "exercises/curl-up.yml"
REST_FILE = "exercises/rest.yml"
PROGRAM = "programs/daily.yml"
AIMS = "vocabulary/aims.yml"
GET_HELP = "get-help.yml"
EQUIPMENT = "vocabulary/equipment.yml"
CONDITIONS = "conditions.yml"
CONDITION = "sciatica:\n  name: Sciatica\n  line: [Ask your clinician.]\n  programs: [daily]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_library(tmp_path)


class Break(NamedTuple):
    """A change that breaks a rule, and what is told at the marked or else the first changed line.

    `first`: files to add before. `place`: the file and line that is told, where it is another one.
    """

    file: str
    old: str
    new: str
    field: str
    message: str
    tip: str
    severity: Severity = Severity.ERROR
    first: tuple[tuple[str, str], ...] = ()
    place: tuple[str, int] | None = None


def relation(kind: str, exercise: str) -> str:
    return f"  - kind: {kind}\n    exercise: {exercise}\n    basis: editorial\n"


NOTICE, WARNING = Severity.NOTICE, Severity.WARNING
PUBLISHED = "published.yml"
LISTED = """\
exercises: [bridge, curl-up, rest]
programs: {daily: [rest, bridge, hip-lift, curl-up]}
codes:
  rst: rest
  brd: bridge
  crl: curl-up
forms: {curl-up: {a: reach, b: folded}}
parts: {rst: {a: pillow, p: knees-bent, q: knees-straight}}
"""
UNUSED = "exercises/unused.yml"
OTHER_PROGRAM = "programs/other.yml"
ENTRY_TEXT = library.PROGRAM[library.PROGRAM.index("      - id: curl-up") : library.PROGRAM.rindex("        dose:")]
# A second program that is fine beside the first.
ANOTHER = (
    (
        OTHER_PROGRAM,
        library.PROGRAM.replace("Daily", "Weekly")
        .replace("first-plan", "old")
        .replace("order: 1", "order: 2")
        .replace("code: rst", "code: rsv")
        .replace("code: brd", "code: brc")
        .replace("code: crl", "code: crm"),
    ),
)
ALL_OURS = library.BRIDGE.replace("  - spine\n", "  - spine\n  - stretches\n  - cautions\n")
# A program that tells in full what the first one uses too.
TOLD_IN_FULL = ANOTHER[0][1][: ANOTHER[0][1].index("  - name: Main part")].replace(
    "        tick_boxes:\n",
    "        steps:\n          - Lie down.\n\n        differences:\n          - You lie down.\n        tick_boxes:\n",
)
ENTRY = "sections.2.entries.2"
CURL_UP_FIGURE = library.CURL_UP[library.CURL_UP.index("figure:") : library.CURL_UP.index("spine:")]
# The drawing of one form.
DRAWN = "    figure: {base: hook-lying, alt: A person lies on their back.}\n"
BREAKS: dict[str, list[Break]] = {
    "terms_are_known": [
        Break(
            BRIDGE,
            "  - hook-lying",
            "  - hok-lying",
            "positions.1",
            "'hok-lying' is not known",
            "'hook-lying'",
        ),
        Break(BRIDGE, "  - mat", "  - matt", "equipment.1", "'matt' is not known", "'mat'"),
        Break(BRIDGE, "  - hips\n", "  - hips\n  - neckk\n", "regions.2", "'neckk' is not known", "'neck'"),
        Break(BRIDGE, "  - strengthen\n", "  - strong\n", "aims.1", "'strong' is not known", "'strengthen'"),
        Break(BRIDGE, "  - gluteus-maximus", "  - glutes", "strengthens.1", "'glutes' is not known", "'gluteus"),
        Break(
            BRIDGE,
            "stretches: []",
            "stretches: [xyz]",
            "stretches.1",
            "'xyz' is not known",
            "look the right name up",
            first=((BRIDGE, ALL_OURS),),
        ),
        Break(
            BRIDGE,
            "cautions: []",
            "cautions:\n►  - balanse",
            "cautions.1",
            "'balanse' is not known",
            "'balance'",
            first=((BRIDGE, ALL_OURS),),
        ),
        Break(
            CURL_UP,
            "      - hook-lying",
            "      - hooklying",
            "variants.2.positions.1",
            "is not known",
            "'hook-lying'",
        ),
        Break(CURL_UP, "      - mat", "      - mats", "variants.2.equipment.1", "'mats' is not known", "'mat'"),
        Break(
            PROGRAM,
            "          - mat",
            "          - matt",
            "sections.2.entries.1.equipment.1",
            "is not known",
            "'mat'",
        ),
        Break(
            BRIDGE,
            "  - mat",
            "  - any_of: [mat, bed]\n►  - optional: towl",
            "equipment.2.optional",
            "'towl' is not known",
            "'towel'",
        ),
        Break(
            CURL_UP,
            "    equipment:\n      - mat",
            "    equipment:\n      - mat\n    cautions:\n►      - balanse",
            "variants.2.cautions.1",
            "'balanse' is not known",
            "'balance'",
        ),
    ],
    "exercises_are_known": [
        Break(
            PROGRAM,
            "exercise: bridge",
            "exercise: brige",
            "sections.2.entries.1.exercise",
            "no exercise 'brige'",
            "'bridge'",
        ),
        Break(
            BRIDGE,
            "exercise: curl-up",
            "exercise: curlup",
            "relations.1.exercise",
            "no exercise 'curlup'",
            "'curl-up'",
        ),
        Break(
            BRIDGE,
            "    basis: editorial\n",
            "    basis: editorial\n►    program: dayly\n",
            "relations.1.program",
            "no program 'dayly'",
            "'daily'",
        ),
    ],
    "sources_are_known": [
        Break(
            PROGRAM,
            "fairview-bone-health",
            "fairvew-bone-health",
            "source",
            "no source",
            "'fairview-bone-health'",
        ),
        Break(
            BRIDGE,
            "  - nhs-back-pain",
            "  - nhs-backpain",
            "sources.1",
            "'nhs-backpain' is not known",
            "'nhs-back-pain'",
        ),
        Break(GET_HELP, "  - nice-ng59", "  - nice-ng95", "sources.2", "no source 'nice-ng95'", "'nice-ng59'"),
    ],
    "signs_are_known": [
        Break(
            GET_HELP,
            "  - sign: Chest pain\n",
            "  - sign: Chest pains\n    words: [x]\n  - sign: Chest pain\n",
            "asked.8.sign",
            "the box has no such sign",
            "'Chest pain'",
        ),
        Break(
            GET_HELP,
            "    - Chest pain\n",
            "    - Chest pain\n    - Blue lips\n",
            "urgent.signs.7",
            "search does not know this sign",
            "'sign: Blue lips'",
        ),
    ],
    "what_suits_is_known": [
        Break(
            EQUIPMENT,
            "  name: Mat\n",
            "  name: Mat\n  suits: [brige]\n  editorial: [suits]\n",
            "mat.suits.1",
            "there is no exercise 'brige'",
            "'bridge'",
        ),
        Break(
            EQUIPMENT,
            "  name: Mat\n",
            "  name: Mat\n  suits: [bridge]\n",
            "mat.suits",
            "our judgement",
            "'editorial: [suits]'",
        ),
    ],
    "conditions_lead_on": [
        Break(
            CONDITIONS,
            "programs: [daily]",
            "programs: [dayly]",
            "sciatica.programs.1",
            "there is no program 'dayly'",
            "'daily'",
            first=((CONDITIONS, CONDITION),),
        ),
    ],
    "variants_fit": [
        Break(
            PROGRAM,
            "- reach",
            "- reech",
            f"{ENTRY}.variants.1",
            "'curl-up' has no variant 'reech'",
            "'reach'",
        ),
        Break(
            PROGRAM,
            "variant: folded",
            "variant: fold",
            f"{ENTRY}.variants.2",
            "no variant 'fold'",
            "'folded'",
        ),
        Break(
            PROGRAM,
            "variant: folded",
            "variant: reach",
            f"{ENTRY}.variants.2",
            "'reach' is here twice",
            "remove one",
        ),
        Break(
            PROGRAM,
            "        title: Rest\n",
            "        title: Rest\n        variants:\n►          - flat\n",
            "sections.1.entries.1.variants.1",
            "'rest' has no variant 'flat'",
            "remove it",
        ),
        Break(
            PROGRAM,
            ENTRY_TEXT,
            f"{MARK}{ENTRY_TEXT.split('        variants')[0]}",
            ENTRY,
            "and this entry names none",
            "reach, folded",
        ),
    ],
    "doses_fit_their_parts": [
        Break(
            PROGRAM,
            "              knees-straight:\n                kind: blank",
            "              knees-strait:\n                kind: blank",
            "sections.1.entries.1.dose.hold.parts.knees-strait",
            "no variant and no phase",
            "'knees-straight'",
        ),
        Break(
            PROGRAM,
            "            name: Knees straight\n",
            "            name: Knees straight\n          - id: up\n            code: r\n            name: Up\n",
            "sections.1.entries.1.phases.3",
            "no dose speaks of the phase 'up'",
            "'parts:'",
        ),
    ],
    "ids_are_unique": [
        Break(
            PROGRAM,
            "- id: curl-up",
            "- id: bridge",
            f"{ENTRY}.id",
            "'bridge' is here twice",
            "choose another",
        ),
        Break(
            PROGRAM,
            "          - hip-lift",
            "          - rest",
            "sections.2.entries.1.formerly.1",
            "'rest' leads to 'rest' already",
            "remove it",
        ),
        Break(
            PROGRAM,
            "- id: curl-up",
            "- id: print",
            f"{ENTRY}.id",
            "the name 'print' is taken",
            "choose another",
        ),
        Break(PROGRAM, "  - id: notes", "  - id: name", "form.2.id", "'name' is here twice", "choose another"),
        Break(
            PROGRAM,
            "- id: pillow",
            "- id: knees-bent",
            "sections.1.entries.1.tick_boxes.1.id",
            "'knees-bent' is here twice",
            "choose",
        ),
        Break(
            PROGRAM,
            "            label: Arms crossed\n",
            "            label: Arms crossed\n        tick_boxes:\n►          - id: folded\n"
            "            code: a\n            label: Folded\n",
            f"{ENTRY}.tick_boxes.1.id",
            "the name 'folded' is taken",
            "choose another",
        ),
        Break(
            CURL_UP,
            "figure:\n",
            "  - id: reach\n    code: c\n    name: Far\n    steps: [Reach far.]\nfigure:\n",
            "variants.3.id",
            "'reach' is here twice",
            "choose another",
        ),
    ],
    "addresses_are_unique": [
        Break(
            BRIDGE,
            "  - pelvic-lift",
            "  - rest",
            "formerly.1",
            "'rest' already leads to 'rest'",
            "here or there",
        ),
        Break(
            BRIDGE,
            "  - pelvic-lift\n",
            "  - pelvic-lift\n  - pelvic-lift\n",
            "formerly.2",
            "leads to 'bridge'",
            "here or there",
        ),
        Break(
            BRIDGE,
            "  - pelvic-lift",
            "  - index",
            "formerly.1",
            "'index' is taken by a page of the site",
            "remove it",
        ),
        Break(
            "exercises/by-aim.yml",
            "name: Lying rest",
            "name: Other rest",
            "",
            "'by-aim' is taken by a page",
            "rename the file",
            first=(("exercises/by-aim.yml", REST),),
        ),
        Break(
            PROGRAM,
            "  - first-plan",
            "  - daily",
            "formerly.1",
            "'daily' already leads to 'daily'",
            "here or there",
        ),
    ],
    "names_are_unique": [
        Break(
            CURL_UP,
            "name: Curl-up",
            "name: BRIDGE",
            "name",
            "'bridge' has the same name",
            "what tells them apart",
        ),
        Break(
            BRIDGE,
            "  - hip lift\n",
            "  - hip lift\n  - Hip Lift\n",
            "other_names.2",
            "'Hip Lift' is here twice",
            "remove one",
        ),
        Break(BRIDGE, "  - hip lift", "  - bridge", "other_names.1", "'bridge' is here twice", "remove one"),
    ],
    "orders_are_unique": [
        Break(
            OTHER_PROGRAM,
            "order: 2",
            "order: 1",
            "order",
            "'daily' has the place 1 too",
            "another number",
            first=ANOTHER,
        ),
    ],
    "terms_are_told_apart": [
        Break(
            AIMS,
            "    - stretching\n",
            "    - strength\n    - stretching\n",
            "stretch.synonyms.1",
            "already means 'strengthen'",
            "one place",
        ),
        Break(
            AIMS,
            "    - stretching\n",
            "    - Get Stronger\n    - stretching\n",
            "stretch.synonyms.1",
            "already means 'strengthen'",
            "one",
        ),
        Break(
            AIMS,
            "  name: Stretch\n",
            "  name: get stronger\n",
            "stretch.name",
            "'get stronger' already means 'strengthen'",
            "one place",
        ),
    ],
    "see_also_is_known": [
        Break(
            PROGRAM,
            "          - rest\n",
            "          - rst\n",
            "sections.2.entries.1.see_also.1",
            "no other entry 'rst'",
            "'rest'",
        ),
        Break(
            PROGRAM,
            "          - rest\n",
            "          - bridge\n",
            "sections.2.entries.1.see_also.1",
            "no other entry 'bridge'",
            "choose",
        ),
    ],
    "relations_make_sense": [
        Break(
            BRIDGE,
            "  - kind: harder\n    exercise: curl-up",
            "►  - kind: harder\n    exercise: bridge",
            "relations.1",
            "to itself",
            "remove",
        ),
        Break(
            CURL_UP,
            "spine:\n",
            f"relations:\n►{relation('easier', 'bridge')}spine:\n",
            "relations.1",
            "'bridge' says this already",
            "one of the two files",
        ),
        Break(
            BRIDGE,
            "relations:\n",
            f"relations:\n{relation('related', 'rest')}►{relation('related', 'rest')}",
            "relations.2",
            "'bridge' says this already",
            "one of the two files",
        ),
    ],
    "relations_lead_somewhere": [
        Break(
            BRIDGE,
            "relations:\n  - kind",
            f"relations:\n{relation('easier', 'curl-up')}►  - kind",
            "relations.2",
            "'harder' goes round in a circle: bridge > curl-up > bridge.",
            "remove one step",
        ),
    ],
    "relations_agree": [
        Break(
            BRIDGE,
            "relations:\n",
            f"relations:\n►{relation('learn-first', 'curl-up')}",
            "relations.1",
            "'curl-up' is called harder, and is to be learned first",
            "keep the one that is true",
        ),
    ],
    "lines_stand_once": [
        Break(
            BRIDGE,
            "  - hips\n",
            "  - hips\n  - core\n►  - hips\n",
            "regions.3",
            "'hips' is here twice",
            "remove one",
        ),
        Break(BRIDGE, "  - mat\n", "  - mat\n►  - mat\n", "equipment.2", "'mat' is here twice", "remove one"),
        Break(
            BRIDGE,
            "  - Your buttocks work.\n",
            "  - Your buttocks work.\n►  - your  buttocks work.\n",
            "feel.2",
            "'your buttocks work.' is here twice",
            "remove one",
        ),
        Break(
            BRIDGE,
            "  - Lower your hips.\n",
            "  - Lower your hips.\n►  - ours: Lower your hips.\n",
            "steps.3",
            "'Lower your hips.' is here twice",
            "remove one",
        ),
    ],
    "codes_are_unique": [
        Break(
            PROGRAM,
            "      - id: curl-up\n        code: crl\n",
            "►      - id: curl-up\n",
            ENTRY,
            "this entry has no code",
            "add 'code: ",
        ),
        Break(PROGRAM, "code: crl", "code: brd", f"{ENTRY}.code", "'brd' belongs to 'Bridge'", "write 'code: "),
        Break(
            PROGRAM,
            "code: crl",
            "code: gnr",
            f"{ENTRY}.code",
            "'gnr' belongs to 'Heel raise', which was removed",
            "write 'code: ",
            first=(("retired.yml", "gnr:\n  name: Heel raise\n"),),
        ),
        Break(
            CURL_UP,
            "  - id: folded\n    code: b\n",
            "►  - id: folded\n",
            "variants.2",
            "this has no code",
            "add 'code: b'",
        ),
        Break(CURL_UP, "    code: b\n", "    code: a\n", "variants.2.code", "'a' is here twice", "write 'code: b'"),
        Break(
            PROGRAM,
            "            code: q\n",
            "            code: p\n",
            "sections.1.entries.1.phases.2.code",
            "'p' is here twice",
            "the first one must stay",
        ),
    ],
    "everything_is_drawn": [
        Break(
            REST_FILE,
            REST,
            MARK + REST.replace("figure:\n  base: supine\n  alt: A person lies on their back.\n", ""),
            "",
            "this exercise has no drawing",
            "docs/contribute/figures.md",
        ),
        Break(
            CURL_UP,
            library.CURL_UP,
            library.CURL_UP.replace(CURL_UP_FIGURE, "").replace("  - id: folded", f"{DRAWN}►  - id: folded"),
            "variants.2",
            "neither the variant 'folded' nor the exercise as a whole has a drawing",
            "docs/contribute/figures.md",
        ),
    ],
    "every_picture_is_told": [
        Break(
            BRIDGE,
            "  alt:\n    - A person lies on their back with knees bent.\n    - The hips are lifted.\n",
            "►  alt: A person lifts the hips.\n",
            "figure.alt",
            "there are 2 pictures, and 1 of them are told in words",
            "for the start and the end",
        ),
    ],
    "ours_stand": [
        Break(
            BRIDGE,
            "cautions: []",
            "cautions: []\nours:\n►  - Rest a while.",
            "ours.1",
            "no line beside it says this",
            "'- ours: Rest a while.'",
        ),
    ],
    "every_exercise_is_used": [
        Break(
            UNUSED,
            "name: Lying rest",
            "name: Other rest",
            "",
            "no program uses this exercise",
            "can stay",
            NOTICE,
            first=((UNUSED, REST),),
        ),
    ],
    "bone_health_conflicts": [
        Break(
            PROGRAM,
            "- id: curl-up",
            "- id: curls",
            ENTRY,
            "'curl-up' is a loaded flexion of the spine",
            "ask the clinician",
            NOTICE,
            first=((PROGRAM, library.PROGRAM.replace("health: false", "health: true")),),
        ),
    ],
    "nothing_says_handout": [
        Break(
            PROGRAM,
            "  - Move slowly.",
            "  - The handout says to move slowly.",
            "instructions.1",
            "'handout' may mean the reader's own paper",
            "'the original'",
        ),
        Break(
            CURL_UP,
            "    when: Use this form when the first one is easy.",
            "    when: Handouts print this form last.",
            "variants.2.when",
            "'handout' may mean",
            "'editor_notes:'",
        ),
    ],
    "exercises_stand_alone": [
        Break(
            BRIDGE,
            "  - Lift your hips.",
            "  - Lift your hips as high as your program says.",
            "steps.1",
            "sends the reader to a program",
            "general words",
        ),
        Break(
            CURL_UP,
            "      - Fold your arms and curl up.",
            "      - Put your arms where your program tells you.",
            "variants.2.steps.1",
            "sends the reader to a program",
            "general words",
        ),
    ],
    "nothing_is_promised": [
        Break(
            PROGRAM,
            "  - It makes you stronger.",
            "  - It is safe for osteoporosis.",
            "purpose.1",
            "'safe for' promises",
            "nobody can promise more",
        ),
        Break(
            BRIDGE, "  - Your buttocks work.", "  - This will heal you.", "feel.1", "'will heal' promises", "calm words"
        ),
    ],
    "exercises_give_no_dose": [
        Break(
            BRIDGE,
            "  - Lift your hips.",
            "  - Lift your hips 3 times.",
            "steps.1",
            "'3 times' is about a dose or pain",
            "the entry of the program",
        ),
        Break(
            CURL_UP,
            "      - Fold your arms and curl up.",
            "      - Curl up even if it hurts.",
            "variants.2.steps.1",
            "'if it hurts' is about a dose or pain",
            "the entry of the program",
        ),
    ],
    "exercises_mark_what_is_ours": [
        Break(
            BRIDGE,
            "editorial:\n  - summary\n  - strengthens\n",
            "editorial:\n  - summary\n",
            "strengthens",
            "'strengthens' is our own judgement",
            "add '- strengthens'",
            place=(BRIDGE, library.BRIDGE.partition("strengthens:")[0].count("\n") + 1),
        ),
    ],
    "titles_say_whose_they_are": [
        Break(
            PROGRAM,
            "        title: Rest\n",
            "        title: Lie and rest\n",
            "sections.1.entries.1.title",
            "prints another title or none",
            "'editorial: [title]'",
        ),
    ],
    "shared_exercises_are_told_in_full": [
        Break(
            OTHER_PROGRAM,
            "summary: A short plan.",
            "summary: Another plan.",
            "sections.1.entries.1",
            "another program uses 'rest' too, and this entry lacks 'steps:' and 'differences:'",
            "'differences:'",
            WARNING,
            first=((OTHER_PROGRAM, TOLD_IN_FULL),),
            place=(PROGRAM, library.PROGRAM.partition("- id: rest")[0].count("\n") + 1),
        ),
    ],
    "counts_are_true": [
        Break(
            PROGRAM,
            "summary: A short plan.",
            "summary: A plan of 4 exercises.",
            "summary",
            "this says 4 exercises, and there are 3",
            "count again",
            WARNING,
        ),
    ],
    "names_stay": [
        Break(
            PUBLISHED,
            "exercises: [bridge, ",
            "exercises: [hip-raise, bridge, ",
            "exercises.1",
            "the exercise 'hip-raise' was published, and it is gone",
            "'formerly:'",
            first=((PUBLISHED, LISTED),),
        ),
        Break(
            PROGRAM,
            "formerly:\n          - hip-lift\n",
            "formerly: []\n",
            "programs.daily.3",
            "the entry 'hip-lift' of 'daily' was published, and it is gone",
            "'formerly:'",
            first=((PUBLISHED, LISTED),),
            place=(PUBLISHED, 2),
        ),
    ],
    "codes_keep_their_meaning": [
        Break(
            PROGRAM,
            "code: crl",
            "code: brx",
            f"{ENTRY}.code",
            "the code 'brx' stands for 'bridge' in links",
            "leave the line 'code:' out",
            first=((PUBLISHED, LISTED.replace("crl: curl-up", "brx: bridge")),),
        ),
    ],
    "the_list_is_whole": [
        Break(
            PROGRAM,
            "code: crl",
            "code: crm",
            "",
            "not on the list yet: crm = curl-up",
            "whoever merges",
            WARNING,
            first=((PUBLISHED, LISTED), ("retired.yml", "crl:\n  name: Curl-up\n")),
            place=(PUBLISHED, 1),
        ),
    ],
}

CASES = [
    pytest.param(case, id=f"{name}-{number}") for name, cases in BREAKS.items() for number, case in enumerate(cases, 1)
]


def test_every_rule_has_a_test() -> None:
    # These are tried in test_signatures.py and test_corrected.py.
    elsewhere = {getattr(rule, "__name__", "") for rule in (*SIGNATURES, *CORRECTIONS)}
    assert list(BREAKS) == [name for rule in RULES if (name := getattr(rule, "__name__", "")) not in elsewhere]
    assert all(BREAKS.values())


@pytest.mark.parametrize("case", CASES)
def test_a_broken_rule_is_told_once_at_its_line(root: Path, case: Break) -> None:
    for file, text in case.first:
        write(root, file, text)
    line = edit(root, case.file, case.old, case.new)
    file, line = case.place or (case.file, line)
    (problem,) = (problem for problem in problems(root) if problem.severity is case.severity)
    assert (problem.path, problem.line, problem.field) == (f"data/{file}", line, case.field), str(problem)
    assert case.message in problem.message
    assert case.tip in problem.tip
    assert problem.tip


def test_a_valid_library_breaks_no_rule(root: Path) -> None:
    for file, text in ANOTHER:
        write(root, file, text)
    assert {problem.severity for problem in problems(root)} == {WARNING}


@pytest.mark.parametrize("name", sorted(RESERVED_ANCHORS))
def test_an_entry_cannot_take_the_name_of_a_part_of_its_page(root: Path, name: str) -> None:
    edit(root, PROGRAM, "- id: curl-up", f"- id: {name}")
    (problem,) = problems(root)
    assert problem.message == f"the name '{name}' is taken on this page."


@pytest.mark.parametrize("name", sorted(RESERVED_SLUGS))
def test_no_file_can_take_the_address_of_a_page_of_the_site(root: Path, name: str) -> None:
    (root / "data" / REST_FILE).rename(root / "data" / "exercises" / f"{name}.yml")
    edit(root, PROGRAM, "exercise: rest", f"exercise: {name}")
    (problem,) = problems(root)
    assert problem.message == f"the name '{name}' is taken by a page of the site."


@pytest.mark.parametrize(
    ("ties", "told"),
    [
        ({BRIDGE: [("harder", "curl-up")], CURL_UP: [("harder", "bridge")]}, "harder"),
        (
            {
                BRIDGE: [("harder", "curl-up")],
                CURL_UP: [("harder", "rest")],
                REST_FILE: [("harder", "bridge")],
            },
            "harder",
        ),
        ({BRIDGE: [("harder", "curl-up"), ("easier", "curl-up")]}, "harder"),
        ({CURL_UP: [("easier", "bridge"), ("harder", "rest")], REST_FILE: [("harder", "bridge")]}, "harder"),
        ({BRIDGE: [("learn-first", "rest")], REST_FILE: [("learn-first", "bridge")]}, "learn-first"),
        ({BRIDGE: [("start-position", "rest")], REST_FILE: [("start-position", "bridge")]}, "start-position"),
        ({BRIDGE: [("part", "rest")], REST_FILE: [("optional-part", "bridge")]}, "part"),
    ],
)
def test_a_circle_is_told_once(root: Path, ties: dict[str, list[tuple[str, str]]], told: str) -> None:
    edit(root, BRIDGE, "relations:\n" + relation("harder", "curl-up"), "")
    for file, pairs in ties.items():
        edit(root, file, "spine:\n", "relations:\n" + "".join(relation(*pair) for pair in pairs) + "spine:\n")
    (problem,) = problems(root)
    assert problem.path.removeprefix("data/") in ties
    assert problem.field.startswith("relations.")
    assert problem.message.startswith(f"'{told}' goes round in a circle: ")


def test_every_circle_is_told(root: Path) -> None:
    edit(root, BRIDGE, "sources:\n", relation("harder", "rest") + relation("part", "rest") + "sources:\n")
    back = "relations:\n" + relation("harder", "bridge") + relation("part", "bridge") + "spine:\n"
    for file in (CURL_UP, REST_FILE):
        edit(root, file, "spine:\n", back)
    assert [(problem.path, problem.field) for problem in problems(root)] == [
        (f"data/{BRIDGE}", "relations.1"),
        (f"data/{BRIDGE}", "relations.2"),
        (f"data/{BRIDGE}", "relations.3"),
    ]


def test_a_circle_through_a_file_with_a_mistake_crashes_nothing(root: Path) -> None:
    edit(root, BRIDGE, "name: Bridge", "nme: Bridge")
    edit(
        root,
        CURL_UP,
        "spine:\n",
        "relations:\n" + relation("easier", "bridge") + relation("harder", "rest") + "spine:\n",
    )
    edit(root, REST_FILE, "spine:\n", "relations:\n" + relation("harder", "bridge") + "spine:\n")
    assert [problem.path for problem in problems(root)] == [f"data/{BRIDGE}", f"data/{CURL_UP}"]


@pytest.mark.parametrize(
    "pairs",
    [
        [("harder", "curl-up"), ("harder", "rest")],
        [("harder", "curl-up"), ("learn-first", "rest")],
        [("harder", "curl-up"), ("easier", "rest"), ("related", "rest")],
    ],
)
def test_ways_that_end_are_no_circles(root: Path, pairs: list[tuple[str, str]]) -> None:
    edit(root, BRIDGE, relation("harder", "curl-up"), "".join(relation(*pair) for pair in pairs))
    assert not problems(root)


def test_a_notice_does_not_stop_the_load(root: Path) -> None:
    write(root, UNUSED, REST.replace("Lying rest", "Other rest"))
    edit(root, PROGRAM, "for_bone_health: false", "for_bone_health: true")
    catalogue = load(root)
    assert "unused" in catalogue.exercises
    assert [notice.path for notice in catalogue.notices] == [f"data/{UNUSED}", f"data/{PROGRAM}"]
    assert {notice.severity for notice in catalogue.notices} == {NOTICE}


@pytest.mark.parametrize(("old", "new", "conflict"), [
    ("  loaded: yes", "  loaded: no", False),
    ("  loaded: yes", "  loaded: unknown", False),
    ("    - flexion", "    - extension", False),
    ("    - flexion", "    - rotation", True),
    ("    - flexion", "    - side-bend\n    - flexion\n    - rotation", True),
])  # fmt: skip
def test_bending_or_turning_under_load_is_a_conflict(root: Path, old: str, new: str, conflict: bool) -> None:
    edit(root, PROGRAM, "for_bone_health: false", "for_bone_health: true")
    edit(root, CURL_UP, old, new)
    assert [notice.severity for notice in problems(root)] == [NOTICE] * conflict


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (REST_FILE, "name: Lying rest", "nme: Lying rest", REST_FILE),
        (REST_FILE, "name: Lying rest", "name: a: b", REST_FILE),
        (CURL_UP, "  - id: folded", "  - id: Folded", CURL_UP),
        (AIMS, "  name: Stretch\n", "  nme: Stretch\n", AIMS),
        (AIMS, "strengthen:\n", "strengthen\n", AIMS),
        ("sources.yml", "nhs-back-pain:\n", "NHS_back_pain:\n", "sources.yml"),
        ("sources.yml", "nhs-back-pain:\n", "nhs-back-pain\n", "sources.yml"),
        (PROGRAM, "order: 1", "order: one", PROGRAM),
        (PROGRAM, "order: 1", "order: a: b", PROGRAM),
    ],
)
def test_a_reference_to_a_file_with_a_mistake_is_not_told_too(
    root: Path, file: str, old: str, new: str, told: str
) -> None:
    edit(root, file, old, new)
    (problem,) = problems(root)
    assert problem.path == f"data/{told}"


@pytest.mark.parametrize("name", ["Rest.yml", "rest.yaml", "REST"])
def test_a_reference_to_a_misnamed_file_is_not_told_too(root: Path, name: str) -> None:
    (root / "data" / REST_FILE).rename(root / "data" / "exercises" / name)
    (problem,) = problems(root)
    assert problem.path == f"data/exercises/{name}"
