"""What the tests read pages with."""

import re

from built import opened, within, words
from conftest import ROOT
from selectolax.lexbor import LexborHTMLParser

PAGE = '<ul id="a"><li>One <b>two</b><script>three</script><template><p>Four</p></template></li></ul>'
# A pseudo-class that a selector begins with, and what follows it after a space or another combinator.
CUT_SHORT = re.compile(r"""["']:(?:is|has|not|where)\((?:[^()"']|\([^()]*\))*\)(?:[^\s"',()]|\([^()]*\))*[\s>+~]""")


def test_words_leave_out_scripts_and_templates_until_those_are_opened() -> None:
    assert [words(it) for it in LexborHTMLParser(PAGE).css("li")] == ["One two"]
    assert [words(it) for it in opened(PAGE).css("li")] == ["One two Four"]


def test_what_is_within_a_tag_is_not_the_tag() -> None:
    (item,) = LexborHTMLParser(PAGE).css("#a li")
    assert [it.tag for it in within(item, ":is(li, b)")] == ["b"]


def test_no_search_of_ours_finds_too_little() -> None:
    """`:is(ul) b` looks no further up than one tag."""
    wrong = '":is(ul) b"', "':is(ul, ol):not(a b) > b'", '":has(> b) li"'
    right = '":is(ul b, p)"', '"ul:is(p) b"', '":is(h2, h3):not([hidden] *, [id=diary])"', '":is(.a, .b:has(c d))"'
    assert all(CUT_SHORT.search(text) for text in wrong) and not any(CUT_SHORT.search(text) for text in right)
    for file in (ROOT / "tests").glob("*/test_*.py"):
        told = file.read_text(encoding="utf-8")
        found = [] if file.name == "test_built.py" else CUT_SHORT.findall(told)
        assert not found, f"{file.name}: {found}"
