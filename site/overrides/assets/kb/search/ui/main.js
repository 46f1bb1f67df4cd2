// The bundle's door: the starter calls `start` once, on the first sign that somebody means to search.

import { openSearch } from "../engine.js";
import { mountDialog } from "./dialog.js";
import { mountPage } from "./page.js";
import { part } from "./text.js";

/** @import {Config, Filters} from "./types.js" */

/**
 * Bring the dialog, and the results page where this is one, to life.
 * @param {Config} config
 */
export function start(config) {
  const base = new URL(config.base, location.href).href;
  const opened = openSearch({base, lang: config.lang, fallbackLang: config.search.fallback ?? undefined});
  opened.then((searcher) => searcher.prefetch()).catch(() => {}); // a failure is shown when a question meets it
  /** @param {string} text @param {Filters} filters */
  const search = async (text, filters) => (await opened).search(text, filters);
  const page = part(document.body, "results");
  mountDialog(config, part(document.body, "dialog"), search);
  if (page) mountPage(config, page, search);
}
