"""Building the site aside and putting it in the place of the old one, on every system that Python runs on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def build(root: Path) -> bool:
    """Build the site of the project at `root` into its folder site/. Return whether that went well; else site/ stays.

    site/ may be a link to a folder, or a disk of its own: then its content is replaced and not the folder.
    """
    new = root / "site.new"
    shutil.rmtree(new, ignore_errors=True)
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    settings.setdefault("SOURCE_DATE_EPOCH", _date_of(root))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new.resolve())]
    if subprocess.run(command, cwd=root, env=settings, check=False).returncode:
        shutil.rmtree(new, ignore_errors=True)
        return False
    put(new, root / "site")
    return True


def put(new: Path, site: Path) -> None:
    """Put the folder `new` in the place of `site`."""
    if site.is_symlink() or os.path.ismount(site):
        _fill(new, site.resolve())
        shutil.rmtree(new)
        return
    old = site.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _fill(new: Path, folder: Path) -> None:
    """Make a folder hold what another holds. Files come before the pages that ask for them; what is gone goes last."""
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted((path for path in new.rglob("*") if path.is_file()), key=lambda path: (path.suffix == ".html", path))
    for path in files:
        to = folder / path.relative_to(new)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to.with_name(f".{to.name}.new"))
        to.with_name(f".{to.name}.new").replace(to)
    kept = {path.relative_to(new) for path in new.rglob("*")}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.relative_to(folder) not in kept and not _is_of_the_disk(path, folder):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _is_of_the_disk(path: Path, folder: Path) -> bool:
    """Say whether this is the folder that a disk keeps at its top for what it finds damaged."""
    return path.relative_to(folder).parts[0] == "lost+found"


def _date_of(root: Path) -> str:
    """Return the date of the commit, or of the newest data where there is no git, as seconds since 1970."""
    if git := shutil.which("git"):
        command = [git, "log", "-1", "--format=%ct"]
        told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout.strip()
        if told:
            return told
    return str(int(max(path.stat().st_mtime for path in (root / "data").rglob("*"))))
