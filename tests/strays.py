"""Sentences that stand in templates, in scripts or in our code, and not among the messages in data/interface/."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from exercise_library.pages.environment import environment
from jinja2 import nodes

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ("hooks/exercise_library/pages/templates", "overrides")
SCRIPTS = "docs/assets/javascripts"
PACKAGE = "hooks/exercise_library"
CODE = ((f"{PACKAGE}/view", "*.py"), (f"{PACKAGE}/pages", "*.py"), (f"{PACKAGE}/exports", "fhir_words.py"))
# Pages for contributors and reviewers stay English. Their files name figures or reviews, or are to try a pose.
CONTRIBUTORS = re.compile(r"(figure|review)[-_](guide|sheets?|pages)|/pose(/|\.md|_trial)")

# What is handed to these is a pattern, or code that is written.
NOT_WORDS = ("re.compile", "self.write")

# What scripts read of a language is nothing that they say.
READ = ("english.js", "spanish.js", "typed-in-spanish.js")

# Attributes that people see or hear.
SPOKEN = ("aria-label", "aria-description", "alt", "title", "placeholder", "content")
_ATTRIBUTE = re.compile(rf"""\s(?:{"|".join(SPOKEN)})=("[^"]*"|'[^']*')""")
_UNSEEN = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# The settings of a heading in Markdown, and the content of a <meta> that no one reads.
_SETTINGS = re.compile(r"\{:[^}]*\}|(?<= content=)\"(?:width|no|telephone=|website|summary|#|0; url|…assets)[^\"]*\"")
# An attribute that a macro gives to whoever asks.
_ALONE = re.compile(r'[a-z-]+="[^"]*"')
_LETTERS = re.compile(r"[A-Za-z]{2}")
# Two words with a space between them, or one that starts like a sentence.
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,:.]? +[A-Za-z(“…]|[A-Za-z(“…]+[,:.]? [A-Za-z]{2,}|^[A-Z][a-z]+[.:!?]?$")
# What an expression stands for, within text.
_HOLE = "…"
# In the expressions of a template, words that start small are names of classes.
_STARTS = re.compile(r"^[A-Z][a-z]|[a-z][.!?]$|^ [a-z]+ (?!data-)")


def strays() -> Iterator[tuple[str, str]]:
    """Yield each sentence, with the file that it stands in."""
    for folder in TEMPLATES:
        for path in _files(folder, "*"):
            yield from ((_name(path), text) for text in in_template(path.read_text(encoding="utf-8")))
    for path in (it for it in _files(SCRIPTS, "*.js") if it.name not in READ):
        yield from ((_name(path), text) for text in in_script(path.read_text(encoding="utf-8")))
    for folder, pattern in CODE:
        for path in _files(folder, pattern):
            yield from ((_name(path), text) for text in in_code(path.read_text(encoding="utf-8")))


def _files(folder: str, pattern: str) -> Iterator[Path]:
    files = (path for path in sorted((ROOT / folder).rglob(pattern)) if path.is_file() and path.suffix != ".pyc")
    return (path for path in files if not CONTRIBUTORS.search(path.relative_to(ROOT).as_posix()))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- templates ---


def in_template(source: str) -> Iterator[str]:
    """Yield what people see or hear that a template holds itself: text, spoken attributes, and texts in expressions."""
    tree = environment().parse(source)
    lines = _SETTINGS.sub("", _plain(_UNSEEN.sub("", source)))
    for found in _ATTRIBUTE.finditer(lines):
        yield from _told(found[1][1:-1])
    for line in _TAG.sub("\n", lines).splitlines():
        yield from _told(line.strip(" #"))
    keys = {id(call.args[0]) for call in tree.find_all(nodes.Call) if _is_t(call.node) and call.args}
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and id(constant) not in keys and _STARTS.search(constant.value):
            yield constant.value.strip()


def _is_t(called: nodes.Node) -> bool:
    return isinstance(called, nodes.Name) and called.name == "t"


def _plain(source: str) -> str:
    """Return a template's own text, with a sign where an expression stands. Blocks and notes leave nothing."""
    pieces = []
    for _, kind, text in environment().lex(source):
        if kind == "data":
            pieces.append(text)
        elif kind == "variable_begin":
            pieces.append(_HOLE)
    return "".join(pieces)


def _told(text: str) -> Iterator[str]:
    if _LETTERS.search(text) and not _ALONE.fullmatch(text):
        yield " ".join(text.split())


# --- scripts ---

_NOTE = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
_STRING = re.compile(r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""")
# What a browser reads, and what only we do: names of classes, selectors, and errors for the console, which start small.
_OURS = re.compile(
    r"""make\(\s*["']\w+["'],\s*["'][^"']*["']|className = ["'][^"']*["']"""
    r"""|new (?:Error|Unable)\(["'`][a-z$][^"'`]*["'`]\)|import .*? from ["'][^"']*["']"""
    r"""|(?:querySelector(?:All)?|matches|closest)\([^()]*\)"""
)
_KEYS = ("Enter", "Escape", "Home", "End", "Tab")
_SELECTOR = re.compile(r"^\((?:prefers|forced)-|^…-[a-z]+ …|[\[#>=]|^\.|(^|\s)\.[a-z]|:not|^[a-z]+ [a-z]+$|^M |^ ?#")


def in_script(source: str) -> Iterator[str]:
    """Yield the strings of a script that read like sentences."""
    for found in _STRING.finditer(_OURS.sub("", _NOTE.sub("", source))):
        text = re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", _HOLE, found[0][1:-1])
        if _SENTENCE.search(text) and not _SELECTOR.search(text) and text not in _KEYS:
            yield text.strip()


# --- our code ---


def in_code(source: str) -> Iterator[str]:
    """Yield the strings of a Python module that read like sentences: no docstrings, no errors, no keys of messages."""
    tree = ast.parse(source)
    left_out = {id(node) for part in ast.walk(tree) for node in _not_told(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in left_out:
            parts = [part.value if isinstance(part, ast.Constant) else _HOLE for part in node.values]
            left_out |= {id(part) for part in node.values}
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            text = node.value
        else:
            continue
        if _SENTENCE.search(text) and not text.startswith("<"):
            yield " ".join(text.split())


def _not_told(part: ast.AST) -> Iterator[ast.AST]:
    """Yield all that is in an error, a docstring, a pattern or written code, or names a class or a kind of link."""
    if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
        yield part.value
    elif isinstance(part, ast.Raise) or (isinstance(part, ast.Call) and ast.unparse(part.func) in NOT_WORDS):
        yield from ast.walk(part)
    elif isinstance(part, ast.keyword) and part.arg in ("class_", "rel"):
        yield part.value
