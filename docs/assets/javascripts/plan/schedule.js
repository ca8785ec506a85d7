// @ts-check
// How often a plan says that its exercises are to be done, and what that leaves to the patient's choice.

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./format.js").Quantity} Quantity */
/** What belongs together: numbers of exercises; none for all of them. @typedef {{frequency: Quantity | null, days?: Quantity, numbers: number[]}} Group */
/**
 * What a form begins with. times: how many fields for a time. weekdays: those that are ticked. every, hours: from, to.
 * awake: only between a first and a last time.
 * @typedef {{times: number, weekdays: number[], every?: [number, number], hours?: [number, number], awake: boolean}} Choice
 */

const WITHIN_A_DAY = ["times-a-day", "every-hours", "every-hours-awake"];
const ALL = [1, 2, 3, 4, 5, 6, 0];
const MOST_TIMES = 24;

/** @param {Quantity | null} frequency @returns {boolean} whether it says how often on one day */
const isInADay = (frequency) => frequency !== null && WITHIN_A_DAY.includes(frequency.unit);

/** @param {Plan} plan @returns {Quantity | undefined} the days that it says for all exercises, in the place for days or for how often */
const daysOf = ({ days, frequency }) => days ?? (isInADay(frequency) ? undefined : (frequency ?? undefined));

/** @param {Plan} plan @returns {Group[]} all exercises if they are done alike, else those that are */
export function groupsOf(plan) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  plan.entries.forEach(({ lines }, at) => {
    const own = new Set(lines.filter(({ kind }) => kind === "frequency" || kind === "days").map(({ part }) => part));
    const said = (/** @type {string} */ part, /** @type {string} */ kind) =>
      lines.find((line) => line.kind === kind && line.part === part)?.quantity;
    const told = [...own].map((part) => ({
      frequency: said(part, "frequency") ?? (isInADay(plan.frequency) ? plan.frequency : null),
      days: said(part, "days"),
    }));
    for (const { frequency, days } of told.length ? told : [{ frequency: plan.frequency, days: plan.days }]) {
      const group = { frequency, days: days ?? (isInADay(frequency) ? daysOf(plan) : undefined), numbers: [] };
      const key = JSON.stringify([group.frequency, group.days]);
      const found = groups.get(key) ?? group;
      if (!found.numbers.includes(at + 1)) found.numbers.push(at + 1);
      groups.set(key, found);
    }
  });
  const found = [...groups.values()];
  return found.length === 1 ? [{ ...found[0], numbers: [] }] : found;
}

/** @param {Quantity} quantity @returns {[number, number]} from, to */
const span = ({ amount, to }) => [amount, to ?? amount];

/** @param {Quantity | null | undefined} quantity @returns {boolean} whether it says each day of the week */
const isDaily = (quantity) =>
  quantity?.unit === "days-a-week" && quantity.shape === "exact" && quantity.amount === 7;

/** @param {Quantity | null} frequency @returns {number} of fields for a time. Where to start is not said of a goal. */
const timesOf = (frequency) =>
  frequency?.unit === "times-a-day" && frequency.shape !== "target" ? Math.min(frequency.amount, MOST_TIMES) : 1;

/** @param {Group} group @returns {Choice} */
export function choiceOf({ frequency, days }) {
  const unit = frequency?.unit ?? "";
  const inADay = isInADay(frequency);
  const onDays = days ?? (inADay ? undefined : frequency);
  return {
    times: timesOf(frequency),
    weekdays: (inADay && !days) || isDaily(onDays) ? ALL : [],
    ...(onDays?.unit === "every-days" && { every: span(onDays) }),
    ...(frequency && unit.startsWith("every-hours") && { hours: span(frequency) }),
    awake: unit === "every-hours-awake",
  };
}

/** @param {string} time such as "09:30" @returns {number} of minutes since midnight */
const minutesOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** @param {number} minutes since midnight @returns {string} such as "09:30" */
const timeAt = (minutes) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((one) => `${one}`.padStart(2, "0")).join(":");

/**
 * @param {number} hours between two times
 * @param {string} first
 * @param {string} [last] of a day; without it, day and night
 * @returns {string[]} the times of a day
 */
export function timesEvery(hours, first, last) {
  const [from, step] = [minutesOf(first), hours * 60];
  const length = last === undefined ? 1439 : (minutesOf(last) - from + 1440) % 1440;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => timeAt(from + at * step));
}
