"""Print pages with WebKitGTK, as its users do: with the margins that the style sheet asks for.

Run by the Python of the distribution, which has the bindings. Reads a list of jobs from a file of JSON: url, script to
run before, paper, margins in mm (top, right, bottom, left), and the file to write.
"""

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402, which version must be said before

PAPERS = {"a4": "iso_a4", "letter": "na_letter"}
MM = Gtk.Unit.MM


class Printer:
    """Prints one job after another in one window, and ends with the last."""

    def __init__(self, jobs: list[dict[str, Any]]) -> None:
        self.jobs = iter(jobs)
        self.job: dict[str, Any] = {}
        window = Gtk.OffscreenWindow()
        self.view = WebKit2.WebView.new_with_context(WebKit2.WebContext.new_ephemeral())
        self.view.set_size_request(1000, 1200)
        self.view.connect("load-changed", self.loaded)
        window.add(self.view)
        window.show_all()

    def next(self) -> None:
        """Begin with the next job, or end."""
        before, self.job = self.job, next(self.jobs, {})
        if not self.job:
            Gtk.main_quit()
        elif before.get("url") == self.job["url"]:
            self.prepare()
        else:
            self.view.load_uri(self.job["url"])

    def loaded(self, _view: Any, event: Any) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            self.prepare()

    def prepare(self) -> None:
        """Run the script, which says when the page is ready."""
        self.view.call_async_javascript_function(self.job["script"], -1, None, None, None, None, self.ready)

    def ready(self, view: Any, result: Any) -> None:
        view.call_async_javascript_function_finish(result)
        self.print()

    def print(self) -> None:
        settings, setup = Gtk.PrintSettings(), Gtk.PageSetup()
        settings.set_printer("Print to File")
        settings.set("output-file-format", "pdf")
        settings.set("output-uri", Path(self.job["file"]).as_uri())
        setup.set_paper_size(Gtk.PaperSize.new(PAPERS[self.job["paper"]]))
        top, right, bottom, left = self.job["margins"]
        setup.set_top_margin(top, MM)
        setup.set_right_margin(right, MM)
        setup.set_bottom_margin(bottom, MM)
        setup.set_left_margin(left, MM)
        self.operation = WebKit2.PrintOperation.new(self.view)
        self.operation.set_print_settings(settings)
        self.operation.set_page_setup(setup)
        self.operation.connect("finished", lambda _: GLib.idle_add(self.next))
        self.operation.connect("failed", lambda _, error: sys.exit(error.message))
        self.operation.print_()


printer = Printer(json.loads(Path(sys.argv[1]).read_text()))
GLib.idle_add(printer.next)
Gtk.main()
