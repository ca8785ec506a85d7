// @ts-check
// What a browser keeps of practice: how it is to go on, what the patient typed, and where in it somebody is.

import { Stored } from "../common/storage.js";
import { LARGEST } from "./dose.js";
import { FIRST } from "./run.js";

/** @typedef {import("./run.js").State} State */
/**
 * loud: 0 for silence, 1 to 3; the rest as in run.js
 * @typedef {import("./run.js").Settings & {loud: number, vibration: boolean, voice: boolean}} Settings
 */
/** What was said of each exercise, by its key. @typedef {Record<string, import("./open-lines.js").Told>} Answers */
/** hash: what is practiced; over: the numbers of exercises that are over. @typedef {{hash: string, at: number, state: State, results: Record<string, import("./practice.js").Result>}} Place */

const LONGEST = 60;

/** @type {Settings} */
const SILENT = { ...FIRST, loud: 0, vibration: false, voice: false };

/** @param {string} text @returns {any} an object; null for anything else */
function objectOf(text) {
  try {
    const found = JSON.parse(text);
    return typeof found === "object" && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}

/** @param {string} key @param {any} value @returns {boolean} whether a setting can have it */
function fits(key, value) {
  if (typeof value !== typeof Reflect.get(SILENT, key)) return false;
  return typeof value !== "number" || (Number.isInteger(value) && value >= 0 && value <= (key === "loud" ? 3 : LONGEST));
}

/** @param {any} one @returns {boolean} whether it is what somebody can have said of a line */
const isAnswer = (one) => one === "unknown" || ["seconds", "minutes", ""].some((unit) => unit === one?.unit && one.amount <= LARGEST.seconds);

/** @param {any} one @returns {boolean} whether it is what somebody can have said of an exercise */
const isTold = (one) =>
  typeof one?.form === "string" && typeof one.sides === "string" && Object.values(one.lines ?? { no: null }).every(isAnswer);

/** @param {string} text @returns {boolean} whether it holds answers */
const areAnswers = (text) => Object.values(objectOf(text) ?? { no: null }).every(isTold);

export class KeptSettings {
  constructor() {
    this.stored = new Stored("localStorage", "practice-settings", (text) => objectOf(text) !== null);
  }

  /** @returns {Settings} what of them can be read; the rest as at first */
  read() {
    const found = Object.entries(objectOf(this.stored.read() || "{}")).filter(([key, value]) => fits(key, value));
    return { ...SILENT, ...Object.fromEntries(found) };
  }

  /** @param {Settings} settings */
  write(settings) {
    this.stored.write(JSON.stringify(settings));
  }
}

/** What the patient typed: in this tab, or on the device where that was asked for. */
export class KeptAnswers {
  constructor() {
    this.inTab = new Stored("sessionStorage", "practice-answers", areAnswers);
    this.onDevice = new Stored("localStorage", "practice-answers", areAnswers);
  }

  /** @returns {Answers} */
  read() {
    return { ...objectOf(this.onDevice.read() || "{}"), ...objectOf(this.inTab.read() || "{}") };
  }

  /** @returns {boolean} whether they are on the device */
  get areOnDevice() {
    return this.onDevice.read() !== "";
  }

  /** @param {Answers} answers all of them @param {boolean} onDevice */
  write(answers, onDevice) {
    const [place, other] = onDevice ? [this.onDevice, this.inTab] : [this.inTab, this.onDevice];
    place.write(JSON.stringify(answers));
    other.remove();
  }

  forget() {
    this.inTab.remove();
    this.onDevice.remove();
  }
}

/** Where in practice somebody is, so that a tab that the device closed comes back to it. */
export class KeptPlace {
  constructor() {
    this.stored = new Stored("sessionStorage", "practice-now", (text) => objectOf(text) !== null);
  }

  /** @param {string} hash @returns {Place | null} */
  read(hash) {
    const found = objectOf(this.stored.read() || "{}");
    return found?.hash === hash && found.state && typeof found.at === "number" ? found : null;
  }

  /** @param {Place | null} place */
  write(place) {
    if (place) this.stored.write(JSON.stringify(place));
    else this.stored.remove();
  }
}
