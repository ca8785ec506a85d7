"""Where a file of the project can be changed: each kind of site that keeps repositories has an address of its own."""

from urllib.parse import urlsplit

# What stands between the address of a repository and that of a file, by a word in the host's name. Bitbucket shows the
# file, with a button to edit it.
_FORGES = {
    "gitlab": "-/edit/main/",
    "gitea": "_edit/main/",
    "forgejo": "_edit/main/",
    "codeberg": "_edit/main/",
    "bitbucket": "src/main/",
}
_GITHUB = "edit/main/"


def repository(address: str) -> str:
    """Return the address of a repository as a browser opens it: without `.git`, and without a slash at its end."""
    return address.strip().rstrip("/").removesuffix(".git")


def edit_path(address: str) -> str:
    """Return what stands between the address of a repository and a file's name, where the file can be changed."""
    host = urlsplit(address).hostname or ""
    return next((path for word, path in _FORGES.items() if word in host), _GITHUB)
