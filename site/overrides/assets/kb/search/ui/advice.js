// What is said about hits, or in their place: the count, the closest only, the other language, nothing, a failure.

import { LONGEST_QUERY, languageName, make, sentence } from "./text.js";

/** @import {Config, Results} from "./types.js" */

/**
 * The results page's address for a query.
 * @param {Config} config
 * @param {string} query
 */
export function queryUrl(config, query) {
  return config.search.page + "?" + new URLSearchParams({ q: query });
}

/**
 * Whether the answer is not in the language of the question, or not of this page's index.
 * @param {Results} results
 */
export function isForeign({ lang, query_lang, fallback }) {
  return fallback || query_lang !== lang;
}

/**
 * "3 results", or that they are in another language, or only the closest, or that there is none.
 * @param {Config} config
 * @param {Results} results
 */
export function summary(config, results) {
  const { query, query_lang, total, fallback, hits, filtered = "" } = results;
  if (!results.confident)
    return sentence(config, (total ? "closest" : "none") + filtered, { query }, query_lang);
  const count = counted(config, total);
  if (!isForeign(results)) return count;
  const [{ lang }] = hits;
  let key = query_lang === results.lang ? "counterpart" : "foreign"; // the former: as this one's own pages
  if (fallback && lang !== config.lang) key = "other_language";
  const language = languageName(config, key === "counterpart" ? results.lang : lang);
  count.prepend(sentence(config, key, { query, language }, query_lang), " ");
  return count;
}

/** "3 results". @param {Config} config @param {number} count */
function counted(config, count) {
  return sentence(config, count === 1 ? "count_one" : "count_many", { count });
}

/**
 * What a screen reader is told: the sentence above, and of the closest how many are shown.
 * @param {Config} config
 * @param {Results} results
 * @param {number} shown
 */
export function heard(config, results, shown) {
  const said = summary(config, results);
  if (shown && !results.confident) said.append(" ", counted(config, shown));
  return said;
}

/**
 * "Did you mean …?", a link to that search, or nothing.
 * @param {Config} config
 * @param {Results} results
 */
export function suggested(config, { suggestion }) {
  if (!suggestion) return "";
  const link = make("a", { "data-kb-q": suggestion, href: queryUrl(config, suggestion) }, suggestion);
  return make("p", { class: "kb-advice__suggestion" }, sentence(config, "suggestion"), " ", link, "?");
}

/**
 * Nothing found: what was searched, and where else to look.
 * @param {Config} config
 * @param {Results} results
 */
export function nothingFound(config, results) {
  const languages = [config.lang, config.search.fallback].flatMap((lang) =>
    lang ? languageName(config, lang) : [],
  );
  const where = sentence(config, "none_where", { languages: languages.join(", ") });
  const title = make("p", { class: "kb-advice__title" }, summary(config, results));
  return [title, suggested(config, results), make("p", {}, where), ...browse(config)];
}

/**
 * The categories and the contacts, as links.
 * @param {Config} config
 */
export function browse(config) {
  const { categories, contacts } = config;
  const links = Object.values(categories).map(({ title, url }) =>
    make("li", {}, make("a", { href: url }, title)),
  );
  const parts = [];
  if (links[0])
    parts.push(
      make("p", {}, sentence(config, "browse")),
      make("ul", { class: "kb-advice__links" }, ...links),
    );
  if (contacts) parts.push(make("p", {}, make("a", { href: contacts }, sentence(config, "contacts"))));
  return parts;
}

/**
 * A failure, with its cure: an index of another version asks for a reload, a lost connection for another try,
 * an endless query for a shorter one. Its sentence goes by the error's name.
 * Nothing for a query that is too short: that is no failure.
 * @param {Config} config
 * @param {Error} error
 * @param {() => void} retry
 */
export function failed(config, error, retry) {
  if (error.name === "QueryTooShort") return;
  const kind = "search." + error.name in config.strings ? error.name : "offline";
  const message = make(
    "p",
    { class: "kb-advice__title" },
    sentence(config, kind, { maximum: LONGEST_QUERY }),
  );
  if (kind === "IndexOutdated")
    dispatchEvent(new Event("kb-outdated")); // the starter loads the page anew
  else if (kind !== "offline") return [message, ...browse(config)];
  const cure = make("button", { class: "kb-button", type: "button" }, sentence(config, kind + "_cure"));
  cure.onclick = retry;
  return [message, cure, ...browse(config)];
}
