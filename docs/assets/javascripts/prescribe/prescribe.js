// @ts-check
// Prescribing: a clinician chooses exercises, fills in the numbers, and prints the sheet or gives a link.
// Nothing leaves the page. What is in progress stays in this tab; the patient's name is only ever in the sheet.

import { byId, find, findAll, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { printPage } from "../common/print.js";
import { dayOf } from "../plan/day.js";
import { readPageData } from "../plan/page-data.js";
import { lineLabel } from "../plan/words.js";
import { largeDoses, oddDays } from "./asks.js";
import { Choosing } from "./choosing.js";
import { combobox } from "./combobox.js";
import { Complaints } from "./complaints.js";
import { alsoRead, blank } from "./dose-field.js";
import { DATES, TEXTS, check, draftOf, emptyDraft } from "./draft.js";
import { draggable } from "./drag.js";
import { editOf, itemOf, settling, stepOf } from "./edits.js";
import { dressLine, exerciseFields, showNumber } from "./exercise-fields.js";
import { begin, changed, paused, redone, undone } from "./history.js";
import { Keeping, workIn } from "./keeping.js";
import { actOf } from "./keys.js";
import { PatientLanguage } from "./language.js";
import { Preview } from "./preview.js";
import { Sheet } from "./sheet.js";
import { isSeen } from "./stops.js";
import { TemplateList } from "./templates.js";

/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").PageData} PageData */
/** @typedef {import("../plan/format.js").Plan} Plan */

/** @param {HTMLElement} line of a dose @returns {string} */
const kindOf = ({ dataset: { key = "" } }) => (key === "often" ? "frequency" : key.split(".")[0]);

class Prescription {
  /** @param {Document} root */
  constructor(root) {
    this.root = root;
    /** @type {PageData} */
    this.data = readPageData(root);
    this.tool = part(root, "prescribe");
    this.make = part(this.tool, "make");
    this.preview = new Preview(part(this.tool, "preview"), byId("fold"));
    this.chosen = part(this.tool, "chosen");
    this.add = this.field("add");
    this.patient = this.field("patient");
    this.bone = this.field("bone");
    this.often = find(this.tool, '[data-key="often"]', HTMLElement);
    this.days = find(this.tool, '[data-key="days"]', HTMLElement);
    this.more = find(this.tool, 'details[data-part="more-of-plan"]', HTMLDetailsElement);
    this.sheet = new Sheet(this.tool, this.data);
    this.complaints = new Complaints(this.tool, this.data);
    this.choosing = new Choosing(this);
    this.language = new PatientLanguage(this.tool, { data: this.data, sheet: this.sheet.sheet, changed: () => this.show(false) });
    this.keeping = new Keeping(this.data, { draft: this.field("keep-draft"), clinic: this.field("keep-clinic") });

    this.history = begin(emptyDraft());
    this.checked = this.look();
    /** The id of the exercise that the focus was in. */
    this.workedOn = "";
    /** What each button does, by the exercise that it is in. @type {Record<string, (id: string, button: HTMLElement) => unknown>} */
    this.acts = {
      up: (id) => this.move(id, -1),
      down: (id) => this.move(id, 1),
      remove: (id) => this.choosing.remove(id),
      preset: (id) => this.choosing.preset(id),
      again: (id) => this.choosing.again(id),
      sure: (_, button) => this.standBy(button),
      undo: () => this.undo(),
      redo: () => this.redo(),
      "save-draft": () => this.saveDraft(),
      sent: () => this.openSent(this.field("sent").value),
      anew: () => this.startAnew(),
      where: () => this.goToWrong(),
      print: () => this.print(),
      copy: () => this.copyLink(),
      text: () => this.share("copyAsText"),
      "care-plan": () => this.share("saveCarePlan"),
      fold: () => this.preview.fold(this.worked()),
    };
  }

  /** @returns {Draft} It is never changed: each change makes another. */
  get draft() {
    return this.history.now;
  }

  /** What the patient gets is in these words. */
  get words() {
    return this.language.words(this.draft.language);
  }

  /** @returns {import("./complaints.js").Checked} */
  look() {
    const { plan, wrong, rest, noLink } = check(this.data, this.draft);
    const days = [...oddDays(this.draft, dayOf(new Date()))].filter(([id]) => !wrong.has(id));
    const asked = new Map([...largeDoses(this.draft, rest), ...days]);
    for (const [id, { message }] of asked) wrong.set(id, message);
    // What is not there in the patient's language is not given out in another.
    if (!this.words.data) wrong.set("language", this.language.failed ? t("prescribe.language_failed") : t("prescribe.language_comes"));
    return { plan, wrong, rest, noLink, asked };
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
    this.history = begin(this.keeping.take());
    this.openProgram();
    this.show(true);
    this.openAddress();
    part(this.root, "without-script").hidden = true;
    this.tool.hidden = false;
  }

  listen() {
    // What is said belongs to the last action: it goes before the next one says something. A change comes with an input,
    // or with Enter, which has said something by then.
    for (const type of ["click", "input"]) this.tool.addEventListener(type, () => this.forget(), true);
    this.tool.addEventListener("click", (event) => this.clicked(event));
    this.make.addEventListener("focusout", () => (this.history = paused(this.history)));
    draggable(this.chosen, (item, to) => this.choosing.moveTo(item.dataset.item ?? "", to));
    this.make.addEventListener("focusin", () => this.preview.follow(this.worked()));
    this.make.addEventListener("input", (event) => this.edited(event));
    this.make.addEventListener("change", (event) => this.left(event));
    for (const box of Object.values(this.keeping.boxes)) box.addEventListener("change", () => this.keep());
    this.field("open-draft").addEventListener("change", () => this.openDraft());
    this.field("sent").addEventListener("keydown", ({ key }) => key === "Enter" && this.acts.sent("", this.field("sent")));
    this.field("link").addEventListener("copy", () => this.keeping.give(this.draft));
    this.bone.addEventListener("change", () => this.change((draft) => (draft.bone = this.bone.checked)));
    part(this.tool, "lists").addEventListener("change", (event) => this.choosing.ticked(event));
    this.patient.addEventListener("input", () => this.namePatient());
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.root.addEventListener("click", (event) => this.keeping.leaves(event), true);
    addEventListener("hashchange", () => (this.openProgram(), this.openAddress()));
  }

  offerExercises() {
    combobox(this.data, {
      input: this.add,
      list: part(this.tool, "matches"),
      has: (code) => this.choosing.has(code),
      add: (code) => this.choosing.addAndGo(code),
      say: (text) => this.say(text),
      first: () => location.hash.replace("#start=", ""),
    });
  }

  offerTemplates() {
    this.templates = new TemplateList(this.tool, {
      current: () => this.linked,
      language: () => this.language.select?.value ?? "",
      open: (plan, name, language) => this.openTemplate(plan, name, language),
      say: (text) => this.say(text),
      complain: (id, message) => this.complaints.complain(id, message),
      given: () => this.keeping.give(this.draft),
    });
    this.templates.open();
  }

  /** @param {Plan} plan @param {string} name @param {string} language of the patient; nothing if the template is from before there was one */
  openTemplate(plan, name, language) {
    this.openPlan(plan, language, t("templates.opened", { name }));
    // What was kept was looked at then.
    this.standByAll();
  }

  /** @param {Plan} plan @param {string} language of the patient @param {string} said of it */
  openPlan(plan, language, said) {
    const { draft: opened, lost } = draftOf(this.data, plan);
    this.put({ ...opened, language }, [said, ...lost]);
    this.keeping.give(this.draft);
  }

  /** @param {string} text the link of a plan that was sent. Doses are asked about again: nobody knows who wrote it. */
  async openSent(text) {
    const { readSent } = await import("./sent.js");
    const found = readSent(text, this.language.pages);
    this.complaints.complain("sent", found ? "" : t("prescribe.not_sent"));
    if (!found) return this.field("sent").focus();
    this.field("sent").value = "";
    this.openPlan(found.plan, found.language, t("prescribe.sent_opened"));
  }

  /** Opens the plan in the address, and takes it out of there: a reload must not bring it back in place of what was changed. */
  openAddress() {
    const { hash, pathname, search } = location;
    if (!/^#\d/.test(hash)) return;
    history.replaceState(null, "", pathname + search);
    void this.openSent(hash);
  }

  /**
   * Puts another draft in place of this one.
   * @param {Draft} opened
   * @param {string[]} said what there is to say of it
   */
  put(opened, said) {
    const hadWork = workIn(this.draft) !== "";
    const { made, clinic, phone, language } = this.draft;
    // Ids that were used before stand in what undo brings back.
    const items = opened.items.map((item, at) => ({ ...item, id: `e${made + at + 1}` }));
    const next = { ...opened, items, made: made + items.length, sure: {}, language: opened.language || language };
    if (!next.clinic && !next.phone) Object.assign(next, { clinic, phone });
    this.change((draft) => Object.assign(draft, next));
    this.say([...said, ...(hadWork ? [t("prescribe.undo_brings_back")] : [])].join(" "));
    byId("the-plan").scrollIntoView();
    this.add.focus();
  }

  /** @param {string} text */
  say(text) {
    part(this.tool, "said").textContent = text;
  }

  forget() {
    this.say("");
    this.templates?.forget();
  }

  keep() {
    if (!this.keeping.keep(this.draft)) this.say(t("templates.not_kept"));
  }

  /**
   * Every change goes through here.
   * @param {(draft: Draft) => unknown} edit of a copy of the draft
   * @param {string} [step] what is typed in; without one all fields are made anew
   */
  change(edit, step = "") {
    const next = structuredClone(this.draft);
    edit(next);
    this.history = changed(this.history, next, step);
    this.say("");
    this.show(!step);
  }

  undo() {
    const { length } = this.history.past;
    this.history = undone(this.history);
    this.goBack(length ? t("prescribe.undone") : t("prescribe.nothing_undone"));
  }

  redo() {
    const { length } = this.history.future;
    this.history = redone(this.history);
    this.goBack(length ? t("prescribe.redone") : t("prescribe.nothing_redone"));
  }

  /** @param {string} said Shows the draft as it was. A field that is gone by that hands on its focus. */
  goBack(said) {
    this.show(true);
    this.say(said);
    if (document.activeElement === document.body) this.add.focus({ preventScroll: true });
  }

  async saveDraft() {
    const { saveFile, writtenDraft } = await import("./draft-file.js");
    saveFile(writtenDraft(this.draft), "exercise-plan.json");
    this.keeping.give(this.draft);
    this.say(t("prescribe.draft_saved"));
  }

  async openDraft() {
    const { chosenIn, readDraft } = await import("./draft-file.js");
    const text = await chosenIn(this.field("open-draft"));
    if (text === null) return;
    const draft = readDraft(text, this.data);
    if (!draft) return this.say(t("prescribe.not_a_draft"));
    this.put(draft, [t("prescribe.draft_opened")]);
    this.keeping.give(this.draft);
    // What was saved was looked at then.
    this.standByAll();
  }

  print() {
    if (this.checked.wrong.size) return this.goToWrong();
    this.keeping.give(this.draft);
    printPage((text) => this.say(text));
  }

  /** @param {boolean} anew whether the fields are made anew, and not only what follows from them */
  show(anew) {
    this.checked = this.look();
    if (anew) this.showFields();
    this.complaints.show(this.draft, this.checked, this.linked);
    if (this.sheet.speak(this.words)) this.namePatient();
    this.sheet.show(this.checked.rest);
    this.sheet.showLink(this.linked, this.words.plan);
    for (const box of part(this.tool, "lists").querySelectorAll("input")) box.checked = this.choosing.has(box.value);
    const { past, future } = this.history;
    for (const [id, steps] of /** @type {const} */ ([["undo", past], ["redo", future]])) {
      byId(id).setAttribute("aria-disabled", String(!steps.length));
    }
    this.keep();
    this.preview.follow(this.worked());
  }

  /** Makes the fields of the plan anew. The one with the focus keeps it. */
  showFields() {
    const { items, often, days, start, end, bone } = this.draft;
    const focused = document.activeElement?.id;
    const open = items.map(({ id }) => document.getElementById(id)?.querySelector("details")?.open ?? false);
    this.chosen.replaceChildren(...items.map((item, at) => exerciseFields(this.data, item, at, bone, open[at])));
    dressLine(this.often, { id: "often", kind: "frequency", label: lineLabel("frequency"), field: often });
    dressLine(this.days, { id: "days", kind: "days", label: lineLabel("days"), field: days });
    this.more.open ||= Boolean(days.amount || start || end);
    for (const key of [...TEXTS, ...DATES]) Object.assign(byId(key), { value: this.draft[key] });
    this.bone.checked = bone;
    this.language.show(this.draft.language);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** @returns {Element | undefined} the card of the exercise that is worked on, or was before its sheet was asked for */
  worked() {
    if (document.activeElement?.id !== "fold") this.workedOn = itemOf(document.activeElement ?? document.body);
    return this.sheet.cards[this.draft.items.findIndex(({ id }) => id === this.workedOn)];
  }

  /** The plan, if it can be written as a link. One that is too long for that can be printed. */
  get linked() {
    const { plan, wrong, noLink } = this.checked;
    return wrong.size || noLink ? null : plan;
  }

  /** @param {HTMLElement} button of something asked about that the clinician means */
  standBy(button) {
    const id = button.dataset.for ?? "";
    const { dose } = this.checked.asked.get(id) ?? { dose: "" };
    this.change((draft) => (draft.sure[id] = dose));
    byId(id).focus();
  }

  /** Asks about no dose that stands here now; but about days, which pass. That is no step of its own. */
  standByAll() {
    const doses = [...largeDoses(this.draft, this.checked.rest)].map(([id, { dose }]) => [id, dose]);
    this.history = { ...this.history, now: { ...this.draft, sure: { ...this.draft.sure, ...Object.fromEntries(doses) } } };
    this.show(true);
  }

  /** Goes to the first field that is wrong. */
  goToWrong() {
    const field = byId([...this.checked.wrong.keys()][0]);
    const details = field.closest("details");
    if (details) details.open = true;
    (field.querySelector("input") ?? field).focus();
  }

  /** @param {string} id of an exercise @param {number} step up or down */
  move(id, step) {
    this.choosing.move(id, step);
  }

  /** @param {Event} event typing or choosing in a field */
  edited(event) {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement)) return;
    const edit = editOf(target);
    if (!edit) return;
    if (target === this.language.select) this.language.again();
    this.change(edit, stepOf(event));
    this.showShape(target);
  }

  /** @param {Element} target Shows how a number is meant: a second one that is typed makes it a range. */
  showShape(target) {
    const line = target.closest("[data-key]");
    if (!(line instanceof HTMLElement) || !target.isConnected) return;
    find(line, '[data-field="shape"]', HTMLSelectElement).value = this.fieldAt(line).shape;
  }

  /** @param {HTMLElement} line @returns {import("./dose-field.js").Field} the number there, as it was typed */
  fieldAt(line) {
    const key = line.dataset.key ?? "";
    const item = this.draft.items.find(({ id }) => id === itemOf(line));
    if (item) return item.lines[key] ?? blank(kindOf(line));
    return key === "often" ? this.draft.often : this.draft.days;
  }

  /** @param {Event} event leaving a number, or choosing something of it. It is then written as it is meant. */
  left(event) {
    const { target } = event;
    const line = target instanceof HTMLInputElement ? target.closest("[data-key]") : null;
    if (!line) return;
    const settle = settling(this.data, itemOf(line));
    const next = structuredClone(this.draft);
    settle(next);
    if (JSON.stringify(next) === JSON.stringify(this.draft)) return;
    this.change(settle, stepOf(event));
    for (const one of findAll(this.make, "[data-key]")) showNumber(one, kindOf(one), this.fieldAt(one));
  }

  /**
   * Does something, and leaves what was pressed where it is, though the page above it grows or another takes its place.
   * @param {Element} pressed
   * @param {() => unknown} act
   */
  steady(pressed, act) {
    const { top } = pressed.getBoundingClientRect();
    act();
    const still = pressed.isConnected ? pressed : document.getElementById(pressed.id);
    if (still && isSeen(still)) scrollBy({ top: still.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /** Opens the list of the program in the address. */
  openProgram() {
    const list = document.getElementById(location.hash.slice(1));
    if (!(list instanceof HTMLDetailsElement)) return;
    list.open = true;
    list.parentElement?.prepend(list);
  }

  startAnew() {
    this.keeping.boxes.draft.checked = false;
    this.change((draft) => {
      const { clinic, phone, made } = draft;
      Object.assign(draft, emptyDraft(), { clinic, phone, made });
    });
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
      this.keeping.give(this.draft);
      this.say(t("prescribe.copied"));
    } catch {
      link.focus();
      link.select();
      this.say(t("prescribe.not_copied"));
    }
  }

  /** @param {"copyAsText" | "saveCarePlan"} how */
  async share(how) {
    const { copyAsText, saveCarePlan } = await import("../plan/sharing.js");
    const what = { data: this.sheet.data, plan: this.checked.plan, link: this.field("link").value, say: (/** @type {string} */ text) => this.say(text) };
    this.keeping.give(this.draft);
    if (how === "copyAsText") await copyAsText(this.tool, what, this.sheet.say);
    else saveCarePlan(what, this.sheet.say);
  }

  /** @param {Event} event */
  clicked({ target }) {
    const button = target instanceof Element ? target.closest("[data-do]") : null;
    const act = button instanceof HTMLElement ? (button.dataset.do ?? "") : "";
    if (!(button instanceof HTMLElement) || !Object.hasOwn(this.acts, act)) return;
    const doIt = () => this.acts[act](itemOf(button), button);
    // One may want to press these again, without looking for them.
    if (["up", "down", "undo", "redo"].includes(act)) this.steady(button, doIt);
    else doIt();
  }

  /** @param {KeyboardEvent} event Does what the key is for, if it is for something there. */
  pressed(event) {
    const act = actOf(event, this);
    if (!act) return;
    event.preventDefault();
    act();
  }
}

// What the tool needs of a browser. Without any of it, the page says so before anything is typed.
const NEEDED = [Object.hasOwn, String.prototype.replaceAll, globalThis.structuredClone, Intl.ListFormat];

/** @param {Document} root the page of the tool */
export function start(root) {
  if (!NEEDED.every(Boolean)) return;
  new Prescription(root).open();
  // Who sees Spanish patients types Spanish on the English page, too. It is there before the first number can be typed.
  const readSpanish = () => void import("./typed-in-spanish.js").then(({ inEnglish }) => alsoRead(inEnglish));
  if (root.documentElement.lang === "es") readSpanish();
  else root.addEventListener("focusin", readSpanish, { once: true });
}
