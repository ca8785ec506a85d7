// @ts-check
// A prescription while it is written: numbers stay as they were typed, so that a wrong one can be mended.

import { t } from "../common/messages.js";
import { clean, problems } from "../plan/format.js";
import { lineLabel } from "../plan/words.js";
import { blank, fieldOf, isManyNumbers, quantityOf, read, setsIn } from "./dose-field.js";

/** @typedef {import("../plan/format.js").Plan} Plan */
/** @typedef {import("../plan/format.js").Line} Line */
/**
 * What the page knows of an entry beyond what patients' pages know. preset: the figures of its handout. held: whether
 * it has a time to hold there, or a line for one.
 * @typedef {import("../plan/page-data.js").KnownEntry & {conflict: boolean, held: boolean,
 *   preset: {lines: Line[], sides: string}, asks: {kind: string, parts: string[]}[]}} Known
 */
/**
 * @typedef {Omit<import("../plan/page-data.js").PageData, "entries"> & {entries: Record<string, Known>,
 *   bone: {source: string, url: string} | null}} PageData
 */
/** @typedef {import("./dose-field.js").Field} Field */
/**
 * id: of its place in the page. lines: by kind and part, as "hold.a". changed: since the template was kept.
 * @typedef {{id: string, code: string, forms: string, boxes: string, sides: string, note: string,
 *   lines: Record<string, Field>, changed: boolean}} Item
 */
/**
 * made: how many items ever were. sure: large doses and odd days that the clinician stands by, by the id of their field.
 * language: of the patient, as the site names it; "" is that of the page.
 * @typedef {{language: string, items: Item[], often: Field, days: Field, start: string, end: string, instructions: string, clinic: string, phone: string, bone: boolean,
 *   made: number, sure: Record<string, string>}} Draft
 */

export const TEXTS = /** @type {const} */ (["instructions", "clinic", "phone"]);
/** Written by nobody: a browser has a calendar for them. */
export const DATES = /** @type {const} */ (["start", "end"]);
/** The lines that no handout asks for, and a clinician may. They are for the whole of an exercise. */
const MORE = ["load", "effort", "tempo", "days"];

/** @returns {Draft} */
export const emptyDraft = () => ({
  language: "",
  items: [],
  often: blank("frequency"),
  days: blank("days"),
  start: "",
  end: "",
  instructions: "",
  clinic: "",
  phone: "",
  bone: false,
  made: 0,
  sure: {},
});

/** @param {{kind: string, part: string}} line @returns {string} */
const keyOf = ({ kind, part }) => `${kind}.${part}`;

/**
 * @param {Draft} draft the exercise goes to its end
 * @param {string} code
 * @returns {Item} without anything of its handout: what a patient reads as the clinic's, the clinic has chosen
 */
export function addItem(draft, code) {
  const id = `e${++draft.made}`;
  const item = { id, code, forms: "", boxes: "", sides: "", note: "", lines: {}, changed: false };
  draft.items.push(item);
  return item;
}

// A copy of what is for one side is for the other one.
const OTHER_SIDE = new Map([["left", "right"], ["right", "left"]]);

/** @param {Draft} draft the exercise comes once more, after the first @param {string} id @returns {Item} the copy */
export function copyItem(draft, id) {
  const at = draft.items.findIndex((item) => item.id === id);
  const item = draft.items[at];
  const copy = { ...structuredClone(item), id: `e${++draft.made}`, sides: OTHER_SIDE.get(item.sides) ?? item.sides };
  draft.items.splice(at + 1, 0, copy);
  return copy;
}

/** @param {Known} known @param {Item} item Takes the figures of the handout, and no others. */
export function takePreset(known, item) {
  for (const line of known.preset.lines) item.lines[keyOf(line)] = fieldOf(line.kind, line.quantity);
  item.sides = known.preset.sides || item.sides;
}

/**
 * @param {Known} known
 * @param {Item} item
 * @returns {{key: string, kind: string, part: string, label: string}[]} the lines that make sense: those of forms only
 *   if their form is chosen, or none is
 */
export function linesOf(known, item) {
  const names = new Map([...known.forms, ...known.phases].map(({ code, name }) => [code, name]));
  const left = known.forms.map(({ code }) => code).filter((code) => item.forms && !item.forms.includes(code));
  // Days go with how often in a day.
  const isOften = known.asks.some(({ kind, parts }) => kind === "frequency" && parts.includes(""));
  const here = known.asks.map(({ kind }) => kind);
  const more = MORE.filter((kind) => !here.includes(kind) && (kind !== "days" || isOften)).map((kind) => ({ kind, parts: [""] }));
  return [...known.asks, ...more].flatMap(({ kind, parts }) =>
    parts
      .filter((part) => !left.includes(part))
      .map((part) => ({ key: keyOf({ kind, part }), kind, part, label: lineLabel(kind, names.get(part)) })),
  );
}

/**
 * @param {Known} known
 * @param {Item} item
 * @returns {Record<string, Field>} its numbers as they are meant: "3x10" for repetitions is 10 of them, in 3 sets
 */
export function meantBy(known, item) {
  const asked = linesOf(known, item);
  const lines = Object.fromEntries(asked.map(({ key, kind }) => [key, read(kind, item.lines[key] ?? blank(kind))]));
  for (const { key, kind, part } of asked.filter((line) => line.kind === "repetitions")) {
    const both = setsIn(item.lines[key]?.amount ?? "");
    const sets = [`sets.${part}`, "sets."].find((one) => lines[one]);
    if (!both || !sets || ![both.sets, ""].includes(lines[sets].amount)) continue;
    const each = { ...item.lines[key], amount: both.rest };
    // Of "3x10 s", the 3 is not taken without the rest.
    if (Number.isNaN(quantityOf(kind, each)?.amount)) continue;
    lines[key] = read(kind, each);
    lines[sets] = { ...lines[sets], amount: both.sets };
  }
  return lines;
}

/** @param {PageData} data @param {Draft} draft @returns {Plan} with all that was typed, right or wrong */
function planOf(data, draft) {
  const entries = draft.items.map((item) => {
    const known = data.entries[item.code];
    const meant = meantBy(known, item);
    const lines = linesOf(known, item).flatMap(({ key, kind, part }) => {
      const quantity = quantityOf(kind, meant[key]);
      return quantity ? [{ kind, part, quantity }] : [];
    });
    const { code, forms, boxes, sides } = item;
    return { code, mark: known.mark, forms, boxes, sides, lines, note: clean(item.note) };
  });
  const [instructions, clinic, phone] = TEXTS.map((key) => clean(draft[key]));
  const frequency = quantityOf("frequency", draft.often);
  const days = quantityOf("days", draft.days);
  const when = { ...(days && { days }), ...(draft.start && { start: draft.start }), ...(draft.end && { end: draft.end }) };
  return { boneHealth: draft.bone, frequency, ...when, instructions, clinic, phone, entries };
}

/**
 * @param {string} message what is wrong
 * @param {import("../plan/format.js").Quantity | null | undefined} quantity
 * @param {Field | undefined} typed
 * @returns {string} with what was typed, where that is no number
 */
function aboutTyped(message, quantity, typed) {
  const text = clean(typed?.amount ?? "");
  if (!text || !quantity || !Number.isNaN(quantity.amount)) return message;
  return isManyNumbers(text) ? t("prescribe.many_numbers", { typed: text, message }) : t("prescribe.not_read", { typed: text, message });
}

/**
 * @param {PageData} data
 * @param {Draft} draft
 * @returns {{plan: Plan, wrong: Map<string, string>, rest: Plan, noLink: string}} wrong: reasons by the id of a field, in
 *   the page's order, "" for the plan as a whole; rest: the plan without what is wrong; noLink: why a plan that can be
 *   printed cannot be sent
 */
export function check(data, draft) {
  const plan = planOf(data, draft);
  const rest = structuredClone(plan);
  /** @type {Map<string, string>} */
  const wrong = new Map();
  const found = problems(plan);
  draft.items.forEach(({ id, code, forms, lines: lineFields }, at) => {
    if (data.entries[code].choice === "clinician" && !forms) wrong.set(`${id}-forms`, t("prescribe.choose_form"));
    const { lines } = plan.entries[at];
    for (const { path, message } of found.filter(({ path }) => path[0] === "entries" && path[1] === at)) {
      const line = lines[Number(path[3])];
      wrong.set(`${id}-${line ? keyOf(line) : path[2]}`, line ? aboutTyped(message, line.quantity, lineFields[keyOf(line)]) : message);
      if (line) rest.entries[at].lines = rest.entries[at].lines.filter(({ kind, part }) => keyOf({ kind, part }) !== keyOf(line));
      else if (path[2] === "note") rest.entries[at].note = "";
    }
  });
  for (const { path, message } of found) {
    if (path[0] === "frequency") (wrong.set("often", aboutTyped(message, plan.frequency, draft.often)), (rest.frequency = null));
    if (path[0] === "days" || path[0] === "frequency") delete rest.days;
    for (const key of /** @type {const} */ (["days", ...DATES])) if (path[0] === key) (wrong.set(key, key === "days" ? aboutTyped(message, plan.days, draft.days) : message), delete rest[key]);
    for (const key of TEXTS) if (path[0] === key) (wrong.set(key, message), (rest[key] = ""));
    if (!path.length) wrong.set("", message);
  }
  if (!draft.items.length) wrong.set("add", t("prescribe.no_exercise"));
  const noLink = found.find(({ path }) => path[0] === "link")?.message ?? "";
  return { plan, wrong, rest, noLink };
}

/**
 * @param {PageData} data
 * @param {Plan} plan that was kept as a template, perhaps long ago
 * @returns {{draft: Draft, lost: string[]}} lost: what it had that is no longer here, each as a sentence
 */
export function draftOf(data, plan) {
  const draft = emptyDraft();
  /** @type {string[]} */
  const lost = [];
  for (const { code, mark, forms, boxes, sides, lines, note } of plan.entries) {
    if (!Object.hasOwn(data.entries, code)) {
      const exercise = Object.hasOwn(data.retired, code) ? data.retired[code] : "";
      lost.push(exercise ? t("prescribe.lost_exercise", { exercise }) : t("prescribe.lost_unknown"));
      continue;
    }
    const known = data.entries[code];
    const here = (/** @type {string} */ codes, /** @type {{code: string}[]} */ among) =>
      [...codes].filter((one) => among.some((other) => other.code === one)).join("");
    const item = { ...addItem(draft, code), sides, note, changed: mark !== known.mark };
    const found = here(forms, known.forms);
    const oneOf = known.choice === "one" && found.length > 1;
    Object.assign(item, { forms: oneOf ? "" : found, boxes: here(boxes, known.boxes) });
    draft.items.splice(-1, 1, item);
    const asked = linesOf(known, item).map(({ key }) => key);
    const kept = lines.filter((line) => asked.includes(keyOf(line)));
    for (const line of kept) item.lines[keyOf(line)] = fieldOf(line.kind, line.quantity);
    const less = kept.length < lines.length || item.forms !== forms || item.boxes !== boxes;
    if (less) lost.push(t("prescribe.lost_part", { exercise: known.title }));
  }
  return { draft: { ...draft, ...wholeOf(plan) }, lost };
}

/** @param {Plan} plan @returns {Partial<Draft>} what holds for all of it */
const wholeOf = ({ frequency, days, start = "", end = "", instructions, clinic, phone, boneHealth }) => ({
  ...(frequency && { often: fieldOf("frequency", frequency) }),
  ...(days && { days: fieldOf("days", days) }),
  ...{ start, end, instructions, clinic, phone, bone: boneHealth },
});

/** @param {unknown} value kept in this tab @param {PageData} data @returns {value is Draft} if it still fits the page */
export function isDraft(value, data) {
  try {
    const draft = /** @type {Draft} */ (value);
    for (const { code } of draft.items) if (!Object.hasOwn(data.entries, code)) return false;
    const { wrong } = check(data, draft);
    // What was kept before large doses were asked about has none that anybody stands by.
    draft.sure ??= {};
    // Nor has it a language, days and dates.
    draft.language ??= "";
    draft.days ??= blank("days");
    for (const key of DATES) draft[key] ??= "";
    return typeof draft.made === "number" && typeof draft.language === "string" && typeof draft.sure === "object" && wrong.get("") !== t("wrong.plan");
  } catch {
    return false;
  }
}
