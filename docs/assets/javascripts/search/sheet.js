// @ts-check
// The search over a page: a field, what is found as one types, and what to know of it.

import { find, findAll, make, part } from "../common/dom.js";
import { address, loadSearch } from "./index.js";
import { lead, waysOn } from "./told.js";

/** @typedef {import("./index.js").Search} Search */
/** @typedef {import("./search.js").Answer} Answer */
/** @typedef {import("./rank.js").Page} Page */

const MOST = 60;
const SVG = "http://www.w3.org/2000/svg";

class Sheet {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.field = find(dialog, "input", HTMLInputElement);
    this.said = part(dialog, "search-said");
    this.above = part(dialog, "above");
    this.results = part(dialog, "results");
  }

  /** Listens, and answers what was typed while this was fetched. */
  async open() {
    part(this.dialog, "close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.step(event));
    // A result on this very page only moves the page below.
    this.dialog.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("a")) this.dialog.close();
    });
    const form = find(this.dialog, "form", HTMLFormElement);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.links()[0]?.click();
    });
    form.addEventListener("reset", () => {
      this.field.focus();
      setTimeout(() => this.answer());
    });
    this.field.addEventListener("input", () => this.answer());
    await this.answer();
  }

  async answer() {
    try {
      this.show(await loadSearch());
    } catch {
      this.said.textContent = this.dialog.dataset.failed ?? "";
    }
  }

  /** @param {Search} search */
  show(search) {
    const typed = this.field.value.trim();
    const answer = typed ? search.ask(typed) : null;
    this.said.textContent = answer ? said(answer, search) : search.t("search.start");
    const [first, ...rest] = answer ? lead(answer, search) : [];
    const isHelp = answer !== null && answer.help.length > 0;
    this.above.replaceChildren(...(first ? [first, ...(isHelp ? [] : rest)] : []), ...(answer ? waysOn(answer, search) : []));
    if (answer && folds(answer)) this.offer(answer.pages, isHelp ? rest : [], search);
    else this.list(answer?.pages ?? []);
  }

  /** @param {Page[]} pages */
  list(pages) {
    this.results.replaceChildren(...pages.slice(0, MOST).map(result));
  }

  /**
   * Leaves the help alone, and what was found to who asks for it.
   * @param {Page[]} pages
   * @param {HTMLElement[]} told what stands above them besides
   * @param {Search} search
   */
  offer(pages, told, { t }) {
    const count = pages.length;
    const button = Object.assign(make("button", "", t("search.show_anyway", { count })), { type: "button" });
    button.addEventListener("click", () => {
      this.list(pages);
      this.above.append(...told);
      this.said.textContent = t("search.found", { count });
      find(this.results, "a", HTMLElement).focus();
    });
    this.results.replaceChildren(...(count ? [make("li", "search-anyway", button)] : []));
  }

  /** @returns {HTMLElement[]} */
  links() {
    return findAll(this.dialog, "a");
  }

  /** @param {KeyboardEvent} event Down and up go through the results. */
  step(event) {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || event.altKey) return;
    const stops = [this.field, ...this.links(), ...findAll(this.results, "button")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + by];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

/** @param {Answer} answer @returns {boolean} whether what was found is only offered */
const folds = ({ help, asksFirst }) => help.length > 0 || asksFirst;

/** @param {Answer} answer @param {Search} search @returns {string} how much was found; nothing where a note or help is the answer */
function said(answer, { t }) {
  const count = answer.pages.length;
  if (folds(answer) || (!count && answer.conditions.length)) return "";
  return count ? t("search.found", { count }) : t("search.nothing");
}

/** @param {Page} page @returns {HTMLElement} */
function result({ url, title, summary = "", note = "", of = "", picture }) {
  const told = [summary, note && make("strong", "", note)].filter(Boolean).flatMap((part) => [" ", part]);
  const name = make("span", "search-title", title, ...(of ? [" ", make("span", "hint", of)] : []));
  const link = make("a", "", ...(picture ? [drawn(picture)] : []), make("span", "", name, ...told));
  link.setAttribute("href", address(url));
  return make("li", "", link);
}

/** @param {[string, string]} picture its address and its view box @returns {Element} */
function drawn([place, viewBox]) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", address(place));
  svg.append(use);
  return svg;
}

/** @param {HTMLDialogElement} dialog opened @returns {Promise<void>} */
export const start = (dialog) => new Sheet(dialog).open();
