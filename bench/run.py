"""Measure a build against plain MkDocs and Zensical on the same Markdown: time, peak memory and bytes written.

`ours` is the project with its hooks and theme, built with what a build before has kept. `plain` is what
`exercise-library stage` makes of it, built by `mkdocs build` with MkDocs' own theme and no hook, and `zensical` is the
same, built by `zensical build`. All are built in turns, and the middle one of all turns counts. None has a plugin for
search; ours makes its own index.
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
# How each way is built, in the folder of which project.
WAYS = {
    "ours": ("ours", ["mkdocs", "build", "--quiet", "--no-strict"]),
    "plain": ("staged", ["mkdocs", "build", "--quiet", "--theme", "mkdocs"]),
    "zensical": ("staged", ["zensical", "build", "--clean"]),
}


@dataclass(frozen=True)
class Build:
    """What one build took: seconds, seconds of all processors, and bytes of memory at its peak and of the site."""

    seconds: float
    cpu: float
    memory: int
    written: int


@dataclass(frozen=True)
class Row:
    """One size, built in each way. `first` is how long our first build took, which draws all figures."""

    size: str
    first: float
    builds: dict[str, Build]

    def ratio(self, measure: str) -> float:
        """Return ours divided by plain."""
        return float(getattr(self.builds["ours"], measure) / getattr(self.builds["plain"], measure))


def run(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Run a command. Return its seconds, those of all processors, and the most memory it used, in bytes.

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
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def build(folder: Path, command: list[str]) -> Build:
    """Build what is in a folder from nothing."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    name, *rest = command
    seconds, cpu, memory = run([str(BIN / name), *rest], folder)
    return Build(seconds, cpu, memory, sum(path.stat().st_size for path in site.rglob("*") if path.is_file()))


def middle(builds: list[Build]) -> Build:
    """Return the median of each measure."""
    return Build(
        statistics.median(build.seconds for build in builds),
        statistics.median(build.cpu for build in builds),
        int(statistics.median(build.memory for build in builds)),
        int(statistics.median(build.written for build in builds)),
    )


def measure(size: str, turns: int, folder: Path) -> Row:
    """Make a project of a size, stage it, and build it in each way by turns."""
    projects = {name: folder / f"{name}-{size}" for name in ("ours", "staged")}
    run([sys.executable, str(ROOT / "bench/generate.py"), str(projects["ours"]), size], ROOT)
    run([str(BIN / "exercise-library"), "stage", str(projects["staged"]), "--root", str(projects["ours"])], ROOT)
    # Links from docs/ to real programs lead nowhere in a made-up library, so warnings do not stop the build. Zensical
    # has no option for that.
    settings = projects["staged"] / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("strict: true", "strict: false"), encoding="utf-8")
    shutil.rmtree(projects["ours"] / ".cache", ignore_errors=True)
    first = build(projects["ours"], WAYS["ours"][1]).seconds
    made: dict[str, list[Build]] = {way: [] for way in WAYS}
    for _ in range(turns):
        for way, (project, command) in WAYS.items():
            made[way].append(build(projects[project], command))
    for done in projects.values():
        shutil.rmtree(done)
    return Row(size, first, {way: middle(builds) for way, builds in made.items()})


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a table: for each measure ours, plain, their ratio, and Zensical."""
    measures = {"time, s": ("seconds", 1), "CPU, s": ("cpu", 1), "memory, MB": ("memory", 1e6),
                "written, MB": ("written", 1e6)}  # fmt: skip
    columns = ["exercises", "first build, s"]
    for measured in measures:
        columns += [f"{measured}: ours", "plain", "ratio", "Zensical"]
    yield f"| {' | '.join(columns)} |"
    yield f"| --- {'| ---: ' * (len(columns) - 1)}|"
    for row in rows:
        cells = [row.size, f"{row.first:.2f}"]
        for name, unit in measures.values():
            ours, plain, zensical = (f"{getattr(row.builds[way], name) / unit:.2f}" for way in WAYS)
            cells += [ours, plain, f"{row.ratio(name):.2f}", zensical]
        yield f"| {' | '.join(cells)} |"


def verdicts(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each aim that can be told from these rows."""
    found = {row.size: row for row in rows}
    aims = []
    if REAL in found:
        aims.append(("time of the real library", found[REAL].ratio("seconds"), 0.85))
    if "1000" in found:
        aims += [("time at 1,000", found["1000"].ratio("seconds"), 0.5)]
        aims += [("memory at 1,000", found["1000"].ratio("memory"), 1.5)]
    if {"1000", "5000"} <= found.keys():
        growth = found["5000"].builds["ours"].seconds / found["1000"].builds["ours"].seconds
        aims.append(("time at 5,000 divided by time at 1,000", growth, 5.5))
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
            rows.append(measure(size, asked.turns, Path(folder)))
            print("\n".join(table(rows[-1:])), flush=True)
    lines = ["# Measured", "", *table(rows), "", *verdicts(rows), "", *machine()]
    lines.append(f"- load average at the start: {load:.1f}; `python bench/run.py {' '.join(sys.argv[1:])}`")
    print("\n" + "\n".join(lines))
    if asked.write:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
