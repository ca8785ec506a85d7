"""Measure a build against plain MkDocs on the same Markdown: time, peak memory and bytes written.

`ours` is the project with its hooks and theme. `plain` is what `exercise-library stage` makes of it, built by
`mkdocs build` with MkDocs' own theme and no hook. Both are built in turns, and the middle one of all turns counts.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench/results.md"
BIN = Path(sys.executable).parent
SETTINGS = {"SITE_URL": "https://clinic.example/care/", "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
# Where Python writes no bytecode, it would compile every module anew for each build, as nobody's own machine does.
SETTINGS["PYTHONDONTWRITEBYTECODE"] = ""
REAL = "real"
# Which settings each way of building uses.
SEARCHES = {"on": "mkdocs.yml", "off": "without-search.yml"}
WITHOUT_SEARCH = "INHERIT: mkdocs.yml\nplugins: []\n"


@dataclass(frozen=True)
class Build:
    """What one build took: seconds, and bytes of memory at its peak and of the site it wrote."""

    seconds: float
    memory: int
    written: int


@dataclass(frozen=True)
class Row:
    """One size, built with the search or without: ours and plain.

    `first` is how long our first build took, which draws all figures.
    """

    size: str
    search: str
    first: float
    ours: Build
    plain: Build

    @property
    def ratios(self) -> tuple[float, float, float]:
        """Ours divided by plain: seconds, memory, bytes written."""
        ours, plain = self.ours, self.plain
        return ours.seconds / plain.seconds, ours.memory / plain.memory, ours.written / plain.written


def run(command: list[str], folder: Path) -> tuple[float, int]:
    """Run a command. Return its seconds, and the most memory it used, in bytes.

    This process must stay small: a new process counts its parent's memory as its own until it has started.
    """
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env={**os.environ, **SETTINGS}, stdout=log, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode()[-4000:]}")
    return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def build(folder: Path, settings: str, *more: str) -> Build:
    """Build what is in a folder from nothing."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    # Links from docs/ to real programs lead nowhere in a made-up library, so warnings do not stop the build.
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--no-strict", "--config-file", settings, *more]
    seconds, memory = run(command, folder)
    return Build(seconds, memory, sum(path.stat().st_size for path in site.rglob("*") if path.is_file()))


def middle(builds: list[Build]) -> Build:
    """Return the median of each measure."""
    return Build(
        statistics.median(build.seconds for build in builds),
        int(statistics.median(build.memory for build in builds)),
        int(statistics.median(build.written for build in builds)),
    )


def measure(size: str, turns: int, folder: Path) -> Iterator[Row]:
    """Make a project of a size, stage it, and build both by turns."""
    ours, plain = folder / f"ours-{size}", folder / f"plain-{size}"
    run([sys.executable, str(ROOT / "bench/generate.py"), str(ours), size], ROOT)
    run([str(BIN / "exercise-library"), "stage", str(plain), "--root", str(ours)], ROOT)
    for project in (ours, plain):
        (project / SEARCHES["off"]).write_text(WITHOUT_SEARCH)
    shutil.rmtree(ours / ".cache", ignore_errors=True)
    first = build(ours, SEARCHES["on"]).seconds
    made: dict[str, tuple[list[Build], list[Build]]] = {search: ([], []) for search in SEARCHES}
    for _ in range(turns):
        for search, settings in SEARCHES.items():
            made[search][0].append(build(ours, settings))
            made[search][1].append(build(plain, settings, "--theme", "mkdocs"))
    for search, (our_builds, plain_builds) in made.items():
        yield Row(size, search, first, middle(our_builds), middle(plain_builds))
    shutil.rmtree(ours)
    shutil.rmtree(plain)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a table."""
    columns = ["exercises", "search", "first build, s"]
    for measured in ("time, s", "memory, MB", "written, MB"):
        columns += [f"{measured}: ours", "plain", "ratio"]
    yield f"| {' | '.join(columns)} |"
    yield f"| --- | --- {'| ---: ' * 10}|"
    for row in rows:
        ours, plain, (time_ratio, memory_ratio, written_ratio) = row.ours, row.plain, row.ratios
        yield (
            f"| {row.size} | {row.search} | {row.first:.2f} "
            f"| {ours.seconds:.2f} | {plain.seconds:.2f} | {time_ratio:.2f} "
            f"| {ours.memory / 1e6:.0f} | {plain.memory / 1e6:.0f} | {memory_ratio:.2f} "
            f"| {ours.written / 1e6:.1f} | {plain.written / 1e6:.1f} | {written_ratio:.2f} |"
        )


def verdicts(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each aim that can be told from these rows."""
    found = {(row.size, row.search): row for row in rows}
    aims = []
    if ("1000", "on") in found:
        on, off = found["1000", "on"], found["1000", "off"]
        aims += [("time at 1,000, search on", on.ratios[0], 1.2), ("time at 1,000, search off", off.ratios[0], 1.0)]
        aims += [("memory at 1,000, search on", on.ratios[1], 1.5), ("memory at 1,000, search off", off.ratios[1], 1.5)]
        if ("5000", "on") in found:
            growth = found["5000", "on"].ours.seconds / on.ours.seconds
            aims += [("time at 5,000 divided by time at 1,000", growth, 5.5)]
    for name, value, limit in aims:
        yield f"- {'reached' if value <= limit else 'MISSED'}: {name}: {value:.2f} (at most {limit})"


def machine() -> Iterator[str]:
    """Yield what it was measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor()
    system = f"{platform.system()} {platform.release()}; Python {platform.python_version()}"
    yield f"- {processor}, {os.cpu_count()} cores; {system}"
    yield f"- {time.strftime('%Y-%m-%d %H:%M')}; load average at the end: {os.getloadavg()[0]:.1f}"


def main() -> None:
    """Measure, print a table, and write it down if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=[REAL, "75", "1000", "5000"], help="exercises, or 'real'")
    parser.add_argument("--turns", type=int, default=3, help="how often each is built")
    parser.add_argument("--write", action="store_true", help="write bench/results.md")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Load average at the start: {load:.1f}. Other work makes every number larger.", flush=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in asked.sizes:
            rows.extend(measure(size, asked.turns, Path(folder)))
            print("\n".join(table(rows[-2:])), flush=True)
    lines = ["# Measured", "", *table(rows), "", *verdicts(rows), "", *machine()]
    lines.append(f"- load average at the start: {load:.1f}; `python bench/run.py {' '.join(sys.argv[1:])}`")
    print("\n" + "\n".join(lines))
    if asked.write:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
