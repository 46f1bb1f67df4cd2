// What the results page shows of an answer, part by part. kb/web/results_html.py writes the same markup on the
// server; tests/vectors/results_page.json holds both to it.

import { browse, nothingFound, suggested, summary } from "./advice.js";
import { shownOf } from "./hit.js";
import { make, sentence } from "./text.js";

/** @import {Config, Hit, Results} from "./types.js" */

export const STEP = 20; // hits at first, and more each time
export const MOST = 100;
const CLOSEST = 5; // hits at first, where none is an answer

/**
 * @typedef {object} Shown
 * @property {"results" | "unsure" | "none" | "failed" | "short"} state
 * @property {(Node | string)[]} advice what stands above the list
 * @property {Node[]} list
 * @property {Node[]} more the way to further hits
 * @property {(Node | string)[]} beside the topics and the contacts, beside hits that are no sure answer
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
  const { total, confident } = results;
  if (!total) {
    const advice = [...unfilter(config, place), ...nothingFound(config, results)];
    return { state: "none", advice, list: [], more: [], beside: [] };
  }
  const few = !confident && !new URLSearchParams(place.search).get("limit");
  const hits = results.hits.slice(0, few ? CLOSEST : MOST);
  const href = changed(place, { limit: String(few ? STEP : hits.length + STEP) });
  const further = make("a", { class: "kb-button", href }, sentence(config, "more"));
  const style = confident ? "kb-find__count" : "kb-advice__title";
  const line = make("p", { class: style }, summary(config, results));
  return {
    state: confident ? "results" : "unsure",
    advice: [...(confident ? [] : unfilter(config, place)), line, suggested(config, results)],
    list: hits.map((hit) => hitItem(config, hit)),
    more: hits.length < Math.min(total, MOST) ? [further] : [],
    beside: confident ? [] : browse(config),
  };
}

/**
 * The way out of filters under which no answer was found.
 * @param {Config} config
 * @param {{pathname: string, search: string}} place
 */
function unfilter(config, place) {
  const parameters = new URLSearchParams(place.search);
  if (!parameters.get("kind") && !parameters.get("category")) return [];
  const href = changed(place, { kind: "", category: "", limit: "" });
  return [make("p", {}, make("a", { class: "kb-button", href }, sentence(config, "unfilter")))];
}

/**
 * The hit as an item of the results page: a heading with a plain link. kb/web/results_html.py writes the same markup.
 * @param {Config} config
 * @param {Hit} hit
 */
function hitItem(config, hit) {
  const { link, lang, title, meta, excerpt, heading, section } = shownOf(config, hit);
  const parts = [make("h2", { class: "kb-hit__title" }, make("a", link, title)), meta];
  parts.push(make("p", { class: "kb-hit__excerpt" }, excerpt));
  if (heading) parts.push(make("a", { class: "kb-hit__section", ...section }, heading));
  return make("li", { class: "kb-hit", lang }, ...parts);
}
