// @ts-check
// Prescribing: a clinician chooses exercises, fills in the numbers, and prints the sheet or gives a link.
// Nothing leaves the page. What is in progress stays in this tab; the patient's name is only ever in the sheet.

import { find, findAll, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { printPage } from "../common/print.js";
import { Stored } from "../common/storage.js";
import { MAX_ENTRIES } from "../plan/format.js";
import { readPageData } from "../plan/page-data.js";
import { lineLabel } from "../plan/words.js";
import { combobox } from "./combobox.js";
import { TEXTS, addItem, blank, check, draftOf, emptyDraft, isDraft, takePreset, withTyped } from "./draft.js";
import { dressLine, exerciseFields } from "./exercise-fields.js";
import { Sheet } from "./sheet.js";
import { TemplateList } from "./templates.js";

/** @typedef {import("./draft.js").Field} Field */
/** @typedef {import("./draft.js").Item} Item */
/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("../plan/format.js").Plan} Plan */

const MOST_STEPS = 200;

/** @param {string} id @returns {HTMLElement} what a label, hint or message belongs to, or that message itself */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no ${id} on this page`);
  return found;
}

/** @param {HTMLElement} target @returns {boolean} whether letters that are typed there go into a text */
const isText = (target) => target.matches("textarea, input:not([type]), input[type='text']");

/** @param {Element} element @returns {boolean} whether it is in sight. Safari has checkVisibility only since 17.4. */
const isSeen = (element) => element.getClientRects().length > 0;

class Prescription {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    /** @type {PageData} */
    this.data = readPageData(root);
    this.tool = part(root, "prescribe");
    this.make = part(this.tool, "make");
    this.preview = part(this.tool, "preview");
    this.chosen = part(this.tool, "chosen");
    this.add = this.field("add");
    this.patient = this.field("patient");
    this.bone = this.field("bone");
    this.often = find(this.tool, '[data-key="often"]', HTMLElement);
    this.sheet = new Sheet(this.tool, this.data);
    const isOurs = (/** @type {string} */ text) => isDraft(JSON.parse(text), this.data);
    this.stored = new Stored("sessionStorage", "prescription", isOurs);
    /** What stays when the tab is closed, if the clinician wants it to. */
    this.kept = new Stored("localStorage", "draft", isOurs);
    this.keepDraft = this.field("keep-draft");

    this.draft = emptyDraft();
    /** Drafts as they were, the latest last. @type {string[]} */
    this.past = [];
    /** The field that was changed last: all that is typed in one field is one step. */
    this.last = "";
    this.checked = check(this.data, this.draft);
    /** What each button does, by the exercise that it is in. @type {Record<string, (id: string) => unknown>} */
    this.acts = {
      up: (id) => this.move(id, -1),
      down: (id) => this.move(id, 1),
      remove: (id) => this.remove(id),
      preset: (id) => this.preset(id),
      undo: () => this.undo(),
      anew: () => this.startAnew(),
      where: () => this.goToWrong(),
      print: () => (this.checked.wrong.size ? this.goToWrong() : printPage((text) => this.say(text))),
      copy: () => this.copyLink(),
      fold: () => this.fold(),
    };
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return find(this.tool, `[data-field="${name}"]`, HTMLInputElement);
  }

  /** Listens, takes what this tab keeps, and shows the tool. */
  open() {
    this.offerExercises();
    this.offerTemplates();
    this.listen();
    this.takeFromTab();
    this.openProgram();
    this.show(true);
    part(this.root, "without-script").hidden = true;
    this.tool.hidden = false;
  }

  listen() {
    this.tool.addEventListener("click", (event) => this.clicked(event));
    this.chosen.addEventListener("input", (event) => this.edited(event));
    this.often.addEventListener("input", (event) => this.edited(event));
    this.chosen.addEventListener("focusin", () => this.follow());
    this.make.addEventListener("input", (event) => this.wrote(event));
    this.keepDraft.addEventListener("change", () => this.keep());
    this.bone.addEventListener("change", () => this.change(() => (this.draft.bone = this.bone.checked)));
    part(this.tool, "lists").addEventListener("change", (event) => this.ticked(event));
    this.patient.addEventListener("input", () => this.namePatient());
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("hashchange", () => this.openProgram());
  }

  offerExercises() {
    combobox(this.data, {
      input: this.add,
      list: part(this.tool, "matches"),
      has: (code) => this.has(code),
      add: (code) => this.addAndGo(code),
      say: (text) => this.say(text),
      first: () => location.hash.replace("#start=", ""),
    });
  }

  offerTemplates() {
    new TemplateList(this.tool, {
      current: () => (this.checked.wrong.size ? null : this.checked.plan),
      open: (plan, name) => this.openTemplate(plan, name),
      say: (text) => this.say(text),
      complain: (id, message) => this.complain(id, message),
    }).open();
  }

  /** @param {Plan} plan @param {string} name */
  openTemplate(plan, name) {
    const { draft: opened, lost } = draftOf(this.data, plan);
    // Ids that were used before stand in what undo brings back.
    for (const item of opened.items) item.id = `e${++this.draft.made}`;
    this.change(() => (this.draft = { ...opened, made: this.draft.made }));
    this.say([t("templates.opened", { name }), ...lost].join(" "));
    byId("the-plan").scrollIntoView();
    this.add.focus();
  }

  /** @param {string} text */
  say(text) {
    part(this.tool, "said").textContent = text;
  }

  /**
   * A reload, or a wrong tap, must not lose a prescription. The next tab, and the next visitor, do not see it, unless the
   * clinician wants it to outlive the tab.
   */
  takeFromTab() {
    const lasting = this.kept.read();
    const kept = this.stored.read() || lasting;
    if (kept) this.draft = JSON.parse(kept);
    this.keepDraft.checked = lasting !== "";
  }

  /** Keeps the draft in the tab, and on the device only as long as that is wanted. */
  keep() {
    const draft = JSON.stringify(this.draft);
    this.stored.write(draft);
    if (!this.keepDraft.checked) this.kept.remove();
    else if (!this.kept.write(draft)) {
      this.keepDraft.checked = false;
      this.say(t("templates.not_kept"));
    }
  }

  /**
   * Every change goes through here.
   * @param {() => void} edit of the draft
   * @param {string} [field] that is typed in; without one all fields are made anew
   */
  change(edit, field = "") {
    if (!field || field !== this.last) this.past = [...this.past, JSON.stringify(this.draft)].slice(-MOST_STEPS);
    this.last = field;
    this.say("");
    edit();
    this.show(!field);
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.draft = JSON.parse(before);
    this.last = "";
    this.show(true);
    this.say(t("prescribe.undone"));
  }

  /** @param {boolean} anew whether the fields are made anew, and not only what follows from them */
  show(anew) {
    this.checked = check(this.data, this.draft);
    if (anew) this.showFields();
    this.showCount();
    this.showWrong();
    this.sheet.show(this.checked.rest);
    this.sheet.showLink(this.checked.wrong.size ? null : this.checked.plan, this.tool.dataset.plan ?? "");
    for (const box of part(this.tool, "lists").querySelectorAll("input")) box.checked = this.has(box.value);
    find(this.tool, '[data-do="undo"]', HTMLElement).setAttribute("aria-disabled", String(!this.past.length));
    this.keep();
    this.follow();
  }

  /** Makes the fields of the plan anew. The one with the focus keeps it. */
  showFields() {
    const { items, often, bone } = this.draft;
    const focused = document.activeElement?.id;
    const open = items.map(({ id }) => document.getElementById(id)?.querySelector("details")?.open ?? false);
    this.chosen.replaceChildren(...items.map((item, at) => exerciseFields(this.data, item, at, bone, open[at])));
    dressLine(this.often, { id: "often", kind: "frequency", label: lineLabel("frequency"), field: often });
    for (const key of TEXTS) Object.assign(byId(key), { value: this.draft[key] });
    this.bone.checked = bone;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** Moves the sheet to the exercise that is worked on, so far that its dose is in sight. */
  follow() {
    const at = [...this.chosen.children].findIndex((item) => item.contains(document.activeElement));
    const card = this.sheet.cards[at];
    if (!card) return;
    const view = this.preview.getBoundingClientRect();
    const dose = card.querySelector('[data-part="dose"], [data-part="no-numbers"]') ?? card;
    const { bottom } = dose.getBoundingClientRect();
    this.preview.scrollTop += Math.max(card.getBoundingClientRect().top - view.top, bottom - view.bottom);
  }

  showCount() {
    const { length } = this.draft.items;
    const lots = length > 5;
    const count = part(this.tool, "count");
    count.textContent = lots ? t("prescribe.count_lots", { count: length }) : t("prescribe.count", { count: length });
    count.classList.toggle("lots", lots);
  }

  /** @param {string} id of a field @param {string} message what is wrong with it, or nothing */
  complain(id, message) {
    const place = byId(`${id}-wrong`);
    place.textContent = message;
    place.hidden = !message;
    for (const input of [document.getElementById(id), document.getElementById(`${id}-to`)]) {
      if (input?.matches("input, textarea")) input.setAttribute("aria-invalid", String(message !== ""));
    }
  }

  /** Says beside each field what is wrong with it, and what keeps the plan from being given out. */
  showWrong() {
    const { wrong } = this.checked;
    for (const { id } of findAll(this.tool, '[data-checked] [data-part="wrong"]')) {
      const field = id.replace("-wrong", "");
      this.complain(field, wrong.get(field) ?? "");
    }
    const [[id, message] = ["", ""]] = wrong;
    const number = this.draft.items.findIndex((item) => id.startsWith(`${item.id}-`)) + 1;
    part(this.tool, "why-not").textContent = number ? t("prescribe.wrong_exercise", { number, message }) : message;
    find(this.tool, '[data-do="where"]', HTMLElement).hidden = !id;
    for (const name of ["not-ready", "no-link"]) part(this.tool, name).hidden = !wrong.size;
    part(this.tool, "ready").hidden = wrong.size > 0;
    this.tool.toggleAttribute("data-ready", !wrong.size);
  }

  /** Goes to the first field that is wrong. */
  goToWrong() {
    const field = byId([...this.checked.wrong.keys()][0]);
    const details = field.closest("details");
    if (details) details.open = true;
    (field.querySelector("input") ?? field).focus();
  }

  /** @param {Element} from Goes on to the next field that is filled in by nearly everyone. */
  goOn(from) {
    const all = [...this.tool.querySelectorAll("[data-stop], :focus")];
    const stops = all.filter((stop) => stop === from || isSeen(stop));
    const next = stops[stops.indexOf(from) + 1];
    if (!(next instanceof HTMLElement)) return;
    next.focus();
    if (next instanceof HTMLInputElement && next.type === "text") next.select();
  }

  /** @param {string} code @returns {boolean} whether it is in the plan */
  has(code) {
    return this.draft.items.some((item) => item.code === code);
  }

  /** @param {string} code @returns {boolean} whether there is room for it */
  put(code) {
    if (this.draft.items.length >= MAX_ENTRIES) {
      this.say(t("prescribe.full", { most: MAX_ENTRIES }));
      return false;
    }
    this.change(() => addItem(this.data, this.draft, code));
    return true;
  }

  /** @param {string} code Adds it, or finds it in the plan, and goes to its first field. */
  addAndGo(code) {
    if (!this.has(code) && !this.put(code)) return;
    const item = this.draft.items.find((one) => one.code === code);
    const stop = item && document.getElementById(item.id)?.querySelector("[data-stop]");
    if (stop instanceof HTMLElement) stop.focus();
  }

  /** @param {string} id @param {number} step up or down */
  move(id, step) {
    const { items } = this.draft;
    const from = items.findIndex((item) => item.id === id);
    const to = from + step;
    if (to < 0 || to >= items.length) return;
    this.change(() => items.splice(to, 0, ...items.splice(from, 1)));
    document.activeElement?.scrollIntoView({ block: "nearest" });
    this.say(t("prescribe.moved", { from: from + 1, to: to + 1 }));
  }

  /** @param {string} id */
  remove(id) {
    const { items } = this.draft;
    const at = items.findIndex((item) => item.id === id);
    const { title } = this.data.entries[items[at].code];
    this.change(() => items.splice(at, 1));
    const next = items[Math.min(at, items.length - 1)];
    (next ? byId(`${next.id}-remove`) : this.add).focus();
    this.say(t("prescribe.removed", { exercise: title }));
  }

  /** @param {string} id Takes the handout's figures, and goes to the first number that it leaves open. */
  preset(id) {
    const item = this.draft.items.find((one) => one.id === id);
    if (!item) return;
    this.change(() => takePreset(this.data.entries[item.code], item));
    const inputs = [...byId(id).querySelectorAll("[data-stop]")];
    const open = inputs.find((input) => input instanceof HTMLInputElement && input.type === "text" && !input.value);
    if (open instanceof HTMLElement && isSeen(open)) open.focus();
  }

  /** @param {Element} element @returns {string} the id of the exercise that it is in; empty if it is in none */
  itemOf(element) {
    const item = element.closest("[data-item]");
    return item instanceof HTMLElement ? (item.dataset.item ?? "") : "";
  }

  /** @param {Event} event typing or choosing in the fields of an exercise, or in how often for the whole plan */
  edited({ target }) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const id = this.itemOf(target);
    const item = this.draft.items.find((one) => one.id === id);
    const line = target.closest("[data-key]");
    if (line instanceof HTMLElement) this.editedLine(line, item, target);
    else if (item) this.editedItem(item, target);
  }

  /**
   * A part of a number, of one exercise or of how often for the whole plan.
   * @param {HTMLElement} line
   * @param {Item | undefined} item
   * @param {HTMLInputElement | HTMLSelectElement} target
   */
  editedLine(line, item, target) {
    const key = line.dataset.key ?? "";
    const before = item ? (item.lines[key] ?? blank(key.split(".")[0])) : this.draft.often;
    const field = withTyped(before, target.dataset.field ?? "", target.value);
    find(line, '[data-field="shape"]', HTMLSelectElement).value = field.shape;
    this.change(() => {
      if (item) item.lines[key] = field;
      else this.draft.often = field;
    }, this.typedIn(target));
  }

  /**
   * What else is said of an exercise.
   * @param {Item} item
   * @param {HTMLInputElement | HTMLSelectElement} target
   */
  editedItem(item, target) {
    const { field } = target.dataset;
    if (field === "form") this.change(() => (item.forms = this.ticks(target)));
    else if (field === "box") this.change(() => (item.boxes = this.ticks(target)));
    else if (field === "sides" || field === "note") this.change(() => (item[field] = target.value), this.typedIn(target));
  }

  /** @param {Element} target @returns {string} its id, if text is typed in it */
  typedIn(target) {
    return target instanceof HTMLInputElement && target.type === "text" ? target.id : "";
  }

  /** @param {Element} target @returns {string} the codes of all that is ticked beside it, in order */
  ticks(target) {
    const boxes = [...(target.closest("fieldset")?.querySelectorAll("input:checked") ?? [])];
    return boxes.map((box) => (box instanceof HTMLInputElement ? box.value : "")).sort().join("");
  }

  /** @param {Event} event writing what is for the whole plan */
  wrote({ target }) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const key = TEXTS.find((text) => text === target.dataset.field);
    if (key) this.change(() => (this.draft[key] = target.value), key);
  }

  /** @param {Event} event ticking in the lists of programs. The list stays where it is while the plan above it grows. */
  ticked({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    const { top } = target.getBoundingClientRect();
    const { title } = this.data.entries[target.value];
    if (!target.checked) {
      const rest = this.draft.items.filter(({ code }) => code !== target.value);
      this.change(() => (this.draft.items = rest));
      this.say(t("prescribe.removed", { exercise: title }));
    } else if (this.put(target.value)) this.say(t("prescribe.added", { exercise: title, number: this.draft.items.length }));
    else target.checked = false;
    scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /** Opens the list of the program in the address. */
  openProgram() {
    const list = document.getElementById(location.hash.slice(1));
    if (!(list instanceof HTMLDetailsElement)) return;
    list.open = true;
    list.parentElement?.prepend(list);
  }

  startAnew() {
    const { clinic, phone, made } = this.draft;
    this.keepDraft.checked = false;
    this.change(() => (this.draft = { ...emptyDraft(), clinic, phone, made }));
    this.patient.value = "";
    this.namePatient();
    this.say(t("prescribe.new_plan"));
    this.add.focus();
  }

  namePatient() {
    this.sheet.fill("name", new Text(this.patient.value.trim()));
  }

  async copyLink() {
    const link = this.field("link");
    try {
      await navigator.clipboard.writeText(link.value);
      this.say(t("prescribe.copied"));
    } catch {
      link.focus();
      link.select();
      this.say(t("prescribe.not_copied"));
    }
  }

  /** Shows or hides the sheet, where there is no room for it beside the fields. */
  fold() {
    const open = this.preview.toggleAttribute("data-open");
    const button = find(this.tool, '[data-do="fold"]', HTMLElement);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? t("prescribe.hide_it") : t("prescribe.show_it");
  }

  /** @param {Event} event */
  clicked({ target }) {
    const button = target instanceof Element ? target.closest("[data-do]") : null;
    const act = button instanceof HTMLElement ? (button.dataset.do ?? "") : "";
    if (button && Object.hasOwn(this.acts, act)) this.acts[act](this.itemOf(button));
  }

  /** @param {KeyboardEvent} event Does what the key is for, if it is for something there. */
  pressed(event) {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    const act = this.undoBy(event, target) ?? this.goOnBy(event, target) ?? this.moveBy(event, target);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} target @returns {(() => void) | null} */
  undoBy({ key, ctrlKey, metaKey, shiftKey }, target) {
    const isUndo = key === "z" && (ctrlKey || metaKey) && !shiftKey;
    return isUndo && !isText(target) ? () => this.undo() : null;
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} target @returns {(() => void) | null} */
  goOnBy({ key, isComposing }, target) {
    const isStop = target.matches("[data-stop]:not(button), select, [data-key] input") && this.make.contains(target);
    return key === "Enter" && isStop && !isComposing ? () => this.goOn(target) : null;
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} target @returns {(() => void) | null} */
  moveBy({ key, altKey }, target) {
    const isMove = altKey && (key === "ArrowUp" || key === "ArrowDown") && !target.matches("select");
    const id = isMove && this.itemOf(target);
    return id ? () => this.move(id, key === "ArrowUp" ? -1 : 1) : null;
  }
}

// What the tool needs of a browser. Without any of it, the page says so before anything is typed.
const NEEDED = [Object.hasOwn, String.prototype.replaceAll, globalThis.structuredClone, Intl.ListFormat];

/** @param {Document} root the page of the tool */
export function start(root) {
  if (NEEDED.every(Boolean)) new Prescription(root).open();
}
