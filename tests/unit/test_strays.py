"""No sentence stands in a template, a script or our code: all are messages in data/interface/."""

import pytest
from library import ROOT
from strays import in_code, in_script, in_template, strays

ALLOWED = ROOT / "tests" / "strays.txt"


def test_no_sentence_is_outside_the_messages() -> None:
    """Nothing may be added to tests/strays.txt. What is mended must be taken out of it."""
    found = sorted({f"{path}: {text}" for path, text in strays()})
    allowed = ALLOWED.read_text(encoding="utf-8").splitlines()
    assert [one for one in found if one not in allowed] == [], "Write these in data/interface/en.yml."
    assert [one for one in allowed if one not in found] == [], "These are mended: take them out of tests/strays.txt."


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("## Get ready {: #get-ready }", ["Get ready"]),
        ("### {{ name | heading }} {: #{{ id }} }", []),
        ("<p>Read it <b>here</b>.</p>", ["Read it", "here"]),
        ("<p>{{ t('a.b') }}</p>{# A note for us. #}", []),
        ("<p>{{ count }} exercises{% if x %} · <i>{{ y }}</i>{% endif %}</p>", ["… exercises ·"]),
        ('<svg aria-label="line to write on" class="figures small"></svg>', ["line to write on"]),
        ('<img alt="{{ alt }}" title="A bridge">', ["A bridge"]),
        ('{{ told("You should feel", lines, "feel small") }}', ["You should feel"]),
        ('{{ t("home.intro", name="x") }}', []),
        ('<meta name="viewport" content="width=device-width"><script>let x = "Read it here";</script>', []),
    ],
)
def test_a_sentence_in_a_template_is_found(source: str, found: list[str]) -> None:
    assert list(in_template(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('say("The link is copied.");', ["The link is copied."]),
        ("say(`${count} of ${all} exercises`);", ["… of … exercises"]),
        ('const label = "Delete";', ["Delete"]),
        ('make("p", "plan-way no-print", t("plan.next", { number }));', []),
        ('// It says "read it here".\n/* "And here it is." */', []),
        ('throw new Error("no plan on this page");', []),
        ('throw new Error("Type a name.");', ["Type a name."]),
        ("document.querySelector('#sheet [data-slot=\"name\"]');", []),
        ('if (key === "Enter") import("./a.js");', []),
    ],
)
def test_a_sentence_in_a_script_is_found(source: str, found: list[str]) -> None:
    assert list(in_script(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""What it is for."""\nLABEL = "Hold"', ["Hold"]),
        ('def f(x):\n    """Return it."""\n    return f"{x} to {x} seconds"', ["… to … seconds"]),
        ('raise ValueError("this cannot be")', []),
        ('t("dose.hold", part=name)', []),
        ('PATTERN = re.compile("Read it")', []),
    ],
)
def test_a_sentence_in_our_code_is_found(source: str, found: list[str]) -> None:
    assert list(in_code(source)) == found
