// @ts-check
// The language of the patient, where the site has more than one. What the patient gets is then made of this tool's page in
// that language: its sheet, its cards, its data and its messages. Which language it is stands in the address of the link.

import { find } from "../common/dom.js";

/** @typedef {import("./draft.js").PageData} PageData */
/**
 * What the patient's sheet is made of. plan: the address of the page of plans, as published; data: null while it is not here.
 * say: does something in the words of this language.
 * @typedef {{plan: string, data: PageData | null, sheet: HTMLElement | null, say: <T>(act: () => T) => T}} Words
 */

export class PatientLanguage {
  /**
   * @param {HTMLElement} tool
   * @param {{data: PageData, sheet: HTMLElement, changed: () => void}} own what the page itself has, and what to do when another language is here
   */
  constructor(tool, { data, sheet, changed }) {
    const select = tool.querySelector('[data-field="language"]');
    this.select = select instanceof HTMLSelectElement ? select : null;
    this.changed = changed;
    /** @type {Words} */
    this.own = { plan: tool.dataset.plan ?? "", data, sheet, say: (act) => act() };
    /** What was fetched, by language; null while it is on its way. @type {Map<string, Words | null>} */
    this.others = new Map();
    this.failed = false;
  }

  /** @param {string} chosen of the draft; nothing for the page's own @returns {HTMLOptionElement | null} null where it is the page's own */
  #other(chosen) {
    const found = [...(this.select?.options ?? [])].find(({ value }) => value === chosen);
    return found?.dataset.page ? found : null;
  }

  /** @returns {Map<string, string>} where the page of plans is, by language */
  get pages() {
    return new Map([...(this.select?.options ?? [])].map(({ value, dataset }) => [value, dataset.plan ?? this.own.plan]));
  }

  /** @param {string} chosen Shows it in its field. */
  show(chosen) {
    if (this.select) this.select.value = this.#other(chosen)?.value ?? find(this.select, "option:not([data-page])", HTMLOptionElement).value;
  }

  /** @param {string} chosen @returns {Words} of that language. The first time they are fetched: then there are no data yet. */
  words(chosen) {
    const option = this.#other(chosen);
    if (!option) return this.own;
    const here = this.others.get(option.value);
    if (here === undefined && !this.failed) void this.#fetch(option);
    return here ?? { plan: option.dataset.plan ?? "", data: null, sheet: null, say: (act) => act() };
  }

  /** Lets it be fetched once more. */
  again() {
    this.failed = false;
  }

  /** @param {HTMLOptionElement} option */
  async #fetch(option) {
    this.others.set(option.value, null);
    try {
      const { fetchWords } = await import("./other-language.js");
      this.others.set(option.value, await fetchWords(option));
    } catch {
      this.others.delete(option.value);
      this.failed = true;
    }
    this.changed();
  }
}
