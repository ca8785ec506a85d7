"""The command line: check the data without building the site."""

from datetime import date, datetime
from pathlib import Path

import click

from exercise_library import building
from exercise_library.catalogue import readability
from exercise_library.catalogue.catalogue import ORIGINAL, build
from exercise_library.catalogue.generated import generated
from exercise_library.catalogue.poses import read_figures
from exercise_library.figures import LOOKS, complaints, contact_sheet, draw, solved
from exercise_library.figures.draw.stored import mark_of, to_svg
from exercise_library.fix import difference, layout_problems, mended
from exercise_library.review import figure_problems
from exercise_library.review.signatures import signature_problems
from exercise_library.source.files import DRAWINGS, LANGUAGE, MOVEMENTS, read_tree
from exercise_library.source.problems import DataError, did_you_mean, errors
from exercise_library.source.report import as_annotation, as_text, counted, report
from exercise_library.translating import filled, page_problems, write


@click.group()
def main() -> None:
    """Work with the data of the exercise library."""


_ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project's folder; the present one if not given.",
)


_TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: date.today().isoformat(),
    help="The day to go by, such as 2026-11-26; today if not given.",
)


@main.command()
@_ROOT
@click.option("--github", is_flag=True, help="Print lines that GitHub shows at the place in a pull request.")
@_TODAY
def check(root: Path, github: bool, today: datetime) -> None:
    """Print every problem in data/ with its place. Exits with 1 if one of them stops a build."""
    tree = read_tree(root)
    problems = [warning for document in tree.documents.values() for warning in readability.warnings(document)]
    for language, documents in tree.translations.items():
        for document in documents.values():
            problems.extend(readability.translated_warnings(document, language))
    problems.extend(layout_problems(root, tree))
    problems.extend(figure_problems(tree, root / ".cache" / "review"))
    things = ""
    try:
        catalogue = build(tree, today.date())
        problems.extend((*catalogue.notices, *signature_problems(tree, catalogue), *page_problems(root, catalogue)))
        things = f"{counted(len(catalogue.exercises), 'exercise')} and {counted(len(catalogue.programs), 'program')}"
    except DataError as error:
        problems.extend(error.problems)
    tell = as_annotation if github else as_text
    for line in report(problems, tell):
        click.echo(line)
    found = errors(problems)
    if found:
        files = counted(len({problem.path for problem in found}), "file")
        raise click.ClickException(f"{len(found)} to mend in {files}.")
    click.echo(f"{things}: {'nothing that stops the build' if problems else 'nothing to mend'}.")


@main.command()
@_ROOT
@click.option("--yes", is_flag=True, help="Make the changes without asking.")
def fix(root: Path, yes: bool) -> None:
    """Mend what is certain in data/: codes, line ends, quotes, order of keys, spaces. Shows each change first."""
    files = mended(root)
    for path, (old, new) in files.items():
        click.echo(difference(path, old, new))
    if not files:
        click.echo("Nothing that is certain. 'exercise-library check' tells what is left.")
        return
    if not yes and not click.confirm(f"Write {counted(len(files), 'file')}?"):
        click.echo("Nothing was written.")
        return
    for path, (_, new) in files.items():
        (root / path).write_text(new, encoding="utf-8", newline="\n")
    click.echo(f"{counted(len(files), 'file')} written. Run 'exercise-library check' for what is left.")


@main.command()
@click.argument("name", required=False)
@_ROOT
@click.option("--language", default=ORIGINAL, help="The language of the words to check, such as es.")
@click.option("--reviewer", default="Your name, your profession", help="Who signs: the name and the profession.")
@_TODAY
def review(name: str | None, root: Path, language: str, reviewer: str, today: datetime) -> None:
    """Show a clinician what there is to check, and what to write to sign it.

    NAME is a page, such as exercises/bridge or programs/bone-health. Without it, all pages are listed: what is signed,
    changed and open. The site has the same with its pictures, at contribute/review/.
    """
    # Only this command needs what pages show.
    from exercise_library.review.sheets import as_list, as_text_sheet  # noqa: PLC0415
    from exercise_library.view.build import build_view, in_other_language  # noqa: PLC0415
    from exercise_library.view.review_sheet import review_sheets  # noqa: PLC0415

    try:
        catalogue = build(read_tree(root), today.date())
    except DataError as error:
        raise click.ClickException(f"{error}: 'exercise-library check' tells each.") from None
    if language not in (ORIGINAL, *catalogue.translations):
        tip = did_you_mean(language, catalogue.translations)
        raise click.ClickException(f"There is no language '{language}': {tip}")
    view = build_view(catalogue)
    shown = view if language == ORIGINAL else in_other_language(view, language)
    sheets = {sheet.page.name: sheet for sheet in review_sheets(shown)}
    if name is None:
        click.echo("\n".join(as_list(sheets.values())))
        return
    name = name.removeprefix("data/").removesuffix(".yml").strip("/")
    if name not in sheets:
        raise click.ClickException(f"There is no page '{name}': {did_you_mean(name, sheets)}")
    click.echo("\n".join(as_text_sheet(sheets[name], reviewer, today.date().isoformat())))


@main.command()
@click.argument("language")
@_ROOT
@click.option(
    "--confirm",
    multiple=True,
    metavar="NAME",
    help="A file, such as exercises/bridge, whose texts still say what their originals say now. May be given again.",
)
def translate(language: str, root: Path, confirm: tuple[str, ...]) -> None:
    """Write what is missing of LANGUAGE, such as es, into data/translations/, in English, for who translates it.

    What is translated stays as it is. A text whose original has changed stays below its old mark, and is not shown,
    until it has the new mark: write that by hand, or confirm the file.
    """
    try:
        catalogue = build(read_tree(root))
    except DataError as error:
        raise click.ClickException(f"{error}: 'exercise-library check' tells each.") from None
    if not LANGUAGE.fullmatch(language) or language == ORIGINAL:
        raise click.ClickException(f"'{language}' is no name of another language: write it as in 'es' or 'pt-br'.")
    confirmed = {f"{name.removeprefix('data/').removesuffix('.yml')}.yml" for name in confirm}
    files = dict(filled(catalogue, language, confirmed.__contains__))
    if unknown := confirmed - {path.split("/", 3)[3] for path in files}:
        raise click.ClickException(f"There is no file {', '.join(sorted(unknown))}. Nothing was written.")
    changed = write(root, files)
    for path in changed:
        click.echo(f"{path} is written.")
    click.echo("'exercise-library check' tells what is left." if changed else "Nothing has changed.")


@main.command()
@_ROOT
def schema(root: Path) -> None:
    """Write data/schema/ and docs/contribute/fields.md from the model and the names in data/."""
    tree = read_tree(root)
    if tree.problems:
        for problem in sorted(tree.problems):
            click.echo(as_text(problem))
        raise click.ClickException("Some files cannot be read. Nothing was written.")
    for name, text in generated(tree).items():
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"{name} is written anew.")


@main.command()
@_ROOT
@click.option("--anew", is_flag=True, help="Make all files, also those that are confirmed.")
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit with 1 if a file is not confirmed.")
def drawings(root: Path, anew: bool, only_look: bool) -> None:
    """Confirm what is new or shows another pose: write it into data/drawings/, to be looked at, and data/movements/."""
    # Only this command needs numpy and all processors.
    from exercise_library.drawings import confirmable, leftover, unconfirmed, write  # noqa: PLC0415

    try:
        catalogue = build(read_tree(root))
    except DataError as error:
        raise click.ClickException(f"{error}: 'exercise-library check' tells each. Nothing was drawn.") from None
    wanted = confirmable(catalogue) if anew else unconfirmed(catalogue, root)
    gone = leftover(catalogue, root)
    if only_look:
        for name in (*wanted, *gone):
            click.echo(f"not confirmed: {name}")
        if wanted or gone:
            raise click.ClickException("Run 'make drawings', look at each picture, and add the files.")
        return
    changes = [("gone", name) for name in gone]
    for name in gone:
        (root / name).unlink()
    with click.progressbar(write(root, wanted), length=len(wanted), label="Drawing") as written:
        changes.extend(change for change in written if change is not None)
    for what, name in changes:
        click.echo(f"{what}: {name}")
    drawn = [name for _, name in changes if name.startswith(DRAWINGS)]
    moving = counted(len(changes) - len(drawn), "movement")
    told = f"{counted(len(drawn), 'drawing')} to look at in {DRAWINGS}/, and {moving} in {MOVEMENTS}/."
    click.echo(told if changes else "No drawing has changed.")


@main.command(name="build")
@_ROOT
def build_site(root: Path) -> None:
    """Build the site into the folder site/. It takes the place of the old one only when it is whole."""
    if not building.build(root):
        raise click.ClickException("Not built. site/ is as it was.")


@main.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@_ROOT
def stage(out: Path, root: Path) -> None:
    """Write the whole site into the folder OUT as Markdown, assets and settings without hooks."""
    # Only this command needs the pages and what they are made with.
    from exercise_library.stage import StageError  # noqa: PLC0415
    from exercise_library.stage import stage as write_site  # noqa: PLC0415

    try:
        count = write_site(root, out)
    except DataError as error:
        for problem in error.problems:
            click.echo(f"{problem.severity.value}: {problem}")
        raise click.ClickException(f"{error}. Nothing was written.") from None
    except StageError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count} pages made from data, and those written by hand, are in {out}.")


@main.command()
@click.argument("site", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path("site"))
def pdf(site: Path) -> None:
    """Print the handouts of the built SITE as PDF, and link them from their pages."""
    try:
        from exercise_library.pdf import PdfError, print_handouts  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise click.ClickException(f"{error.name} is missing: 'make pdf' sets up all that is needed.") from None
    try:
        made = print_handouts(site)
    except PdfError as error:
        raise click.ClickException(str(error)) from None
    size = sum(path.stat().st_size for path in made) / 1_000_000
    click.echo(f"{counted(len(made), 'PDF')} below {site / 'handouts'}: {size:.1f} MB.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("names", nargs=-1)
@click.option("--scale", type=float, default=1.5, show_default=True, help="How large the contact sheet shows figures.")
def figures(file: Path, out: Path, names: tuple[str, ...], scale: float) -> None:
    """Draw the figures in FILE, or those of NAMES, and print what a machine sees wrong with them.

    FILE is an exercise or a program, with all its variants and entries, or holds figures by name. OUT is one figure's
    SVG file if it ends in .svg, and otherwise a contact sheet as HTML.
    """
    found, problems = read_figures(file)
    for problem in sorted(problems):
        click.echo(as_text(problem))
    if problems:
        raise click.ClickException("Nothing was drawn.")
    chosen = {name: figure for name, figure in found.items() if not names or name in names}
    if not chosen or (out.suffix == ".svg" and len(chosen) > 1):
        raise click.ClickException("Choose one figure by its name." if chosen else "There is no such figure.")
    for name, figure in chosen.items():
        for complaint in complaints(solved(figure)):
            click.echo(f"{name}: {complaint}")
    one = next(iter(chosen.values()))
    text = to_svg(draw(one), mark_of(one, LOOKS[0])) if out.suffix == ".svg" else contact_sheet(chosen, scale=scale)
    out.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{out}: {counted(len(chosen), 'figure')}.")
