// @ts-check
// 'Add to my calendar': the patient chooses times and days, and gets a file. It waits until somebody asks for it.

import { find, make, part } from "../common/dom.js";
import { t } from "../common/messages.js";
import { calendar, firstDay } from "./calendar.js";
import { choiceOf, groupsOf, timesEvery } from "./schedule.js";
import { lineLabel, lineText, today } from "./words.js";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {import("./schedule.js").Group} Group */
/** @typedef {import("./schedule.js").Choice} Choice */
/** @typedef {import("./calendar.js").Reminder} Reminder */
/** @typedef {{plan: Plan, link: string, say: (text: string) => void}} What link: in full */

const WEEK = [1, 2, 3, 4, 5, 6, 0];

/** @param {number} day 0 is Sunday @returns {string} its name. The 4th of January 1970 was a Sunday. */
const nameOf = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(new Date((3 + day) * 86_400_000));

/** @typedef {{min?: string, max?: string, value?: string, checked?: boolean}} Start what a field begins with */

/** @param {string} type @param {string} text @param {Start} [more] @returns {[HTMLElement, HTMLInputElement]} a label with its field */
function field(type, text, more = {}) {
  const input = Object.assign(document.createElement("input"), { type, ...more });
  const isTick = type === "checkbox";
  return [make("label", isTick ? "tick" : "plan-name", ...(isTick ? [input, " ", text] : [text, " ", input])), input];
}

/** @param {Group} group @returns {string} what the plan says of how often */
function told({ frequency, days }) {
  const texts = [...(frequency ? [lineText("frequency", frequency)] : []), ...(days ? [lineText("days", days)] : [])];
  return texts.length ? t("calendar.told", { often: texts }) : t("calendar.not_told");
}

/** @param {number} count @returns {{made: HTMLElement, times: () => string[]}} as many fields for times, and a button for more */
function timeFields(count) {
  const made = make("div", "");
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  const add = () => {
    const [label, input] = field("time", t("calendar.time", { number: inputs.length + 1 }));
    inputs.push(input);
    more.before(make("p", "", label));
  };
  const button = make("button", "", t("calendar.add_time"));
  button.setAttribute("type", "button");
  const more = make("p", "", button);
  made.append(more);
  button.addEventListener("click", () => {
    add();
    inputs[inputs.length - 1].focus();
  });
  for (let at = 0; at < count; at++) add();
  return { made, times: () => [...new Set(inputs.map(({ value }) => value).filter(Boolean))].sort() };
}

/** @param {[number, number]} span @param {boolean} awake @returns {{made: HTMLElement, times: () => string[], hours: () => number | undefined}} */
function hourFields([from, to], awake) {
  const [every, hours] = field("number", t("calendar.hours"), { min: `${from}`, max: `${to}`, value: `${from}` });
  const [start, first] = field("time", t("calendar.first_time"));
  const [end, last] = field("time", t("calendar.last_time"));
  const fields = [...(from < to ? [every] : []), start, ...(awake ? [end] : [])];
  const made = make("div", "", ...fields.map((one) => make("p", "", one)));
  // Where the hours do not fill a day, the times move on from day to day.
  const moves = () => !awake && 24 % Number(hours.value) !== 0;
  const times = () => {
    if (!first.value || (awake && !last.value)) return [];
    if (moves()) return [first.value];
    return timesEvery(Number(hours.value), first.value, awake ? last.value : undefined);
  };
  return { made, times, hours: () => (moves() ? Number(hours.value) : undefined) };
}

/** @param {Choice} choice @returns {{made: HTMLElement, days: () => {every?: number, weekdays?: number[]}}} */
function dayFields({ every, weekdays }) {
  if (every) {
    const [from, to] = every;
    const [label, input] = field("number", t("calendar.every"), { min: `${from}`, max: `${to}`, value: `${from}` });
    const made = make("p", "", label);
    made.hidden = from === to;
    return { made, days: () => ({ every: Number(input.value) }) };
  }
  const ticks = WEEK.map((day) => field("checkbox", nameOf(day), { checked: weekdays.includes(day) }));
  const made = make("fieldset", "plan-days", make("legend", "", t("calendar.days")), ...ticks.map(([label]) => label));
  return { made, days: () => ({ weekdays: WEEK.filter((_, at) => ticks[at][1].checked) }) };
}

/** @param {Group} group @param {Plan} plan @returns {{made: HTMLElement, read: () => Reminder}} the fields for what is done alike */
function fieldsFor(group, plan) {
  const { numbers } = group;
  const title = numbers.length ? t("calendar.title_some", { count: numbers.length, numbers }) : t("calendar.title");
  const choice = choiceOf(group);
  const { hours: span } = choice;
  const hourly = span && hourFields(span, choice.awake);
  const often = hourly ?? timeFields(choice.times);
  const { made: onDays, days } = dayFields(choice);
  const now = today(new Date());
  const [start, first] = field("date", lineLabel("start"), { value: plan.start && plan.start > now ? plan.start : now });
  const [end, last] = field("date", lineLabel("end"), { value: plan.end ?? "" });
  const dates = [start, end].map((one) => make("p", "", one));
  const made = make("fieldset", "plan-reminder", make("legend", "", title), make("p", "", told(group)), often.made, onDays, ...dates);
  const read = () => {
    // What began before today goes on in its rhythm, unless the patient says another day.
    const begun = plan.start && plan.start < now && first.value === now ? plan.start : first.value;
    const hours = hourly?.hours();
    return { title, times: often.times(), ...(hours ? { hours } : days()), start: begun || now, end: last.value };
  };
  return { made, read };
}

/** @param {Reminder} reminder @returns {string} what is missing, or nothing */
function missing(reminder) {
  if (!reminder.times.length) return t("calendar.no_time", { title: reminder.title });
  if (reminder.weekdays && !reminder.weekdays.length) return t("calendar.no_day", { title: reminder.title });
  return firstDay(reminder, today(new Date())) ? "" : t("calendar.over", { title: reminder.title });
}

/** @param {string} text Saves it as a file. */
function save(text) {
  const href = `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`;
  Object.assign(document.createElement("a"), { href, download: `${t("calendar.file_name")}.ics` }).click();
}

/** @param {ParentNode} root @param {What} what Shows the fields, in place of those of another plan. */
export function offerReminders(root, { plan, link, say }) {
  const fields = groupsOf(plan).map((group) => fieldsFor(group, plan));
  const [withLink, isLinked] = field("checkbox", t("calendar.link"));
  const button = make("button", "", t("calendar.save"));
  button.setAttribute("type", "button");
  button.addEventListener("click", () => {
    const reminders = fields.map(({ read }) => read());
    const wrong = reminders.map(missing).find(Boolean);
    if (wrong) return say(wrong);
    const uid = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    save(calendar(reminders, { now: new Date(), uid, link: isLinked.checked ? link : "" }));
    return say(t("calendar.saved"));
  });
  const place = part(root, "calendar");
  place.replaceChildren(...fields.map(({ made }) => made), make("p", "", withLink), make("p", "", button));
  place.hidden = false;
  find(place, "input", HTMLInputElement).focus();
}
