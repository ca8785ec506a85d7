// How long the search takes: `node bench/search.mjs site/assets/search.json tests/content/searches.csv`.
// Prints the CPU time until it is ready, and the 95th percentile of a query. Wants a machine with nothing else to do.

import { readFileSync } from "node:fs";

import { searcher } from "../docs/assets/javascripts/search/search.js";

const [index, list] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const queries = list.trim().split("\n").slice(1).map((line) => line.split(",")[0]);
const before = process.cpuUsage();
const ask = searcher(JSON.parse(index));
const { user, system } = process.cpuUsage(before);
for (const query of queries) ask(query);
const times = queries.map((query) => {
  const start = performance.now();
  ask(query);
  return performance.now() - start;
});
times.sort((one, other) => one - other);
console.log(`ready after ${Math.round((user + system) / 1000)} ms of CPU`);
console.log(`a query: ${times[Math.floor(times.length * 0.95)].toFixed(2)} ms at the 95th percentile`);
