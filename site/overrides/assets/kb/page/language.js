import { recall, remember } from "./memory.js";

/**
 * The first wanted language that the site has: exactly, or by its base ("it" for "it-CH").
 * @param {readonly (string | null)[]} wanted
 * @param {readonly string[]} offered
 * @returns {string | undefined}
 */
export function bestLanguage(wanted, offered) {
  for (const code of wanted) {
    const lower = (code ?? "").toLowerCase();
    const found =
      offered.find((other) => other.toLowerCase() === lower) ??
      offered.find((other) => other.toLowerCase() === lower.split("-")[0]);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/**
 * Where a language's link leads from what is shown now: on the results page to the same search, on an article to the same heading.
 * @param {HTMLAnchorElement} link
 * @param {string[]} own the ids of this page's headings, in order
 */
function keepPlace(link, own) {
  const target = new URL(link.href);
  const anchor = decodeURIComponent(location.hash.slice(1));
  const theirs = link.dataset.kbAnchors?.split(" ") ?? [];
  target.hash = theirs[own.indexOf(anchor)] ?? anchor;
  if (document.querySelector("[data-kb-results]")) target.search = location.search;
  link.href = target.href;
}

/** Remember the language a visitor chooses; at the site's door go on to it. */
export function startLanguages() {
  /** @type {HTMLAnchorElement[]} */
  const links = [...document.querySelectorAll("a[data-kb-language]")].map(
    (link) => /** @type {HTMLAnchorElement} */ (link),
  );
  const own = links.find((link) => link.ariaCurrent)?.dataset.kbAnchors?.split(" ") ?? [];
  for (const link of links) {
    link.addEventListener("click", () => remember("language", link.dataset.kbLanguage ?? null));
    for (const type of ["pointerenter", "focus", "click"])
      link.addEventListener(type, () => keepPlace(link, own));
  }
  if (document.querySelector("[data-kb-door]")) {
    const offered = links.map((link) => link.dataset.kbLanguage ?? "");
    const code = bestLanguage([recall("language"), ...navigator.languages], offered);
    const target = links.find((link) => link.dataset.kbLanguage === code);
    if (target) {
      location.replace(target.href);
    }
  }
}
