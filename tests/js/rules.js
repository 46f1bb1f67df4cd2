/** The rules of a language as search/config.py merges them: its own file over the common one. */
import {readFileSync} from "node:fs";

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
  const merged = {...common, ...own, folds: {...common.folds, ...own.folds}, tuning: {...common.tuning, ...own.tuning}};
  const longestFirst = (a, b) => b.split(" ").length - a.split(" ").length || (a < b ? -1 : 1);
  return {...merged, frames: [...merged.frames].sort(longestFirst)};
}
