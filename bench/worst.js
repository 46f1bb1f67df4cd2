/** What queries cost the browser's engine: `node worst.js < {base, lang, texts, turns}` gives milliseconds of CPU, the least of the turns. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { openSearch } from "../site/overrides/assets/kb/search/engine.js";

const { texts, turns, ...options } = JSON.parse(await text(process.stdin));
const searcher = await openSearch({ ...options, fetch: async (path) => new Response(await readFile(path)) });

/** @param {string} query @param {number} turn a filter that means nothing, so that no answer is remembered */
async function cost(query, turn) {
  const before = process.cpuUsage();
  await searcher.search(query, { turn }).catch((error) => {
    if (error.name !== "QueryTooShort") throw error;
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

for (const query of texts.slice(0, 100)) await cost(query, -1); // compiled
const costs = [];
for (const query of texts) {
  const times = [];
  for (let turn = 0; turn < turns; turn++) times.push(await cost(query, turn));
  costs.push(Math.min(...times));
}
process.stdout.write(JSON.stringify(costs));
