"""Which files there are in data/, and which should not be there."""

import os
import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exercise_library.source.media import MediaFile, read_media
from exercise_library.source.originals import FOLDER as ORIGINALS
from exercise_library.source.originals import Originals, read_originals
from exercise_library.source.problems import Problem, Severity, did_you_mean
from exercise_library.source.reader import Document, read

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
VOCABULARIES = ("aims", "cautions", "equipment", "muscles", "positions", "regions")
COLLECTIONS = ("exercises", "programs")
INTERFACE = "interface"
TRANSLATIONS = "translations"
NEEDED = ("get-help.yml", "interface/en.yml", "sources.yml")
# retired.yml names the entries that programs no longer have; there is none until the first is removed.
# published.yml lists what links and paper point at; a library need not have it.
# conditions.yml is what the search says of conditions; a library need not have it.
# corrections.yml tells of mistakes that were put right; a library need not have it.
# site.yml makes a copy of the library a clinic's own; the shared one has none.
SINGLES = (*NEEDED, "conditions.yml", "corrections.yml", "published.yml", "retired.yml", "site.yml")
# What a language's folder in data/translations/ has beside its exercises, programs and vocabularies.
TRANSLATED = (
    "conditions.yml", "corrections.yml", "get-help.yml", "interface.yml", "nav.yml", "retired.yml", "site.yml",
    "sources.yml",
)  # fmt: skip
# Folders without YAML that pages are made of: schemas for editors, templates to copy, confirmed drawings and movements,
# tables, and a clinic's own files.
ASIDE = ("schema", "templates", "drawings", "movements", "site", ORIGINALS)
TEMPLATES = ("exercise.yml", "program.yml", "site.yml")
# Where the confirmed drawings are, and the confirmed movements.
DRAWINGS = "data/drawings"
MOVEMENTS = "data/movements"

Reader = Callable[[str, bytes], tuple[Document | None, list[Problem]]]
"""Reads a file by its path and content: `read`."""


@dataclass
class Tree:
    """Every data file that could be read, by its path, and the problems with those that could not.

    `broken` names the files that are there but unreadable, so that nobody is told they are missing. `originals` are the
    tables of what the originals say, and `media` a clinic's own files by their name. `translations` are the documents
    of each language's folder, by their path in it.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    originals: Originals = field(default_factory=Originals)
    media: dict[str, MediaFile] = field(default_factory=dict)
    translations: dict[str, dict[str, Document]] = field(default_factory=dict)

    def folder(self, name: str) -> dict[str, Document]:
        """Return the documents of one folder of data/, by file name without its ending."""
        start = f"data/{name}/"
        return {Path(path).stem: document for path, document in self.documents.items() if path.startswith(start)}

    def add(self, name: str, document: Document) -> None:
        """Add a document where it belongs: those of other languages stand by themselves."""
        start = f"data/{TRANSLATIONS}/"
        if not name.startswith(start):
            self.documents[name] = document
            return
        language, _, path = name.removeprefix(start).partition("/")
        self.translations.setdefault(language, {})[path] = document

    def names(self, folder: str) -> set[str]:
        """Return the names of all files of a folder, readable or not, misspelt ones as they should be."""
        start = f"data/{folder}/"
        paths = {*self.documents, *self.broken}
        return {slug_for(Path(path).stem) for path in paths if path.startswith(start)}


def read_tree(root: Path, instead: Mapping[str, bytes] | None = None, reader: Reader | None = None) -> Tree:
    """Read all of `root`/data. Never raises for what is in a file.

    `instead` holds other contents for some files, by their path, to see what is told of these. A `reader` may know what
    it read before.
    """
    tree = Tree(media=dict(read_media(root)))
    instead = instead or {}
    for path, name, misplaced in _content(root):
        if misplaced:
            tree.problems.append(misplaced)
            tree.broken.add(name)
            continue
        try:
            content = instead[name] if name in instead else path.read_bytes()
        except OSError as error:
            tree.problems.append(Problem(name, 1, "", f"this file cannot be read ({error.strerror})."))
            tree.broken.add(name)
            continue
        document, problems = (reader or read)(name, content)
        tree.problems.extend(problems)
        if document is None or problems:
            tree.broken.add(name)
        if document is not None:
            tree.add(name, document)
    data = root / "data"
    tree.originals, found = read_originals(data)
    tree.problems.extend((*found, *_missing(tree)))
    tree.problems.extend(_forgotten(data))
    return tree


def data_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file that holds data and can be read."""
    for path, name, misplaced in _content(root):
        if not misplaced and os.access(path, os.R_OK):
            yield name, path.read_bytes()


def _content(root: Path) -> Iterator[tuple[Path, str, Problem | None]]:
    """Yield each file of `root`/data that holds content, its path as it is told, and why it has no place there."""
    data = root / "data"
    for path in _files(data, ASIDE):
        # A name that is not UTF-8 could not be printed as it is.
        name = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()
        yield path, name, _not_ours(path, name, data) or _misplaced(name)


def _files(folder: Path, aside: Container[str] = ()) -> Iterator[Path]:
    """Yield every file below a folder in order; also links to folders, folders named like a file or not to be read.

    What is hidden is left out, and what lies aside in the folder itself.
    """
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name in aside:
            continue
        is_folder = entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".yml")
        if is_folder and os.access(entry.path, os.R_OK | os.X_OK):
            yield from _files(Path(entry.path))
        else:
            yield Path(entry.path)


# What programs leave behind: part of a file's name, and what it is.
_LEFT_BEHIND = (
    (re.compile(r"(?i)(desktop\.ini|thumbs\.db|__macosx)$"), "a file of the operating system", "remove it."),
    (
        re.compile(r"(~|\.bak|\.orig|\.old|\.sw[a-z]|\.tmp)$|^~\$"),
        "a copy that an editor or a merge left",
        "remove it.",
    ),
    (re.compile(r"\.(docx?|odt|rtf|pdf|xlsx?)$"), "a document of another program", "move it out of data/."),
)


def _left_behind(name: str, file: str) -> Problem | None:
    """Return the problem with a file that nobody meant to add, if it is one."""
    for pattern, what, tip in _LEFT_BEHIND:
        if pattern.search(file):
            return Problem(name, 1, "", f"this is {what}.", tip)
    return None


def _misplaced(name: str) -> Problem | None:
    """Return the problem with a path that has no place in data/, if there is one."""
    parts = name.split("/")[1:]
    if parts[0] == TRANSLATIONS and len(parts) > 2:
        return _misplaced_translation(name, parts[1], parts[2:])
    folder, file = (parts[0] if len(parts) > 1 else ""), parts[-1]
    stem, _, ending = file.rpartition(".")
    if left := _left_behind(name, file):
        return left
    if ending != "yml" and len(parts) <= 2:
        meant = stem.removesuffix(".yml") if ending == "txt" else stem
        tip = f"rename it to {slug_for(meant or file)}.yml if there is no such file yet, or move it out of data/."
        return Problem(name, 1, "", "a data file must end in '.yml'.", tip)
    if len(parts) == 1 and file not in SINGLES:
        tip = "exercises go to data/exercises/, programs to data/programs/."
        return Problem(name, 1, "", "this file has no place here.", tip)
    if folder and (len(parts) > 2 or folder not in (*COLLECTIONS, "vocabulary", INTERFACE)):
        tip = "put the file straight into data/exercises/ or data/programs/."
        return Problem(name, 1, "", "this folder has no place here.", tip)
    return _misnamed(name, folder, stem)


def _misplaced_translation(name: str, language: str, parts: list[str]) -> Problem | None:
    """Return the problem with a path below a language's folder, if there is one. It mirrors data/."""
    if not LANGUAGE.fullmatch(language):
        return Problem(name, 1, "", "this folder must be named after its language.", "rename it, such as to es.")
    if left := _left_behind(name, parts[-1]):
        return left
    known = len(parts) == 1 and parts[0] in TRANSLATED
    if known or (len(parts) == 2 and parts[0] in (*COLLECTIONS, "vocabulary") and parts[1].endswith(".yml")):
        return _misnamed(name, parts[0], parts[-1].removesuffix(".yml")) if len(parts) == 2 else None
    tip = f"a language's folder has the files of data/ by the same names: {', '.join(TRANSLATED)} and those in folders."
    return Problem(name, 1, "", "this file has no place here.", tip)


def _misnamed(name: str, folder: str, stem: str) -> Problem | None:
    """Return the problem with the name of a file in a folder that is known, if there is one."""
    if folder == "vocabulary" and stem not in VOCABULARIES:
        return Problem(name, 1, "", "there is no such vocabulary.", did_you_mean(stem, VOCABULARIES))
    if folder == INTERFACE and not LANGUAGE.fullmatch(stem):
        return Problem(name, 1, "", "a file of messages is named after its language.", "rename it, such as to es.yml.")
    if folder in COLLECTIONS and not SLUG.fullmatch(stem):
        message = "a file name may hold small letters, digits and single hyphens only."
        tip = f"rename it to {slug_for(stem)}.yml if there is no such file yet; else remove one of the two."
        return Problem(name, 1, "", message, tip)
    return None


def slug_for(text: str) -> str:
    """Return the name that comes nearest to some text: small letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "a-new-name"


def _not_ours(path: Path, name: str, data: Path) -> Problem | None:
    """Return the problem with a path that is no ordinary file inside data/, if there is one.

    The folders around it are none that a link leads to.
    """
    if not path.is_symlink():
        return None if path.is_file() else _unreadable(name)
    try:
        target = path.resolve()
    except RuntimeError:  # until Python 3.12, for a link that leads to itself
        return Problem(name, 1, "", "this link leads to itself.", "put the file itself here.")
    if not target.is_relative_to(data.resolve()):
        return Problem(name, 1, "", "this link leads out of data/.", "put the file itself here.")
    return None if path.is_file() else _unreadable(name)


def _unreadable(name: str) -> Problem:
    return Problem(name, 1, "", "this is not a file that can be read.", "remove it.")


def _forgotten(data: Path) -> Iterator[Problem]:
    """Yield a notice for each file beside the templates that was probably meant to be shown."""
    for path in sorted((data / "templates").glob("*")):
        if path.name not in TEMPLATES and not path.name.startswith("."):
            message = "no page shows what is in this folder: its files are copied from."
            tip = "move it to data/exercises/ or data/programs/."
            yield Problem(f"data/templates/{path.name}", 1, "", message, tip, Severity.WARNING)


def _missing(tree: Tree) -> Iterator[Problem]:
    needed = [f"data/{single}" for single in NEEDED] + [f"data/vocabulary/{name}.yml" for name in VOCABULARIES]
    for name in needed:
        if name not in tree.documents and name not in tree.broken:
            yield Problem(name, 1, "", "this file is missing.", "bring it back from the history.")
