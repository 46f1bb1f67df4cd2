// The results page's numbers beside the filters: how many results each choice would give. kb/web/results/filters.py writes the
// same markup on the server.

import { tally } from "../ranking/tally.js";

/** @import {Config, Results, Search} from "./types.js" */

/**
 * An element of the number; what is seen is not read, what is read says of what.
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function span(attributes, ...children) {
  const made = document.createElement("span");
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * Put the numbers of an answer in; a quoted phrase and a failure have none.
 * @param {Config} config
 * @param {Element} root
 * @param {Results["counts"]} [counts]
 */
export function showCounts({ strings }, root, counts) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-kb-filter]"))) {
    link.querySelector(".kb-filters__count")?.remove();
    const { kbFilter, kbValue = "" } = link.dataset;
    const choices = counts?.[/** @type {"kind" | "category"} */ (kbFilter)];
    if (!choices) continue;
    const number = String((Object.hasOwn(choices, kbValue) && choices[kbValue]) || 0);
    const text = strings[`search.count_${number === "1" ? "one" : "many"}`].replace("{count}", number);
    link.append(
      span(
        { class: "kb-filters__count" },
        span({ "aria-hidden": "true" }, number),
        span({ class: "kb-visually-hidden" }, ` (${text})`),
      ),
    );
  }
}

/**
 * The search that also counts, and shows the numbers of the newest answer just before the page shows its hits.
 * @param {Config} config
 * @param {Element} root
 * @param {Search} search
 * @returns {Search}
 */
export function searchCounted(config, root, search) {
  let turn = 0;
  root.setAttribute("data-counted", ""); // until now the server's are not seen: nothing would keep them new
  return async (text, filters) => {
    const mine = ++turn;
    /** @type {Results | undefined} */
    let results;
    try {
      return (results = await search(text, { ...filters, tally }));
    } finally {
      if (mine === turn) showCounts(config, root, results?.counts);
    }
  };
}
