"""An exercise as it is shown, and what follows for it from the rest of the catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue, RelatedExercise, Use
from exercise_library.catalogue.model import VOCABULARY_OF, Exercise, Program
from exercise_library.view import urls
from exercise_library.view.pictures import Album, Picture


@dataclass(frozen=True)
class ExerciseView:
    """All that is shown of an exercise. What its variants have is counted in.

    `terms` are its words by vocabulary. `restricted_to` is the program that alone uses it, if that is restricted.
    `sources` are the handouts of its programs, then its further sources. `search_words` are what else people may type
    to find it. `pictures` go by the variant's id, which is empty for the whole.
    """

    exercise: Exercise
    uses: tuple[Use, ...]
    restricted_to: Program | None
    terms: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    relations: tuple[RelatedExercise, ...]
    search_words: tuple[str, ...]
    pictures: Mapping[str, tuple[Picture, ...]]

    @property
    def address(self) -> str:
        """Where its page is."""
        return urls.exercise(self.exercise.slug)

    @property
    def spine(self) -> str:
        """How the back moves, in words."""
        return _spine_words(self.exercise)

    @property
    def editorial(self) -> tuple[str, ...]:
        """What of it is our own judgement, in words."""
        return editorial_words(self.exercise.editorial)

    @property
    def relations_by_heading(self) -> Mapping[str, tuple[RelatedExercise, ...]]:
        """How other exercises stand to it, by what that is called, in reading order."""
        groups = {
            label: tuple(other for other in self.relations if other.kind == kind) for kind, label in _RELATIONS.items()
        }
        return {label: group for label, group in groups.items() if group}


def exercise_view(catalogue: Catalogue, album: Album, exercise: Exercise) -> ExerciseView:
    """Return an exercise as it is shown."""
    uses = catalogue.uses[exercise.slug]
    terms = _terms(exercise)
    ids = ("", *(variant.id for variant in exercise.variants))
    return ExerciseView(
        exercise=exercise,
        uses=uses,
        restricted_to=catalogue.restricted_to(exercise),
        terms=terms,
        sources=tuple(dict.fromkeys([*(use.program.source for use in uses), *exercise.sources])),
        relations=catalogue.relations[exercise.slug],
        search_words=tuple(_search_words(catalogue, exercise, terms)),
        pictures={id_: album.of_exercise(exercise.slug, id_) for id_ in ids},
    )


def _terms(exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Return the words that an exercise and its variants have, each once and in order, by vocabulary."""
    found: dict[str, list[str]] = {}
    for key, vocabulary in VOCABULARY_OF.items():
        words = found.setdefault(vocabulary, [])
        for part in (exercise, *exercise.variants):
            words.extend(getattr(part, key, ()))
    return {vocabulary: tuple(dict.fromkeys(words)) for vocabulary, words in found.items()}


def _search_words(catalogue: Catalogue, exercise: Exercise, terms: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what else people may type to find an exercise, each once: its other names, the handouts' titles, and
    clinical and lay words for its position, the parts of the body, the muscles and the equipment.
    """
    words = [*exercise.other_names]
    for use in catalogue.uses[exercise.slug]:
        words.extend(title for title in (use.entry.printed_title, use.entry.title) if title)
    for browse in urls.BROWSE:
        for _, term in catalogue.terms(browse.vocabulary, tuple(sorted(terms[browse.vocabulary]))):
            words.extend((term.name, *term.synonyms))
    first_spelling: dict[str, str] = {}
    for word in words:
        first_spelling.setdefault(word.casefold(), word)
    return (word for key, word in first_spelling.items() if key != exercise.name.casefold())


# What a relation is called on the page, in reading order.
_RELATIONS = {
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
    joined = moves[0] if len(moves) == 1 else f"{', '.join(moves[:-1])} and {moves[-1]}"
    return f"Your back {still}{joined}."


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


def editorial_words(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return what keys of the data are called on pages."""
    return tuple(_KEYS.get(key, key.replace("_", " ")) for key in keys)
