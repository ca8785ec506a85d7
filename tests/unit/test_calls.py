"""Numbers of an emergency in a line are found, and no part of another number is."""

import pytest
from exercise_library.pages.environment import with_calls
from exercise_library.view.calls import parted


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("The number is 911 in the United States, 999 in the UK.", ["911", "999"]),
        ("In the UK you can also call 111.", ["111"]),
        ("112: all of Europe (or 999)", ["112"]),
        ("Call (555) 010-4477, +15 555 0104 or 555.010.4477.", []),
        ("Call 555 010 4477, or 1911.", []),
    ],
)
def test_a_number_of_an_emergency_is_told_from_parts_of_others(line: str, numbers: list[str]) -> None:
    assert parted(line)[1::2] == numbers and "".join(parted(line)) == line


def test_what_stands_around_a_number_stays_text() -> None:
    assert with_calls("<b> 911 & more") == '&lt;b&gt; <a href="tel:911">911</a> &amp; more'
