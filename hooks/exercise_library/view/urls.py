"""Every address the library makes, on one screen. Addresses are for ever: paper points at them.

An address is relative to the site's root, and a folder: `exercises/bridge/`. The root itself is the empty text.
"""

from dataclasses import dataclass

HOME = ""
PROGRAMS = "programs/"
EXERCISES = "exercises/"
SOURCES = "sources/"
CLINICS = "clinics/"
PRESCRIBE = "prescribe/"
PLAN = "plan/"
PRACTICE = "practice/"
DIARY = "diary/"
FOLDER = "folder/"
OFFLINE = "offline/"
CORRECTIONS = "corrections/"
CORRECTIONS_FEED = f"{CORRECTIONS}feed.xml"
CONTRIBUTE = "contribute/"
FIGURE_GUIDE = f"{CONTRIBUTE}figure-guide/"
CLINIC_STYLE = "assets/stylesheets/clinic.css"
CLINIC_ICON = "assets/images/clinic.svg"
SEARCH = "assets/search.json"
POSE = f"{CONTRIBUTE}pose/"
FIGURE_SHEET = f"{CONTRIBUTE}figure-sheet/"
REVIEW = f"{CONTRIBUTE}review/"


# What all languages share; and what of that each has for itself, because it holds words.
_SHARED = ("assets/", "api/", CONTRIBUTE)
_WITH_WORDS = (SEARCH, "assets/practice/", "assets/stylesheets/handouts/")


def in_language(address: str, prefix: str) -> str:
    """Return where a language has what the original has at an address. `prefix` is the language's folder: 'es/'."""
    return address if address.startswith(_SHARED) and not address.startswith(_WITH_WORDS) else f"{prefix}{address}"


@dataclass(frozen=True)
class Browse:
    """A way to look through the exercises: its address, and the vocabulary it goes by."""

    slug: str
    vocabulary: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{EXERCISES}{self.slug}/"


BROWSE = (
    Browse("by-position", "positions"),
    Browse("by-region", "regions"),
    Browse("by-aim", "aims"),
    Browse("by-equipment", "equipment"),
    Browse("by-muscle", "muscles"),
)


def exercise(slug: str) -> str:
    """Return the address of an exercise."""
    return f"{EXERCISES}{slug}/"


def program(slug: str) -> str:
    """Return the address of a program."""
    return f"{PROGRAMS}{slug}/"


def handout(slug: str) -> str:
    """Return the address of a program's handout."""
    return f"handouts/{slug}/"


def review(name: str) -> str:
    """Return the address of the sheet for who checks something, such as 'exercises/bridge'."""
    return f"{REVIEW}{name}/"


def correction(id_: str) -> str:
    """Return where a correction is told."""
    return f"{CORRECTIONS}#{id_}"


def sheet_name(slug: str) -> str:
    """Return the address of the style that puts a program's name at the foot of each sheet of its handout."""
    return f"assets/stylesheets/handouts/{slug}.css"


def entry(program_slug: str, entry_id: str) -> str:
    """Return the address of an entry on its program's page."""
    return f"{program(program_slug)}#{entry_id}"


def term(vocabulary: str, slug: str) -> str:
    """Return the address of a word of the vocabulary, where its exercises are listed."""
    browse = next(browse for browse in BROWSE if browse.vocabulary == vocabulary)
    return f"{browse.url}#{slug}"


def source(slug: str) -> str:
    """Return the address of a source."""
    return f"{SOURCES}#{slug}"


def drawings(name: str) -> str:
    """Return the address of a file of drawings."""
    return f"assets/figures/{name}.svg"


def medium(name: str) -> str:
    """Return the address of a clinic's own file: its logo, a photo or a film."""
    return f"assets/site/{name}"


def motion(name: str) -> str:
    """Return the address of a file of moving bodies. All lie in one folder: a script finds one beside the other."""
    return f"assets/motion/{name}.bin"


def practice(name: str) -> str:
    """Return the address of what practice knows of a program or an exercise. It is fetched when it is asked for."""
    return f"assets/practice/{name}.json"


def markdown_file(url: str) -> str:
    """Return the Markdown file that a page at this address is made from.

    It lies in the folder that is its address, so that a link means the same seen from the file and from the page:
    MkDocs leaves links in HTML as they are, and Zensical reads them as seen from the file.
    """
    return f"{url}index.md"


def relative(target: str, page: str) -> str:
    """Return the link to `target` as it must be written on the page at address `page`."""
    path, hash_mark, fragment = target.partition("#")
    if path == page and hash_mark:
        return f"#{fragment}"
    here, there = page.split("/")[:-1], path.rstrip("/").split("/") if path else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    link = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    folder = "" if "." in path.rpartition("/")[2] else "/"
    return f"{link}{folder}{hash_mark}{fragment}"
