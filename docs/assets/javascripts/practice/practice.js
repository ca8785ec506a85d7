// @ts-check
// Practice: goes through the exercises that the address asks for, one at a time.
// Nothing of it is sent anywhere. What happens on the screen follows from three things: the exercises, where one is, and now.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { showWrong } from "../common/wrong.js";
import { mendAddress } from "../plan/address.js";
import { clinicWrote, overall, rulesFor, warningsOf } from "../plan/cards.js";
import { readPageData } from "../plan/page-data.js";
import { from } from "../plan/phone.js";
import { fieldsFor, group, radios, readForm } from "./ask.js";
import { stayAwake, stayAwakeAgain } from "./awake.js";
import { findAsked, findOwn } from "./found.js";
import { programFragment } from "./fragment.js";
import { bareEntry } from "./items.js";
import { KeptAnswers, KeptPlace, KeptSettings } from "./kept.js";
import { doseOf, mustAsk, openOf, together, UNKNOWN_FORM, withoutNumbers } from "./open-lines.js";
import { amountOf, after, stateAt } from "./run.js";
import { figuresOf, Screen } from "./screen.js";
import { stepsOf } from "./steps.js";
import { canVibrate, hush, speak, voiceFor, whenVoicesCome } from "./tell.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").PageData} PageData */
/** @typedef {import("./dose.js").Line} Line */
/** @typedef {import("./run.js").Amount} Amount */
/** @typedef {import("./run.js").State} State */
/** @typedef {import("../plan/format.js").Plan} Plan */
/** skipped: whether the patient left it @typedef {Amount & {skipped: boolean}} Result */
/** @typedef {{now: () => number}} Clock in milliseconds, and going on while the device sleeps */

const OFTEN = 200;

export class Practice {
  /** @param {Document} root @param {Clock} clock */
  constructor(root, clock) {
    this.root = root;
    this.clock = clock;
    this.data = /** @type {PageData} */ (readPageData(root));
    this.store = part(root, "store");
    this.keptSettings = new KeptSettings();
    this.keptAnswers = new KeptAnswers();
    this.keptPlace = new KeptPlace();
    this.settings = this.keptSettings.read();
    this.answers = this.keptAnswers.read();
    /** @type {Item[]} */
    this.items = [];
    this.at = 0;
    /** @type {Plan | null} */
    this.plan = null;
    /** Where "Leave" leads. */
    this.home = "";
    /** Whose the numbers are, in words. */
    this.origin = "";
    /** The exercise whose program is asked for. */
    this.exercise = "";
    /** What is asked for just now. @type {{item: Item, lines: Line[], forms: import("./dose.js").Named[], own: boolean} | null} */
    this.asked = null;
    /** The dose of the exercise, its steps, and where in them the patient is. @type {Line[]} */
    this.lines = [];
    /** @type {import("./steps.js").Step[]} */
    this.steps = [];
    /** @type {State | null} */
    this.now = null;
    /** @type {Record<string, Result>} */
    this.results = {};
    this.state = "closed";
    /** The state that settings and "It hurts" were opened in. */
    this.before = "";
    this.hash = "";
    this.screen = new Screen(root, clock);
    this.#listen();
  }

  #listen() {
    /** @type {Record<string, () => void>} */
    const acts = {
      again: () => void this.read(),
      begin: () => this.begin(),
      "go-back-in": () => this.goBackIn(),
      go: () => this.happen("go"),
      enough: () => this.happen("enough"),
      longer: () => this.happen("longer"),
      back: () => this.back(),
      pause: () => this.pause(),
      skip: () => this.finish(true),
      louder: () => this.louder(),
      settings: () => this.openSettings(),
      "close-settings": () => this.comeBack(),
      leave: () => this.leave(),
      read: () => this.readAloud(),
      hurts: () => this.hurts(),
      "hurts-on": () => this.comeBack(),
      help: () => this.help(),
      next: () => this.open(this.at + 1),
      "same-again": () => this.open(this.at),
      "once-more": () => this.begin(),
      "change-answers": () => this.askAgain(),
      forget: () => this.forget(),
    };
    this.root.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button[data-do]") : null;
      // The player of moving pictures has buttons of its own.
      if (button instanceof HTMLElement && !button.closest('[data-part="motion"]')) acts[button.dataset.do ?? ""]?.();
    });
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("change", ({ target }) => target instanceof HTMLElement && this.#set(target));
    find(this.root, '[data-part="ask"]', HTMLFormElement).addEventListener("submit", (event) => this.#answered(event));
    find(this.root, '[data-part="whose"]', HTMLFormElement).addEventListener("submit", (event) => this.#chosen(event));
    this.root.addEventListener("visibilitychange", () => {
      stayAwakeAgain();
      this.happen("tick");
    });
    addEventListener("hashchange", () => void this.read());
    addEventListener("pagehide", () => hush());
    whenVoicesCome(() => this.#offer());
    setInterval(() => this.happen("tick"), OFTEN);
  }

  /** @param {KeyboardEvent} event Space and Enter go on, wherever nothing else takes them. Escape stops the clock. */
  #key(event) {
    const taken = event.target instanceof Element && event.target.closest("button, a, input, select, summary, canvas");
    if (this.state !== "do" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") this.happen("pause");
    else if (!taken && (event.key === " " || event.key === "Enter") && !event.repeat) this.happen("go");
    else return;
    event.preventDefault();
  }

  /** @param {HTMLElement} field that the patient changed */
  #set(field) {
    const name = field.dataset.field ?? "";
    const { settings } = this;
    if (field instanceof HTMLSelectElement && name in settings) Object.assign(settings, { [name]: Number(field.value) });
    else if (!(field instanceof HTMLInputElement)) return;
    else if (name === "itself") settings.itself = field.value === "itself";
    else if (name === "sounds") settings.loud = field.checked ? 2 : 0;
    else if (name === "vibration" || name === "voice" || name === "clock") settings[name] = field.checked;
    else return;
    this.keptSettings.write(settings);
    this.screen.set(settings);
  }

  /** Shows the settings as they are, and only what the device can do. */
  #offer() {
    const { settings } = this;
    for (const field of findAll(this.root, "input[data-field], select[data-field]")) {
      const name = field.dataset.field ?? "";
      if (field instanceof HTMLSelectElement && name in settings) field.value = `${Reflect.get(settings, name)}`;
      if (!(field instanceof HTMLInputElement)) continue;
      if (name === "itself") field.checked = settings.itself === (field.value === "itself");
      if (name === "sounds") field.checked = settings.loud > 0;
      if (name === "vibration" || name === "voice" || name === "clock") field.checked = settings[name];
      if (name === "keep") field.checked = this.keptAnswers.areOnDevice;
    }
    const canSpeak = voiceFor(this.root) !== undefined;
    part(this.root, "can-vibrate").hidden = !canVibrate();
    part(this.root, "can-speak").hidden = !canSpeak;
    part(this.root, "can-read").hidden = !canSpeak;
    part(this.root, "has-answers").hidden = !Object.keys(this.answers).length;
  }

  /** Reads what the address asks for, and shows it. */
  read() {
    this.hash = location.hash.slice(1);
    return this.#take(findAsked(this.data, this.store, this.hash));
  }

  /** @param {Promise<import("./found.js").Found>} coming Shows what is found. */
  async #take(coming) {
    this.show("");
    try {
      const found = await coming;
      Object.assign(this, { items: found.items, plan: found.plan, home: found.home, origin: found.origin });
      part(this.root, "newer").hidden = !found.newer;
      for (const told of findAll(this.root, '[data-part="sent"]')) told.hidden = location.search !== "?changed";
      if (found.state === "none") await this.#offerKept();
      if (found.state === "whose") this.#askWhose(found.exercise);
      if (found.state === "begin") this.#prepare();
      this.show(found.state);
    } catch {
      this.show("failed");
    }
  }

  /** Lists the plans that are kept on this device, and says which is the newest: two can have one name. */
  async #offerKept() {
    const { KeptPlans, titleOfKept } = await import("../plan/kept.js");
    const plans = new KeptPlans().read();
    part(this.root, "kept").hidden = !plans.length;
    const rows = plans.map((kept, at) => {
      const link = make("a", "", make("bdi", "", titleOfKept(kept)));
      link.setAttribute("href", `#${kept.plan}`);
      return make("li", "", link, ...(!at && plans.length > 1 ? [make("p", "about", t("plan.kept_newest"))] : []));
    });
    this.fill("kept", ...rows);
  }

  /** @param {string} slug Asks which program an exercise is from: it has no numbers of its own. */
  #askWhose(slug) {
    this.exercise = slug;
    const { title: exercise, uses = [] } = this.data.entries[slug];
    const options = uses.map(({ code, program, title }) => {
      const name = this.data.programs.find((one) => one.slug === program)?.name ?? "";
      return { value: `${program} ${code}`, text: t("exercise.program_entry", { program: name, entry: title }) };
    });
    options.push({ value: "?", text: t("practice.whose_clinician") });
    this.fill("whose-title", t("practice.whose", { title: exercise }));
    this.fill("whose-figures", ...figuresOf(findOwn(this.data, slug).items[0].card).values());
    this.fill("whose", ...radios("whose", options, "").querySelectorAll("label"));
    const rules = rulesFor(this.data, /** @type {Plan} */ ({ entries: [bareEntry(slug)] }));
    this.fill("whose-banner", ...bannersOf(rules));
    find(this.root, 'input[name="whose"]', HTMLInputElement).required = true;
  }

  /** @param {Event} event The patient has said whose numbers these are. */
  #chosen(event) {
    event.preventDefault();
    const value = find(this.root, 'input[name="whose"]:checked', HTMLInputElement).value;
    const [program, code] = value.split(" ");
    if (!code) void this.#take(Promise.resolve(findOwn(this.data, this.exercise)));
    else location.hash = programFragment(program, [{ code, forms: "", boxes: "" }]);
  }

  /** Fills in what is seen before it begins. */
  #prepare() {
    const { items, plan, data } = this;
    this.results = {};
    this.at = 0;
    const list = items.map(({ title, gone }) => make("li", "", title, ...(gone ? [make("p", "notice", t("practice.gone"))] : [])));
    this.fill("begin-title", items.length === 1 ? items[0].title : t("practice.heading", { count: items.length }));
    this.fill("origin", this.origin);
    this.fill("list", ...(items.length > 1 ? list : []));
    const rules = rulesOf(data, items);
    this.fill("restrictions", ...bannersOf(rules));
    this.fill("begin-rules", ...rules);
    const warnings = plan ? warningsOf(data, plan, items.map(({ card }) => card)) : [];
    this.fill("warnings", ...warnings.map((text) => make("p", "notice", text)));
    const instructions = plan?.instructions ? [clinicWrote(plan.instructions, t("card.in_link"))] : [];
    this.fill("whole", ...(plan ? overall(plan) : []), ...instructions);
    part(this.root, "was-here").hidden = this.keptPlace.read(this.hash) === null;
  }

  begin() {
    this.results = {};
    this.open(0);
  }

  goBackIn() {
    const place = this.keptPlace.read(this.hash);
    if (!place || !this.items[place.at]) return this.begin();
    this.results = place.results;
    this.open(place.at, place.state);
  }

  /** @param {number} at @param {State} [state] Shows an exercise. What is not known is asked when it starts. */
  open(at, state) {
    const next = this.items.findIndex(({ gone }, index) => index >= at && !gone);
    if (next < 0) return this.end();
    this.at = next;
    const item = this.items[next];
    this.run(item, this.#asks(item) ? undefined : state);
  }

  /** @param {Item} item @returns {boolean} whether something has to be asked before it starts */
  #asks(item) {
    return mustAsk(item, this.answers[item.key]);
  }

  /** @param {Item} item */
  ask(item) {
    const own = item.origin === "typed";
    const { forms, lines } = openOf(item, this.answers[item.key]);
    this.asked = { item, lines, forms, own };
    this.#put(item);
    // Nothing of it has begun: what is left now is not the exercise before.
    this.now = null;
    this.fill("ask-where", this.where());
    this.fill("ask-title", item.title);
    this.fill("ask-figures", ...this.screen.pictures());
    this.fill("ask-about", own ? t("practice.ask_own") : lines.length ? t("practice.ask_about") : "");
    const fields = fieldsFor(lines, forms, { own, clinician: item.known.choice === "clinician" });
    this.fill("ask", lines.length ? group(t("practice.ask"), ...fields) : make("div", "", ...fields));
    part(this.root, "none-given").hidden = own || !lines.length;
    find(this.root, '[data-part="ask"]', HTMLFormElement).reset();
    this.show("ask");
  }

  /** @param {Event} event */
  #answered(event) {
    event.preventDefault();
    if (!this.asked) return;
    const { item, lines, forms, own } = this.asked;
    const form = part(this.root, "ask");
    const none = find(form, '[data-field="none-given"]', HTMLInputElement).checked;
    const { told, wrong } = readForm(form, none ? [] : lines, forms, own);
    showWrong(form, wrong);
    if (wrong.length) return;
    this.answers = none ? withoutNumbers(this.items, this.answers) : this.answers;
    this.answers = { ...this.answers, [item.key]: together(this.answers[item.key], told) };
    this.keptAnswers.write(this.answers, find(form, '[data-field="keep"]', HTMLInputElement).checked);
    if (this.#asks(item)) this.ask(item);
    else this.run(item, told.form === UNKNOWN_FORM ? undefined : stateAt(1, this.clock.now()));
  }

  askAgain() {
    const item = this.items[this.at];
    delete this.answers[item.key];
    this.ask(item);
  }

  forget() {
    this.keptAnswers.forget();
    this.answers = {};
    this.#offer();
    this.screen.say(t("practice.forgotten"));
  }

  /** @param {Item} item Makes its steps of what is known of its dose, and puts it on the screen. */
  #put(item) {
    const told = this.answers[item.key];
    const { lines, turns } = doseOf(item, told);
    this.lines = lines;
    this.steps = stepsOf(turns);
    const unknownForm = told?.form === UNKNOWN_FORM;
    const form = unknownForm ? "" : (told?.form ?? "");
    const { forms } = openOf(item, told);
    this.screen.open({
      item, lines, turns, steps: this.steps, form, forms, unknownForm, where: this.where(), origin: this.origin,
      rules: rulesOf(this.data, [item]), asks: this.#asks(item), next: this.nextText(),
    });
    this.screen.set(this.settings);
    part(this.root, "answered").hidden = !told;
  }

  /** @param {Item} item @param {State} [state] */
  run(item, state) {
    this.#put(item);
    const now = this.clock.now();
    const fits = state && state.at < this.steps.length;
    this.now = fits ? after(this.steps, this.settings, state, "tick", now) : stateAt(0, now);
    this.show("do");
    this.screen.show(this.now, now);
  }

  /** @returns {string} */
  where() {
    return t("practice.where", { number: this.at + 1, count: this.items.length });
  }

  /** @param {import("./run.js").Event} event */
  happen(event) {
    if (this.state !== "do" || !this.now) return;
    const item = this.items[this.at];
    if (event === "go" && this.answers[item.key]?.form === UNKNOWN_FORM) return this.finish(true);
    if (event === "go" && this.#asks(item)) return this.ask(item);
    const now = this.clock.now();
    const next = after(this.steps, this.settings, this.now, event, now);
    const moved = event !== "tick" || next.at !== this.now.at || next.asleep !== this.now.asleep;
    this.now = next;
    if (this.steps[next.at].kind === "over") return this.finish(false);
    this.screen.show(next, now);
    if (moved) this.keep();
  }

  keep() {
    if (this.now) this.keptPlace.write({ hash: this.hash, at: this.at, state: this.now, results: this.results });
  }

  pause() {
    this.happen(this.now?.stopped === null ? "pause" : "resume");
  }

  back() {
    if (this.now?.at) return this.happen("back");
    const before = this.items.findLastIndex((item, at) => at < this.at && !item.gone);
    if (before >= 0) this.open(before);
  }

  /** @param {boolean} skipped The exercise is over, or the patient leaves it. */
  finish(skipped) {
    const result = { ...this.#amount(), skipped };
    this.#note(result);
    if (skipped) return this.open(this.at + 1);
    this.fill("over-where", this.where());
    this.fill("over-title", t("practice.over"));
    this.fill("amount", amountText(result));
    find(this.root, '[data-do="next"]', HTMLElement).textContent = this.nextText();
    this.show("over");
  }

  /** @returns {string} what comes after this exercise */
  nextText() {
    const next = this.items[this.at + 1];
    return next ? t("practice.next", { title: next.title }) : t("practice.finish");
  }

  /** @returns {Amount} what was done of this exercise since it was opened, or was noted */
  #amount() {
    return this.now ? amountOf(this.steps, this.now) : { repetitions: 0, sets: 0, seconds: 0 };
  }

  /** @param {Result} result of this exercise, which is over */
  #note(result) {
    this.results = { ...this.results, [this.at]: result };
    this.now = null;
    this.keptPlace.write(null);
    const detail = doneOf(this.items[this.at], this.lines, result, new Date(this.clock.now()));
    this.root.dispatchEvent(new CustomEvent("practice:done", { detail }));
  }

  /** @param {"end" | "stopped"} state Says what was done. After a stop, what was not reached is not told. */
  end(state = "end") {
    const lines = this.items.flatMap(({ title, gone }, at) => {
      const result = this.results[at];
      if (!result && state === "stopped") return [];
      if (gone || !result || (result.skipped && !result.repetitions)) return [t("practice.skipped", { title })];
      return [t("practice.done_line", { title, amount: amountText(result) })];
    });
    const none = lines.length ? [] : [t("practice.done", { repetitions: 0 })];
    this.fill("end", ...[...lines, ...none].map((line) => make("li", "", line)));
    this.fill("end-title", t("practice.end", { state }));
    this.show(state);
  }

  /** Goes away from practice. Where something was done, a last screen says it first, and what is done of this exercise is noted. */
  leave() {
    if (this.state === "end" || this.state === "stopped") return void (location.href = this.home);
    const hurt = this.state === "hurts";
    const amount = this.#amount();
    if (amount.repetitions + amount.seconds > 0) this.#note({ ...amount, skipped: true });
    const isDone = Object.values(this.results).some(({ repetitions, seconds }) => repetitions + seconds > 0);
    return hurt || isDone ? this.end("stopped") : void (location.href = this.home);
  }

  louder() {
    const { settings } = this;
    settings.loud = (settings.loud + 1) % 4;
    this.keptSettings.write(settings);
    this.screen.set(settings);
    this.screen.tell("start");
    this.#offer();
  }

  openSettings() {
    this.happen("pause");
    this.before = "do";
    this.show("settings");
  }

  hurts() {
    this.happen("pause");
    hush();
    this.before = this.state;
    const item = this.items[this.at];
    this.fill("rules", ...rulesOf(this.data, [item]));
    const { phone = "", clinic = "" } = this.plan ?? {};
    this.fill("from", ...from({ phone, clinic }));
    this.show("hurts");
  }

  /** Brings "Get help" into view: a link to it would change the address, which says what is practiced. */
  help() {
    const heading = find(part(this.root, "help"), "h2, h3, p", HTMLElement);
    heading.tabIndex = -1;
    heading.focus();
    heading.scrollIntoView();
  }

  comeBack() {
    this.show(this.before);
    if (this.now && this.before === "do") this.screen.show(this.now, this.clock.now());
  }

  readAloud() {
    const button = find(this.root, '[data-do="read"]', HTMLElement);
    const reading = button.getAttribute("aria-pressed") === "true";
    const show = (/** @type {boolean} */ on) => {
      button.setAttribute("aria-pressed", `${on}`);
      button.textContent = on ? t("practice.read_stop") : t("practice.read");
    };
    show(!reading);
    if (reading) hush();
    else speak(this.root, this.screen.steps(), Math.max(2, this.settings.loud), () => show(false));
  }

  /** @param {string} slot @param {(Node | string)[]} nodes take the place of what was there */
  fill(slot, ...nodes) {
    find(this.root, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...nodes);
  }

  /** @param {string} state Shows the parts of the page that belong to it, and goes there. */
  show(state) {
    this.state = state;
    for (const piece of findAll(this.root, "[data-state]")) piece.hidden = !piece.dataset.state?.split(" ").includes(state);
    part(this.root, "practice").classList.remove("practice-wait");
    this.screen.button("pause").hidden = true;
    stayAwake(state === "do");
    this.#offer();
    this.screen.say("");
    const heading = this.root.querySelector('[data-state]:not([hidden]) h2');
    if (!state || !(heading instanceof HTMLElement)) return;
    heading.tabIndex = -1;
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

/** @param {PageData} data @param {Item[]} items @returns {HTMLElement[]} the rules of their own programs */
const rulesOf = (data, items) => rulesFor(data, /** @type {Plan} */ ({ entries: items.map(({ entry }) => entry) }));

/** @param {HTMLElement[]} rules @returns {HTMLElement[]} who alone may do these exercises, taken out of the rules */
const bannersOf = (rules) => rules.flatMap((one) => findAll(one, '[data-part="restriction"]'));

/** @param {Amount} amount @returns {string} what was counted, without a word of praise */
function amountText({ repetitions, seconds }) {
  return seconds ? t("practice.done_held", { repetitions, seconds }) : t("practice.done", { repetitions });
}

/**
 * What a diary may keep of an exercise.
 * @param {Item} item
 * @param {Line[]} lines of the dose as it was run
 * @param {Result} result
 * @param {Date} date
 */
const doneOf = (item, lines, result, date) => ({
  exercise: item.known.exercise,
  program: item.program,
  code: item.entry.code,
  title: item.title,
  origin: item.origin,
  dose: lines.map(({ kind, part: of, quantity, typed = false }) => ({ kind, part: of, quantity, typed })),
  done: result,
  date,
});

/** @param {Document} root @param {Clock} [clock] a test may hand in its own */
export function start(root, clock = Date) {
  if (!mendAddress()) void new Practice(root, clock).read();
}
