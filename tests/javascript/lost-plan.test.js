import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

// On 404.html it is no module, so that it comes before anything is shown. It is run as a browser runs it.
const SCRIPT = readFileSync(new URL("../../docs/assets/javascripts/lost-plan.js", import.meta.url), "utf-8");
const HOST = "https://clinic.example/care/";

/** @param {string} asked what stands after the address of the site @returns {string} where 404.html leads on to; empty if it stays */
function ledTo(asked) {
  const { pathname, search, hash } = new URL(asked, HOST);
  let led = "";
  const location = { pathname, search, hash, replace: (/** @type {string} */ to) => (led = to) };
  const document = { currentScript: { src: `${HOST}assets/javascripts/lost-plan.js` } };
  vm.runInNewContext(SCRIPT, { URL, location, document });
  return led.replace(HOST, "");
}

test("a link that lost its sign leads to its page, which says who got it", () => {
  for (const way of ["plan/%23{}", "plan%23{}", "plan/%2523{}", "plan/index.html%23{}", "PLAN/%23{}", "Plan/{}"]) {
    assert.equal(ledTo(way.replace("{}", "1003")), "plan/?changed#1003", way);
    const diary = way.replace(/plan/i, (name) => ({ plan: "diary", Plan: "Diary" })[name] ?? "DIARY");
    assert.equal(ledTo(diary.replace("{}", "D1003")), "diary/?changed#D1003", diary);
  }
  assert.equal(ledTo("es/plan%231003"), "es/plan/?changed#1003");
});

test("capitals in the path lead to the page, and the host got nothing", () => {
  assert.equal(ledTo("PLAN/#1003"), "plan/#1003");
});

test("any other address stays what it is", () => {
  for (const other of ["plans-for-all/", "nowhere/%23x", "planning%23here", "plan/#1003", "plan/?a=1%231003", "%E0%A4%A"]) assert.equal(ledTo(other), "", other);
});
