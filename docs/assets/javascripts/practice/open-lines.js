// @ts-check
// What of an exercise is open: what the patient has to be asked for, and its dose once that is answered.

import { t } from "../common/messages.js";
import { isOpen, keyOf, turnsOf, withAnswers } from "./dose.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./dose.js").Line} Line */
/** @typedef {import("./dose.js").Turn} Turn */
/** @typedef {import("./dose.js").Named} Named */
/** @typedef {import("./dose.js").Answer} Answer */
/** What the patient said of one exercise. form: a code, or "?". @typedef {{form: string, sides: string, lines: Record<string, Answer>}} Told */

export const UNKNOWN_FORM = "?";

/** In place of a line: the clinic gave no numbers, so none is asked for. It is no key of a line. */
const NO_NUMBERS = "*";

/** @type {Told} */
const NOTHING_TOLD = { form: "", sides: "", lines: {} };

/** @returns {Line[]} what a clinician may have said of an exercise that has no numbers of its own */
export const ownLines = () =>
  ["hold", "repetitions", "sets", "rest"].map((kind) => ({ kind, part: "", label: t("dose.label", { line: kind }), quantity: null }));

/** @param {Item} item @returns {Named[]} the forms of which one has to be chosen first; none where nothing is open */
export function formsToChoose({ entry, known }) {
  const forms = known.forms.filter(({ code }) => !entry.forms || entry.forms.includes(code));
  if (forms.length < 2 || known.choice === "all") return [];
  return known.choice === "one" || !entry.forms ? forms : [];
}

/** @param {Item} item @param {Told} told @returns {Named[]} the forms that are done */
const formsOf = ({ entry, known }, { form }) =>
  known.forms.filter(({ code }) => (form ? code === form : !entry.forms || entry.forms.includes(code)));

/** @param {Item} item @param {Told} told @returns {Line[]} those of the whole, and of the forms and phases that are done */
function linesOf(item, told) {
  const codes = [...formsOf(item, told), ...item.known.phases].map(({ code }) => code);
  return item.lines.filter(({ part }) => !part || codes.includes(part));
}

/**
 * What is to be asked now. Where lines go by form, the form is asked for first.
 * @param {Item} item
 * @param {Told | undefined} told nothing where nothing was asked yet
 * @returns {{forms: Named[], lines: Line[]}}
 */
export function openOf(item, told = NOTHING_TOLD) {
  const forms = told.form ? [] : formsToChoose(item);
  if (told.form === UNKNOWN_FORM || (forms.length && item.lines.some(({ part }) => part))) return { forms, lines: [] };
  if (told.lines[NO_NUMBERS]) return { forms, lines: [] };
  return { forms, lines: linesOf(item, told).filter((line) => isOpen(line) && !told.lines[keyOf(line)]) };
}

/** @param {Item} item @param {Told | undefined} told @returns {boolean} whether something has to be asked */
export function mustAsk(item, told) {
  if (item.origin === "typed") return !told;
  const { forms, lines } = openOf(item, told);
  return forms.length + lines.length > 0;
}

/** @param {Told | undefined} before @param {Told} told just now @returns {Told} what the patient has said of an exercise in all */
export const together = (before = NOTHING_TOLD, told) => ({
  form: told.form || before.form,
  sides: told.sides || before.sides,
  lines: { ...before.lines, ...told.lines },
});

/**
 * @param {Item[]} items
 * @param {Record<string, Told>} answers by the key of the item
 * @returns {Record<string, Told>} with "my clinic gave no numbers" as the answer to all that is open. A number that was typed stays.
 */
export function withoutNumbers(items, answers) {
  /** @type {Told} */
  const none = { ...NOTHING_TOLD, lines: { [NO_NUMBERS]: "unknown" } };
  const open = items.filter(({ origin, lines }) => origin !== "typed" && lines.some(isOpen));
  return { ...answers, ...Object.fromEntries(open.map(({ key }) => [key, together(answers[key], none)])) };
}

/** @param {Item} item @param {Told} [told] @returns {{lines: Line[], turns: Turn[]}} its dose, with the patient's answers in it */
export function doseOf(item, told = NOTHING_TOLD) {
  const { known, origin } = item;
  if (told.form === UNKNOWN_FORM) return { lines: item.lines, turns: [] };
  const mine = linesOf(item, told);
  const given = origin === "typed" ? mine.filter((line) => told.lines[keyOf(line)]) : mine;
  const lines = withAnswers(given, told.lines);
  // With neither a count nor a hold there is still something to do: how often, nobody knows.
  const counted = lines.some(({ kind }) => kind === "repetitions" || kind === "hold");
  const run = counted || origin !== "typed" ? lines : [...lines, ...ownLines().filter(({ kind }) => kind === "repetitions")];
  const forms = formsOf(item, told);
  const together = known.choice === "all";
  const apart = !together && (forms.length > 1 || lines.some(({ part }) => part && forms.some(({ code }) => code === part)));
  const held = together ? [...forms, ...known.phases] : known.phases;
  return { lines, turns: turnsOf(run, item.sides || told.sides, apart ? forms : [], held) };
}
