// What stands where there are no hits: nothing found, the other language, a failure; each with the way on.

import { languageName, make, sentence } from "./text.js";

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
 * "3 results", or that they are in the other language, or that there is none: one sentence for eye and ear.
 * @param {Config} config
 * @param {Results} results
 */
export function summary(config, { query, total, fallback, hits }) {
  if (!total) return sentence(config, "none", { query });
  const count = sentence(config, total === 1 ? "count_one" : "count_many", { count: total });
  if (!fallback) return count;
  count.prepend(
    sentence(config, "other_language", { query, language: languageName(config, hits[0].lang) }),
    " ",
  );
  return count;
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
  const languages = [config.lang, config.search.fallback].map((lang) => lang && languageName(config, lang));
  const where = sentence(config, "none_where", { languages: languages.filter(Boolean).join(", ") });
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
 * A failure, with its cure: an index of another version asks for a reload, a lost connection for another try.
 * Nothing for a query that is too short: that is no failure.
 * @param {Config} config
 * @param {Error} error
 * @param {() => void} retry
 */
export function failed(config, error, retry) {
  if (error.name === "QueryTooShort") return;
  const kind = { IndexMissing: "missing", IndexOutdated: "outdated" }[error.name] ?? "offline";
  const message = make("p", { class: "kb-advice__title" }, sentence(config, kind));
  if (kind === "missing") return [message, ...browse(config)];
  const cure = make("button", { class: "kb-button", type: "button" }, sentence(config, kind + "_cure"));
  cure.onclick = kind === "outdated" ? () => location.reload() : retry;
  return [message, cure, ...browse(config)];
}
