// One hit: what is said of it, the same in the dialog and on the results page.

import { languageName, make, marked, siteUrl } from "./text.js";

/** @import {Config, Hit} from "./types.js" */

/**
 * What both faces show of a hit. "Guide · Payments" is in the interface's language also where the hit is in another; an answer
 * that is not in the page's language says in which it is.
 * @param {Config} config
 * @param {Hit} hit
 */
export function shownOf(config, hit) {
  const { excerpt, section } = hit;
  const lang = hit.lang === config.ui_lang ? "" : hit.lang;
  const foreign = hit.lang === config.lang ? "" : languageName(config, hit.lang);
  const href = siteUrl(config, hit.url);
  const facts = [config.kinds[hit.kind], config.categories[hit.category]?.title, foreign];
  return {
    link: { href, hreflang: lang },
    lang,
    title: marked(hit.title, hit.title_marks),
    meta: make(
      "span",
      { class: "kb-hit__meta", lang: lang && config.ui_lang },
      facts.filter(Boolean).join(" · "),
    ),
    excerpt: marked(excerpt.text, excerpt.marks),
    heading: section?.heading,
    section: { href: href + "#" + encodeURIComponent(section?.anchor ?? ""), hreflang: lang },
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
 * The hit as options: the article, then its best section.
 * @param {Config} config
 * @param {Hit} hit
 * @param {string} id
 */
export function hitOptions(config, hit, id) {
  const { link, lang, title, meta, excerpt, heading, section } = shownOf(config, hit);
  const parts = [
    make("span", { class: "kb-hit__title" }, title),
    meta,
    make("span", { class: "kb-hit__excerpt" }, excerpt),
  ];
  const options = [option(id, "article", { ...link, lang }, ...parts)];
  if (heading) options.push(option(id + "s", "section", { ...section, lang }, heading));
  return options;
}
