"""Measure what the site weighs, compressed as a host sends it: pages, scripts, drawings and whole."""

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {"SITE_URL": "https://clinic.example/exercises/", "NO_MKDOCS_2_WARNING": "1"}
# What is told apart, and where it lies in the site. In PAGES the star stands for an exercise.
PAGES = {
    "exercise page": "exercises/*/index.html",
    "drawings of an exercise": "assets/figures/*.svg",
}
KINDS = {
    "program page": "programs/*/index.html",
    "drawings of a program": "assets/figures/program-*.svg",
    "handout": "handouts/*/index.html",
    "My plan, all exercises in it": "plan/index.html",
    "Prescribe, all exercises in it": "prescribe/index.html",
    "script of My plan, and of Prescribe too": "assets/javascripts/plan/*.js",
    "script of Prescribe alone": "assets/javascripts/prescribe/*.js",
    "file of the open data": "api/v1/**/*.json",
}


def packed(path: Path) -> int:
    """Return how many bytes a file has as a host sends it."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def table(site: Path) -> Iterator[str]:
    """Yield a line for each kind of file: how many, the middle one, the largest and all."""
    yield "| kind | files | middle, KB | largest, KB | all, KB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    exercises = [path.stem for path in (ROOT / "data/exercises").glob("*.yml")]
    for kind, pattern in PAGES.items():
        yield row(kind, [packed(path) for name in exercises for path in site.glob(pattern.replace("*", name))])
    for kind, pattern in KINDS.items():
        yield row(kind, [packed(path) for path in site.glob(pattern)])
    for kind, folder in (("other script of ours", "javascripts"), ("stylesheet of ours", "stylesheets")):
        ours = [path.name for path in (ROOT / "docs/assets" / folder).iterdir() if path.is_file()]
        yield row(kind, [packed(site / "assets" / folder / name) for name in ours])
    yield row("everything", [packed(path) for path in site.rglob("*") if path.is_file()])


def row(kind: str, sizes: Iterable[int]) -> str:
    """Return one line; sizes are in bytes."""
    kilobytes = sorted(size / 1024 for size in sizes)
    middle = statistics.median(kilobytes)
    return f"| {kind} | {len(kilobytes)} | {middle:.1f} | {kilobytes[-1]:.1f} | {sum(kilobytes):.1f} |"


def main() -> None:
    """Build the site aside, and print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **SETTINGS}, check=True)
        print("\n".join(table(Path(folder))))


if __name__ == "__main__":
    main()
