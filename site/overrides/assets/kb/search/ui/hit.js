// One hit: what is said of it, the same in the dialog and on the results page.

import {languageName, make, marked, siteUrl} from "./text.js";

/** @import {Config, Hit} from "./types.js" */

/**
 * Where the hit leads, and its best section.
 * @param {Config} config
 * @param {Hit} hit
 */
export function hitUrls(config, hit) {
  const page = siteUrl(config, hit.url);
  return {page, section: hit.section?.anchor ? page + "#" + encodeURIComponent(hit.section.anchor) : null};
}

/**
 * "Guide · Payments", in the reader's language also where the hit is in another one, which it then names.
 * @param {Config} config
 * @param {Hit} hit
 */
export function hitMeta(config, hit) {
  const foreign = hit.lang !== config.lang;
  const parts = [config.kinds[hit.kind], config.categories[hit.category]?.title];
  if (foreign) parts.push(languageName(config, hit.lang));
  return make("span", {class: "kb-hit__meta", lang: foreign && config.ui_lang}, parts.filter(Boolean).join(" · "));
}

/** @param {Config} config @param {Hit} hit */
function foreignLang(config, hit) {
  return hit.lang !== config.lang && hit.lang;
}

/**
 * The hit as options of the dialog's listbox: the article, then its best section. They are links, so that a middle click
 * or Ctrl opens a tab; the excerpt describes the option instead of making its name endless.
 * @param {Config} config
 * @param {Hit} hit
 * @param {string} id
 */
export function hitOptions(config, hit, id) {
  const {page, section} = hitUrls(config, hit);
  const lang = foreignLang(config, hit);
  const title = make("span", {class: "kb-hit__title", id: id + "t"}, marked(hit.title, hit.title_marks));
  const meta = hitMeta(config, hit);
  meta.id = id + "m";
  const excerpt = make("span", {class: "kb-hit__excerpt", id: id + "x"}, marked(hit.excerpt.text, hit.excerpt.marks));
  const names = {"aria-labelledby": `${id}t ${id}m`, "aria-describedby": id + "x"};
  const options = [option(id, page, {lang, hreflang: lang, ...names}, title, meta, excerpt)];
  if (hit.section && section) {
    const attributes = {lang, hreflang: lang, class: "kb-option kb-option--section"};
    options.push(option(id + "s", section, attributes, hit.section.heading));
  }
  return options;
}

/**
 * @param {string} id
 * @param {string} href
 * @param {Record<string, string | boolean>} attributes
 * @param {...(Node | string)} children
 */
export function option(id, href, attributes, ...children) {
  const own = {class: "kb-option", role: "option", "aria-selected": "false", tabindex: "-1"};
  return make("a", {...own, id, href, ...attributes}, ...children);
}

/**
 * The hit as an item of the results page: a heading with a plain link. kb/results.py writes the same markup.
 * @param {Config} config
 * @param {Hit} hit
 */
export function hitItem(config, hit) {
  const {page, section} = hitUrls(config, hit);
  const lang = foreignLang(config, hit);
  const link = make("a", {href: page, hreflang: lang}, marked(hit.title, hit.title_marks));
  const item = make("li", {class: "kb-hit", lang}, make("h2", {class: "kb-hit__title"}, link), hitMeta(config, hit));
  if (hit.excerpt.text) {
    item.append(make("p", {class: "kb-hit__excerpt"}, marked(hit.excerpt.text, hit.excerpt.marks)));
  }
  if (hit.section && section) {
    item.append(make("a", {class: "kb-hit__section", href: section, hreflang: lang}, hit.section.heading));
  }
  return item;
}
