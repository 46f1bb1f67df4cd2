// The bundle's door: the starter calls `start` once, on the first sign that somebody means to search.

import { openSearch } from "../engine.js";
import { mountDialog } from "./dialog.js";
import { LONGEST_QUERY, part } from "./text.js";

/** @import {Config, Filters} from "./types.js" */

/**
 * Bring the dialog, and the results page where this is one, to life. That page's own script is fetched there only.
 * @param {Config} config
 * @param {Promise<Response>} [entry] the index's entry file, for which the starter has asked beside this bundle
 */
export async function start(config, entry) {
  const base = new URL(config.base, location.href).href;
  /** @type {typeof fetch} the first request is for the entry */
  const fetcher = (...request) => {
    const answer = entry ?? fetch(...request);
    entry = undefined;
    return answer;
  };
  const opened = openSearch({
    base,
    lang: config.lang,
    fallbackLang: config.search.fallback ?? undefined,
    fetch: fetcher,
  });
  opened.then((searcher) => searcher.prefetch()).catch(() => {}); // a failure is shown when a question meets it
  /** @param {string} text @param {Filters} filters */
  const search = async (text, filters) => {
    if ([...text].length > LONGEST_QUERY) throw Object.assign(new Error(), { name: "QueryTooLong" });
    return (await opened).search(text, filters);
  };
  const helping = (async () => await import("./help.js"))().catch(() => {});
  const page = part(document.body, "results");
  if (page) {
    const { mountPage } = await import(new URL(config.search.results, location.href).href);
    await mountPage(config, page, search, helping);
  }
  await mountDialog(config, part(document.body, "dialog"), search, helping);
}
