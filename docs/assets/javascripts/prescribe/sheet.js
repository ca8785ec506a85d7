// @ts-check
// What the patient gets: the sheet beside the fields, which is what is printed, and the link with its code.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { nameSheet } from "../common/print.js";
import { cardFor, clinicWrote, doseLine, overall, rulesFor, showRules } from "../plan/cards.js";
import { encode } from "../plan/format.js";
import { fillDiary } from "../plan/paper-diary.js";

/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {import("./draft.js").PageData} PageData */

/** @param {[string, string][]} lines labels and texts @returns {HTMLElement[]} those that have a text */
function list(...lines) {
  const told = lines.filter(([, text]) => text).map(([label, text]) => doseLine(label, text));
  return told.length ? [make("dl", "dose overall", ...told)] : [];
}

/**
 * @param {Element} place @param {Node[]} nodes take the place of what was there. What stays is not touched: the browser
 * would lay it all out anew, at each key
 */
function put(place, nodes) {
  const wanted = new Set(nodes);
  nodes.forEach((node, at) => {
    const now = place.childNodes[at];
    if (now === node) return;
    if (now && !wanted.has(now)) now.replaceWith(node);
    else place.insertBefore(node, now ?? null);
  });
  while (place.childNodes.length > nodes.length) place.lastChild?.remove();
}

// Exchange breaks lines after 998 characters, and Outlook takes no link of more than 2,048.
const LONG = 1000;
const VERY_LONG = 2000;

export class Sheet {
  /** @param {HTMLElement} root of the tool @param {PageData} data */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.sheet = part(root, "sheet");
    /** @type {import("./language.js").Words["say"]} */
    this.say = (act) => act();
    /** @type {typeof import("../plan/qr.js").qrSvg | null} */
    this.qrSvg = null;
    /** What each card in sight was made of. @type {string[]} */
    this.shown = [];
    /** What the rules in sight were made of, and the diary. @type {Record<string, string>} */
    this.madeOf = {};
  }

  /** @param {import("./language.js").Words} words @returns {boolean} whether the sheet is in other words from now on */
  speak({ data, sheet, say }) {
    if (!data || !sheet || sheet === this.sheet) return false;
    this.sheet.replaceWith(sheet);
    Object.assign(this, { data, sheet, say, shown: [], madeOf: {} });
    return true;
  }

  /** @returns {string} whose words free text is. In which language it is nobody knows: on a sheet in another one than the tool it stays as it was written. */
  get heading() {
    return this.data.isOther ? t("card.as_written") : t("card.clinic_wrote");
  }

  /** @param {string} name @returns {HTMLElement} a place in the sheet that is filled in */
  slot(name) {
    return find(this.sheet, `[data-slot="${name}"]`, HTMLElement);
  }

  /** @param {string} name @param {Node[]} nodes take the place of what was there */
  fill(name, ...nodes) {
    put(this.slot(name), nodes);
  }

  /** @returns {Element[]} the cards in sight, in the plan's order */
  get cards() {
    return findAll(this.sheet, '[data-slot="first-card"] > *, [data-slot="cards"] > *');
  }

  /** @param {Plan} plan Shows it. A card stays as it is if nothing in it changed: drawings would blink. */
  show(plan) {
    this.say(() => this.#show(plan));
  }

  /** @param {Plan} plan */
  #show(plan) {
    nameSheet(t("plan.title"));
    const { entries, clinic, phone, instructions } = plan;
    const before = this.cards;
    const made = entries.map((entry, at) => JSON.stringify([at, entry]));
    const cards = entries.map((entry, at) =>
      made[at] === this.shown[at] ? before[at] : cardFor(this.data, entry, at + 1, this.heading),
    );
    this.shown = made;
    this.fill("title", new Text(t("plan.heading", { count: entries.length })));
    if (this.#isNew("rules", entries.map(({ code, sides }) => [code, sides]))) {
      showRules(rulesFor(this.data, plan), (name, ...nodes) => this.fill(name, ...nodes));
    }
    this.fill("from", ...list([t("prescribe.sheet_clinic"), clinic], [t("prescribe.sheet_phone"), phone]));
    this.fill("instructions", ...overall(plan), ...(instructions ? [clinicWrote(instructions, this.heading)] : []));
    this.fill("first-card", ...cards.slice(0, 1));
    this.fill("cards", ...cards.slice(1));
    const titles = cards.map((card) => card.querySelector("h3")?.textContent ?? "");
    // The last row stays, for the next ones to be made from.
    if (titles.length && this.#isNew("diary", [titles, plan.start, plan.end])) fillDiary(this.sheet, titles, plan);
  }

  /** @param {string} name of a part of the sheet @param {unknown} of what it is made @returns {boolean} whether that has changed */
  #isNew(name, of) {
    const before = this.madeOf[name];
    this.madeOf[name] = JSON.stringify(of);
    return this.madeOf[name] !== before;
  }

  /**
   * Shows the link and its code, or neither.
   * @param {Plan | null} plan null if it is not ready
   * @param {string} address of the page of plans, as published; from here where that is not known
   */
  showLink(plan, address) {
    const link = plan ? `${new URL(address, location.href.split(/[?#]/)[0]).href}#${encode(plan)}` : "";
    find(this.root, '[data-field="link"]', HTMLInputElement).value = link;
    find(this.root, '[data-part="open"]', HTMLAnchorElement).href = link;
    // What was copied before is not this plan.
    find(this.root, '[data-field="as-text"]', HTMLElement).hidden = true;
    const advice = link.length >= VERY_LONG ? t("prescribe.link_very_long") : link.length >= LONG && t("prescribe.link_long");
    part(this.root, "link-length").textContent = [t("prescribe.link_length", { count: link.length }), ...(advice ? [advice] : [])].join(". ");
    this.#showCode(link);
  }

  /** @param {string} link Shows its code. What draws one comes with the first link; paper without a code is better than none. */
  #showCode(link) {
    if (link && !this.qrSvg) {
      const come = import("../plan/qr.js").then(({ qrSvg }) => (this.qrSvg = qrSvg));
      come.then(() => this.#showCode(find(this.root, '[data-field="link"]', HTMLInputElement).value)).catch(() => {});
      return;
    }
    const code = link && this.qrSvg ? this.qrSvg(link) : null;
    part(this.root, "code").replaceChildren(...(code ? [code] : []));
    const onPaper = code && [code.cloneNode(true), make("p", "ours", this.say(() => t("prescribe.sheet_code")))];
    this.fill("code", ...(onPaper ?? []));
    part(this.root, "scan").textContent = code ? t("prescribe.scan") : t("prescribe.no_code");
  }
}
