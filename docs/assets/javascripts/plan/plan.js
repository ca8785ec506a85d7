// @ts-check
// My plan: shows the patient the plan that stands in the fragment of the page's address, and nothing of a damaged one.

import { cardFor, clinicWrote, doseLine, fillDiary, find, make, rulesFor, showRules } from "./cards.js";
import { decode, encode } from "./format.js";
import { forget, keep, kept } from "./kept.js";
import { readLibrary } from "./library.js";
import { lineLabel, lineText } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */

const library = readLibrary(document);
const nameField = find(document, ".plan-name input", HTMLInputElement);
/** The fragment of the plan that is open, as we write it; nothing while none is. */
let opened = "";

/** @param {string} slot @param {(Node | string)[]} parts take the place of what was there */
const fill = (slot, ...parts) => find(document, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...parts);

/** @param {string} text said aloud, and shown beside the buttons */
function say(text) {
  for (const place of document.querySelectorAll(".plan-said")) place.textContent = text;
}

/** @param {HTMLElement} heading Goes there, for those who see, who listen and who use keys. */
function goTo(heading) {
  heading.tabIndex = -1;
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
}

/** @param {Element} card @returns {HTMLElement} */
const titleOf = (card) => /** @type {HTMLElement} */ (card.querySelector("h3"));

/** @param {string} text @param {() => HTMLElement} target @returns {HTMLElement} the one large way forward */
function wayTo(text, target) {
  const button = make("button", "button first", text);
  button.addEventListener("click", () => goTo(target()));
  return make("p", "plan-way no-print", button);
}

/** @param {number} count @returns {string} */
const exercises = (count) => `${count} ${count === 1 ? "exercise" : "exercises"}`;

/**
 * A number to call, where it is clear which digits are to be dialed: one number, without its extension.
 * @param {string} phone that the format lets through
 * @returns {string} the address of a link; nothing where the phone can be read in more than one way
 */
function telephone(phone) {
  const [, plus = "", number = ""] = /^(\+?)([\d(][\d(). -]*)(?:x ?\d+)?$/.exec(phone) ?? [];
  const digits = (plus ? number.replace("(0)", "") : number).replace(/\D/g, "");
  return digits && `tel:${plus}${digits}`;
}

/** @param {string} text of the link @returns {HTMLElement} which cannot turn the text around it */
const own = (text) => make("bdi", "clinic-text", text);

/** @param {Plan} plan @returns {HTMLElement[]} */
function from({ clinic, phone }) {
  const lines = clinic ? [make("p", "", "The link names this clinic: ", own(clinic))] : [];
  if (!phone) return lines;
  const address = telephone(phone);
  const call = make(address ? "a" : "span", "plan-call", own(phone));
  if (address) call.setAttribute("href", address);
  return [...lines, make("p", "", "Phone in the link: ", call)];
}

/** @param {HTMLElement[]} cards Puts the way to the next below each. */
function addWays(cards) {
  cards.forEach((card, at) => {
    const next = cards[at + 1];
    if (next) card.append(wayTo(`Next: exercise ${at + 2}`, () => titleOf(next)));
    else card.append(make("p", "no-print", "This was the last exercise."), wayTo("Back to the top", heading));
  });
}

/** @param {HTMLElement[]} cards @returns {Node[]} tables with a row for each exercise that can be done */
function diary(cards) {
  const titles = cards.filter((card) => !card.dataset.gone).map((card) => titleOf(card).textContent ?? "");
  const tables = document.importNode(find(document, "#plan-diary", HTMLTemplateElement).content, true);
  fillDiary(tables, titles);
  return [...tables.children];
}

/** @param {string} fragment Puts a code for its link on paper, if it is not too long for one. */
async function showCode(fragment) {
  const { qrSvg } = await import("./qr.js");
  const code = qrSvg(`${location.origin}${location.pathname}#${fragment}`);
  const told = code
    ? "This code opens the plan on a phone. Anyone who has it can read the plan."
    : "This plan is too long for a code to scan.";
  if (fragment === opened) fill("code", ...(code ? [code] : []), make("p", "ours", told));
}

/** @param {Plan} plan */
function showPlan(plan) {
  const cards = plan.entries.map((entry, at) => cardFor(library, entry, at + 1));
  const { frequency, instructions } = plan;
  const told = instructions ? [clinicWrote(instructions)] : [];
  if (frequency) {
    const often = doseLine(lineLabel("frequency"), lineText("frequency", frequency));
    told.push(make("dl", "dose overall", often));
  }
  fill("title", `Your plan: ${exercises(cards.length)}`);
  showRules(rulesFor(library, plan), fill);
  fill("from", ...from(plan));
  fill("instructions", ...told);
  fill("diary", ...diary(cards));
  addWays(cards);
  fill("cards", ...cards);
  // Paper without the code is better than none.
  showCode(opened).catch(() => {});
}

/** Leaves nothing of a plan on the page. */
function clear() {
  for (const slot of document.querySelectorAll("[data-slot]")) slot.replaceChildren();
  nameField.value = "";
  say("");
}

/** @returns {"none" | "kept"} the state of the page without a plan in its address */
function offerKept() {
  const found = decode(kept());
  if (found.kind !== "plan") return "none";
  fill("kept-size", `It has ${exercises(found.plan.entries.length)}.`);
  return "kept";
}

/** Shows the parts of the page that belong to its state. @param {string} state */
function show(state) {
  for (const part of document.querySelectorAll("[data-state]")) {
    if (part instanceof HTMLElement) part.hidden = !part.dataset.state?.split(" ").includes(state);
  }
  offerToKeep();
  find(document, ".plan", HTMLElement).classList.remove("plan-wait");
}

/** Shows the buttons that fit what is kept. */
function offerToKeep() {
  const same = kept() === opened;
  for (const button of document.querySelectorAll("button")) {
    if (button.dataset.do === "keep") button.hidden = same;
    if (button.dataset.do === "remove") button.hidden = !same && opened !== "";
  }
}

/** @returns {HTMLElement} the heading of what is shown */
const heading = () => find(document, "[data-state]:not([hidden]) h2", HTMLElement);

/** Shows what the address says. The name of a place on the page is not a plan. */
function read() {
  const fragment = location.hash.slice(1);
  const found = decode(document.getElementById(fragment) ? "" : fragment);
  opened = found.kind === "plan" ? encode(found.plan) : "";
  clear();
  if (found.kind === "plan") showPlan(found.plan);
  show(found.kind === "none" ? offerKept() : found.kind);
}

/** What each button does. @type {Record<string, () => void>} */
const acts = {
  start: () => goTo(titleOf(find(document, ".sheet-card", HTMLElement))),
  open: () => void (location.hash = kept()),
  print: () => print(),
  keep: () => {
    const other = kept() !== "";
    const done = keep(opened);
    offerToKeep();
    say(
      done
        ? `This plan is kept on this device${other ? ", in place of the one before" : ""}.`
        : "This browser does not let us keep the plan. Keep the link.",
    );
    if (done) find(document, '[data-state="plan"] [data-do="remove"]', HTMLElement).focus();
  },
  remove: () => {
    forget();
    if (opened) offerToKeep();
    else read();
    say("The plan is removed from this device.");
    if (opened) find(document, '[data-do="keep"]', HTMLElement).focus();
    else goTo(heading());
  },
};

for (const button of document.querySelectorAll("button")) {
  const act = acts[button.dataset.do ?? ""];
  if (act) button.addEventListener("click", act);
}
nameField.addEventListener("input", () => fill("name", nameField.value));
// A link to a place on this page would take the plan's place in the address.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const place = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
  if (!place) return;
  event.preventDefault();
  goTo(place);
});
addEventListener("hashchange", () => {
  read();
  goTo(heading());
});

read();
const first = heading();
first.tabIndex = -1;
first.focus({ preventScroll: true });
