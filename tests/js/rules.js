/** What the tests read and make of the project's data: the rules of a language as search/text/language.py merges them: its own file over the common one. */
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";

const ROOT = new URL("../../", import.meta.url);

/** @param {string} path from the project's root @returns {any} */
export function json(path) {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
}

/** @param {string} lang @returns {any} */
export function rulesOf(lang) {
  const common = json("search/languages/common.json");
  let own = {};
  try {
    own = json(`search/languages/${lang}.json`);
  } catch {
    // a language without rules of its own
  }
  const merged = {
    ...common,
    ...own,
    folds: { ...common.folds, ...own.folds },
    tuning: { ...common.tuning, ...own.tuning },
    incidental: [...common.incidental, ...(own.incidental ?? [])],
  };
  const longestFirst = (a, b) => b.split(" ").length - a.split(" ").length || (a < b ? -1 : 1);
  return { ...merged, frames: [...merged.frames].sort(longestFirst) };
}

/** @param {number} value @returns {number[]} */
function varint(value) {
  return value > 127 ? [(value & 127) | 128, ...varint(value >> 7)] : [value];
}

/** A text with its length before it. @param {string} text */
function sized(text) {
  const bytes = Buffer.from(text);
  return Buffer.from([...varint(bytes.length), ...bytes]);
}

/**
 * The entry file of a small site as search/static/export.py writes it, but with each text as one word: at most 255 texts.
 * @param {any} entry @param {any[][]} articles fields in order, questions, keywords and sections as lists
 */
export function entryFile(entry, articles) {
  const texts = articles.flatMap((fields) => fields.flat(2));
  const lists = articles.map((fields) => [...fields.slice(6, 9), fields[8]].map((list) => list.length)); // all sections for all
  const head = sized(
    JSON.stringify({ ...entry, lists, texts: { gaps: [""], ends: 1, pairs: texts.length } }),
  );
  const words = sized(texts.map((text) => ` ${text}`).join("\n"));
  const body = Buffer.concat([head, words, Buffer.from([...texts.keys()]), Buffer.alloc(texts.length)]);
  return Buffer.concat([Buffer.from([6]), deflateRawSync(body)]);
}
