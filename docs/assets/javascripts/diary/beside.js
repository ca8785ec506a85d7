// @ts-check
// The diary beside practice: for who keeps one, what is over is written down, and the pain and a word are asked for.
// Practice knows nothing of it: it tells the page what is done.

import { find, findAll, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { clean } from "../plan/bits.js";
import { entryOf, hurtMore, MAX_WORDS } from "./record.js";
import { stopRules } from "./rules.js";
import { askToLast, isOn, keep, StoreError, turn } from "./store.js";

/** @typedef {import("./record.js").Entry} Entry */

class Beside {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    this.note = part(root, "diary-note");
    this.on = find(root, '[data-field="diary"]', HTMLInputElement);
    /** The exercise that was over last. @type {Entry | null} */
    this.entry = null;
    this.on.checked = isOn();
    this.on.addEventListener("change", () => this.#turn());
    this.note.addEventListener("change", () => void this.#told());
    root.addEventListener("practice:done", (event) => void this.#done(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {string} text */
  say(text) {
    for (const place of findAll(this.root, '[data-part="diary-said"]')) place.textContent = text;
  }

  #turn() {
    const isKept = turn(this.on.checked);
    if (!isKept) this.on.checked = isOn();
    this.say(!isKept ? t("diary.refused") : this.on.checked ? t("diary.is_on") : t("diary.is_off"));
    if (this.on.checked) void askToLast();
  }

  /** @param {import("./record.js").Done} done */
  async #done(done) {
    this.entry = isOn() ? entryOf(done) : null;
    this.note.hidden = !this.entry;
    this.say("");
    part(this.root, "diary-rules").replaceChildren();
    for (const field of findAll(this.note, "[data-field]")) /** @type {HTMLInputElement} */ (field).value = "";
    if (this.entry) await this.#keep(this.entry);
  }

  /** The patient told the pain, or wrote a word. */
  async #told() {
    if (!this.entry) return;
    const told = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (findAll(this.note, `[data-field="${name}"]`)[0]).value;
    const pain = (/** @type {string} */ name) => (told(name) === "" ? null : Number(told(name)));
    const words = [...clean(told("diary-words"))].slice(0, MAX_WORDS).join("").trim();
    const entry = { ...this.entry, before: pain("pain-before"), after: pain("pain-after"), words };
    this.entry = entry;
    const rules = hurtMore(entry) ? await stopRules(part(this.root, "store"), entry) : [];
    part(this.root, "diary-rules").replaceChildren(...rules);
    await this.#keep(entry);
  }

  /** @param {Entry} entry */
  async #keep(entry) {
    try {
      await keep(entry);
      this.say(t("diary.kept"));
    } catch (error) {
      this.say(t("diary.why", { why: error instanceof StoreError ? error.why : "failed" }));
    }
  }
}

new Beside(document);
