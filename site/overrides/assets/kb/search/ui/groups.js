// The dialog's hits by category, where there are many: more than it shows, of two or three categories, and grouping them leaves
// the best three the first three. So the best hit stays first, and nobody looks further for an answer than without groups.

/** @import {Config, Hit, Results} from "./types.js" */

const KEPT = 3; // hits that stay before all others; and groups at most, else they are as long as their titles

/**
 * The hits by category, groups and hits in order of rank; nothing where they are better shown one after the other.
 * @param {Config["categories"]} categories
 * @param {Hit[]} hits
 * @returns {[string, Hit[]][] | undefined} by the category's title
 */
export function groupsOf(categories, hits) {
  /** @type {Map<string, Hit[]>} */
  const groups = new Map();
  for (const hit of hits) {
    const title = Object.hasOwn(categories, hit.category) ? categories[hit.category].title : "";
    groups.set(title, [...(groups.get(title) ?? []), hit]);
  }
  const first = [...groups.values()].flat().slice(0, KEPT);
  const keeps = first.every((hit) => hits.indexOf(hit) < KEPT);
  return keeps && groups.size > 1 && groups.size <= KEPT && !groups.has("") ? [...groups] : undefined;
}

/**
 * The options in groups of the listbox, each named by its title: keys walk through them in the order in which they are seen.
 * @param {Config} config
 * @param {Results} results
 * @param {typeof import("./hit.js").hitOptions} hitOptions
 * @returns {HTMLElement[] | undefined}
 */
export function groupedOptions(config, { confident, total, hits }, hitOptions) {
  if (!confident || total === hits.length) return;
  const said = { ...config, categories: {} }; // its title stands above
  return groupsOf(config.categories, hits)?.map(([title, some]) => {
    const group = document.createElement("div");
    const heading = document.createElement("div");
    heading.id = "kb-group" + hits.indexOf(some[0]);
    heading.className = "kb-dialog__group";
    heading.textContent = title;
    heading.setAttribute("role", "presentation");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    group.append(heading, ...some.flatMap((hit) => hitOptions(said, hit, "kb-o" + hits.indexOf(hit))));
    return group;
  });
}
