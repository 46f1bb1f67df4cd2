// What the results page shows of an answer, part by part. kb/web/results/page.py writes the same markup on the
// server; tests/vectors/results_page.json holds both to it.

import { browse, heard, nothingFound, suggested, summary } from "./advice.js";
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
 * @property {Node | string} said what a screen reader is told
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
 * @param {Results} found
 * @param {{pathname: string, search: string}} place the page's own address
 * @returns {Shown}
 */
export function shownAnswer(config, found, place) {
  const asked = new URLSearchParams(place.search);
  const { total, confident } = found;
  const filtered = asked.get("kind") || asked.get("category") ? "_filtered" : "";
  /** @type {Results} */
  const results = { ...found, filtered };
  const href = changed(place, { kind: "", category: "", limit: "" });
  // The way out of filters under which no answer was found.
  const out =
    filtered && !confident
      ? make("p", {}, make("a", { class: "kb-button", href }, sentence(config, "unfilter")))
      : "";
  const few = !confident && !asked.get("limit");
  const hits = results.hits.slice(0, few ? CLOSEST : MOST);
  const said = heard(config, results, hits.length);
  if (!total) {
    return {
      state: "none",
      said,
      advice: [out, ...nothingFound(config, results)],
      list: [],
      more: [],
      beside: [],
    };
  }
  const next = changed(place, { limit: String(few ? STEP : hits.length + STEP) });
  const further = make("a", { class: "kb-button", href: next }, sentence(config, "more"));
  return {
    state: confident ? "results" : "unsure",
    said,
    advice: [
      out,
      make("p", { class: "kb-find__count" }, summary(config, results)),
      suggested(config, results),
    ],
    list: hits.map((hit) => hitItem(config, hit)),
    more: hits.length < Math.min(total, MOST) ? [further] : [],
    beside: confident ? [] : browse(config),
  };
}

/**
 * The hit as an item of the results page: a heading with a plain link. kb/web/results/page.py writes the same markup.
 * @param {Config} config
 * @param {Hit} hit
 */
function hitItem(config, hit) {
  const { link, lang, title, meta, excerpt, below } = shownOf(config, hit);
  const heading = make("h2", { class: "kb-hit__title" }, make("a", link, title));
  const passage = make("p", { class: "kb-hit__excerpt" }, excerpt);
  return make("li", { class: "kb-hit", lang }, heading, meta, passage, below);
}
