// @ts-check
// What the tool says of the draft: how many exercises, what is wrong beside each field, and what may be looked at.

import { byId, find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { remarksOf } from "./asks.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").PageData} PageData */
/**
 * asked: the doses and days that are still asked about. They stand in `wrong` too.
 * @typedef {ReturnType<typeof import("./draft.js").check> & {asked: ReturnType<typeof import("./asks.js").largeDoses>}} Checked
 */

/** @param {string} id of a field that is asked about @returns {HTMLElement} */
function sureButton(id) {
  const button = Object.assign(make("button", "", t("prescribe.sure")), { type: "button", id: `${id}-sure` });
  Object.assign(button.dataset, { do: "sure", for: id });
  return button;
}

export class Complaints {
  /** @param {HTMLElement} tool @param {PageData} data */
  constructor(tool, data) {
    this.tool = tool;
    this.data = data;
    /** The fields that are asked about. @type {Map<string, unknown>} */
    this.asked = new Map();
  }

  /** @param {Draft} draft @param {Checked} checked what was found in it @param {unknown} linked null if it cannot be a link */
  show(draft, checked, linked) {
    this.asked = checked.asked;
    this.showCount(draft);
    this.showWrong(draft, checked, linked === null);
    this.showRemarks(draft, checked.wrong.size > 0);
  }

  /** @param {Draft} draft */
  showCount({ items: { length } }) {
    const lots = length > 5;
    const count = part(this.tool, "count");
    count.textContent = lots ? t("prescribe.count_lots", { count: length }) : t("prescribe.count", { count: length });
    count.classList.toggle("lots", lots);
  }

  /** @param {string} id of a field @param {string} message what is wrong with it, or nothing */
  complain(id, message) {
    const place = byId(`${id}-wrong`);
    const asked = this.asked.has(id);
    // A button that is being pressed must stay the same one.
    if (place.firstChild?.textContent !== message || (place.querySelector("button") !== null) !== asked) {
      place.replaceChildren(message, ...(asked ? [" ", sureButton(id)] : []));
    }
    place.hidden = !message;
    for (const input of [document.getElementById(id), document.getElementById(`${id}-to`)]) {
      if (input?.matches("input, textarea")) input.setAttribute("aria-invalid", String(message !== ""));
    }
  }

  /**
   * Says beside each field what is wrong with it, and what keeps the plan from being given out.
   * @param {Draft} draft
   * @param {Checked} checked
   * @param {boolean} noLink
   */
  showWrong(draft, checked, noLink) {
    const { wrong } = checked;
    for (const { id } of findAll(this.tool, '[data-checked] [data-part="wrong"]')) {
      const field = id.replace("-wrong", "");
      this.complain(field, wrong.get(field) ?? "");
    }
    const [[id, message] = ["", ""]] = wrong;
    const number = draft.items.findIndex((item) => id.startsWith(`${item.id}-`)) + 1;
    part(this.tool, "why-not").textContent = number ? t("prescribe.wrong_exercise", { number, message }) : message;
    find(this.tool, '[data-do="where"]', HTMLElement).hidden = !id;
    part(this.tool, "not-ready").hidden = !wrong.size;
    part(this.tool, "no-link").hidden = !noLink;
    part(this.tool, "no-link").textContent = wrong.size ? t("prescribe.link_later") : checked.noLink;
    part(this.tool, "ready").hidden = noLink;
    this.tool.toggleAttribute("data-ready", !wrong.size);
  }

  /**
   * Says what a clinician may want to look at, beside each exercise and where the plan is given out.
   * @param {Draft} draft
   * @param {boolean} isWrong whether something else is to be mended first
   */
  showRemarks(draft, isWrong) {
    const looks = remarksOf(this.data, draft).map(({ id, messages }, at) => {
      const place = byId(`${id}-remarks`);
      place.hidden = !messages.length;
      place.replaceChildren(messages.join(" "));
      return messages.map((message) => make("li", "", t("prescribe.remark", { number: at + 1, message })));
    });
    part(this.tool, "looks").replaceChildren(...looks.flat());
    part(this.tool, "look-first").hidden = isWrong || !looks.flat().length;
  }
}
