// @ts-check
// My plan: shows the patient the plan that stands in the fragment of the page's address, and nothing of a damaged one.
// What a patient keeps on this device is what stands in the link, and nothing else.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { Stored } from "../common/storage.js";
import { cardFor, clinicWrote, doseLine, fillDiary, rulesFor, showRules } from "./cards.js";
import { decode, encode } from "./format.js";
import { readPageData } from "./page-data.js";
import { lineLabel, lineText } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */

/** @param {HTMLElement} heading Goes there, for those who see, who listen and who use keys. */
function goTo(heading) {
  heading.tabIndex = -1;
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
}

/** @param {Element} card @returns {HTMLElement} */
const titleOf = (card) => find(card, "h3", HTMLElement);

/** @param {string} text @param {() => HTMLElement} target @returns {HTMLElement} the one large way forward */
function wayTo(text, target) {
  const button = make("button", "button first", text);
  button.addEventListener("click", () => goTo(target()));
  return make("p", "plan-way no-print", button);
}

/**
 * A number to call, where it is clear which digits are to be dialed: one number, without its extension.
 * @param {string} phone that the format lets through
 * @returns {string} the address of a link; nothing where the phone can be read in more than one way
 */
export function telephone(phone) {
  const [, plus = "", number = ""] = /^(\+?)([\d(][\d(). -]*)(?:x ?\d+)?$/.exec(phone) ?? [];
  const digits = (plus ? number.replace("(0)", "") : number).replace(/\D/g, "");
  return digits && `tel:${plus}${digits}`;
}

/** @param {string} text of the link @returns {HTMLElement} which cannot turn the text around it */
const own = (text) => make("bdi", "clinic-text", text);

/** @param {Plan} plan @returns {HTMLElement[]} */
function from({ clinic, phone }) {
  const lines = clinic ? [make("p", "", ...t.parts("plan.clinic", { clinic: own(clinic) }))] : [];
  if (!phone) return lines;
  const address = telephone(phone);
  const call = make(address ? "a" : "span", "plan-call", own(phone));
  if (address) call.setAttribute("href", address);
  return [...lines, make("p", "", ...t.parts("plan.phone", { phone: call }))];
}

class PlanPage {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    this.data = readPageData(root);
    this.box = part(root, "plan");
    this.name = find(root, '[data-field="name"]', HTMLInputElement);
    this.stored = new Stored("localStorage", "plan", (text) => decode(text).kind === "plan");
    /** The fragment of the plan that is open, as we write it; nothing while none is. */
    this.opened = "";
    /** What each button does. @type {Record<string, () => void>} */
    this.acts = {
      start: () => goTo(titleOf(find(root, '[data-slot="cards"]', HTMLElement))),
      open: () => void (location.hash = this.stored.read()),
      print: () => print(),
      keep: () => this.keep(),
      remove: () => this.remove(),
    };
  }

  /** Listens, shows what the address says, and goes there. */
  open() {
    for (const button of findAll(this.root, "button[data-do]")) {
      const act = this.acts[button.dataset.do ?? ""];
      if (act) button.addEventListener("click", act);
    }
    this.name.addEventListener("input", () => this.fill("name", this.name.value));
    // A link to a place on this page would take the plan's place in the address.
    this.root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      const place = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
      if (!place) return;
      event.preventDefault();
      goTo(place);
    });
    addEventListener("hashchange", () => {
      this.read();
      goTo(this.heading());
    });
    this.read();
    const first = this.heading();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  /** @param {string} slot @param {(Node | string)[]} nodes take the place of what was there */
  fill(slot, ...nodes) {
    find(this.root, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...nodes);
  }

  /** @param {string} text said aloud, and shown beside the buttons */
  say(text) {
    for (const place of findAll(this.root, '[data-part="said"]')) place.textContent = text;
  }

  /** @returns {HTMLElement} the heading of what is shown */
  heading() {
    return find(this.root, "[data-state]:not([hidden]) h2", HTMLElement);
  }

  /** Shows what the address says. The name of a place on the page is not a plan. */
  read() {
    const fragment = location.hash.slice(1);
    const found = decode(document.getElementById(fragment) ? "" : fragment);
    this.opened = found.kind === "plan" ? encode(found.plan) : "";
    this.clear();
    if (found.kind === "plan") this.showPlan(found.plan);
    this.show(found.kind === "none" ? this.offerStored() : found.kind);
  }

  /** @param {Plan} plan */
  showPlan(plan) {
    const cards = plan.entries.map((entry, at) => cardFor(this.data, entry, at + 1));
    const { frequency, instructions } = plan;
    const told = instructions ? [clinicWrote(instructions)] : [];
    if (frequency) {
      const often = doseLine(lineLabel("frequency"), lineText("frequency", frequency));
      told.push(make("dl", "dose overall", often));
    }
    this.fill("title", t("plan.heading", { count: cards.length }));
    showRules(rulesFor(this.data, plan), (slot, ...nodes) => this.fill(slot, ...nodes));
    this.fill("from", ...from(plan));
    this.fill("instructions", ...told);
    this.fill("diary", ...this.diary(cards));
    this.addWays(cards);
    this.fill("cards", ...cards);
    // Paper without the code is better than none.
    this.showCode(this.opened).catch(() => {});
  }

  /** @param {HTMLElement[]} cards Puts the way to the next below each. */
  addWays(cards) {
    cards.forEach((card, at) => {
      const next = cards[at + 1];
      if (next) card.append(wayTo(t("plan.next", { number: at + 2 }), () => titleOf(next)));
      else {
        const last = make("p", "no-print", t("plan.last"));
        card.append(last, wayTo(t("plan.to_top"), () => this.heading()));
      }
    });
  }

  /** @param {HTMLElement[]} cards @returns {Node[]} tables with a row for each exercise that can be done */
  diary(cards) {
    const titles = cards.filter((card) => !card.dataset.gone).map((card) => titleOf(card).textContent);
    const { content } = find(this.root, 'template[data-part="diary"]', HTMLTemplateElement);
    const tables = document.importNode(content, true);
    fillDiary(tables, titles);
    return [...tables.children];
  }

  /** @param {string} fragment Puts a code for its link on paper, if it is not too long for one. */
  async showCode(fragment) {
    const { qrSvg } = await import("./qr.js");
    const code = qrSvg(`${location.origin}${location.pathname}#${fragment}`);
    const told = code ? t("plan.code") : t("plan.no_code");
    if (fragment === this.opened) this.fill("code", ...(code ? [code] : []), make("p", "ours", told));
  }

  /** Leaves nothing of a plan on the page. */
  clear() {
    for (const slot of findAll(this.root, "[data-slot]")) slot.replaceChildren();
    this.name.value = "";
    this.say("");
  }

  /** @returns {"none" | "kept"} the state of the page without a plan in its address */
  offerStored() {
    const found = decode(this.stored.read());
    if (found.kind !== "plan") return "none";
    this.fill("kept-size", t("plan.kept_size", { count: found.plan.entries.length }));
    return "kept";
  }

  /** @param {string} state Shows the parts of the page that belong to it. */
  show(state) {
    for (const piece of findAll(this.root, "[data-state]")) {
      piece.hidden = !piece.dataset.state?.split(" ").includes(state);
    }
    this.offerToKeep();
    this.box.classList.remove("plan-wait");
  }

  /** Shows the buttons that fit what is kept. */
  offerToKeep() {
    const same = this.stored.read() === this.opened;
    for (const button of findAll(this.root, '[data-do="keep"]')) button.hidden = same;
    for (const button of findAll(this.root, '[data-do="remove"]')) button.hidden = !same && this.opened !== "";
  }

  keep() {
    const other = this.stored.read() !== "";
    const done = this.stored.write(this.opened);
    this.offerToKeep();
    const told = other ? t("plan.is_kept_instead") : t("plan.is_kept");
    this.say(done ? told : t("plan.not_kept"));
    if (done) find(this.root, '[data-state="plan"] [data-do="remove"]', HTMLElement).focus();
  }

  remove() {
    this.stored.remove();
    if (this.opened) this.offerToKeep();
    else this.read();
    this.say(t("plan.is_removed"));
    if (this.opened) find(this.root, '[data-do="keep"]', HTMLElement).focus();
    else goTo(this.heading());
  }
}

/** @param {Document} root the page that a patient opens */
export const start = (root) => new PlanPage(root).open();
