"""What docs/contribute/publish.md says of hosts is true: the headers agree, and the nginx example does what it says."""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import find_nginx
import pytest
from conftest import ROOT
from playwright.sync_api import Browser

GUIDE = (ROOT / "docs/contribute/publish.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    """Return the guide's example in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, language
    return found[1]


TABLE = dict(re.findall(r"^\| `([\w-]+)` \| `([^`]+)` \|", GUIDE, re.MULTILINE))
# What every answer has. HTTPS must work before the last one makes sense, and the examples are for HTTP.
HEADERS = {name: value for name, value in TABLE.items() if name != "Strict-Transport-Security"}


def test_the_headers_are_the_same_in_each_example() -> None:
    assert list(TABLE) == [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Strict-Transport-Security",
    ]
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in example("nginx")
        assert f"  {name}: {value}\n" in example("text")


def test_only_names_with_a_hash_are_kept_for_ever(site: Path) -> None:
    """The pattern for names that never change must find the theme's files and none of ours."""
    pattern = re.search(r'"~(\S+)"\s+"public', example("nginx"))
    assert pattern
    names = [path.relative_to(site).as_posix() for path in site.rglob("*.*")]
    kept = {name for name in names if re.search(pattern[1], f"/{name}")}
    assert any("javascripts/bundle." in name for name in kept)
    assert all(
        re.fullmatch(r"assets/(javascripts|stylesheets)/(workers/)?\w+\.[0-9a-f]{8}\.min\.\w+", it) for it in kept
    )
    assert kept == {name for name in names if re.search(r"\.[^/]{8}\.min\.(js|css)$", name)}, "S3 and nginx differ"


def test_every_page_says_its_letters_where_a_browser_looks(site: Path) -> None:
    """A browser looks for the character set in the first 1024 bytes, and the policy stands before it."""
    for path in site.rglob("*.html"):
        assert b'<meta charset="utf-8">' in path.read_bytes()[:1024], path


# --- nginx --------------------------------------------------------------------------------------------------------


def configuration(folder: Path, port: int, root: Path, types: Path) -> str:
    """Return the guide's example as a whole configuration that needs no rights and writes only below `folder`."""
    server = example("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("root /var/www/clinic.example;", f"root {root};")
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    http = f"include {types};\naccess_log off;\n{places}{server}"
    user = "user root;\n" if os.geteuid() == 0 else ""  # else it would read the files as nobody
    return f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\nhttp {{\n{http}}}\n"


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something answers at a port."""
    for _ in range(200):
        assert process.poll() is None, log.read_text() if log.exists() else "nginx ended"
        with socket.socket() as asking:
            asking.settimeout(0.1)
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        process_wait(process)
    pytest.fail("nginx does not answer")


def process_wait(process: subprocess.Popen[bytes]) -> None:
    """Give a process a moment, or less if it ends."""
    try:
        process.wait(timeout=0.05)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that shows the site below /exercises/, as in the guide."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "www").mkdir()
    (folder / "www/exercises").symlink_to(site)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    program, types = find_nginx.find(fetch=False)
    (folder / "nginx.conf").write_text(configuration(folder, port, folder / "www", types), encoding="utf-8")
    process = subprocess.Popen([program, "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf"])
    wait_for(port, process, folder / "log")
    yield port
    process.terminate()
    process.wait()


def get(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": "clinic.example", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    return answer


def hashed(site: Path) -> str:
    return next(f"/exercises/assets/javascripts/{path.name}" for path in site.rglob("bundle.*.min.js"))


def test_nginx_sends_the_headers_with_every_answer(nginx: int, site: Path) -> None:
    for path in ("/exercises/", "/exercises/nowhere/x", "/exercises/sitemap.xml", hashed(site), "/exercises/bridge"):
        answer = get(nginx, path)
        for name, value in HEADERS.items():
            assert answer.getheader(name) == value, f"{path}: {name}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("exercises/bridge/", "text/html; charset=utf-8"),
        ("assets/stylesheets/site.css", "text/css; charset=utf-8"),
        ("assets/javascripts/site.js", "application/javascript; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("assets/search.json", "application/json"),
    ],
)
def test_nginx_sends_each_kind_pressed_and_to_be_asked_for_again(nginx: int, path: str, kind: str) -> None:
    answer = get(nginx, f"/exercises/{path}")
    assert answer.status == 200
    found = str(answer.getheader("Content-Type")).replace("text/javascript", "application/javascript")
    assert found == kind
    assert answer.getheader("Cache-Control") == "no-cache"
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("ETag")
    assert answer.getheader("Access-Control-Allow-Origin") is None


def test_nginx_keeps_what_never_changes_and_opens_the_data(nginx: int, site: Path) -> None:
    assert get(nginx, hashed(site)).getheader("Cache-Control") == "public, max-age=31536000, immutable"
    assert get(nginx, "/exercises/api/v1/index.json").getheader("Access-Control-Allow-Origin") == "*"


def test_nginx_leads_to_folders_and_shows_the_404_page(nginx: int) -> None:
    answer = get(nginx, "/exercises/exercises/bridge")
    assert (answer.status, answer.getheader("Location")) == (301, "/exercises/exercises/bridge/")
    answer = get(nginx, "/exercises/a/b/c")
    assert answer.status == 404 and answer.getheader("Content-Type") == "text/html; charset=utf-8"


def test_nginx_lets_no_other_site_frame_a_page(nginx: int, browser: Browser) -> None:
    with browser.new_context() as context:
        page, said = context.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{nginx}/exercises/exercises/bridge/", wait_until="networkidle")
        assert said == []
        outer = context.new_page()
        outer.on("console", lambda message: said.append(message.text))
        outer.set_content(f"<iframe src='http://127.0.0.1:{nginx}/exercises/'></iframe>", wait_until="networkidle")
        assert any("frame-ancestors 'none'" in line for line in said)
