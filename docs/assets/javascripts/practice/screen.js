// @ts-check
// The screen of an exercise: it shows where one is, and nothing else. It decides nothing.

import { find, findAll, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { doseLine } from "../plan/cards.js";
import { lineText } from "../plan/words.js";
import { isOpen } from "./dose.js";
import { cuesBetween, elapsedOf, LAST, timingOf } from "./run.js";
import { clockText, countTexts, hintText, mainText, nowText, UNCOUNTED } from "./saying.js";
import { signal, speak } from "./tell.js";
import { isClear, momentOf, stillOf } from "./tempo.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./dose.js").Line} Line */
/** @typedef {import("./dose.js").Turn} Turn */
/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./run.js").State} State */
/** @typedef {import("./kept.js").Settings} Settings */
/**
 * What is on the screen. form: the code of the one that is done; forms: of which one is still to be chosen; unknownForm:
 * whether nobody knows which one to do; asks: whether something is asked before it starts; next: what comes after it, in words.
 * @typedef {{item: Item, lines: Line[], turns: Turn[], steps: Step[], where: string, origin: string, form: string,
 *   forms: import("./dose.js").Named[], rules: HTMLElement[], unknownForm: boolean, asks: boolean, next: string}} Shown
 */

/** The kinds of steps that begin with a signal. @type {Record<string, string>} */
const SIGNALS = { hold: "start", side: "side", form: "side", rest: "over", release: "over", over: "over" };
/** Steps whose time is ours, so that it may be made longer by a tap. The time of a hold is the clinician's. */
const LONGER = ["ready", "release", "side", "form", "rest"];

export class Screen {
  /** @param {Document} root @param {import("./practice.js").Clock} clock */
  constructor(root, clock) {
    this.root = root;
    this.clock = clock;
    this.box = part(root, "do");
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {Settings | null} */
    this.settings = null;
    /** The step that was told last, and how long it had lasted then. */
    this.told = { at: -1, elapsed: 0, second: -1 };
    /** @type {State | null} */
    this.last = null;
    /** The code of the form whose pictures are shown. */
    this.figureOf = "?";
    /** @type {Map<string, HTMLElement>} */
    this.figures = new Map();
  }

  /** @param {string} slot @param {(Node | string)[]} nodes */
  fill(slot, ...nodes) {
    find(this.box, `[data-slot="${slot}"]`, HTMLElement).replaceChildren(...nodes);
  }

  /** @param {string} name @returns {HTMLElement} a button of practice: the player of moving pictures has some of the same names */
  button(name) {
    return find(this.root, `button[data-do="${name}"]:not([data-part="motion"] *)`, HTMLElement);
  }

  /** @param {string} text said by a screen reader */
  say(text) {
    part(this.root, "told").textContent = text;
  }

  /** @param {Settings} settings */
  set(settings) {
    this.settings = settings;
    find(this.box, '[data-do="louder"]', HTMLElement).textContent = t("practice.louder", { level: settings.loud });
  }

  /** @param {string} what to signal */
  tell(what) {
    if (this.settings) signal(what, this.settings);
  }

  /** @param {Shown} shown Puts an exercise on the screen. */
  open(shown) {
    const { item, lines, where, origin, rules } = shown;
    this.shown = shown;
    this.told = { at: -1, elapsed: 0, second: -1 };
    this.fill("where", where);
    this.fill("title", item.title);
    this.fill("banner", ...rules.flatMap((one) => findAll(one, '[data-part="restriction"]')));
    this.fill("do-origin", origin);
    this.fill("dose", make("dl", "dose", ...lines.map((line) => rowOf(line, shown.asks))));
    const card = /** @type {HTMLElement} */ (item.card.cloneNode(true));
    if (shown.form) {
      for (const form of findAll(card, "[data-form]")) if (form.dataset.form !== shown.form) form.remove();
      for (const choice of findAll(card, '[data-part="choice"]')) choice.remove();
    }
    find(card, "h3", HTMLElement).remove();
    if (shown.unknownForm) for (const form of findAll(card, "[data-form]")) fold(form, item.known.forms.find(({ code }) => code === form.dataset.form)?.name ?? "");
    this.figures = figuresOf(card);
    this.fill("card", card);
    this.figureOf = "?";
  }

  /** @param {string} code of a form @returns {HTMLElement | undefined} its pictures, or else those of the exercise */
  #picturesOf(code) {
    const [first] = this.shown?.unknownForm ? [] : this.figures.values();
    return this.figures.get(code) ?? this.figures.get("") ?? first;
  }

  /** @returns {Node[]} copies of the pictures of the exercise: of each form with its name, where one is to be chosen */
  pictures() {
    const { form, forms } = /** @type {Shown} */ (this.shown);
    const named = forms.filter(({ code }) => this.figures.has(code));
    const found = named.flatMap(({ code, name }) => [make("p", "label", name), this.#picturesOf(code)]);
    return (named.length ? found : [this.#picturesOf(form)]).flatMap((one) => (one ? [one.cloneNode(true)] : []));
  }

  /** @param {Step} step Shows the pictures of the form that is done now, and offers them moving where they move. */
  #picture(step) {
    const { turns, item, form, forms } = /** @type {Shown} */ (this.shown);
    const code = turns[step.turn]?.code || form;
    if (code === this.figureOf) return;
    this.figureOf = code;
    const found = forms.length ? undefined : this.#picturesOf(code);
    this.fill("figures", ...(found ? [found] : this.pictures()));
    const address = item.moves[code] ?? (this.figures.has(code) ? "" : item.moves[""]) ?? "";
    this.#motion(found, address);
  }

  /** @param {Shown} shown @param {number} at Shows all pictures before it begins, and then the one of the step, large. */
  #oneStill({ steps, item }, at) {
    const stills = findAll(this.box, '[data-slot="figures"] figure');
    const last = stills.length - 1;
    const all = steps[at].kind === "show" || !isClear(steps, last, item.known.sides);
    const one = all ? -1 : stillOf(steps, at, last);
    stills.forEach((still, index) => (still.hidden = one >= 0 && index !== one));
  }

  /** @param {HTMLElement | undefined} stills @param {string} address of how they move; empty where they do not */
  #motion(stills, address) {
    const old = part(this.box, "motion");
    const had = document.activeElement;
    // The player stops what it does, and would take the focus for that.
    const close = old.querySelector('[data-do="close"]');
    if (close instanceof HTMLElement) close.click();
    const box = /** @type {HTMLElement} */ (old.cloneNode(true));
    const last = (stills?.querySelectorAll("figure").length ?? 1) - 1;
    box.hidden = !address || last < 1 || old.dataset.why === "slow";
    box.dataset.movement = address;
    old.replaceWith(box);
    if (had instanceof HTMLElement && had.isConnected) had.focus();
    find(box, '[data-do="open"]', HTMLElement).addEventListener("click", async () => {
      const { opened } = await import("../motion/motion.js");
      const { steps = [], item } = this.shown ?? {};
      // Where it is not clear which still is held, the body moves at a tempo of its own.
      const follows = isClear(steps, last, item?.known.sides ?? "");
      const tempo = (/** @type {number[]} */ seconds) => this.#moment(seconds);
      await opened(this.root, box, performance, stills, follows ? tempo : undefined);
    });
  }

  /** @param {number[]} seconds of each way of the movement @returns {import("../motion/timeline.js").Moment} */
  #moment(seconds) {
    const { shown, last, settings } = this;
    if (!shown || !last || !settings) return { at: 0, still: 0, hot: 1, over: false };
    return momentOf(shown.steps, last.at, settings, elapsedOf(last, this.clock.now()) / 1000, seconds);
  }

  /** @param {State} state @param {number} now Shows where one is. */
  show(state, now) {
    const { shown, settings } = this;
    if (!shown || !settings) return;
    this.last = state;
    const step = shown.steps[state.at];
    const timing = timingOf(step, settings);
    const elapsed = elapsedOf(state, now);
    const stopped = state.stopped !== null;
    this.#picture(step);
    this.#oneStill(shown, state.at);
    this.#words(shown, step, state);
    this.fill("clock", this.#clock(step, timing, elapsed));
    this.button("enough").hidden = !(step.rep || step.kind === "rest" || step.of === "sets");
    this.button("longer").hidden = timing.most === null || !LONGER.includes(step.kind);
    this.button("pause").textContent = stopped ? t("practice.main", { kind: "paused" }) : t("practice.pause");
    this.button("pause").hidden = step.kind === "show";
    this.#announce(shown, step, state, elapsed);
  }

  /** @param {Shown} shown @param {Step} step @param {State} state */
  #words({ turns, unknownForm, next }, step, state) {
    const stopped = state.stopped !== null;
    const texts = {
      now: unknownForm || stopped ? t("practice.now", { kind: unknownForm ? "left_out" : "paused", name: "" }) : nowText(turns, step),
      count: countTexts(turns, step).join("\n"),
      hint: this.#hint(step, state, unknownForm),
    };
    for (const [slot, text] of Object.entries(texts)) {
      const place = find(this.box, `[data-slot="${slot}"]`, HTMLElement);
      if (place.textContent !== text) place.textContent = text;
    }
    const main = this.button("go");
    const told = unknownForm ? next : stopped ? t("practice.main", { kind: "paused" }) : mainText(turns, step);
    if (main.textContent !== told) main.textContent = told;
  }

  /** @returns {string} how it goes on after "Start" */
  #way() {
    if (this.shown?.asks) return "asks";
    return this.settings?.itself ? "itself" : "myself";
  }

  /** @param {Step} step @param {State} state @param {boolean} unknownForm @returns {string} */
  #hint(step, state, unknownForm) {
    if (unknownForm) return t("practice.unknown_form");
    if (state.asleep) return t("practice.asleep");
    if (step.kind === "show") return t("practice.hint_show", { way: this.#way() });
    if (step.kind === "ready" && this.settings && timingOf(step, this.settings).most === null) return t("practice.hint_ready");
    const said = this.shown?.lines.find(({ kind, quantity }) => kind === lineOf(step) && UNCOUNTED.includes(quantity?.shape ?? ""));
    return said?.text || hintText(this.shown?.turns ?? [], step);
  }

  /** @param {Step} step @param {import("./run.js").Timing} timing @param {number} elapsed @returns {string} */
  #clock(step, { least, most }, elapsed) {
    // What may be let go of within bounds counts up: 2 on the clock is 2 seconds held.
    if (most !== null && (step.kind !== "hold" || least === most)) return clockText(Math.max(0, Math.ceil((most * 1000 - elapsed) / 1000)));
    const counts = step.kind === "hold" || step.kind === "rest";
    return counts && this.settings?.clock ? clockText(Math.floor(elapsed / 1000)) : "";
  }

  /**
   * Tells what matters: that something begins, its half, its last seconds, and the other side. Not each second.
   * @param {Shown} shown @param {Step} step @param {State} state @param {number} elapsed
   */
  #announce(shown, step, state, elapsed) {
    const settings = /** @type {Settings} */ (this.settings);
    const timing = timingOf(step, settings);
    if (this.told.at !== state.at) {
      // That the device is too slow is said once. Then neither that nor the button takes the place of what to do.
      const motion = part(this.box, "motion");
      if (motion.dataset.why === "slow") motion.hidden = true;
      // In large type the clock would stand above the screen, where Start was pressed below it.
      if (step.kind !== "show") part(this.box, "now").scrollIntoView({ block: "nearest" });
      this.told = { at: state.at, elapsed: 0, second: 0 };
      const count = countTexts(shown.turns, step).join(". ");
      const now = nowText(shown.turns, step);
      const seconds = timing.most ?? 0;
      if (step.kind !== "show") {
        const told = seconds ? t("practice.said_time", { now, seconds, count }) : t("practice.said_step", { now, count });
        this.say(told.trim());
        if (settings.voice) speak(this.root, now, settings.loud);
        if (SIGNALS[step.kind]) this.tell(SIGNALS[step.kind]);
      }
      return;
    }
    if (state.stopped !== null) return;
    for (const cue of cuesBetween(timing, this.told.elapsed, elapsed)) this.#cue(cue, timing, step);
    this.#countAloud(step, timing, elapsed);
    this.told.elapsed = elapsed;
  }

  /** @param {string} cue @param {import("./run.js").Timing} timing @param {Step} step */
  #cue(cue, { most, least }, step) {
    const goal = most ?? least;
    if (cue === "half") this.say(t("practice.said_half", { seconds: Math.floor(goal / 2) }));
    if (cue === "last") this.say(t("practice.said_last", { seconds: LAST }));
    if (cue === "enough" && step.kind === "hold") this.say(t("practice.said_enough"));
    if (cue !== "over") this.tell(cue);
  }

  /** @param {Step} step @param {import("./run.js").Timing} timing @param {number} elapsed Counts a hold, for who asked for it. */
  #countAloud(step, { most }, elapsed) {
    const second = Math.floor(elapsed / 1000);
    if (step.kind !== "hold" || second <= this.told.second) return;
    this.told.second = second;
    if (this.settings?.voice && second && (most === null || second <= most)) speak(this.root, `${second}`, this.settings.loud);
  }

  /** @returns {string} the steps, to be read aloud */
  steps() {
    const lines = [...this.box.querySelectorAll('[data-slot="card"] li')].map((line) => line.textContent?.trim() ?? "");
    return lines.join(" ");
  }
}

/** @param {Step} step @returns {string} the line of the dose that its time or its count is from */
const lineOf = ({ kind }) => (kind === "release" ? "rest_between_repetitions" : kind === "move" ? "repetitions" : kind);

/** @param {Line} line @param {boolean} asks whether what is open is asked @returns {HTMLElement} a row of the dose: as it is told, or as the patient typed it, marked */
function rowOf(line, asks) {
  const { kind, label, text = "", note = "", quantity, typed } = line;
  const open = asks && isOpen(line) ? t("practice.asked_at_start") : t("practice.not_known");
  const told = typed && quantity ? lineText(kind, quantity) : text || open;
  const row = doseLine(label, told);
  const remark = typed ? t("practice.typed") : isOpen(line) && !text ? "" : note;
  if (remark) find(row, "dd", HTMLElement).append(" ", make("span", "note", remark));
  return row;
}

/** @param {HTMLElement} form of an exercise, of which only its name is seen until it is asked for @param {string} name */
function fold(form, name) {
  const folded = make("details", "", make("summary", "", name));
  form.before(folded);
  folded.append(form);
}

/** @param {HTMLElement} card @returns {Map<string, HTMLElement>} its pictures by form, taken out of it */
export function figuresOf(card) {
  const found = new Map();
  for (const figures of card.querySelectorAll("article > div, [data-form] > div")) {
    if (!(figures instanceof HTMLElement) || !figures.querySelector(":scope > figure")) continue;
    const form = figures.closest("[data-form]");
    const code = form instanceof HTMLElement ? (form.dataset.form ?? "") : "";
    if (!found.has(code)) found.set(code, figures);
    figures.remove();
  }
  return found;
}
