"""An exercise as it is shown, and what follows for it from the rest of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass

from exercise_library.catalogue.catalogue import Catalogue, RelatedExercise, Use
from exercise_library.catalogue.model import VOCABULARY_OF, Exercise, Program
from exercise_library.interface.messages import Translate
from exercise_library.view import urls
from exercise_library.view.pictures import Album, Picture
from exercise_library.view.signed import Signable, Signed, signable_exercise, signed


@dataclass(frozen=True)
class ExerciseView:
    """All that is shown of an exercise. What its variants have is counted in.

    `terms` are its words by vocabulary. `restricted_to` is the program that alone uses it, if that is restricted.
    `sources` are the handouts of its programs, then its further sources. `pictures` go by the variant's id, which is
    empty for the whole; `form_restricted_to` are the programs that alone use a variant, if they are restricted. `spine`
    tells how the back moves, and `editorial` what of it is our own judgement. `relations_by_heading` are other
    exercises by how they stand to it, in reading order. `signable` is what is checked of it, `signed` who did, and
    whether that still stands.
    """

    exercise: Exercise
    uses: tuple[Use, ...]
    restricted_to: Program | None
    terms: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    relations: tuple[RelatedExercise, ...]
    form_restricted_to: Mapping[str, Program | None]
    pictures: Mapping[str, tuple[Picture, ...]]
    spine: str
    editorial: tuple[str, ...]
    relations_by_heading: Mapping[str, tuple[RelatedExercise, ...]]
    signable: Signable
    signed: Signed

    @property
    def address(self) -> str:
        """Where its page is."""
        return urls.exercise(self.exercise.slug)


def exercise_view(catalogue: Catalogue, album: Album, exercise: Exercise) -> ExerciseView:
    """Return an exercise as it is shown."""
    uses = catalogue.uses[exercise.slug]
    terms, t, relations = _terms(exercise), catalogue.messages.t, catalogue.relations[exercise.slug]
    ids = ("", *(variant.id for variant in exercise.variants))
    signable = signable_exercise(catalogue, exercise)
    return ExerciseView(
        exercise=exercise,
        uses=uses,
        restricted_to=catalogue.restricted_to(exercise),
        terms=terms,
        sources=tuple(dict.fromkeys([*(use.program.source for use in uses), *exercise.sources])),
        relations=relations,
        form_restricted_to={
            variant.id: catalogue.variant_restricted_to(exercise, variant.id) for variant in exercise.variants
        },
        pictures={id_: album.of_exercise(exercise.slug, id_) for id_ in ids},
        spine=_spine_words(exercise, t),
        editorial=editorial_words(exercise.editorial, t),
        relations_by_heading=_by_heading(relations, t),
        signable=signable,
        signed=signed(signable, t),
    )


def _terms(exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Return the words that an exercise and its variants have, each once and in order, by vocabulary."""
    found: dict[str, list[str]] = {}
    for key, vocabulary in VOCABULARY_OF.items():
        words = found.setdefault(vocabulary, [])
        for part in (exercise, *exercise.variants):
            words.extend(getattr(part, key, ()))
    return {vocabulary: tuple(dict.fromkeys(words)) for vocabulary, words in found.items()}


# The kinds of relations in reading order.
_RELATIONS = (
    "learn-first", "start-position", "easier", "harder", "part", "optional-part", "part-of", "leads-to", "starts",
    "related",
)  # fmt: skip


def _by_heading(relations: tuple[RelatedExercise, ...], t: Translate) -> dict[str, tuple[RelatedExercise, ...]]:
    groups = {kind: tuple(other for other in relations if other.kind == kind) for kind in _RELATIONS}
    return {t("exercise.relation", kind=kind): group for kind, group in groups.items() if group}


def _spine_words(exercise: Exercise, t: Translate) -> str:
    """Describe how the back moves. It is a description, not advice."""
    directions = exercise.spine.directions
    moves = [t("exercise.spine_move", direction=direction) for direction in directions if direction != "neutral"]
    still = "always" if not moves else "sometimes" if "neutral" in directions else "never"
    return t("exercise.spine_moves", still=still, moves=moves)


def editorial_words(keys: tuple[str, ...], t: Translate) -> tuple[str, ...]:
    """Return what keys of the data are called on pages."""
    return tuple(t("editorial.key", key=key) for key in keys)
