// @ts-check
// What is not known is asked once: a form with a field for each open line. "I do not know" is an answer.

import { find, make } from "../common/dom.js";
import { t } from "../common/messages.js";
import { unitText } from "../plan/words.js";
import { isSound, keyOf, largest, unitsFor } from "./dose.js";

/** @typedef {import("./dose.js").Line} Line */
/** @typedef {import("./dose.js").Named} Named */
/** @typedef {import("./dose.js").Answer} Answer */
/** @typedef {import("./open-lines.js").Told} Told */

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} parts @returns {HTMLElement} */
function element(tag, attributes, ...parts) {
  const made = make(tag, "", ...parts);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** @param {string} name @param {string} value @param {(Node | string)[]} parts @returns {HTMLElement} */
const choice = (name, value, ...parts) =>
  make("label", "practice-tick", element("input", { type: "radio", name, value }), make("span", "", ...parts));

/** @param {string} legend @param {HTMLElement[]} choices @returns {HTMLElement} */
export const group = (legend, ...choices) => make("fieldset", "practice-choices", make("legend", "", legend), ...choices);

/** @param {string} name @param {{value: string, text: string}[]} options @param {string} legend @returns {HTMLElement} */
export const radios = (name, options, legend) =>
  group(legend, ...options.map(({ value, text }) => choice(name, value, text)));

/** @param {Line} line @returns {string} what its field is called */
function labelOf(line) {
  const units = unitsFor(line);
  const unit = units.length === 1 ? unitText(line.kind, units[0]) : "";
  if (line.kind === "sets" && !line.target) return line.label;
  const goal = line.quantity?.amount ?? line.target ?? 0;
  if (goal) return t("practice.ask_goal", { line: line.label, unit, goal });
  return unit ? t("practice.ask_part", { line: line.label, unit }) : line.label;
}

/** @param {Line} line @param {boolean} mayBeEmpty @returns {HTMLElement} */
function fieldFor(line, mayBeEmpty) {
  const key = keyOf(line);
  const number = element("input", { type: "text", inputmode: "numeric", "data-field": `amount-${key}`, autocomplete: "off" });
  const parts = [make("label", "practice-field", labelOf(line), " ", number)];
  const units = unitsFor(line);
  if (units.length > 1) {
    const options = units.map((unit) => element("option", { value: unit }, unitText(line.kind, unit)));
    const select = element("select", { "data-field": `unit-${key}`, "aria-label": t("practice.ask_unit", { line: line.label }) }, ...options);
    parts.push(select);
  }
  if (!mayBeEmpty) {
    const unknown = element("input", { type: "checkbox", "data-field": `unknown-${key}` });
    parts.push(make("label", "practice-tick", unknown, t("practice.unknown")));
  }
  return make("div", "practice-ask", ...parts);
}

/**
 * @param {Line[]} lines that are open
 * @param {Named[]} forms to choose from
 * @param {{own: boolean, clinician: boolean}} how own: whether a field may stay empty; clinician: whether the clinician
 *     chooses among the forms
 * @returns {HTMLElement[]} the fields of the form
 */
export function fieldsFor(lines, forms, { own, clinician }) {
  const fields = lines.map((line) => fieldFor(line, own));
  const ways = forms.map(({ code, name }) => ({ value: code, text: name }));
  ways.push({ value: "?", text: t("practice.unknown") });
  const legend = clinician ? t("practice.ask_form") : t("practice.ask_form_one");
  const sides = ["", "each", "left", "right", "together"].map((side) => ({
    value: side,
    text: side ? t("dose.sides", { sides: side }) : t("practice.side_none"),
  }));
  return [
    ...(forms.length ? [radios("form", ways, legend)] : []),
    ...fields,
    ...(own ? [radios("sides", sides, t("practice.ask_sides"))] : []),
  ];
}

/** @param {ParentNode} form @param {string} name @returns {string} */
const chosen = (form, name) => {
  const found = form.querySelector(`input[name="${name}"]:checked`);
  return found instanceof HTMLInputElement ? found.value : "";
};

/** @param {ParentNode} form @param {Line} line @param {boolean} mayBeEmpty @returns {{answer?: Answer, wrong?: string}} wrong: why it is no answer */
function answerTo(form, line, mayBeEmpty) {
  const key = keyOf(line);
  const text = find(form, `[data-field="amount-${key}"]`, HTMLInputElement).value.trim();
  const unknown = form.querySelector(`[data-field="unknown-${key}"]`);
  if (unknown instanceof HTMLInputElement && unknown.checked) return { answer: "unknown" };
  if (!text) return mayBeEmpty ? {} : { wrong: t("practice.ask_missing", { line: line.label }) };
  const select = form.querySelector(`[data-field="unit-${key}"]`);
  const unit = select instanceof HTMLSelectElement ? select.value : unitsFor(line)[0];
  const answer = { amount: /^\d{1,4}$/.test(text) ? Number(text) : NaN, unit };
  const goal = line.quantity?.amount ?? line.target ?? 0;
  if (!isSound(line.kind, answer)) return { wrong: t("practice.ask_number", { line: line.label, most: largest(line.kind, unit) }) };
  return goal && answer.amount > goal ? { wrong: t("practice.ask_goal_less", { line: line.label, goal }) } : { answer };
}

/**
 * @param {HTMLElement} form
 * @param {Line[]} lines that were asked for
 * @param {Named[]} forms
 * @param {boolean} own
 * @returns {{told: Told, wrong: import("../common/wrong.js").Wrong[]}} what the patient said, and what has to be mended first
 */
export function readForm(form, lines, forms, own) {
  /** @type {Told} */
  const told = { form: chosen(form, "form"), sides: chosen(form, "sides"), lines: {} };
  const wrong = forms.length && !told.form ? [{ field: "form", text: t("practice.ask_missing_form") }] : [];
  for (const line of lines) {
    const { answer, wrong: why } = answerTo(form, line, own);
    if (why) wrong.push({ field: `amount-${keyOf(line)}`, text: why });
    else if (answer) told.lines[keyOf(line)] = answer;
  }
  return { told, wrong };
}
