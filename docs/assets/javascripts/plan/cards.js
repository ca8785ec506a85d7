// @ts-check
// The entries of a plan as cards, and the rules of the programs that they come from.
// What comes from a link becomes text in an element, never anything else.

import { find, findAll, make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { cardTemplate, programTemplate } from "./page-data.js";
import { LINES, lineLabel, lineText, linesOfPlan, sidesText, titled } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./format.js").Entry} Entry */
/** @typedef {import("./format.js").Line} Line */
/** @typedef {import("./page-data.js").PageData} PageData */
/** @typedef {import("./page-data.js").KnownEntry} KnownEntry */

/**
 * @param {string} text that somebody wrote into the plan
 * @param {string} heading whose words they are: nobody knows who wrote what stands in a link
 * @returns {HTMLElement} set apart from what this site says
 */
export function clinicWrote(text, heading) {
  const quote = make("blockquote", "clinic-text", text);
  quote.dir = "auto";
  return make("div", "clinic-wrote", make("p", "label", heading), quote);
}

/** @param {string} text @returns {string} with a full stop at its end, as on the pages of programs */
const sentence = (text) => (/[.?!:]$/.test(text) ? text : `${text}.`);

/** @param {string} label @param {string} text @returns {HTMLElement} a line of a dose */
export const doseLine = (label, text) => make("div", "", make("dt", "", label), make("dd", "", sentence(text)));

/** @param {Plan} plan @returns {HTMLElement[]} a list of what holds for all of it; none if nothing does */
export function overall(plan) {
  const told = linesOfPlan(plan).map(([label, text]) => doseLine(label, text));
  return told.length ? [make("dl", "dose overall", ...told)] : [];
}

/** @param {ParentNode} card @param {string} name @returns {HTMLElement[]} */
const parts = (card, name) => findAll(card, `[data-part="${name}"]`);

/**
 * Keeps the forms that the plan chose, or all where it chose none.
 * @param {HTMLElement} card
 * @param {KnownEntry} known
 * @param {Entry} entry
 */
function chooseForms(card, known, entry) {
  for (const form of findAll(card, "[data-form]")) {
    if (entry.forms && !entry.forms.includes(form.dataset.form ?? "")) form.remove();
  }
  for (const tick of parts(card, "form-tick")) tick.replaceWith(make("p", "label", tick.textContent.trim()));
  for (const choice of parts(card, "choice")) {
    if (known.choice === "one" && entry.forms.length !== 1) choice.textContent = t("card.one_of_these");
    else if (!entry.forms) choice.textContent = t("card.none_chosen");
    else choice.remove();
  }
}

/**
 * Says which boxes the plan ticked; the rest go.
 * @param {HTMLElement} card
 * @param {{label: string}[]} ticked
 */
function chooseBoxes(card, ticked) {
  const told = make("ul", "plain", ...ticked.map(({ label }) => make("li", "", label)));
  for (const list of parts(card, "boxes")) {
    if (ticked.length) list.before(make("p", "label", t("card.ticked")), told);
    list.remove();
  }
}

/**
 * What the plan chose of an entry, as far as it is still here.
 * names: of forms and phases, by code; none: whether no form that was chosen is left; lost: whether something is gone
 * @typedef {{ticked: {label: string}[], names: Map<string, string>, none: boolean, lines: Line[], lost: boolean}} Chosen
 */

/** @param {KnownEntry} known @param {Entry} entry @returns {Chosen} */
export function chosenOf(known, entry) {
  const forms = known.forms.filter(({ code }) => !entry.forms || entry.forms.includes(code));
  const ticked = known.boxes.filter(({ code }) => entry.boxes.includes(code));
  const names = new Map([...forms, ...known.phases].map(({ code, name, line }) => [code, line ?? name]));
  const none = entry.forms !== "" && !forms.length;
  const lines = entry.lines.filter(({ part }) => !part || names.has(part));
  lines.sort((one, other) => LINES.indexOf(one.kind) - LINES.indexOf(other.kind));
  const lost =
    forms.length < entry.forms.length || ticked.length < entry.boxes.length || lines.length < entry.lines.length;
  // Where one form is left, its numbers need not say which.
  if (forms.length === 1 && entry.forms) names.set(forms[0].code, "");
  return { ticked, names, none, lines, lost };
}

/** @param {Chosen} chosen @param {Entry} entry @returns {import("./words.js").Told[]} its dose, line by line */
export function doseOf({ names, lines }, { sides }) {
  /** @type {import("./words.js").Told[]} */
  const told = lines.map(({ kind, part, quantity }) => [lineLabel(kind, names.get(part)), lineText(kind, quantity)]);
  return sides ? [...told, [lineLabel("sides"), sidesText(sides)]] : told;
}

/**
 * Puts the plan's own numbers in, and leaves no others.
 * @param {HTMLElement} card
 * @param {Chosen} chosen
 * @param {Entry} entry
 */
function showDose(card, chosen, entry) {
  const told = doseOf(chosen, entry).map(([label, text]) => doseLine(label, text));
  for (const dose of parts(card, "dose")) {
    if (!entry.lines.length) (dose.closest('[data-part="doses"]') ?? dose).before(noNumbers());
    if (told.length) dose.replaceChildren(...told);
    else dose.remove();
  }
  for (const box of parts(card, "doses")) if (!box.childElementCount) box.remove();
}

/**
 * A plan that was made since needs no correction: its words are those of now, or its numbers are.
 * Of pictures it knows nothing, and of numbers that a clinician wrote neither.
 * @param {HTMLElement} told a correction
 * @param {Entry} entry
 * @param {KnownEntry} known
 */
function isCorrected({ dataset: { about } }, entry, known) {
  if (about === "words") return entry.mark === known.mark;
  const { right } = known;
  return about === "dose" && !!right?.length && right.every((line) => entry.lines.some((own) => isSame(line, own)));
}

/** @param {Line} one @param {Line} other @returns {boolean} */
const isSame = (one, other) =>
  one.kind === other.kind && one.part === other.part && lineText(one.kind, one.quantity) === lineText(other.kind, other.quantity);

/** @returns {HTMLElement} what stands in place of a dose */
function noNumbers() {
  const said = make("p", "no-numbers", t("card.no_numbers"));
  said.dataset.part = "no-numbers";
  return said;
}

/**
 * @param {PageData} data
 * @param {Entry} entry of a plan
 * @param {number} number its place in the plan, from 1
 * @param {string} heading of a note that was written into the plan
 * @returns {HTMLElement} its card, with the plan's own numbers and no others; if it is no longer here, what says so
 */
export function cardFor(data, entry, number, heading) {
  const card = cardTemplate(data.root, entry.code);
  if (!card || !Object.hasOwn(data.entries, entry.code)) return gone(data, entry.code, number);
  const known = data.entries[entry.code];
  const chosen = chosenOf(known, entry);
  // Another form than the one that was chosen would be another exercise.
  if (chosen.none) return withoutSteps(entry.code, number, known.title, t("card.lost_form"));
  for (const name of ["tick", "qr", "our-lines"]) for (const found of parts(card, name)) found.remove();
  chooseForms(card, known, entry);
  chooseBoxes(card, chosen.ticked);
  showDose(card, chosen, entry);
  for (const told of parts(card, "correction")) if (isCorrected(told, entry, known)) told.remove();
  for (const note of parts(card, "note")) note.replaceWith(...(entry.note ? [clinicWrote(entry.note, heading)] : []));
  const notices = [...(chosen.lost ? [t("card.lost")] : []), ...(entry.mark === known.mark ? [] : [t("card.changed")])];
  const title = titled(known.title, entry.sides);
  // The steps may speak of the other side.
  if (title !== known.title) notices.unshift(sidesText(entry.sides));
  const head = find(card, "h3", HTMLElement);
  head.textContent = t("entry.numbered", { number, title });
  head.after(...notices.map((text) => make("p", "notice", text)));
  return card;
}

/**
 * @param {PageData} data
 * @param {string} code of an entry that is no longer here
 * @param {number} number its place in the plan
 * @returns {HTMLElement} a card that names it, if we know its name, and shows none of its numbers
 */
export function gone(data, code, number) {
  const name = Object.hasOwn(data.retired, code) ? data.retired[code] : "";
  return withoutSteps(code, number, name || t("card.unknown_title"), name ? t("card.gone") : t("card.unknown"));
}

/**
 * @param {string} code of an entry
 * @param {number} number its place in the plan
 * @param {string} title
 * @param {string} said why it cannot be shown
 * @returns {HTMLElement} a card that says so, and nothing else
 */
function withoutSteps(code, number, title, said) {
  const heading = make("h3", "sheet-title", t("entry.numbered", { number, title }));
  const card = make("article", "sheet-card", heading, make("p", "notice", said));
  card.dataset.gone = code;
  return card;
}

/**
 * @param {PageData} data
 * @param {Plan} plan
 * @param {number} number of an entry that is here
 * @returns {string} its number and its title, as its card has them
 */
function numbered(data, plan, number) {
  const { code, sides } = plan.entries[number - 1];
  return t("entry.numbered", { number, title: titled(data.entries[code].title, sides) });
}

/**
 * What a patient must know before the first exercise: what of the plan is not here, and what stands there twice.
 * @param {PageData} data
 * @param {Plan} plan
 * @param {HTMLElement[]} cards of the plan
 * @returns {string[]}
 */
export function warningsOf(data, plan, cards) {
  const lost = cards.filter((card) => card.dataset.gone).map((card) => find(card, "h3", HTMLElement).textContent);
  const warnings = lost.length ? [t("plan.lost", { count: lost.length, all: cards.length, exercises: lost })] : [];
  /** The numbers of the entries that a reader cannot tell apart. @type {Map<string, number[]>} */
  const same = new Map();
  plan.entries.forEach(({ code, sides, forms }, at) => {
    if (cards[at].dataset.gone) return;
    const key = JSON.stringify([data.entries[code].title, sides, forms]);
    same.set(key, [...(same.get(key) ?? []), at + 1]);
  });
  for (const numbers of same.values()) {
    const { title } = data.entries[plan.entries[numbers[0] - 1].code];
    if (numbers.length > 1) warnings.push(t("plan.twice", { exercise: title, numbers }));
  }
  return warnings;
}

/** @param {HTMLElement} rule of a program @returns {boolean} whether it says who reviewed it */
const isReview = (rule) => rule.dataset.part === "review";

/**
 * @param {PageData} data
 * @param {Plan} plan
 * @returns {HTMLElement[]} the restriction, stop rules and review of each program in the plan, once, in order of use
 */
export function rulesFor(data, plan) {
  /** @type {Map<string, number[]>} */
  const used = new Map();
  plan.entries.forEach(({ code }, at) => {
    const slug = Object.hasOwn(data.entries, code) ? data.entries[code].program : "";
    if (slug) used.set(slug, [...(used.get(slug) ?? []), at + 1]);
  });
  const about = (/** @type {number[]} */ numbers) =>
    t("card.about", { exercises: numbers.map((number) => numbered(data, plan, number)) });
  /** @type {HTMLElement[]} */
  const rules = [];
  /** @type {Map<string, {review: HTMLElement, numbers: number[]}>} */
  const reviews = new Map();
  for (const [slug, numbers] of used) {
    for (const one of programTemplate(data.root, slug)) {
      const said = one.textContent ?? "";
      if (!isReview(one)) rules.push(one);
      else reviews.set(said, { review: one, numbers: [...(reviews.get(said)?.numbers ?? []), ...numbers] });
      // In a mixed plan, each rule says what it is about.
      if (used.size === 1) continue;
      for (const title of parts(one, "rule-title")) title.after(make("p", "about", about(numbers)));
    }
  }
  for (const { review, numbers } of reviews.values()) {
    if (reviews.size > 1) review.append(` ${about(numbers.sort((one, other) => one - other))}`);
    rules.push(review);
  }
  return rules;
}

/**
 * Puts each kind of rule in its place.
 * @param {HTMLElement[]} rules of rulesFor
 * @param {(slot: string, ...parts: Node[]) => void} fill
 */
export function showRules(rules, fill) {
  fill("restrictions", ...rules.flatMap((one) => parts(one, "restriction")));
  fill("reviews", ...rules.filter(isReview));
  fill("rules", ...rules.filter((one) => !isReview(one)));
}
