// Runs pieces of JavaScript without a page, as `evaluate` of Playwright does in one. From standard input: a line of JSON with
// the code and what it is given, again and again. To standard output: for each a line with what it returns, or why it
// fails. tests/scripts.py runs it.

import { createInterface } from "node:readline";

/** @param {{ code: string, given: unknown }} asked */
async function answer({ code, given }) {
  try {
    const told = (0, eval)(`(${code})`);
    return JSON.stringify({ told: await (typeof told === "function" ? told(given) : told) });
  } catch (error) {
    return JSON.stringify({ failed: String(error) });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answer(JSON.parse(line))}\n`);
}
