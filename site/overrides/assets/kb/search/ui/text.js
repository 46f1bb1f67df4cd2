// Text and elements. Whatever a visitor or a writer typed reaches the page through text nodes only, never as markup.

/** @import {Config, Mark} from "./types.js" */

export const LONGEST_QUERY = 4000; // code points that are searched; kb/web/params.py refuses alike
const LONGEST_ECHO = 80; // code points of a query that a sentence repeats

/**
 * An element with attributes (empty ones are left out) and children; strings become text nodes.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * The text with its marked stretches in <mark>; offsets count code points, as the engine's do.
 * @param {string} text
 * @param {Mark[]} marks
 */
export function marked(text, marks) {
  const points = [...text];
  const fragment = new DocumentFragment();
  let at = 0;
  for (const [start, end] of marks) {
    fragment.append(points.slice(at, start).join(""), make("mark", {}, points.slice(start, end).join("")));
    at = end;
  }
  fragment.append(points.slice(at).join(""));
  return fragment;
}

/**
 * A sentence of the catalogue, its `{placeholders}` filled. Each value stands in a <bdi>, so that a right-to-left
 * mark in a query cannot turn the sentence around, and is cut where it is endless. What is quoted of a query in another
 * language than the texts' says in which it is.
 * @param {Config} config
 * @param {string} key the part after `search.`
 * @param {Record<string, string | number>} [values]
 * @param {string} [queryLang]
 */
export function sentence(config, key, values = {}, queryLang = "") {
  const fragment = new DocumentFragment();
  config.strings["search." + key].split(/\{(\w+)\}/).forEach((text, place) => {
    const points = [...String(values[text])];
    const value = points.slice(0, LONGEST_ECHO).join("") + (points.length > LONGEST_ECHO ? "…" : "");
    const lang = text === "query" && queryLang !== config.ui_lang ? queryLang : "";
    fragment.append(place % 2 ? make("bdi", { lang }, value) : text);
  });
  return fragment;
}

/**
 * The part of a skeleton with `data-kb-NAME`: the template promises that it is there.
 * @param {Element} root
 * @param {string} name
 * @returns {any}
 */
export function part(root, name) {
  return root.querySelector(`[data-kb-${name}]`);
}

/**
 * The link that a click follows on this page; none where it opens elsewhere.
 * @param {MouseEvent} event
 */
export function plainLink({ target, ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey ? null : /** @type {Element} */ (target).closest("a");
}

/**
 * A language's name in the reader's language.
 * @param {Config} config
 * @param {string} lang
 */
export function languageName(config, lang) {
  return new Intl.DisplayNames([config.ui_lang], { type: "language" }).of(lang) ?? lang;
}

/**
 * An address inside the site. Leading slashes go, so that no stored address can name another host or scheme.
 * @param {Config} config
 * @param {string} path from the site's root
 */
export function siteUrl(config, path) {
  return new URL(config.base, location.href).pathname + path.replace(/^\/+/, "");
}
