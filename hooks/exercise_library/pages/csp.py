"""The Content-Security-Policy of a page: what a browser may load and run, told in the page itself.

A policy in a <meta> tag cannot say who may frame the page; docs/contribute/publish.md has the headers to add.
"""

import base64
import hashlib
import re

_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(r"""type=["']?(text/javascript|module)""", re.IGNORECASE)
_HEAD = re.compile(r"<head>", re.IGNORECASE)

# Pictures may be data: because small drawings in a stylesheet are.
_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
}


def inline_scripts(html: str) -> list[str]:
    """Return the code of each script that stands in the page itself and is run, in order."""
    return [
        found["code"]
        for found in _INLINE_SCRIPT.finditer(html)
        if "src=" not in found["attributes"]
        and ("type=" not in found["attributes"] or _RUNS.search(found["attributes"]))
    ]


def csp(html: str) -> str:
    """Return the policy that lets a page run its own scripts, named by their SHA-256 hashes, and nothing else."""
    hashes = dict.fromkeys(f"'sha256-{_digest(code)}'" for code in inline_scripts(html))
    sources = {**_SOURCES, "script-src": " ".join((_SOURCES["script-src"], *hashes))}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def with_csp(html: str) -> str:
    """Return the page with its policy as the first thing in its head, where it holds for all that follows."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{csp(html)}">'
    return _HEAD.sub(lambda head: f"{head[0]}{meta}", html, count=1)
