"""`python -m exercise_library`: the command line, where there is no `make`."""

from exercise_library.cli import main

main(prog_name="exercise-library")
