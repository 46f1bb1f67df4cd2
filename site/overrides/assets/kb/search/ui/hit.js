// One hit: what is said of it, the same in the dialog and on the results page.

import { languageName, make, marked, part, siteUrl } from "./text.js";

/** @import {Config, Hit} from "./types.js" */

/**
 * What both faces show of a hit. "Guide · Payments" is in the interface's language also where the hit is in another; an answer
 * that is not in the page's language says in which it is.
 * @param {Config} config
 * @param {Hit} hit
 * @param {Record<string, string>} [own] attributes of the link to the best section
 */
export function shownOf(config, hit, own) {
  const { excerpt, section } = hit;
  const lang = hit.lang === config.ui_lang ? "" : hit.lang;
  const foreign = hit.lang === config.lang ? "" : languageName(config, hit.lang);
  const href = siteUrl(config, hit.url);
  const facts = [config.kinds[hit.kind], config.categories[hit.category]?.title, foreign];
  const link = { href, hreflang: lang };
  return {
    link,
    lang,
    title: marked(hit.title, hit.title_marks),
    meta: make(
      "span",
      { class: "kb-hit__meta", lang: lang && config.ui_lang },
      facts.filter(Boolean).join(" · "),
    ),
    excerpt: marked(excerpt.text, excerpt.marks),
    below: section
      ? make(
          "a",
          {
            class: "kb-hit__section",
            ...link,
            href: href + "#" + encodeURIComponent(section.anchor),
            ...own,
          },
          section.heading,
        )
      : "",
  };
}

/**
 * An option of the dialog's listbox: a link, so that a middle click or Ctrl opens a tab.
 * @param {string} id
 * @param {string} style the last part of its class
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function option(id, style, attributes, ...children) {
  const own = {
    id,
    class: "kb-option kb-option--" + style,
    role: "option",
    "aria-selected": "false",
    tabindex: "-1",
  };
  return make("a", { ...own, ...attributes }, ...children);
}

/**
 * The hit as an option, with the drawing of its kind, and a link to its best section for who points: keys stop once at a hit.
 * @param {Config} config
 * @param {Hit} hit
 * @param {string} id
 */
export function hitOptions(config, hit, id) {
  const own = { tabindex: "-1", "aria-hidden": "true" };
  const { link, lang, title, meta, excerpt, below } = shownOf(config, hit, own);
  return [
    option(
      id,
      "article",
      { ...link, lang },
      part(document.body, "kind-" + hit.kind)?.cloneNode(true) ?? "",
      make("span", { class: "kb-hit__title" }, title),
      meta,
      make("span", { class: "kb-hit__excerpt" }, excerpt),
    ),
    below,
  ];
}
