/** Answers queries on static indexes: `node ask.js < {base, lang, fallbackLang, cases}`; JSON in, JSON out; with `rounds` each answer says which files were fetched for it, those at once together. Not a test itself. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { openSearch } from "../../site/overrides/assets/kb/search/engine.js";
import { tally } from "../../site/overrides/assets/kb/search/ranking/tally.js";

/** @type {string[][]} */
const fetched = [];
let open = 0;

/** Reads files as a host without ranges serves them. @param {string} path */
async function fetchFile(path) {
  if (!open++) fetched.push([]);
  fetched.at(-1)?.push(path);
  try {
    return new Response(await readFile(path));
  } catch {
    return new Response(null, { status: 404 });
  } finally {
    open--;
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

const { cases, rounds, ...options } = JSON.parse(await text(process.stdin));
const searcher = await openSearch({ ...options, fetch: fetchFile });
const answers = [];
for (const query of cases) {
  const found = await answer(searcher, query);
  answers.push(rounds ? { ...found, rounds: fetched.splice(0) } : found);
}
process.stdout.write(JSON.stringify(answers));
