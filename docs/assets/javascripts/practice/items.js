// @ts-check
// The exercises of a practice: what the address asks for, with what is fetched of it.

import { find, findAll } from "../common/dom.js";
import { t } from "../common/messages.js";
import { cardFor } from "../plan/cards.js";
import { lineLabel, lineText, sidesText, titled } from "../plan/words.js";

/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {import("../plan/format.js").Entry} Entry */
/**
 * entries: of the files that were fetched; uses: of an exercise, the entries that give it a dose
 * @typedef {{code: string, program: string, title: string}} Use
 * @typedef {{exercise: string, sides: string, lines: Line[], moves: Record<string, string>, uses?: Use[]}} Fetched
 * @typedef {import("../plan/page-data.js").KnownEntry & Fetched} KnownEntry
 * @typedef {import("../plan/page-data.js").PageData & {entries: Record<string, KnownEntry>}} PageData
 */
/** @typedef {import("./dose.js").Line} Line */
/** Where its numbers are from. @typedef {"program" | "plan" | "typed"} Origin */
/**
 * An exercise to practice. entry: as a plan has it; card: how it is done; gone: whether this site cannot show it; key: what
 * answers about it are kept under.
 * @typedef {{entry: Entry, known: KnownEntry, title: string, program: string, origin: Origin, lines: Line[], sides: string,
 *   moves: Record<string, string>, card: HTMLElement, gone: boolean, key: string}} Item
 */

/** @param {string} code @param {Partial<Entry>} [more] @returns {Entry} an entry without numbers */
export const bareEntry = (code, more) => ({ code, mark: 0, forms: "", boxes: "", sides: "", lines: [], note: "", ...more });

/**
 * @param {PageData} data
 * @param {Entry} entry
 * @param {number} number its place, from 1
 * @returns {HTMLElement} its card: how it is done, with nothing of its dose, which practice shows itself
 */
function cardOf(data, entry, number) {
  const card = cardFor(data, entry, number, t("card.in_link"));
  for (const name of ["doses", "no-numbers", "dose"]) {
    for (const found of findAll(card, `[data-part="${name}"]`)) found.remove();
  }
  return card;
}

/** @param {Line[]} lines of a handout @param {string} sides @returns {boolean} whether it has a left and a right */
const hasSides = (lines, sides) => sides !== "together" || lines.some(({ kind }) => kind === "sides");

/**
 * @param {Entry} entry of a plan
 * @param {KnownEntry} known
 * @returns {Line[]} what the plan gives, and what it leaves open
 */
export function linesOfPlan(entry, known) {
  const names = new Map([...known.forms, ...known.phases].map(({ code, name, line }) => [code, line ?? name]));
  /** @type {Line[]} */
  const lines = entry.lines.map(({ kind, part, quantity }) => ({
    kind,
    part,
    label: lineLabel(kind, names.get(part)),
    text: lineText(kind, quantity),
    unit: quantity.unit,
    quantity,
  }));
  const chosen = (/** @type {Line} */ { part }) => !part || !entry.forms || entry.forms.includes(part) || known.phases.some(({ code }) => code === part);
  for (const kind of ["hold", "repetitions"]) {
    if (lines.some((line) => line.kind === kind)) continue;
    const open = known.lines.filter((line) => line.kind === kind && chosen(line));
    lines.push(...open.map((line) => ({ ...line, text: "", note: "", target: 0, quantity: null })));
  }
  const told = entry.sides ? sidesText(entry.sides) : hasSides(known.lines, known.sides) ? t("practice.sides_open") : "";
  // A plan cannot say whether a count is for both sides together, where they change each time.
  const note = entry.sides === "alternate" ? t("practice.alternate_open") : "";
  if (told) lines.push({ kind: "sides", part: "", label: lineLabel("sides"), text: told, note, quantity: null });
  return lines;
}

/**
 * @param {PageData} data
 * @param {Entry} entry
 * @param {number} number
 * @param {Origin} origin
 * @param {string} [plan] what tells the plan from others
 * @returns {Item}
 */
export function itemOf(data, entry, number, origin, plan = "") {
  const known = Object.hasOwn(data.entries, entry.code) ? data.entries[entry.code] : UNKNOWN;
  const fromPlan = origin === "plan";
  // Only a plan knows how an entry was worded when it was made.
  const card = cardOf(data, fromPlan ? entry : { ...entry, mark: known.mark }, number);
  const { program, moves } = known;
  const gone = card.dataset.gone !== undefined;
  const title = titled(known.title, fromPlan ? entry.sides : "") || (find(card, "h3", HTMLElement).textContent ?? "");
  const lines = fromPlan && !gone ? linesOfPlan(entry, known) : known.lines;
  const sides = fromPlan ? entry.sides : known.sides;
  return { entry, known, title, program, origin, lines, sides, moves, card, gone, key: `${origin}${plan}:${entry.code}` };
}

/** @type {KnownEntry} */
const UNKNOWN = {
  program: "", title: "", mark: 0, choice: "", forms: [], phases: [], boxes: [], exercise: "", sides: "", lines: [], moves: {},
};
