"""One tab for many tests: to open a tab takes longer than to look at most pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, ViewportSize, WebError

# What Playwright itself writes where it keeps a service worker away.
_BLOCKED = "Service Worker registration blocked by Playwright"


def profile(browser: Browser, **options: Any) -> BrowserContext:
    """Make a profile without a service worker, to be closed.

    What a worker fetches in the background no test of a page can hold back or tell apart, and it costs as much again
    as the page. The tests of the worker make their own.
    """
    return browser.new_context(**{"service_workers": "block", **options})


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a tab in a profile of its own, to be lent to one test after another."""
    with profile(browser, **options) as context:
        yield context.new_page()
        let_go(context)


@contextmanager
def sized(tab: Page, size: ViewportSize) -> Iterator[Page]:
    """Have a tab in another size for a file of tests."""
    before = tab.viewport_size
    assert before
    tab.set_viewport_size(size)
    yield tab
    tab.set_viewport_size(before)


def let_go(context: BrowserContext) -> None:
    """Answer no more requests of a profile. One whose answer is still being fetched is nobody's any more, so that what
    becomes of it is no failure of a test.
    """
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")


@contextmanager
def lent(tab: Page, dialogs: bool = False, complains: bool = False) -> Iterator[Page]:
    """Lend a tab to a test, and leave it as it was: nothing shown, kept, made larger or opened besides.

    A script that fails meanwhile in any tab of the profile fails the test, and so does a complaint in the console, or
    a dialog, if there should be none. What cannot be undone (scripts for every page, a clock) needs a tab of its own.
    """
    wrong: list[str] = []

    def failed(error: WebError) -> None:
        wrong.append(str(error.error))

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != _BLOCKED:
            wrong.append(message.text)

    def asked(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    context, size = tab.context, tab.viewport_size
    context.on("weberror", failed)
    if not complains:
        context.on("console", said)
    if not dialogs:
        context.on("dialog", asked)
    yield tab
    clean(tab)
    if size and tab.viewport_size != size:
        tab.set_viewport_size(size)
    context.remove_listener("weberror", failed)
    if not complains:
        context.remove_listener("console", said)
    if not dialogs:
        context.remove_listener("dialog", asked)
    assert wrong == []


def clean(tab: Page) -> None:
    """Forget what a profile kept of the site that its tab shows, close its other tabs, and show nothing, in light.

    It may move again, in colors of its own.
    """
    for other in tab.context.pages:
        if other != tab:
            other.close()
    tab.context.set_offline(False)
    let_go(tab.context)
    if not tab.url.startswith("about:"):
        tab.wait_for_load_state()
        tab.evaluate("localStorage.clear(), sessionStorage.clear()")
        tab.goto("about:blank")
    # Only now: a page that is shown would have to be drawn anew for it.
    tab.emulate_media(media="null", color_scheme="light", forced_colors="none", reduced_motion="no-preference")
