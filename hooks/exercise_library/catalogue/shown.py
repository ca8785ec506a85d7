"""What an entry needs and takes care of, by the forms of its exercise that it uses."""

from exercise_library.catalogue.model import Entry, Exercise, Need, Variant


def needs_of(entry: Entry, exercise: Exercise) -> tuple[Need, ...]:
    """Return what an entry needs: what its handout says, or else what the exercise and the forms it uses need.

    A form's own things come with the form; where an entry has several forms, a thing is needed for one of them alone.
    """
    if entry.needs:
        return entry.needs
    own = {used.variant: used.needs for used in entry.variants}
    forms = (need for form in _used(entry, exercise) for need in own[form.id] or form.needs)
    return tuple(dict.fromkeys((*exercise.needs, *forms)))


def cautions_of(entry: Entry, exercise: Exercise) -> tuple[str, ...]:
    """Return what to take care of in an entry: in every form of the exercise, and in the forms that it uses."""
    forms = (caution for form in _used(entry, exercise) for caution in form.cautions)
    return tuple(dict.fromkeys((*exercise.cautions, *forms)))


def _used(entry: Entry, exercise: Exercise) -> list[Variant]:
    forms = {form.id: form for form in exercise.variants}
    return [forms[used.variant] for used in entry.variants]
