"""All pages of the library, made from the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exercise_library.catalogue.catalogue import Catalogue, Tie
from exercise_library.catalogue.model import Entry, Exercise, Program, Term
from exercise_library.pages import urls
from exercise_library.pages.cards import equipment_of
from exercise_library.pages.dose import entry_lines, program_lines
from exercise_library.pages.environment import front_matter, render
from exercise_library.pages.forms import doing
from exercise_library.pages.narrowing import Choice, Filter, narrowing
from exercise_library.pages.pictures import Album


@dataclass(frozen=True)
class Page:
    """A page of the site. `source` is the data file it is made from, if it is one file.

    `hub` is the address of the page it belongs under; a hub itself has none. `body` is Markdown, and `meta` are the
    settings that go with it: for a file of its own they stand above it, and MkDocs is given them as they are.
    """

    url: str
    title: str
    source: str = ""
    hub: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""

    @property
    def file(self) -> str:
        """The Markdown file, relative to docs/."""
        return urls.markdown_file(self.url)

    @property
    def text(self) -> str:
        """What stands in a Markdown file of its own."""
        return front_matter(self.meta) + self.body


@dataclass(frozen=True)
class Redirect:
    """A small page at a former address that leads to the present one."""

    file: str
    text: str


NO_PICTURES = Album()


def pages(catalogue: Catalogue, album: Album = NO_PICTURES) -> Iterator[Page]:
    """Yield every page that is made from data, with the pictures of an album."""
    yield _home(catalogue, album)
    yield _programs(catalogue, album)
    for program in catalogue.programs.values():
        yield _program(catalogue, album, program)
    yield _exercises(catalogue, album)
    for browse in urls.BROWSE:
        yield _browse(catalogue, browse)
    for exercise in catalogue.exercises.values():
        yield _exercise(catalogue, album, exercise)
    yield _sources(catalogue)


def redirects(catalogue: Catalogue) -> Iterator[Redirect]:
    """Yield a page for each former address of an exercise or program."""
    for things, address in ((catalogue.exercises, urls.exercise), (catalogue.programs, urls.program)):
        for slug, thing in things.items():
            for old in thing.formerly:
                link = urls.relative(address(slug), address(old))
                yield Redirect(f"{address(old)}index.html", render("redirect.html", link=link, title=thing.name))


def filled(page: Page, template: str, meta: Mapping[str, Any], catalogue: Catalogue, **names: Any) -> Page:
    """Return a page with its text. Templates get the catalogue, and `link` for addresses as seen from this page."""

    def link(target: str) -> str:
        return urls.relative(target, page.url)

    settings = {"title": page.title, **meta, "hub": page.hub}
    filled = {key: value for key, value in settings.items() if value not in ("", None, [])}
    return replace(
        page, meta=filled, body=render(template, page=page, catalogue=catalogue, urls=urls, link=link, **names)
    )


# Lists of links say nothing that the pages they lead to do not say better, so search leaves them out.
_LIST = {"search": {"exclude": True}}


def _home(catalogue: Catalogue, album: Album) -> Page:
    description = "Simple home exercises for your back and hips. Choose a program, find an exercise, print a sheet."
    page = Page(urls.HOME, "Home exercises for your back and hips")
    return filled(page, "home.md.j2", {"description": description}, catalogue, covers=album.covers)


def _programs(catalogue: Catalogue, album: Album) -> Page:
    meta = {**_LIST, "description": "All exercise programs: who each is for and what it does."}
    return filled(Page(urls.PROGRAMS, "Programs"), "programs.md.j2", meta, catalogue, covers=album.covers)


def _exercises(catalogue: Catalogue, album: Album) -> Page:
    """Return the page that lists all exercises and narrows the list in place."""
    meta = {**_LIST, "description": "All exercises, with how you start and what each one does."}
    page = Page(urls.EXERCISES, "Exercises")
    names = {slug: (it.name, *search_words(catalogue, it)) for slug, it in catalogue.exercises.items()}
    narrow = narrowing(_filters(catalogue), names)
    return filled(page, "exercises.md.j2", meta, catalogue, narrow=narrow, thumbnails=album.thumbnails)


# What narrows the list of exercises, in reading order: the way to browse, its name in the address, its label.
# Muscles have no label, so they are found by their words alone.
_FILTERS = {
    "by-position": ("position", "Position"),
    "by-region": ("region", "Part of the body"),
    "by-aim": ("aim", "Aim"),
    "by-equipment": ("equipment", "What you need"),
    "by-muscle": ("muscle", ""),
}


def _filters(catalogue: Catalogue) -> tuple[Filter, ...]:
    ways = {browse.slug: browse for browse in urls.BROWSE}
    filters = [Filter(key, label, tuple(_choices(catalogue, ways[slug]))) for slug, (key, label) in _FILTERS.items()]
    programs = tuple(
        Choice(program.slug, program.name, frozenset(entry.exercise for entry in program.entries))
        for program in catalogue.programs.values()
    )
    return (*filters, Filter("program", "Program", programs, searched=False))


def _choices(catalogue: Catalogue, browse: urls.Browse) -> Iterator[Choice]:
    for slug, term, found in _groups(catalogue, browse):
        yield Choice(slug, term.name, frozenset(exercise.slug for exercise in found), term.synonyms)


def _sources(catalogue: Catalogue) -> Page:
    meta = {"description": "The handouts and the guidance that our pages come from.", "search": {"boost": 0.1}}
    page = Page(urls.SOURCES, "Sources and credits", "data/sources.yml")
    return filled(page, "sources.md.j2", meta, catalogue)


def _browse(catalogue: Catalogue, browse: urls.Browse) -> Page:
    """Return a page that lists exercises below each word of a vocabulary."""
    title = f"Exercises {browse.title[0].lower()}{browse.title[1:]}"
    page = Page(browse.url, title, f"data/vocabulary/{browse.vocabulary}.yml", urls.EXERCISES)
    meta = {**_LIST, "description": browse.intro}
    return filled(page, "browse.md.j2", meta, catalogue, browse=browse, groups=_groups(catalogue, browse))


def _groups(catalogue: Catalogue, browse: urls.Browse) -> list[tuple[str, Term, list[Exercise]]]:
    """Return the words of a vocabulary with their exercises, leaving out words without any."""
    terms = catalogue.vocabulary[browse.vocabulary]
    found: dict[str, list[Exercise]] = {slug: [] for slug in terms}
    for exercise in catalogue.exercises.values():
        for slug in _words(exercise, browse.keys):
            found[slug].append(exercise)
    return [(slug, term, found[slug]) for slug, term in terms.items() if found[slug]]


def _words(exercise: Exercise, keys: tuple[str, ...]) -> set[str]:
    """Return the words an exercise and its variants have under some keys."""
    return {word for key in keys for word in _all(exercise, key)}


def _exercise(catalogue: Catalogue, album: Album, exercise: Exercise) -> Page:
    page = Page(urls.exercise(exercise.slug), exercise.name, f"data/exercises/{exercise.slug}.yml", urls.EXERCISES)
    meta = {
        "description": exercise.summary,
        "tags": search_words(catalogue, exercise),
        "structured": how_to(exercise),
    }
    return filled(
        page,
        "exercise.md.j2",
        meta,
        catalogue,
        exercise=exercise,
        pictures=lambda form="": album.of_exercise(exercise.slug, form),
        restriction=catalogue.restricted_to(exercise),
        ties=_ties_by_heading(catalogue.ties[exercise.slug]),
        spine=_spine_words(exercise),
        equipment=_all(exercise, "equipment"),
        positions=_all(exercise, "positions"),
        sources=_sources_of(catalogue, exercise),
        editorial=_editorial_words(exercise.editorial),
    )


def _program(catalogue: Catalogue, album: Album, program: Program) -> Page:
    source = catalogue.sources[program.source]
    page = Page(urls.program(program.slug), program.name, f"data/programs/{program.slug}.yml", urls.PROGRAMS)
    bones = _THIN_BONES if program.for_bone_health else ()
    meta = {"description": program.summary, "tags": [source.title, *bones]}

    def exercise_of(entry: Entry) -> Exercise:
        return catalogue.exercises[entry.exercise]

    return filled(
        page,
        "program.md.j2",
        meta,
        catalogue,
        program=program,
        pictures=lambda entry, form="": album.of_entry(program.slug, entry, form),
        general=lambda entry, form="": not entry.draws(form) and len(catalogue.uses[entry.exercise]) > 1,
        source=source,
        numbers={entry.id: number for number, entry in enumerate(program.entries, start=1)},
        entries={entry.id: entry for entry in program.entries},
        doing=lambda entry: doing(entry, exercise_of(entry), only_here=len(catalogue.uses[entry.exercise]) == 1),
        dose=lambda entry: entry_lines(program, entry, exercise_of(entry)),
        equipment=lambda entry: equipment_of(entry, exercise_of(entry)),
        overall=program_lines(program),
        editorial=_editorial_words(program.editorial),
    )


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


# What people may type to find a program for bone health.
_THIN_BONES = ("osteoporosis", "osteopenia", "thin bones", "weak bones", "brittle bones")


def search_words(catalogue: Catalogue, exercise: Exercise) -> list[str]:
    """Return what else people may type to find an exercise, each once: its other names, the handouts' titles, and
    clinical and lay words for its position, the parts of the body, the muscles and the equipment.
    """
    words = [*exercise.other_names]
    for use in catalogue.uses[exercise.slug]:
        words.extend(title for title in (use.entry.printed_title, use.entry.title) if title)
    for browse in urls.BROWSE:
        for slug in sorted(_words(exercise, browse.keys)):
            term = catalogue.vocabulary[browse.vocabulary][slug]
            words.extend((term.name, *term.synonyms))
    first_spelling: dict[str, str] = {}
    for word in words:
        first_spelling.setdefault(word.casefold(), word)
    return [word for key, word in first_spelling.items() if key != exercise.name.casefold()]


# What a relation is called on the page, in reading order.
_TIES = {
    "learn-first": "Learn first",
    "start-position": "Starts from",
    "easier": "Easier",
    "harder": "Harder",
    "part": "Includes",
    "optional-part": "May include",
    "part-of": "Part of",
    "leads-to": "Leads on to",
    "starts": "Starting position for",
    "related": "Related",
}


def _ties_by_heading(ties: tuple[Tie, ...]) -> list[tuple[str, list[Tie]]]:
    groups = ((label, [tie for tie in ties if tie.kind == kind]) for kind, label in _TIES.items())
    return [(label, group) for label, group in groups if group]


_MOVES = {
    "flexion": "bends forward",
    "extension": "bends backward",
    "rotation": "turns",
    "side-bend": "bends to the side",
}


def _spine_words(exercise: Exercise) -> str:
    """Describe how the back moves. It is a description, not advice."""
    moves = [_MOVES[direction] for direction in exercise.spine.directions if direction in _MOVES]
    if not moves:
        return "Your back stays still."
    still = "may stay still, or " if "neutral" in exercise.spine.directions else ""
    told = moves[0] if len(moves) == 1 else f"{', '.join(moves[:-1])} and {moves[-1]}"
    return f"Your back {still}{told}."


# What a key of the data is called on the page, where the key itself is no plain word.
_KEYS = {
    "strengthens": "the muscles it makes stronger",
    "stretches": "the muscles it stretches",
    "spine": "how your back moves",
    "cautions": "what to take care of",
    "summary": "the short description",
    "name": "the name",
    "positions": "the position",
    "other_names": "the other names",
    "purpose": "what it is for",
    "audience": "who it is for",
    "start": "how to get ready",
    "feel": "what you should feel",
    "equipment": "what you need",
    "regions": "the parts of the body",
    "aims": "the aims",
    "steps": "the steps",
    "variants": "the ways to do it",
    "relations": "the other exercises",
    "form": "the lines to fill in",
    "instructions": "what to know before you start",
    "stop_rules": "when to stop",
    "afterwards": "what to do afterwards",
}


def _editorial_words(keys: tuple[str, ...]) -> list[str]:
    return [_KEYS.get(key, key.replace("_", " ")) for key in keys]


def _all(exercise: Exercise, key: str) -> tuple[str, ...]:
    """Return the words an exercise and its variants have under a key, each once."""
    words = [*getattr(exercise, key), *(w for variant in exercise.variants for w in getattr(variant, key, ()))]
    return tuple(dict.fromkeys(words))


def _sources_of(catalogue: Catalogue, exercise: Exercise) -> list[str]:
    """Return the handouts an exercise comes from, by its programs, and its further sources."""
    return list(dict.fromkeys([*(use.program.source for use in catalogue.uses[exercise.slug]), *exercise.sources]))
