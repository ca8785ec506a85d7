// @ts-check
// Which exercises are in the plan, and in which order. Each says what was done, and leaves the focus where one goes on.

import { byId } from "../common/dom.js";
import { t } from "../common/messages.js";
import { MAX_ENTRIES } from "../plan/format.js";
import { addItem, copyItem, takePreset } from "./draft.js";
import { ofItem } from "./edits.js";
import { firstStop, openNumber } from "./stops.js";

/**
 * What can be changed. add: the field that finds exercises. steady: leaves what was pressed where it is.
 * @typedef {{readonly draft: import("./draft.js").Draft, data: import("./draft.js").PageData, add: HTMLInputElement,
 *   change: (edit: import("./edits.js").Edit) => void, say: (text: string) => void,
 *   steady: (pressed: Element, act: () => unknown) => void}} Tool
 */

export class Choosing {
  /** @param {Tool} tool */
  constructor(tool) {
    this.tool = tool;
  }

  get items() {
    return this.tool.draft.items;
  }

  /** @param {string} code @returns {boolean} whether it is in the plan */
  has(code) {
    return this.items.some((item) => item.code === code);
  }

  /** @param {string} code @returns {string} */
  titleOf(code) {
    return this.tool.data.entries[code].title;
  }

  /** @returns {boolean} whether there is room for one more exercise */
  hasRoom() {
    const room = this.items.length < MAX_ENTRIES;
    if (!room) this.tool.say(t("prescribe.full", { most: MAX_ENTRIES }));
    return room;
  }

  /** @param {string} code Adds it, or finds it in the plan, and goes to its first field. */
  addAndGo(code) {
    if (!this.has(code)) {
      if (!this.hasRoom()) return;
      this.tool.change((draft) => addItem(draft, code));
    }
    const item = this.items.find((one) => one.code === code);
    if (item) firstStop(byId(item.id))?.focus();
  }

  /** @param {string} id Adds the same exercise once more, and goes to what tells both apart. */
  again(id) {
    if (!this.hasRoom()) return;
    this.tool.change((draft) => copyItem(draft, id));
    const at = this.items.findIndex((item) => item.id === id);
    const [{ sides }, copy] = this.items.slice(at, at + 2);
    const place = sides === copy.sides ? byId(`${copy.id}-sides`) : firstStop(byId(copy.id));
    place?.focus();
    this.tool.say(t("prescribe.added_again", { exercise: this.titleOf(copy.code), number: at + 2 }));
  }

  /** @param {string} id @param {number} step up or down */
  move(id, step) {
    const to = this.items.findIndex((item) => item.id === id) + step;
    if (to < 0) return this.tool.say(t("prescribe.first_already"));
    if (to >= this.items.length) return this.tool.say(t("prescribe.last_already"));
    this.moveTo(id, to);
    document.activeElement?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} id @param {number} to its new place, from 0 */
  moveTo(id, to) {
    const from = this.items.findIndex((item) => item.id === id);
    this.tool.change(({ items }) => items.splice(to, 0, ...items.splice(from, 1)));
    this.tool.say(t("prescribe.moved", { from: from + 1, to: to + 1 }));
  }

  /** @param {string} id */
  remove(id) {
    const at = this.items.findIndex((item) => item.id === id);
    const exercise = this.titleOf(this.items[at].code);
    this.tool.change(({ items }) => items.splice(at, 1));
    const next = this.items[Math.min(at, this.items.length - 1)];
    (next ? byId(`${next.id}-remove`) : this.tool.add).focus();
    this.tool.say(t("prescribe.removed", { exercise }));
  }

  /** @param {string} id Takes the handout's figures, and goes to the first number that it leaves open. */
  preset(id) {
    this.tool.change(ofItem(id, (item) => takePreset(this.tool.data.entries[item.code], item)));
    openNumber(byId(id), byId(id))?.focus();
    this.tool.say(t("prescribe.preset_taken"));
  }

  /** @param {Event} event ticking in the lists of programs */
  ticked({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    const { checked, value } = target;
    if (checked && !this.hasRoom()) return void (target.checked = false);
    this.tool.steady(target, () =>
      this.tool.change((draft) => {
        if (checked) addItem(draft, value);
        else draft.items = draft.items.filter(({ code }) => code !== value);
      }),
    );
    const exercise = this.titleOf(value);
    const number = this.items.length;
    this.tool.say(checked ? t("prescribe.added", { exercise, number }) : t("prescribe.removed", { exercise }));
  }
}
