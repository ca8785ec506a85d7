"""What every page is held to: no fault that axe finds, and nothing small to hit."""

from collections.abc import Container, Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"],
    "rules": {"color-contrast-enhanced": {"enabled": False}, "target-size": {"enabled": True}},
}
# axe looks twice at all text: for the contrast of level AA, and for that of AAA, which is silent about what lacks the
# lower one too. One look for the higher one finds both.
# What is not told here would be nothing, not what axe has: from which size on text is large, in points, and so on.
CONTRAST = """axe.configure({checks: [{id: "color-contrast", options: {
  contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}}, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
  ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, shadowOutlineEmMax: 0.2,
  pseudoSizeThreshold: 0.25, textStrokeEmMin: 0.03,
}}]})"""
# The rules that look at colors. All others find the same in both schemes: a scheme changes nothing but colors.
COLORS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# Leaves three of each list of cards, entries and rows on a page: what comes after them has the same markup.
FEW = """() => {
  const repeated = ".card, .cards, .entry, .sheet-card, article :is(li, tr, dl > *), .group-jump > *";
  for (const one of document.querySelectorAll(repeated)) {
    const alike = [...one.parentElement.children].filter((other) => other.tagName === one.tagName);
    if (alike.indexOf(one) >= 3) one.dataset.more = "";
  }
  for (const one of document.querySelectorAll("[data-more]")) one.remove();
}"""


def complaints(page: Page, options: dict[str, Any] = AXE, within: str | None = None) -> list[str]:
    """Return what axe finds wrong with a page, or within one of its parts, each with the first place it is seen."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate(CONTRAST)
    # To gather what is right, too, takes axe as long again.
    run = """async ([within, options]) =>
      (await axe.run(within ?? document, {...options, resultTypes: ['violations']})).violations"""
    found: list[dict[str, Any]] = page.evaluate(run, [within, options])
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def complaints_in_both_schemes(page: Page, within: str | None = None) -> list[str]:
    """Return what axe finds wrong with a page as it is now, or within one of its parts, in light and in dark."""
    found = complaints(page, within=within)
    page.emulate_media(color_scheme="dark")
    found += complaints(page, COLORS, within)
    page.emulate_media(color_scheme="light")
    return found


def faulty_states(page: Page, states: Iterable[str], dark: Container[str] | None) -> dict[str, Any]:
    """Return the complaints of each state that a page is brought into, by its name, and what there is hard to hit.

    `dark`: the states to be looked at in the dark scheme too; all of them if it is None.
    """
    found = {
        name: (complaints_in_both_schemes(page) if dark is None or name in dark else complaints(page))
        + page.evaluate(SMALL)
        + page.evaluate(COVERED)
        for name in states
    }
    return {name: complaints for name, complaints in found.items() if complaints}


def overflowing_states(page: Page, states: Iterable[str], zoom: str) -> list[str]:
    """Return the states that a page is brought into in which it is wider than its window with letters of a size."""
    return [name for name in states if page.evaluate(OVERFLOWS, zoom)]


OVERFLOWS = """size => {
  const { style } = document.documentElement;
  style.fontSize = size;
  const found = document.documentElement.scrollWidth > innerWidth + 1;
  style.fontSize = "";
  return found;
}"""

# Links within a sentence may be as high as its line (WCAG 2.2, 2.5.8); everything else must be easy to hit.
SMALL = """() => {
  const inSentence = (a) => {
    const own = a.closest("p, li, dd, td, figcaption")?.textContent.trim().length ?? 0;
    return own > a.textContent.trim().length + 3 && getComputedStyle(a).display === "inline";
  };
  return [...document.querySelectorAll("a[href], button, input, select, summary, label:has(input)")]
    .filter((e) => e.checkVisibility() && !e.closest(".md-search") && !inSentence(e))
    .filter((e) => !(e.matches("input") && e.closest("label")))
    .filter((e) => !e.classList.contains("md-skip"))
    .map((e) => [e, e.closest(".card > a") ? e.closest(".card").getBoundingClientRect() : e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
    .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`);
}"""

# A button below something else, such as a bar that stays in its place, is not hit by a pointer.
COVERED = """() => {
  const asked = document.querySelector(":modal") ?? document.querySelector("main");
  const shown = [...asked.querySelectorAll("button")].filter((it) => it.checkVisibility({ visibilityProperty: true }));
  return shown.filter((it) => {
    it.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = it.getBoundingClientRect();
    return !it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  }).map((it) => `covered: ${it.outerHTML.slice(0, 120)}`);
}"""

# Buttons that touch are hit by mistake, and look like one. A bar that stays in its place lies above what is scrolled.
TOUCHING = """() => {
  const stays = (it) => it && (getComputedStyle(it).position === "fixed" || stays(it.parentElement));
  const shown = [...document.querySelectorAll("button, .button")].filter((it) => it.checkVisibility() && !stays(it));
  const boxes = shown.map((it) => [it.textContent.trim(), it.getBoundingClientRect()]);
  const meet = (from, to, otherFrom, otherTo) => Math.min(to, otherTo) - Math.max(from, otherFrom);
  return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => meet(a.left, a.right, b.left, b.right) > -3 && meet(a.top, a.bottom, b.top, b.bottom) > -3)
    .map(([other]) => `${name} / ${other}`));
}"""
