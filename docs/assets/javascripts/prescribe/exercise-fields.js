// @ts-check
// The fields of one exercise in the plan, from the templates of the page.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { BANDS, SIDES, isCounted, shapesOf, unitsOf } from "../plan/format.js";
import { bandText, lineLabel, lineText, sidesText, titled, unitText } from "../plan/words.js";
import { blank, quantityOf } from "./dose-field.js";
import { linesOf } from "./draft.js";

/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("./draft.js").Known} Known */
/** @typedef {import("./draft.js").Item} Item */
/** @typedef {import("./draft.js").Field} Field */

// Asked for less often: they wait behind a heading.
const MORE = ["rest", "rest_between_repetitions", "load", "effort", "tempo", "days"];

/** @param {string} name of a template @returns {HTMLElement} a copy of what is in it */
function copy(name) {
  const { content } = find(document, `template[data-part="${name}"]`, HTMLTemplateElement);
  const made = document.importNode(content, true).firstElementChild;
  if (!(made instanceof HTMLElement)) throw new Error(`nothing in ${name}`);
  return made;
}

/** @param {HTMLElement} select @param {string[]} values @param {(value: string) => string} text */
const fillSelect = (select, values, text) =>
  select.replaceChildren(...values.map((value) => Object.assign(make("option", "", text(value)), { value })));

/**
 * Shows a number in its fields. They stay the same, and so does the focus.
 * @param {HTMLElement} line
 * @param {string} kind
 * @param {Field} field
 */
export function showNumber(line, kind, field) {
  const get = (/** @type {string} */ name) => find(line, `[data-field="${name}"]`, HTMLElement);
  const units = unitsOf(kind);
  const shapes = shapesOf(kind, field.unit);
  fillSelect(get("unit"), units, (unit) => (BANDS.includes(unit) ? bandText(unit) : unitText(kind, unit)));
  fillSelect(get("shape"), shapes, (shape) => t("prescribe.shape", { shape }));
  get("unit").hidden = units.length < 2;
  get("shape").hidden = shapes.length < 2;
  get("amount").hidden = !isCounted(field.shape);
  part(line, "counted").textContent = units.length > 1 ? "" : unitText(kind, units[0]);
  part(line, "counted").hidden = units.length > 1 || !isCounted(field.shape);
  part(line, "to").hidden = !["exact", "range", "start-goal"].includes(field.shape);
  for (const name of /** @type {const} */ (["amount", "to", "unit", "shape"])) Object.assign(get(name), { value: field[name] });
}

/**
 * Names the fields of a number, and fills them in.
 * @param {HTMLElement} line
 * @param {{id: string, kind: string, label: string, field: Field}} what
 */
export function dressLine(line, { id, kind, label, field }) {
  const set = (/** @type {string} */ name, /** @type {string} */ suffix, /** @type {string} */ called) => {
    const input = find(line, `[data-field="${name}"]`, HTMLElement);
    input.id = `${id}${suffix}`;
    input.setAttribute("aria-label", called);
    input.setAttribute("aria-describedby", `${id}-wrong`);
  };
  showNumber(line, kind, field);
  part(line, "label").textContent = label;
  part(line, "wrong").id = `${id}-wrong`;
  line.setAttribute("aria-label", label);
  set("amount", "", label);
  set("to", "-to", t("prescribe.field_to", { line: label }));
  set("unit", "-unit", t("prescribe.field_unit", { line: label }));
  set("shape", "-shape", t("prescribe.field_shape", { line: label }));
}

/** @param {Known} known @returns {string} what its handout gives, in words */
function given({ preset, forms, phases }) {
  const names = new Map([...forms, ...phases].map(({ code, name }) => [code, name]));
  const told = preset.lines.map(({ kind, part, quantity }) =>
    t("prescribe.preset_line", { line: lineLabel(kind, names.get(part)), dose: lineText(kind, quantity) }),
  );
  return [...told, ...(preset.sides ? [sidesText(preset.sides)] : [])].map((text) => text.replace(/\.$/, "")).join(" · ");
}

/**
 * @param {HTMLElement} place a fieldset
 * @param {"form" | "box"} field
 * @param {{code: string, label: string}[]} choices
 * @param {string} chosen codes
 * @param {string} id
 * @param {"checkbox" | "radio"} type
 */
function offer(place, field, choices, chosen, id, type) {
  place.id = `${id}-${field === "form" ? "forms" : "boxes"}`;
  place.setAttribute("aria-describedby", `${place.id}-wrong`);
  named(place, find(place, "legend", HTMLElement), id);
  for (const { code, label } of choices) {
    const box = Object.assign(document.createElement("input"), { type, id: `${id}-${field}-${code}`, value: code });
    box.checked = code ? chosen.includes(code) : !chosen;
    if (type === "radio") box.name = place.id;
    box.dataset.field = field;
    box.dataset.stop = "";
    place.append(make("label", "tick", box, ` ${label}`));
  }
  const wrong = make("p", "wrong");
  Object.assign(wrong, { id: `${place.id}-wrong`, hidden: true });
  wrong.dataset.part = "wrong";
  place.append(wrong);
}

/**
 * Names a group of fields by its label and by the exercise that it is of: an exercise can stand in a plan twice.
 * @param {HTMLElement} group
 * @param {HTMLElement} label
 * @param {string} id of the exercise
 */
function named(group, label, id) {
  label.id = `${group.id || `${id}-${group.dataset.key}`}-label`;
  group.removeAttribute("aria-label");
  group.setAttribute("aria-labelledby", `${label.id} ${id}-title`);
}

/** @param {HTMLElement} made @param {PageData} data @param {Item} item @param {number} at its place, from 0 */
function showTitle(made, data, item, at) {
  const known = data.entries[item.code];
  const title = part(made, "title");
  title.id = `${item.id}-title`;
  title.textContent = t("entry.numbered", { number: at + 1, title: titled(known.title, item.sides) });
  const { name: program, restriction } = data.programs.find(({ slug }) => slug === known.program) ?? { name: "", restriction: "" };
  part(made, "program").textContent = t("prescribe.program", { program });
  part(made, "restricted").hidden = !restriction;
  part(made, "restricted").textContent = restriction && t("prescribe.restricted", { program, restriction });
}

/** @param {HTMLElement} made @param {PageData} data @param {Item} item @param {boolean} bone */
function showNotes(made, data, item, bone) {
  part(made, "changed").hidden = !item.changed;
  part(made, "remarks").id = `${item.id}-remarks`;
  part(made, "bone").hidden = !(bone && data.entries[item.code].conflict && data.bone);
  Object.assign(part(made, "source"), { href: data.bone?.url, textContent: data.bone?.source });
}

/** @param {HTMLElement} made @param {Known} known @param {Item} item */
function showChoices(made, known, item) {
  const [forms, boxes] = [part(made, "forms"), part(made, "boxes")];
  if (["one", "clinician"].includes(known.choice) && known.forms.length > 1) {
    const isOne = known.choice === "one";
    const choices = known.forms.map(({ code, name }) => ({ code, label: name }));
    if (isOne) choices.unshift({ code: "", label: t("prescribe.patient_picks") });
    find(forms, "legend", HTMLElement).textContent = t("prescribe.forms", { choice: known.choice });
    offer(forms, "form", choices, item.forms, item.id, isOne ? "radio" : "checkbox");
  } else forms.remove();
  if (known.boxes.length) offer(boxes, "box", known.boxes, item.boxes, item.id, "checkbox");
  else boxes.remove();
}

/** @param {HTMLElement} made @param {Known} known @param {string} id */
function showButtons(made, known, id) {
  const figures = known.preset.lines.length > 0;
  part(made, "gives").textContent = figures ? t("prescribe.preset", { dose: given(known) }) : t("prescribe.no_preset");
  for (const button of findAll(made, "[data-do]")) {
    button.id = `${id}-${button.dataset.do}`;
    button.setAttribute("aria-describedby", `${id}-title`);
  }
  find(made, '[data-do="preset"]', HTMLElement).hidden = !figures;
}

/** @param {HTMLElement} made @param {Known} known @param {Item} item @returns {boolean} whether something is filled in that is asked for less often */
function showLines(made, known, item) {
  let filled = false;
  for (const { key, kind, label } of linesOf(known, item)) {
    const line = copy("one-line");
    const field = item.lines[key] ?? blank(kind);
    dressLine(line, { id: `${item.id}-${key}`, kind, label, field });
    line.dataset.key = key;
    named(line, part(line, "label"), item.id);
    const isMore = MORE.includes(kind);
    part(made, isMore ? "more" : "lines").append(line);
    filled ||= isMore && quantityOf(kind, field) !== null;
  }
  return filled;
}

/** @param {HTMLElement} made @param {Item} item */
function showSides(made, item) {
  const sides = find(made, '[data-field="sides"]', HTMLSelectElement);
  fillSelect(sides, SIDES, (side) => sidesText(side) || t("prescribe.no_side"));
  Object.assign(sides, { id: `${item.id}-sides`, value: item.sides });
  sides.setAttribute("aria-describedby", `${item.id}-title`);
}

/** @param {HTMLElement} made @param {Item} item */
function showNote(made, item) {
  const id = `${item.id}-note`;
  const note = find(made, '[data-field="note"]', HTMLInputElement);
  Object.assign(note, { id, value: item.note });
  Object.assign(part(made, "note-label"), { htmlFor: id });
  part(made, "note-hint").id = `${id}-hint`;
  note.setAttribute("aria-describedby", `${item.id}-title ${id}-hint ${id}-wrong`);
  part(part(made, "note"), "wrong").id = `${id}-wrong`;
}

/**
 * @param {PageData} data
 * @param {Item} item
 * @param {number} at its place, from 0
 * @param {boolean} bone whether the plan is for bone health
 * @param {boolean} open whether the fields that are asked for less often are in sight
 * @returns {HTMLElement}
 */
export function exerciseFields(data, item, at, bone, open) {
  const made = copy("one-exercise");
  const known = data.entries[item.code];
  made.id = item.id;
  made.dataset.item = item.id;
  made.setAttribute("aria-labelledby", `${item.id}-title`);
  showTitle(made, data, item, at);
  showNotes(made, data, item, bone);
  showChoices(made, known, item);
  showButtons(made, known, item.id);
  const filled = showLines(made, known, item);
  find(made, "details", HTMLDetailsElement).open = open || filled || item.note !== "";
  showSides(made, item);
  showNote(made, item);
  return made;
}
