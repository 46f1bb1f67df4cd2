/** Answers queries on static indexes: `node ask.js < {base, lang, fallbackLang, cases}`; JSON in, JSON out. Not a test itself. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { openSearch } from "../../site/overrides/assets/kb/search/engine.js";
import { tally } from "../../site/overrides/assets/kb/search/ranking/tally.js";

/** Reads files as a host without ranges serves them. @param {string} path */
async function fetchFile(path) {
  try {
    return new Response(await readFile(path));
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** @param {any} searcher @param {[string, any]} query */
async function answer(searcher, [query, { counts, ...filters }]) {
  try {
    return await searcher.search(query, counts ? { ...filters, tally } : filters);
  } catch (error) {
    const { name, message, minimum, length } = error;
    return name === "QueryTooShort" ? { minimum, length } : { name, message };
  }
}

const { cases, ...options } = JSON.parse(await text(process.stdin));
const searcher = await openSearch({ ...options, fetch: fetchFile });
const answers = [];
for (const query of cases) answers.push(await answer(searcher, query));
process.stdout.write(JSON.stringify(answers));
