"""A page tells each kind of dose as the handout gives it."""

from pathlib import Path

from built import words
from test_pages import LIBRARY, article_of


def test_the_ways_to_say_a_dose_stay_distinct(site: Path) -> None:
    """One entry for each kind of answer, as the page must tell it."""
    told = {
        ("bone-health", "supine-shoulder-press"): "Hold 2 to 3 seconds.",
        ("bone-health", "supine-rest-position"): "Hold (number and unit)",
        ("bone-health", "supine-marching"): "Repeat times with each leg. Work up to 25.",
        (
            "strong-back-and-hips",
            "segmental-bridge",
        ): "Repeat times Our copy of the original lost this number. Ask your clinician.",
        (
            "strong-back-and-hips",
            "diagonal-lift",
        ): "Ask your clinician where to start. The original does not say if this is for each side or in all.",
        (
            "strong-back-and-hips",
            "prone-chest-lift-hands-on-back",
        ): "Repeat Your goal is 8 times. Ask your clinician where to start.",
        ("low-back-pain", "quadruped-hip-extension"): "Sides Change sides each time.",
        ("back-rehabilitation", "superman"): "Sets Not given. Ask your clinician.",
        ("strong-back-and-hips", "seated-head-press"): "Sets 1 set.",
        ("low-back-pain", "bridge"): "Repeat Not given. Ask your clinician.",
        ("back-rehabilitation", "bridge"): "Rest between repeats A few seconds. Rest between sets 1 minute.",
        ("back-rehabilitation", "pelvic-tilt"): "Repeat Your goal is 30 times.",
        ("back-rehabilitation", "knee-to-chest"): "How often Twice a day.",
        ("clinic-stretches", "dead-bug-arms"): "in all, left and right counted together",
        ("clinic-stretches", "forward-lunge"): "Sides Not given. Ask your clinician.",
    }
    for (slug, entry_id), text in told.items():
        program = LIBRARY.programs[slug]
        entry = next(entry for entry in program.entries if entry.id == entry_id)
        assert text in words(article_of(site, program, entry)), (slug, entry_id)


def test_start_and_goal_are_both_told(site: Path) -> None:
    program = LIBRARY.programs["strong-back-and-hips"]
    told = words(article_of(site, program, program.entries[1]))
    assert "Start with 1 set. Your goal is 3 sets." in told
