// @ts-check
// What the patient gets: the sheet beside the fields, which is what is printed, and the link with its code.

import { cardFor, clinicWrote, doseLine, fillDiary, find, make, rulesFor, showRules } from "./cards.js";
import { encode } from "./format.js";
import { qrSvg } from "./qr.js";
import { lineText } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./prescribe-draft.js").Library} Library */

/** @param {string} plan the address of the page of plans, from here @returns {string} where this site is published */
function publishedAt(plan) {
  const here = document.querySelector('link[rel="canonical"]');
  return new URL(plan, here instanceof HTMLLinkElement ? here.href : location.href.split("#")[0]).href;
}

/** @param {string} name @param {Node[]} parts take the place of what was in the sheet */
const fill = (name, ...parts) => find(document, `#sheet [data-slot="${name}"]`, HTMLElement).replaceChildren(...parts);

/** @param {[string, string][]} lines labels and texts @returns {HTMLElement[]} those that have a text */
function list(...lines) {
  const told = lines.filter(([, text]) => text).map(([label, text]) => doseLine(label, text));
  return told.length ? [make("dl", "dose overall", ...told)] : [];
}

/** What each card in sight was made of. @type {string[]} */
let shown = [];

/**
 * Shows the sheet. A card stays as it is if nothing in it changed: drawings would blink.
 * @param {Library} library
 * @param {Plan} plan
 */
export function showSheet(library, plan) {
  const { entries, clinic, phone, frequency, instructions } = plan;
  const before = [...find(document, '#sheet [data-slot="cards"]', HTMLElement).children];
  const made = entries.map((entry, at) => JSON.stringify([at, entry]));
  const cards = entries.map((entry, at) => (made[at] === shown[at] ? before[at] : cardFor(library, entry, at + 1)));
  shown = made;
  fill("title", new Text(`Your plan: ${entries.length} ${entries.length === 1 ? "exercise" : "exercises"}`));
  showRules(rulesFor(library, plan), fill);
  fill("from", ...list(["Your clinic", clinic], ["Phone", phone]));
  const often = frequency ? lineText("frequency", frequency) : "";
  fill("instructions", ...list(["How often", often]), ...(instructions ? [clinicWrote(instructions)] : []));
  fill("cards", ...cards);
  const titles = cards.map((card) => card.querySelector("h3")?.textContent ?? "");
  // The last row stays, for the next ones to be made from.
  if (titles.length) fillDiary(find(document, "#sheet", HTMLElement), titles);
}

/**
 * Shows the link and its code, or neither.
 * @param {Plan | null} plan null if it is not ready
 * @param {string} address of the page of plans, from here
 */
export function showLink(plan, address) {
  const link = plan ? `${publishedAt(address)}#${encode(plan)}` : "";
  const code = link ? qrSvg(link) : null;
  const told = "Anyone who has this code can read the plan.";
  find(document, "#code", HTMLElement).replaceChildren(...(code ? [code] : []));
  fill("code", ...(code ? [code.cloneNode(true), make("p", "ours", `Point your phone's camera here. ${told}`)] : []));
  find(document, "#scan", HTMLElement).textContent = code
    ? "Or let your patient point the phone's camera here:"
    : "This plan is too long for a QR code. Send the link, or shorten the notes.";
  find(document, "#link", HTMLInputElement).value = link;
  find(document, "#open", HTMLAnchorElement).href = link;
  find(document, "#link-length", HTMLElement).textContent = `${link.length} characters`;
}
