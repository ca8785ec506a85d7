// @ts-check
// Narrows the list of all exercises in place. What is chosen stands in the page's address, so that it can be kept,
// shared and gone back from. Without this script the page is whole, and its form stays out of sight.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { wake } from "../search/wake.js";

/** @typedef {import("../search/wake.js").Awake} Awake */

const WAIT = 300; // milliseconds after the last letter

/** @param {HTMLElement} card @param {string} name of a data attribute @returns {string[]} */
const values = (card, name) => card.dataset[name]?.split(" ") ?? [];

class Filter {
  /** @param {ParentNode} root */
  constructor(root) {
    this.form = find(root, '[data-part="filter"]', HTMLFormElement);
    this.typed = find(this.form, "input", HTMLInputElement);
    this.selects = [...this.form.querySelectorAll("select")];
    /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
    this.fields = [this.typed, ...this.selects];
    this.narrower = find(this.form, "details", HTMLDetailsElement);
    this.status = part(root, "count");
    this.nothing = part(root, "nothing");
    this.list = part(root, "cards");
    this.told = part(root, "told");
    this.cards = [...this.list.children].filter((card) => card instanceof HTMLElement);
    /** @type {Awake | undefined} */
    this.search = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  /** Listens, takes what is chosen from the address, and shows the form. */
  open() {
    this.typed.addEventListener("focus", () => void wake().catch(() => undefined), { once: true });
    this.typed.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.write("replaceState"), WAIT);
    });
    for (const select of this.selects) select.addEventListener("change", () => this.write("pushState"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.write("replaceState");
    });
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const field of this.fields) field.value = "";
      this.write("pushState");
    });
    find(this.nothing, "button", HTMLButtonElement).addEventListener("click", () => {
      this.form.reset();
      this.status.focus();
    });
    addEventListener("popstate", () => this.read());
    this.narrower.open = false;
    this.read();
    this.form.dataset.ready = "";
  }

  /** Shows the cards that fit everything chosen and typed, what was typed best first, and says how many. */
  async narrow() {
    const typed = this.typed.value.trim();
    try {
      if (typed) this.search ??= await wake();
    } catch {
      this.told.replaceChildren(make("p", "", t("filter.failed")));
      return;
    }
    // Something else may have been typed while the index came.
    if (typed === this.typed.value.trim()) this.show(typed);
  }

  /** @param {string} typed */
  show(typed) {
    const answer = typed && this.search ? this.search.ask(typed) : null;
    const order = answer && this.search ? this.search.exercises(answer) : this.cards.map((card) => card.dataset.exercise ?? "");
    const place = new Map(order.map((slug, at) => [slug, at]));
    const at = (/** @type {HTMLElement} */ card) => place.get(card.dataset.exercise ?? "") ?? Infinity;
    let count = 0;
    for (const card of this.cards) {
      const chosen = this.selects.every(({ name, value }) => !value || values(card, name).includes(value));
      card.hidden = !chosen || at(card) === Infinity;
      count += Number(!card.hidden);
    }
    const sorted = [...this.cards].sort((one, other) => (at(one) === at(other) ? 0 : at(one) - at(other)));
    if (sorted.some((card, n) => this.list.children[n] !== card)) this.list.replaceChildren(...sorted);
    this.told.replaceChildren(...(answer && this.search ? this.search.above(answer) : []));
    this.nothing.hidden = count > 0;
    this.status.textContent = t("filter.count", { count, all: this.cards.length });
  }

  /** Takes what is chosen from the address; a value that no list has is left out. */
  read() {
    const query = new URLSearchParams(location.search);
    for (const field of this.fields) {
      field.value = query.get(field.name) ?? "";
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
    }
    // What is chosen is seen.
    if (this.selects.some(({ value }) => value)) this.narrower.open = true;
    void this.narrow();
    this.share();
  }

  /** @param {"pushState" | "replaceState"} keep Shows what is chosen, and writes it to the address. */
  write(keep) {
    clearTimeout(this.waiting);
    const url = new URL(location.href);
    for (const { name, value } of this.fields) {
      if (value.trim()) url.searchParams.set(name, value.trim());
      else url.searchParams.delete(name);
    }
    void this.narrow();
    if (url.href !== location.href) history[keep](null, "", url);
    this.share();
  }

  /** A phone shares the canonical address. So what is chosen stands in it, too. */
  share() {
    const canonical = document.querySelector('link[rel="canonical"]');
    if (!(canonical instanceof HTMLLinkElement)) return;
    const url = new URL(canonical.href);
    url.search = location.search;
    canonical.href = url.href;
  }
}

/** @param {Document} root the page with the list and its form */
export const start = (root) => new Filter(root).open();
