"""Firefox by its own protocol, Marionette.

The program that translates it from WebDriver is in no package of Debian, and Mozilla's library for it does not work
with Python 3.13.
"""

import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from find_engines import firefox

# Nothing asks the network, the protocol takes a port that is free, and what is saved goes where it is looked for.
# WebGL by the processor is kept back from people, who would wait for it.
_SETTINGS = {
    "marionette.port": 0,
    "network.proxy.type": 0,
    "app.update.auto": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.download.folderList": 2,
    "webgl.force-enabled": True,
}


class Session:
    """A browser that is told what to do."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._number = 0
        self._read()
        self.command("WebDriver:NewSession", pageLoadStrategy="normal")
        self.command("WebDriver:SetTimeouts", script=60_000)

    def command(self, name: str, **parameters: Any) -> Any:
        """Return what the browser answers. Raises RuntimeError with what it complains of."""
        self._number += 1
        told = json.dumps([0, self._number, name, parameters]).encode()
        self._stream.write(b"%d:%b" % (len(told), told))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def _read(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) != b":":
            length += sign
        return json.loads(self._stream.read(int(length)))


@contextmanager
def session(environment: dict[str, str], downloads: Path) -> Iterator[Session]:
    """Open Firefox in a profile of its own. Without a screen it would have no WebGL."""
    told = {**_SETTINGS, "browser.download.dir": str(downloads)}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in told.items())
        (Path(folder) / "user.js").write_text("".join(settings))
        command = [firefox(), "--marionette", "--no-remote", "--profile", folder]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as browser:
            try:
                port = _port(Path(folder) / "MarionetteActivePort")
                with socket.create_connection(("127.0.0.1", port), 60) as connection:
                    yield Session(connection)
            finally:
                browser.terminate()


def _port(file: Path) -> int:
    """Return the port that Firefox has taken, as soon as it says so."""
    for _ in range(300):
        if file.exists() and (text := file.read_text()):
            return int(text)
        time.sleep(0.1)
    raise RuntimeError("Firefox does not start.")
