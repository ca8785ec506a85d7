"""The pages of the catalogue for the screen: hubs and lists, each program, each exercise, and the sources."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import escape

from exercise_library.catalogue.model import Exercise, Program
from exercise_library.catalogue.rules import RESERVED_ANCHORS
from exercise_library.pages.environment import anchor, around, render, tag
from exercise_library.pages.filters import Choice, Filter, filter_data
from exercise_library.pages.page import Page, Redirect, filled, linked, renewed
from exercise_library.view import urls
from exercise_library.view.build import ProgramView, View
from exercise_library.view.exercises import ExerciseView


def pages(view: View) -> Iterator[Page]:
    """Yield every page of the catalogue for the screen."""
    yield _home(view)
    yield _programs(view)
    for program in view.programs.values():
        yield _program(view, program)
    yield _exercises(view)
    for browse in urls.BROWSE:
        yield _browse(view, browse)
    for exercise in view.exercises.values():
        yield _exercise(view, exercise)
    yield _sources(view)
    yield _folder(view)
    yield _offline(view)
    yield _corrections(view)


def redirects(view: View) -> Iterator[Redirect]:
    """Yield a page for each former address of an exercise, a program or its handout."""
    catalogue, messages = view.catalogue, view.catalogue.messages
    shared = {"t": messages.html, "around": around, "language": messages.language}
    renamed: tuple[tuple[Mapping[str, Exercise | Program], Callable[[str], str]], ...] = (
        (catalogue.exercises, urls.exercise),
        (catalogue.programs, urls.program),
        (catalogue.programs, urls.handout),
    )
    for things, address in renamed:
        for slug, thing in things.items():
            for old in thing.formerly:
                link = urls.relative(address(slug), address(old))
                text = render("redirect.html", link=link, title=thing.name, **shared)
                yield Redirect(f"{view.place(address(old))}index.html", text)


def _home(view: View) -> Page:
    t, site = view.catalogue.messages.t, view.catalogue.site
    title = site.name if site else t("home.title")
    description = site.summary if site else t("home.description")
    return filled(Page(urls.HOME, title), "home.md.j2", {"description": description}, view)


def _programs(view: View) -> Page:
    t = view.catalogue.messages.t
    meta = {"description": t("programs.description")}
    return filled(Page(urls.PROGRAMS, t("programs.title")), "programs.md.j2", meta, view)


def _exercises(view: View) -> Page:
    """Return the page that lists all exercises and filters the list in place."""
    t = view.catalogue.messages.t
    meta = {"description": t("exercises.description")}
    page = Page(urls.EXERCISES, t("exercises.title"))
    return filled(page, "exercises.md.j2", meta, view, filters=filter_data(_filters(view), view.exercises))


def _offline(view: View) -> Page:
    """Return the page about using the site without the internet, which also stands in for a page that is not kept."""
    t = view.catalogue.messages.t
    meta = {"description": t("offline.description")}
    return filled(Page(urls.OFFLINE, t("offline.title"), hub=urls.PROGRAMS), "offline.md.j2", meta, view)


def _folder(view: View) -> Page:
    """Return the page that a copy opened from a folder shows in place of every other."""
    t = view.catalogue.messages.t
    meta = {"description": t("folder.description")}
    return filled(Page(urls.FOLDER, t("folder.title"), hub=urls.CLINICS), "folder.md.j2", meta, view)


# What filters the list of exercises, in reading order: the way to browse, and its name in the address.
_FILTERS = {
    "by-position": "position",
    "by-region": "region",
    "by-aim": "aim",
    "by-equipment": "equipment",
}


def _filters(view: View) -> tuple[Filter, ...]:
    vocabularies = {browse.slug: browse.vocabulary for browse in urls.BROWSE}
    filters = [Filter(key, tuple(_choices(view, vocabularies[slug]))) for slug, key in _FILTERS.items()]
    programs = tuple(
        Choice(program.slug, program.name, frozenset(entry.exercise for entry in program.entries))
        for program in view.catalogue.programs.values()
    )
    return (*filters, Filter("program", programs))


def _choices(view: View, vocabulary: str) -> Iterator[Choice]:
    for slug, (term, found) in view.with_term(vocabulary).items():
        if found:
            yield Choice(slug, term.name, frozenset(it.exercise.slug for it in found))


def _sources(view: View) -> Page:
    t = view.catalogue.messages.t
    meta = {"description": t("sources.description")}
    return filled(Page(urls.SOURCES, t("sources.title"), "data/sources.yml"), "sources.md.j2", meta, view)


def _corrections(view: View) -> Page:
    """Return the page of mistakes that were put right, and of the versions that paper can be compared with."""
    t = view.catalogue.messages.t
    meta = {"description": t("corrections.description"), "feed": urls.CORRECTIONS_FEED}
    page = Page(urls.CORRECTIONS, t("corrections.title"), "data/corrections.yml")
    return filled(page, "corrections.md.j2", meta, view)


def _browse(view: View, browse: urls.Browse) -> Page:
    """Return a page that lists exercises below each word of a vocabulary, leaving out words without any."""
    t = view.catalogue.messages.t
    title, intro = t("browse.page_title", way=browse.slug), t("browse.intro", way=browse.slug)
    page = Page(browse.url, title, f"data/vocabulary/{browse.vocabulary}.yml", urls.EXERCISES)
    groups = [(slug, term, found) for slug, (term, found) in view.with_term(browse.vocabulary).items() if found]
    return filled(page, "browse.md.j2", {"description": intro}, view, browse=browse, groups=groups)


def _exercise(view: View, shown: ExerciseView) -> Page:
    exercise = shown.exercise
    page = Page(shown.address, exercise.name, f"data/exercises/{exercise.slug}.yml", urls.EXERCISES)
    if exercise.slug in view.catalogue.withdrawn.exercises:
        return renewed(page, view)
    meta = {"description": exercise.summary, "structured": how_to(exercise)}
    stop_rules = [
        tag("a", program.name, href=linked(view, f"{urls.program(program.slug)}#when-to-stop", page.url))
        for program in {use.program.slug: use.program for use in shown.uses}.values()
    ]
    return filled(page, "exercise.md.j2", meta, view, shown=shown, exercise=exercise, stop_rules=stop_rules)


def _program(view: View, shown: ProgramView) -> Page:
    program = shown.program
    page = Page(urls.program(program.slug), program.name, f"data/programs/{program.slug}.yml", urls.PROGRAMS)
    if program.slug in view.catalogue.withdrawn.programs:
        return renewed(page, view)
    meta = {"description": program.summary}
    anchors = tuple(_section_anchors(view, shown))
    return filled(page, "program.md.j2", meta, view, shown=shown, program=program, anchors=anchors)


def _section_anchors(view: View, shown: ProgramView) -> Iterator[str]:
    """Yield the anchor of each section's heading: that of the original, so that it is the same in all languages."""
    original = (view.original or view).catalogue
    taken = {*RESERVED_ANCHORS, *shown.entries}
    for section in original.programs[shown.program.slug].sections:
        ours = f" {original.messages.t('label.our_heading')}" if "name" in section.editorial else ""
        yield anchor(escape(f"{section.name}{ours}"), taken) if section.name else ""


def how_to(exercise: Exercise) -> dict[str, Any]:
    """Return an exercise as schema.org knows it. It claims no medical standing, no author and no review."""
    sections = [
        {
            "@type": "HowToSection",
            "name": variant.name,
            "itemListElement": _how_to_steps((*variant.start, *variant.steps)),
        }
        for variant in exercise.variants
    ]
    return {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": exercise.name,
        "description": exercise.summary,
        "step": [*_how_to_steps((*exercise.start, *exercise.steps)), *sections],
    }


def _how_to_steps(lines: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"@type": "HowToStep", "text": line} for line in lines]
