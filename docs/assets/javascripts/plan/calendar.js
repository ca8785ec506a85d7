// @ts-check
// A plan's reminders as a file for calendars (RFC 5545). Times are local and float: 9 in the morning is that wherever
// the patient is. It waits until somebody asks for it.

import { dayAt, dayOf, numberOf } from "./day.js";

/**
 * When to be reminded. Of weekdays (0 is Sunday), every (days) and hours (from the first time on, day and night) there is one.
 * times: such as "09:00". start, end: days such as "2026-11-30"; no end: "".
 * @typedef {{title: string, times: string[], weekdays?: number[], every?: number, hours?: number, start: string,
 *   end: string}} Reminder
 */
/** @typedef {{now: Date, uid: () => string, link: string}} How link: to the plan; "" where it stays out */

const NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const MOST_OCTETS = 75;

/** @param {string} day @param {number} count @returns {string} the day that many days later */
const later = (day, count) => dayAt(numberOf(day) + count);

/** @param {string} day @returns {number} 0 for a Sunday */
const weekdayOf = (day) => new Date(Date.parse(day)).getUTCDay();

/**
 * @param {Reminder} reminder
 * @param {string} now the day that it is
 * @returns {string} the first day to be reminded on; "" if that is after the last. What has begun goes on in its rhythm.
 */
export function firstDay({ start, end, weekdays, every = 1 }, now) {
  const missed = Math.max(0, numberOf(now) - numberOf(start));
  let day = later(start, Math.ceil(missed / every) * every);
  while (weekdays?.length && !weekdays.includes(weekdayOf(day))) day = later(day, 1);
  return end && day > end ? "" : day;
}

/** @param {Reminder} reminder @returns {string} how it comes again */
function rule({ weekdays, every, hours, end }) {
  const until = end && `;UNTIL=${end.replaceAll("-", "")}T235959`;
  if (hours) return `FREQ=HOURLY;INTERVAL=${hours}${until}`;
  if (every) return `FREQ=DAILY;INTERVAL=${every}${until}`;
  if (weekdays?.length === 7) return `FREQ=DAILY${until}`;
  return `FREQ=WEEKLY;BYDAY=${(weekdays ?? []).map((day) => NAMES[day]).join(",")}${until}`;
}

/** @param {string} text @returns {string} as the value of a property */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|[\r\n]/g, "\\n");

/** @param {string} line @returns {string} in pieces of 75 octets at most, never within a sign */
function folded(line) {
  const encoder = new TextEncoder();
  let [text, octets] = ["", 0];
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > MOST_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += sign;
    octets += size;
  }
  return text;
}

/** @param {Reminder} reminder @param {string} time @param {How} how @returns {string[]} lines of one event */
function eventOf(reminder, time, { now, uid, link }) {
  const day = firstDay(reminder, dayOf(now));
  const title = escaped(reminder.title);
  return [
    "BEGIN:VEVENT",
    `UID:${uid()}`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART:${day.replaceAll("-", "")}T${time.replace(":", "")}00`,
    `RRULE:${rule(reminder)}`,
    `SUMMARY:${title}`,
    ...(link ? [`DESCRIPTION:${escaped(link)}`, `URL:${link}`] : []),
    // Nobody is busy for it, and a calendar that others can see does not show it.
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    ...["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", `DESCRIPTION:${title}`, "END:VALARM"],
    "END:VEVENT",
  ];
}

/** @param {Reminder[]} reminders each with a first day @param {How} how @returns {string} the file */
export function calendar(reminders, how) {
  const events = reminders.flatMap((one) => one.times.flatMap((time) => eventOf(one, time, how)));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Home exercises//Plan//EN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
