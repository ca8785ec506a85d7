// @ts-check
// The fields of one exercise in the plan, from the templates of the page.

import { find, make } from "./cards.js";
import { SIDES, unitsOf } from "./format.js";
import { blank, linesOf } from "./prescribe-draft.js";
import { lineLabel, lineText, sidesText, unitText } from "./words.js";

/** @typedef {import("./prescribe-draft.js").Library} Library */
/** @typedef {import("./prescribe-draft.js").Known} Known */
/** @typedef {import("./prescribe-draft.js").Item} Item */
/** @typedef {import("./prescribe-draft.js").Field} Field */

// What a clinician is told about the forms of an exercise, by its choice.
const CHOICES = new Map([
  ["one", "Choose one way. If you choose none, your patient picks one."],
  ["clinician", "Choose what to do. You can choose more than one."],
]);
// Asked for less often: they wait behind a heading.
const RESTS = ["rest", "rest_between_repetitions"];

/** @param {string} id of a template @returns {HTMLElement} a copy of what is in it */
function copy(id) {
  const { content } = find(document, `#${id}`, HTMLTemplateElement);
  const made = document.importNode(content, true).firstElementChild;
  if (!(made instanceof HTMLElement)) throw new Error(`nothing in ${id}`);
  return made;
}

/** @param {HTMLElement} select @param {string[]} values @param {(value: string) => string} text */
const fillSelect = (select, values, text) =>
  select.replaceChildren(...values.map((value) => Object.assign(make("option", "", text(value)), { value })));

/**
 * Fills in the fields of a number.
 * @param {HTMLElement} line
 * @param {{id: string, kind: string, label: string, field: Field}} what
 */
export function dressLine(line, { id, kind, label, field }) {
  const get = (/** @type {string} */ name) => find(line, `[data-field="${name}"]`, HTMLElement);
  const set = (/** @type {string} */ name, /** @type {string} */ suffix, /** @type {string} */ called) => {
    const input = get(name);
    input.id = `${id}${suffix}`;
    input.setAttribute("aria-label", called);
    input.setAttribute("aria-describedby", `${id}-wrong`);
    Object.assign(input, { value: field[/** @type {keyof Field} */ (name)] });
  };
  const units = unitsOf(kind);
  const counted = find(line, '[data-x="counted"]', HTMLElement);
  fillSelect(get("unit"), units, (unit) => unitText(kind, unit));
  get("unit").hidden = units.length < 2;
  counted.hidden = units.length > 1;
  counted.textContent = unitText(kind, "");
  find(line, '[data-x="label"]', HTMLElement).textContent = label;
  find(line, ".to", HTMLElement).hidden = field.shape === "at-least" || field.shape === "target";
  find(line, ".wrong", HTMLElement).id = `${id}-wrong`;
  line.setAttribute("aria-label", label);
  set("amount", "", label);
  set("to", "-to", `${label}, to`);
  set("unit", "-unit", `${label}, unit`);
  set("shape", "-shape", `${label}, exactly or how`);
}

/** @param {Known} known @returns {string} what its handout gives, in words */
function given({ preset, forms, phases }) {
  const names = new Map([...forms, ...phases].map(({ code, name }) => [code, name]));
  const told = preset.lines.map(({ kind, part, quantity }) => `${lineLabel(kind, names.get(part))}: ${lineText(kind, quantity)}`);
  return [...told, ...(preset.sides ? [sidesText(preset.sides)] : [])].map((text) => text.replace(/\.$/, "")).join(" · ");
}

/**
 * @param {HTMLElement} place a fieldset
 * @param {"form" | "box"} field
 * @param {{code: string, label: string}[]} choices
 * @param {string} chosen codes
 * @param {string} id
 */
function offer(place, field, choices, chosen, id) {
  place.id = `${id}-${field === "form" ? "forms" : "boxes"}`;
  place.setAttribute("aria-describedby", `${place.id}-wrong`);
  for (const { code, label } of choices) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `${id}-${field}-${code}`, value: code });
    box.checked = chosen.includes(code);
    box.dataset.field = field;
    box.dataset.stop = "";
    place.append(make("label", "tick", box, ` ${label}`));
  }
  const wrong = make("p", "wrong");
  Object.assign(wrong, { id: `${place.id}-wrong`, hidden: true });
  place.append(wrong);
}

/**
 * @param {Library} library
 * @param {Item} item
 * @param {number} at its place, from 0
 * @param {boolean} bone whether the plan is for bone health
 * @param {boolean} open whether the fields for rest and a note are in sight
 * @returns {HTMLElement}
 */
export function exerciseFields(library, item, at, bone, open) {
  const made = copy("one-exercise");
  const known = library.entries[item.code];
  const { id } = item;
  const part = (/** @type {string} */ name) => find(made, `[data-x="${name}"]`, HTMLElement);
  made.id = id;
  made.setAttribute("aria-labelledby", `${id}-title`);
  part("title").id = `${id}-title`;
  part("title").textContent = `${at + 1}. ${known.title}`;
  part("program").textContent = `From ${library.programs.find(({ slug }) => slug === known.program)?.name}`;
  part("changed").hidden = !item.changed;

  part("bone").hidden = !(bone && known.conflict && library.bone);
  Object.assign(part("source"), { href: library.bone?.url, textContent: library.bone?.source });

  const rule = CHOICES.get(known.choice);
  if (rule && known.forms.length > 1) {
    find(part("forms"), "legend", HTMLElement).textContent = rule;
    offer(part("forms"), "form", known.forms.map(({ code, name }) => ({ code, label: name })), item.forms, id);
  } else part("forms").remove();
  if (known.boxes.length) offer(part("boxes"), "box", known.boxes, item.boxes, id);
  else part("boxes").remove();

  const figures = known.preset.lines.length > 0;
  part("gives").textContent = figures ? `The handout gives: ${given(known)}` : "The handout gives no figures.";
  for (const button of made.querySelectorAll("button")) {
    button.id = `${id}-${button.dataset.do}`;
    button.setAttribute("aria-describedby", `${id}-title`);
  }
  find(made, '[data-do="preset"]', HTMLElement).hidden = !figures;

  let filled = item.note !== "";
  for (const { key, kind, label } of linesOf(known, item)) {
    const line = copy("one-line");
    const field = item.lines[key] ?? blank(kind);
    dressLine(line, { id: `${id}-${key}`, kind, label, field });
    line.dataset.key = key;
    const rests = RESTS.includes(kind);
    part(rests ? "rests" : "lines").append(line);
    filled ||= rests && field.amount + field.to !== "";
  }
  find(made, "details", HTMLDetailsElement).open = filled || open;

  const sides = find(made, '[data-field="sides"]', HTMLSelectElement);
  fillSelect(sides, SIDES, (side) => sidesText(side) || "Not said");
  Object.assign(sides, { id: `${id}-sides`, value: item.sides });

  const note = find(made, '[data-field="note"]', HTMLInputElement);
  Object.assign(note, { id: `${id}-note`, value: item.note });
  Object.assign(part("note-label"), { htmlFor: note.id });
  part("note-hint").id = `${id}-note-hint`;
  note.setAttribute("aria-describedby", `${id}-note-hint ${id}-note-wrong`);
  find(made, ".text-field .wrong", HTMLElement).id = `${id}-note-wrong`;
  return made;
}
