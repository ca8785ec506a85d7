"""How hard a file is to read: how it is counted, and what is told of a hard file."""

from pathlib import Path

import pytest
from exercise_library.catalogue.readability import (
    ENGLISH,
    MOST_WORDS,
    TRANSLATED,
    Sentence,
    causes,
    prose,
    sentences,
    spanish_syllables,
    syllables,
    translated_warnings,
    warnings,
)
from exercise_library.source.problems import Severity
from exercise_library.source.reader import Document, read

ROOT = Path(__file__).resolve().parents[2]


def document(text: str) -> Document:
    found, problems = read("data/exercises/x.yml", text.encode())
    assert found is not None
    assert not problems
    return found


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("knee", 1), ("Muscle", 2), ("exercise", 3), ("osteoporosis", 6), ("don't", 1), ("don\u2019t", 1),
        ("zzz", 1), ("thermoplastics", 4), ("a", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("día", 2), ("cuidado", 3), ("oír", 2), ("leer", 2), ("construyó", 3), ("pingüino", 3), ("Según", 2),
        ("atención", 3), ("muy", 1), ("y", 1), ("que", 1), ("guía", 2), ("apóyese", 4), ("pies", 1), ("q", 1),
    ],
)  # fmt: skip
def test_syllables_of_spanish_are_counted(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_spanish_is_measured_as_published_and_a_hard_file_is_told() -> None:
    found = TRANSLATED["es"].tally(sentences("Doble las rodillas. Apoye los dos pies."))
    assert found == (2, 7, 12)
    assert found.ease == pytest.approx(206.835 - 62.3 * 12 / 7 - 3.5)
    easy = "name:\n  abcdef: Puente\nstart:\n  bcdfgh: Doble las rodillas.\n"
    words = "other_names:\n  - electroestimulación transcutánea interdisciplinaria\n"
    hard = "steps:\n  cdfghj: Posteriormente, administre electroestimulación transcutánea interdisciplinaria.\n"
    assert list(translated_warnings(document(easy + words), "es")) == []
    told = [str(problem) for problem in translated_warnings(document(easy + words + hard), "es")]
    assert len(told) == 2 and "reading ease of this file is" in told[0]
    assert told[1].startswith("data/exercises/x.yml:8: steps.cdfghj: a sentence is hard to read: 'Posteriormente,")
    assert list(translated_warnings(document(easy + words + hard), "xx")) == []


def test_a_grade_is_worked_out_as_published() -> None:
    # 6 words and 6 syllables in 1 sentence, then 11 words and 20 syllables in 2.
    assert ENGLISH.tally(sentences("The cat sat on the mat.")).grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    hard = "Carefully tighten your abdominal muscles. Continue breathing for the whole exercise."
    found = ENGLISH.tally(sentences(hard))
    assert found == (2, 11, 23)
    assert found.grade == pytest.approx(0.39 * 5.5 + 11.8 * 23 / 11 - 15.59)


def test_nothing_has_no_grade() -> None:
    assert ENGLISH.tally([]).grade == 0
    assert sentences("1. 2! ...") == []


def test_only_prose_counts_and_has_its_place() -> None:
    found = document("name: Two words\nsteps:\n  - One two. Three four!\n  - word\nother_names:\n  - a b\n")
    assert list(prose(found.value)) == [Sentence("One two", ("steps", 0)), Sentence("Three four", ("steps", 0))]


EASY = "  - Lift your leg and put it down.\n"
HARD = "Contralateral extremity stabilization necessitates considerable musculoskeletal coordination."


def test_an_easy_file_has_no_warnings() -> None:
    assert not list(warnings(document("steps:\n" + EASY)))


def test_one_hard_sentence_among_many_is_let_be() -> None:
    assert not list(warnings(document(f"steps:\n{EASY * 30}  - {HARD}\n")))


def test_a_hard_file_is_told_with_the_sentences_that_make_it_hard() -> None:
    whole, sentence = warnings(document(f"steps:\n{EASY}  - {HARD}\n{EASY}"))
    assert (whole.line, whole.field, whole.severity) == (1, "", Severity.WARNING)
    assert whole.message.endswith("and at most 6 is wanted.")
    assert (sentence.line, sentence.field, sentence.severity) == (3, "steps.2", Severity.WARNING)
    assert "'Contralateral extremity stabilization necessitates …'" in sentence.message
    assert sentence.tip == "use shorter words than considerable, coordination, stabilization."


def test_the_causes_are_as_few_as_will_do_and_at_most_five() -> None:
    easy, hard = sentences(EASY), sentences(HARD)
    assert causes([*easy, *hard, *easy]) == hard
    assert causes(easy) == []
    many = [Sentence(HARD, (number,)) for number in range(20)]
    assert causes(many) == many[:5]


@pytest.mark.parametrize(("words", "count"), [(MOST_WORDS, 0), (MOST_WORDS + 1, 1)])
def test_a_long_sentence_is_told(words: int, count: int) -> None:
    found = list(warnings(document(f"steps:\n{EASY * 9}  - {'go ' * words}\n")))
    assert [(problem.line, problem.field) for problem in found] == [(11, "steps.10")] * count
