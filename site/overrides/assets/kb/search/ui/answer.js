// What the results page shows of an answer, part by part. kb/web/results_html.py writes the same markup on the
// server; tests/vectors/results_page.json holds both to it.

import { nothingFound, suggested, summary } from "./advice.js";
import { hitItem } from "./hit.js";
import { make, sentence } from "./text.js";

/** @import {Config, Results} from "./types.js" */

export const STEP = 20; // hits at first, and more each time
export const MOST = 100;

/**
 * @typedef {object} Shown
 * @property {"results" | "none"} state
 * @property {(Node | string)[]} advice what stands above the list
 * @property {Node[]} list
 * @property {Node[]} more the way to further hits
 */

/**
 * An address of the results page with some parameters changed; an empty one goes.
 * @param {{pathname: string, search: string}} place
 * @param {Record<string, string>} changes
 */
export function changed({ pathname, search }, changes) {
  const kept = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) value ? kept.set(name, value) : kept.delete(name);
  return pathname + (kept.size ? "?" + kept : "");
}

/**
 * @param {Config} config
 * @param {Results} results
 * @param {{pathname: string, search: string}} place the page's own address
 * @returns {Shown}
 */
export function shownAnswer(config, results, place) {
  const { hits, total } = results;
  if (!total) {
    const advice = [...unfilter(config, place), ...nothingFound(config, results)];
    return { state: "none", advice, list: [], more: [] };
  }
  const count = make("p", { class: "kb-find__count" }, summary(config, results));
  const href = changed(place, { limit: String(hits.length + STEP) });
  const further = make("a", { class: "kb-button", href }, sentence(config, "more"));
  return {
    state: "results",
    advice: [count, suggested(config, results)],
    list: hits.map((hit) => hitItem(config, hit)),
    more: hits.length < Math.min(total, MOST) ? [further] : [],
  };
}

/**
 * The way out of filters under which nothing was found.
 * @param {Config} config
 * @param {{pathname: string, search: string}} place
 */
function unfilter(config, place) {
  const parameters = new URLSearchParams(place.search);
  if (!parameters.get("kind") && !parameters.get("category")) return [];
  const href = changed(place, { kind: "", category: "", limit: "" });
  return [make("p", {}, make("a", { class: "kb-button", href }, sentence(config, "unfilter")))];
}
