"""The command line: check the data without building the site."""

from pathlib import Path

import click

from exercise_library.catalogue.catalogue import load
from exercise_library.source.problems import DataError, Severity


@click.group()
def main() -> None:
    """Work with the data of the exercise library."""


@main.command()
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project's folder; the present one if not given.",
)
def check(root: Path) -> None:
    """Print every problem in data/ with its place. Exits with 1 if one of them stops a build."""
    try:
        catalogue = load(root)
    except DataError as error:
        for problem in error.problems:
            click.echo(f"{problem.severity.value}: {problem}")
        found = [problem for problem in error.problems if problem.severity is Severity.ERROR]
        files = len({problem.path for problem in found})
        raise click.ClickException(f"{len(found)} to mend in {files} file(s).") from None
    for notice in catalogue.notices:
        click.echo(f"{notice.severity.value}: {notice}")
    click.echo(f"{len(catalogue.exercises)} exercises and {len(catalogue.programs)} programs: nothing to mend.")
