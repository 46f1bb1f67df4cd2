// Tells the site's collector what was searched, where the settings name one (`search_log_url`): from what search shows, so that
// search itself knows nothing of it. It is loaded on such sites only, and silent for who asks not to be tracked.

const STOOD_MS = 2000; // what stands shorter than this before it is changed was on the way to another search
const MOST_BYTES = 2048; // of a body, as kb/web/search_log.py; whole messages hold more about people than about a gap

/** @typedef {{query: string, count: number, confident: boolean, kind: string, category: string}} Search */

/**
 * Watch the dialog or the results page; a search is told once, when it is followed, replaced or left.
 * @param {HTMLElement} root
 * @param {(search: Search, followed?: HTMLAnchorElement) => void} tell
 */
function watchSearches(root, tell) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[name=q]"));
  const list = /** @type {HTMLElement} */ (root.querySelector("[data-kb-list]"));
  const isPage = root.hasAttribute("data-kb-results");
  /** @type {Search | undefined} */
  let shown; // what is on the screen and was not told
  let since = 0;

  /** @param {HTMLAnchorElement} [followed] */
  const leave = (followed) => {
    if (shown) tell(shown, followed);
    shown = undefined;
  };

  const note = () => {
    const query = field.value.trim();
    const { state = "" } = root.dataset;
    if (shown && !query.startsWith(shown.query) && Date.now() - since > STOOD_MS) leave();
    shown = undefined;
    if (!query || !["results", "unsure", "none"].includes(state)) return;
    const asked = new URLSearchParams(isPage ? location.search : "");
    since = Date.now();
    shown = {
      query,
      count: counted(root, list),
      confident: state === "results",
      kind: asked.get("kind") ?? "",
      category: asked.get("category") ?? "",
    };
  };

  /** @param {MouseEvent} event */
  const follow = ({ target, button }) => {
    const link = /** @type {Element} */ (target).closest("a");
    if (!link || button > 1 || !list.contains(link)) return;
    if (link.id === "kb-o-all")
      shown = undefined; // the results page tells
    else leave(link);
  };

  new MutationObserver(note).observe(root, { attributeFilter: ["data-state"] });
  root.addEventListener("click", follow);
  root.addEventListener("auxclick", follow);
  if (!isPage) field.form?.addEventListener("submit", () => (shown = undefined)); // likewise
  root.addEventListener("close", () => leave());
  addEventListener("pagehide", () => leave());
  note();
}

/**
 * How many articles were found; of those that are only the closest, how many are shown.
 * @param {HTMLElement} root
 * @param {HTMLElement} list
 */
function counted(root, list) {
  const said = [...root.querySelectorAll("#kb-o-all bdi, .kb-find__count bdi")].at(-1)?.textContent ?? "";
  const isCount = root.dataset.state === "results" && /^\d+$/.test(said);
  return isCount ? Number(said) : list.querySelectorAll(".kb-option--article, .kb-hit").length;
}

/** @type {HTMLScriptElement?} */
const collector = document.querySelector("script[data-kb-searched]");
const refuses = navigator.doNotTrack === "1" || /** @type {any} */ (navigator).globalPrivacyControl === true;
if (collector && !refuses) {
  const { lang } = JSON.parse(document.getElementById("kb-config")?.textContent ?? "{}");
  const { kbSearched = "", kbIds = "{}" } = collector.dataset;
  /** @type {Record<string, string>} */
  const ids = JSON.parse(kbIds); // of articles whose address does not end in their id

  const told = new Set(); // nothing is told twice by a page
  for (const root of document.querySelectorAll("[data-kb-dialog], [data-kb-results]"))
    watchSearches(/** @type {HTMLElement} */ (root), (search, link) => {
      const end = link?.pathname.split("/").filter(Boolean).at(-1) ?? "";
      const followed = Object.hasOwn(ids, end) ? ids[end] : end;
      const { query, ...found } = search;
      const body = JSON.stringify({ query, lang, ...found, followed });
      if (told.has(body) || new TextEncoder().encode(body).length > MOST_BYTES) return;
      told.add(body);
      navigator.sendBeacon(kbSearched, body); // plain text, which no browser asks leave for (CORS)
    });
}
