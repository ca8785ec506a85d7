// @ts-check
// Narrows the list of all exercises in place. What is chosen stands in the page's address, so that it can be kept,
// shared and gone back from. Without this script the page is whole, and its form stays out of sight.

import { find, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { wordsOf } from "../common/text.js";

/** @typedef {{card: HTMLElement, words: string[]}} Card */
/** @typedef {Record<string, Record<string, string>>} SharedWords of each choice, by its filter and its slug */

const WAIT = 300; // milliseconds after the last letter

/** @param {HTMLElement} card @param {string} name of a data attribute @returns {string[]} */
const values = (card, name) => card.dataset[name]?.split(" ") ?? [];

/** @param {HTMLElement} card @param {SharedWords} shared @returns {string[]} its own words and those of its choices */
function cardWords(card, shared) {
  const choices = Object.entries(shared).flatMap(([name, words]) => values(card, name).map((slug) => words[slug]));
  return [...values(card, "words"), ...choices.join(" ").split(" ")];
}

/** @param {string} wanted typed: the start of a word, or its plural @returns {(word: string) => boolean} */
export const fits = (wanted) => (word) => word.startsWith(wanted) || wanted === `${word}s` || wanted === `${word}es`;

/**
 * @param {string} text as typed
 * @param {string[]} known all words that the list has
 * @returns {string[]} its words; 'push up' and 'push-up' are 'pushup' where that is a word
 */
export function typedWords(text, known) {
  /** @type {string[]} */
  const words = [];
  for (const word of wordsOf(text)) {
    const last = words.length - 1;
    const joined = `${words[last] ?? ""}${word}`;
    if (last >= 0 && known.some(fits(joined))) words[last] = joined;
    else words.push(word);
  }
  return words;
}

class Filter {
  /** @param {ParentNode} root */
  constructor(root) {
    this.form = find(root, '[data-part="filter"]', HTMLFormElement);
    this.typed = find(this.form, "input", HTMLInputElement);
    this.selects = [...this.form.querySelectorAll("select")];
    /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
    this.fields = [this.typed, ...this.selects];
    this.status = part(root, "count");
    this.nothing = part(root, "nothing");
    /** @type {SharedWords} */
    const shared = JSON.parse(part(root, "words").textContent);
    /** @type {Card[]} */
    this.cards = [...part(root, "cards").children]
      .filter((card) => card instanceof HTMLElement)
      .map((card) => ({ card, words: cardWords(card, shared) }));
    this.known = [...new Set(this.cards.flatMap(({ words }) => words))];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
  }

  /** Listens, takes what is chosen from the address, and shows the form. */
  open() {
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
    this.read();
    this.form.dataset.ready = "";
  }

  /** Shows the cards that fit everything chosen and typed, and says how many. */
  narrow() {
    const tests = typedWords(this.typed.value, this.known).map(fits);
    let count = 0;
    for (const { card, words } of this.cards) {
      const chosen = this.selects.every(({ name, value }) => !value || values(card, name).includes(value));
      card.hidden = !(chosen && tests.every((test) => words.some(test)));
      count += Number(!card.hidden);
    }
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
    this.narrow();
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
    this.narrow();
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
