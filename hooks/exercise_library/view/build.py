"""The view of the whole catalogue: the one thing that pages and exports are made from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from markupsafe import Markup

from exercise_library.catalogue.catalogue import Catalogue
from exercise_library.catalogue.model import Program, Source, Term
from exercise_library.catalogue.translation import translated
from exercise_library.view import urls
from exercise_library.view.corrections import CorrectionsView, corrections_view
from exercise_library.view.dose import DoseView, program_dose
from exercise_library.view.entries import EntryView, entries
from exercise_library.view.exercises import ExerciseView, editorial_words, exercise_view
from exercise_library.view.motion import NO_MOTION, Motion
from exercise_library.view.pictures import Album, captioned
from exercise_library.view.signed import Signable, Signed, signable_help, signable_program, signed


@dataclass(frozen=True)
class ProgramView:
    """A program as it is shown: its entries by their id in the handout's order, and what holds for all of it.

    `signable` is what is checked of it, whose version tells its words, numbers and poses from others; `signed` is who
    did, and whether that still stands.
    """

    program: Program
    source: Source
    entries: Mapping[str, EntryView]
    dose: DoseView
    editorial: tuple[str, ...]
    signable: Signable
    signed: Signed

    @property
    def makers(self) -> list[str]:
        """Who made its handout, and when, as far as the handout says."""
        return [it for it in (*self.source.authors, self.source.publisher, self.source.date) if it]


@dataclass(frozen=True)
class View:
    """Everything that is shown: exercises and programs by slug, in the catalogue's order, and the rest as it is.

    `help_signed` is who checked the box 'Get help now'. `edition` is the date of this edition, such as 2026-11-20, and
    empty where it has none. In another language than the first, `original` is the view in that one, and `lacking` are
    the addresses of pages by hand that nobody has translated. `made` is for who makes what several pages show.
    """

    catalogue: Catalogue
    album: Album
    motion: Motion
    exercises: Mapping[str, ExerciseView]
    programs: Mapping[str, ProgramView]
    help_signed: Signed
    corrections: CorrectionsView
    edition: str = ""
    original: "View | None" = None
    lacking: frozenset[str] = frozenset()
    made: dict[str, Markup] = field(default_factory=dict, compare=False)

    @property
    def prefix(self) -> str:
        """The folder of its language within the site; empty for the original."""
        return f"{self.catalogue.messages.language}/" if self.original else ""

    def place(self, address: str) -> str:
        """Return where in the site this language has what the original has at an address."""
        return address if address.partition("#")[0] in self.lacking else urls.in_language(address, self.prefix)

    def of_original(self, program: str, entry: str) -> EntryView:
        """Return an entry as the original shows it."""
        return (self.original or self).programs[program].entries[entry]

    def with_term(self, vocabulary: str) -> dict[str, tuple[Term, list[ExerciseView]]]:
        """Return each word of a vocabulary with the exercises that have it or that it suits, which may be none."""
        return self._by_term[vocabulary]

    @cached_property
    def _by_term(self) -> dict[str, dict[str, tuple[Term, list[ExerciseView]]]]:
        return {vocabulary: self._with_term(vocabulary) for vocabulary in self.catalogue.vocabulary}

    def _with_term(self, vocabulary: str) -> dict[str, tuple[Term, list[ExerciseView]]]:
        terms = self.catalogue.vocabulary[vocabulary]
        found: dict[str, tuple[Term, list[ExerciseView]]] = {slug: (term, []) for slug, term in terms.items()}
        suited: dict[str, list[str]] = defaultdict(list)
        for slug, term in terms.items():
            for exercise in term.suits:
                suited[exercise].append(slug)
        for exercise, shown in self.exercises.items():
            for slug in dict.fromkeys((*shown.terms[vocabulary], *suited[exercise])):
                found[slug][1].append(shown)
        return found


NO_PICTURES = Album()


def build_view(catalogue: Catalogue, album: Album = NO_PICTURES, motion: Motion = NO_MOTION, edition: str = "") -> View:
    """Work out what is shown of each exercise and program, with the pictures of an album and what moves of them."""
    t = catalogue.messages.t
    return View(
        catalogue=catalogue,
        album=album,
        motion=motion,
        exercises={slug: exercise_view(catalogue, album, it) for slug, it in catalogue.exercises.items()},
        programs={slug: _program(catalogue, album, it) for slug, it in catalogue.programs.items()},
        help_signed=signed(signable_help(catalogue.get_help), t, t("help.not_reviewed")),
        corrections=corrections_view(catalogue, edition),
        edition=edition,
    )


def in_other_language(original: View, language: str, lacking: frozenset[str] = frozenset()) -> View:
    """Return what is shown in another language: the same, with other words. Drawings have none, and are shared."""
    catalogue = translated(original.catalogue, original.catalogue.translations[language])
    album = captioned(original.album, catalogue)
    return replace(build_view(catalogue, album, original.motion, original.edition), original=original, lacking=lacking)


def _program(catalogue: Catalogue, album: Album, program: Program) -> ProgramView:
    t, signable = catalogue.messages.t, signable_program(catalogue, program)
    return ProgramView(
        program=program,
        source=catalogue.sources[program.source],
        entries={view.entry.id: view for view in entries(catalogue, album, program)},
        dose=program_dose(program, t),
        editorial=editorial_words(program.editorial, t),
        signable=signable,
        signed=signed(signable, t),
    )
