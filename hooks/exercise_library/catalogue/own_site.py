"""What must hold for a clinic's own site and its files, and what of the library such a site shows."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from exercise_library.catalogue.clinic import Clinic
from exercise_library.catalogue.draft import SITE, Draft, Rule
from exercise_library.catalogue.model import Exercise, Program, Retired, Source
from exercise_library.catalogue.translation import Translation
from exercise_library.source.media import FOLDER
from exercise_library.source.problems import Problem, Severity, did_you_mean
from exercise_library.source.reader import Location

if TYPE_CHECKING:
    from exercise_library.catalogue.catalogue import Catalogue

_MB = 1_000_000
# How wide a photo must be that stands beside steps, and how high it may be for its width: a telephone held upright
# takes 1.33, or 1.78 where it is set to fill its screen, which leaves no room for words.
_BESIDE_STEPS = 480
_HIGHEST = 1.5


class _Wanted(NamedTuple):
    """What a file is used for: which kinds will do, how large it may be, and how wide a photo must be."""

    name: str
    kinds: tuple[str, ...]
    most: int
    narrowest: int = 0


def _wanted(draft: Draft) -> Iterator[tuple[Exercise | str, Location, _Wanted]]:
    """Yield each file that the data names, with where it is named."""
    for key, name in draft.site.files.items() if draft.site else ():
        kinds = ("photo",) if key == "share_picture" else ("photo", "drawing")
        yield SITE, (key,), _Wanted(name, kinds, _MB // 5 if key != "share_picture" else _MB, 32)
    for exercise in draft.exercises.values():
        for number, medium in enumerate(exercise.media):
            at: Location = ("media", number)
            most = 30 * _MB if medium.is_film else _MB
            yield (
                exercise,
                (*at, "file"),
                _Wanted(medium.file, ("film",) if medium.is_film else ("photo",), most, _BESIDE_STEPS),
            )
            if medium.still:
                yield exercise, (*at, "still"), _Wanted(medium.still, ("photo",), _MB, _BESIDE_STEPS)
            if medium.captions:
                yield exercise, (*at, "captions"), _Wanted(medium.captions, ("captions",), _MB)


def files_are_fit(draft: Draft) -> Iterator[Problem]:
    """Each file that is named is in data/site/, is what it should be, and is not too large for a telephone."""
    # A file whose key is wrong is named all the same.
    settings = draft.documents[SITE].value if SITE in draft.documents else {}
    named = {str(settings.get(key)).casefold() for key in Clinic.FILES}
    for thing, at, wanted in _wanted(draft):
        named.add(wanted.name)
        file = draft.media.get(wanted.name)
        if file is None:
            tip = did_you_mean(wanted.name, draft.media) if draft.media else "add the file to data/site/."
            yield draft.problem(thing, at, f"there is no file {FOLDER}/{wanted.name}.", tip)
        elif file.wrong:
            yield draft.problem(thing, at, f"{wanted.name}: {file.wrong[0]}", file.wrong[1])
        elif file.kind not in wanted.kinds:
            told = " or ".join(wanted.kinds)
            yield draft.problem(thing, at, f"{wanted.name} is a {file.kind}, and a {told} is needed.", "name another.")
        elif file.size > wanted.most:
            message = f"{wanted.name} has {file.size / _MB:.1f} MB, and {wanted.most / _MB:g} MB are the most."
            yield draft.problem(thing, at, message, "export it smaller: people open it on a telephone.")
        elif file.kind == "photo" and file.width < wanted.narrowest:
            message = f"{wanted.name} is {file.width} pixels wide, and at least {wanted.narrowest} are needed."
            yield draft.problem(thing, at, message, "export it larger.")
        elif file.kind == "photo" and wanted.narrowest == _BESIDE_STEPS and file.height > _HIGHEST * file.width:
            most = int(_HIGHEST * file.width)
            message = (
                f"{wanted.name} is {file.width} pixels wide and {file.height} high: too tall to stand beside steps."
            )
            tip = f"cut off what is above and below, to at most {most} pixels high ({_HIGHEST:g} times its width)."
            yield draft.problem(thing, at, message, tip, severity=Severity.WARNING)
    for name in sorted(draft.media.keys() - named) if SITE not in draft.names["broken"] else ():
        message = "nothing names this file, so it is not published."
        yield Problem(f"{FOLDER}/{name}", 1, "", message, "name it, or remove it.", Severity.WARNING)


def programs_are_known(draft: Draft) -> Iterator[Problem]:
    """The programs that are shown and that are the clinic's own are there."""
    if draft.site is None:
        return
    known = draft.names["programs"]
    for key in ("own", "programs"):
        for number, slug in enumerate(getattr(draft.site, key)):
            if slug not in known:
                yield draft.problem(SITE, (key, number), f"there is no program '{slug}'.", did_you_mean(slug, known))
    for slug in draft.site.own if draft.site.programs else ():
        if slug not in draft.site.programs and slug in known:
            message = f"'{slug}' is your own, and your site does not show it."
            tip = "add it below 'programs:', or remove it here."
            at = ("own", draft.site.own.index(slug))
            yield draft.problem(SITE, at, message, tip, severity=Severity.WARNING)


def languages_are_known(draft: Draft) -> Iterator[Problem]:
    """The languages that are shown are there."""
    known = draft.names["languages"]
    for number, name in enumerate(draft.site.languages if draft.site else ()):
        if name not in known:
            yield draft.problem(SITE, ("languages", number), f"there is no '{name}'.", did_you_mean(name, known))


def sources_are_named_once(draft: Draft) -> Iterator[Problem]:
    """A source of the clinic has no name that data/sources.yml has."""
    shared = draft.documents.get("data/sources.yml")
    for slug in draft.site.sources if draft.site else ():
        if shared and slug in shared.value:
            message = f"data/sources.yml has a source '{slug}', too."
            yield draft.problem(SITE, ("sources", slug), message, "choose another name.")


OWN_SITE: tuple[Rule, ...] = (files_are_fit, programs_are_known, languages_are_known, sources_are_named_once)


def as_shown(catalogue: "Catalogue") -> "Catalogue":
    """Return what the clinic's site shows of the library: all of it, if there is no data/site.yml.

    Links that were made for a program that is not shown find its entries named, as if they were retired.
    """
    site = catalogue.site
    if site is None:
        return catalogue
    programs = {slug: catalogue.programs[slug] for slug in site.programs or catalogue.programs}
    used = {entry.exercise for program in programs.values() for entry in program.entries}
    kept = {slug: it for slug, it in catalogue.exercises.items() if site.exercises == "all" or slug in used}
    hidden = [program for slug, program in catalogue.programs.items() if slug not in programs]
    gone = {entry.code: Retired(name=entry.title) for program in hidden for entry in program.entries}
    exercises = {slug: _with_ties(it, kept, programs) for slug, it in kept.items()}
    conditions = {
        slug: it.model_copy(update={"programs": tuple(p for p in it.programs if p in programs)})
        for slug, it in catalogue.conditions.items()
    }
    return replace(
        catalogue,
        translations=_spoken(catalogue, site),
        exercises=exercises,
        programs=programs,
        sources=_used_sources(catalogue, exercises, programs),
        conditions=conditions,
        retired={**gone, **catalogue.retired},
        hidden=frozenset({*(f"programs/{program.slug}/" for program in hidden),
                          *(f"handouts/{program.slug}/" for program in hidden),
                          *(f"exercises/{slug}/" for slug in catalogue.exercises.keys() - kept.keys())}),
    )  # fmt: skip


def _spoken(catalogue: "Catalogue", site: Clinic) -> dict[str, Translation]:
    """Return the translations that the site shows."""
    return {name: it for name, it in catalogue.translations.items() if not site.languages or name in site.languages}


def _with_ties(exercise: Exercise, kept: dict[str, Exercise], programs: dict[str, Program]) -> Exercise:
    ties = tuple(it for it in exercise.relations if it.exercise in kept and (not it.program or it.program in programs))
    return exercise if ties == exercise.relations else exercise.model_copy(update={"relations": ties})


def _used_sources(
    catalogue: "Catalogue", exercises: dict[str, Exercise], programs: dict[str, Program]
) -> dict[str, Source]:
    """Return the sources without the handouts of programs that are not shown, if nothing else comes from them."""
    named = {program.source for program in programs.values()}
    named |= {slug for exercise in exercises.values() for slug in exercise.sources}
    # The words of an exercise that no program here uses come from the handouts of others.
    others = {use.program.source for slug in exercises for use in catalogue.uses[slug]}
    return {
        slug: source for slug, source in catalogue.sources.items() if source.kind != "handout" or slug in named | others
    }
