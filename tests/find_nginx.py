"""Find the nginx that the tests of hosting start, or get one: as root on Debian or Ubuntu, the distribution's package.

Prints its path; fails with what to do when there is none.
"""

import shutil
import sys
from pathlib import Path

from find_browser import install

HELP = """No nginx was found for the tests of hosting, and none could be fetched.
Install it, for example:
  Debian or Ubuntu:  sudo apt-get install nginx
  Fedora:            sudo dnf install nginx
  macOS:             brew install nginx
Then run 'make test' again."""
_PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:/usr/bin:/usr/local/bin"
_TYPES = ("/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types")


def find(fetch: bool) -> tuple[str, Path]:
    """Return the path of nginx and of its list of media types; fetch it if asked to. Exits with help without them."""
    for turn in range(1 + fetch):
        if turn:
            install("nginx")
        path, types = shutil.which("nginx", path=_PLACES), next(filter(Path.exists, map(Path, _TYPES)), None)
        if path and types:
            return path, types
    sys.exit(HELP)


if __name__ == "__main__":
    print(find(fetch=True)[0])
