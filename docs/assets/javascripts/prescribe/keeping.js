// @ts-check
// What a browser keeps of a clinician's work: in the tab always, on the device only what the clinician wants there. Before
// the page is left, it asks if anything would be lost by that.

import { Stored } from "../common/storage.js";
import { emptyDraft, isDraft } from "./draft.js";

/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("./draft.js").Draft} Draft */

/** @param {Draft} draft @returns {string} what of it would be missed if it were gone; empty if nothing is filled in */
export const workIn = ({ items, often, days, start, end, instructions, bone }) =>
  items.length || instructions || often.amount || start || end
    ? JSON.stringify({ items, often, days, start, end, instructions, bone })
    : "";

/** @param {string} text that was kept @returns {{clinic: string, phone: string}} @throws {Error} when it is not ours */
export function clinicOf(text) {
  const { clinic, phone } = JSON.parse(text);
  if (typeof clinic !== "string" || typeof phone !== "string") throw new Error("not ours");
  return { clinic, phone };
}

export class Keeping {
  /**
   * @param {PageData} data
   * @param {{draft: HTMLInputElement, clinic: HTMLInputElement}} boxes ticked if that is wanted on the device
   */
  constructor(data, boxes) {
    const isOurs = (/** @type {string} */ text) => isDraft(JSON.parse(text), data);
    this.boxes = boxes;
    this.tab = new Stored("sessionStorage", "prescription", isOurs);
    this.device = new Stored("localStorage", "draft", isOurs);
    this.clinic = new Stored("localStorage", "clinic", (text) => Boolean(clinicOf(text)));
    /** The work that was printed, copied, kept or opened. It is not lost with the page. */
    this.given = "";
    this.inTab = false;
    this.warn = (/** @type {BeforeUnloadEvent} */ event) => {
      event.preventDefault();
      // Chrome asks for this until 118.
      event.returnValue = true;
    };
  }

  /**
   * A reload, or a wrong tap, must not lose a prescription. The next tab, and the next visitor, do not see it, unless the
   * clinician wants it to outlive the tab.
   * @returns {Draft} what was kept
   */
  take() {
    const [lasting, clinic] = [this.device.read(), this.clinic.read()];
    const kept = this.tab.read() || lasting;
    /** @type {Draft} */
    const draft = { ...emptyDraft(), ...(kept ? JSON.parse(kept) : {}) };
    this.boxes.draft.checked = lasting !== "";
    this.boxes.clinic.checked = clinic !== "";
    return clinic && !draft.clinic && !draft.phone ? { ...draft, ...clinicOf(clinic) } : draft;
  }

  /** @param {Draft} draft @returns {boolean} whether the browser keeps all that is wanted; what it does not keep is no longer ticked */
  keep(draft) {
    const { clinic, phone } = draft;
    const text = JSON.stringify(draft);
    this.inTab = this.tab.write(text);
    const kept = [
      keepIf(this.boxes.draft, this.device, text),
      keepIf(this.boxes.clinic, this.clinic, JSON.stringify({ clinic, phone })),
    ];
    this.guard(draft);
    return kept.every(Boolean);
  }

  /** @param {Draft} draft was printed, copied, kept or opened */
  give(draft) {
    this.given = workIn(draft);
    this.guard(draft);
  }

  /** @param {Draft} draft Has the browser ask before the page is left, as long as work would be lost. */
  guard(draft) {
    const work = workIn(draft);
    const isLost = work !== "" && work !== this.given && !this.boxes.draft.checked;
    if (isLost) addEventListener("beforeunload", this.warn);
    else removeEventListener("beforeunload", this.warn);
  }

  /** @param {Event} event A way through our own pages loses nothing that the tab keeps: Back leads to it again. */
  leaves({ target }) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || !this.inTab) return;
    if (link.origin === location.origin && !link.target) removeEventListener("beforeunload", this.warn);
  }
}

/** @param {HTMLInputElement} box @param {Stored} stored @param {string} text @returns {boolean} whether it is as wanted */
function keepIf(box, stored, text) {
  if (!box.checked) return stored.remove() || true;
  box.checked = stored.write(text);
  return box.checked;
}
