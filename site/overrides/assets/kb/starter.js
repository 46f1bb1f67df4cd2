// All of search that a page loads: it opens the dialog, whose skeleton stands in the page, and fetches the rest on the first
// sign of use. Typing starts at once; the bundle picks up whatever is in the field when it arrives.

import { recall, remember } from "./page/memory.js";
import { startRecent } from "./page/recent.js";

const CHECKED_MS = 10_000; // how long the index at hand counts as the published one
const TYPED_MS = 400; // without a keystroke, before a page is loaded anew

/**
 * @param {{lang: string, search: {script: string, results: string, index: string, page: string}}} config
 * @param {HTMLDialogElement} dialog
 */
function mountStarter(config, dialog) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const [field, slash] = dialog.querySelectorAll("input");
  const mac = /Mac|iP/.test(navigator.platform);
  /** @param {string} name @returns {NodeListOf<HTMLElement>} */
  const all = (name) => document.querySelectorAll(`[data-kb-${name}]`);
  /** @type {Promise<void> | undefined} */
  let loading;

  /** @param {boolean | void} failed */
  const report = (failed) => all("failed").forEach((box) => (box.hidden = !failed));

  // Asked for beside the bundle, not after it: one round trip less.
  const fetchEntry = () => fetch(`${config.search.index}${config.lang}.bin`, { cache: "no-cache" });
  /** @type {Promise<string> | undefined} */
  let held; // the entry as this page knows it
  let checked = 0;
  const named = config.search.script; // by the page as it is
  const typed = history.state?.kbTyped; // what was being searched when the page was loaded anew
  let renewed = typed !== undefined;

  /** @type {number | undefined} */
  let pause; // until the page is loaded anew
  const wait = () => {
    clearTimeout(pause);
    pause = window.setTimeout(() => {
      history.replaceState({ kbTyped: dialog.open && field.value }, "");
      location.reload();
    }, TYPED_MS);
  };

  /**
   * The site was published anew since this page was loaded: so load it anew when the typing pauses, by itself once at most,
   * then when asked to.
   * @returns {boolean} whether it does
   */
  const renew = () => {
    const now = !renewed;
    renewed = false;
    if (now) wait();
    return now;
  };

  const loadAll = () => {
    const bundle = import(new URL(config.search.script, location.href).href);
    const entry = fetchEntry();
    held = entry.then((answer) => answer.clone().text());
    held.catch(() => {}); // who uses it meets the failure
    checked = Date.now();
    return bundle
      .then(({ start }) => start(config, entry))
      .then(report, async () => {
        loading = undefined;
        // Some browsers remember a module that failed to load: another try needs another address.
        config.search.script += "?";
        config.search.results += "?";
        const page = await fetch(location.href, { cache: "no-cache" }).then((answer) => answer.text());
        if (page.includes(named) || !renew()) throw new Error();
      })
      .catch(() => report(true));
  };

  /** A page may stay open for days: ask now and then whether its index is still the published one. */
  const check = async () => {
    checked = Date.now();
    const answer = await fetchEntry();
    if (answer.ok && (await held) !== (await answer.text())) renew();
  };

  const load = () => {
    if (!loading) loading = loadAll();
    else if (Date.now() - checked > CHECKED_MS) check().catch(() => {}); // what is at hand goes on answering
  };

  const open = () => {
    if (!dialog.open) dialog.showModal();
    field.select();
    load();
  };

  slash.checked = recall("slash") !== "off";
  slash.onchange = () => remember("slash", slash.checked ? null : "off");

  // A single key is a shortcut only where nothing is typed, and can be switched off (WCAG 2.1.4).
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const target = /** @type {Element} */ (event.target);
    // For a moment after it closed, the focus is still in the dialog: nobody is typing there.
    const typing =
      (dialog.open || !dialog.contains(target)) &&
      target.closest("input,textarea,select,[contenteditable],dialog");
    const single = key === "/" && slash.checked && !typing;
    const chord = /^k$/i.test(key) && !shiftKey && !(mac && ctrlKey); // with Shift it is the browser's own
    if (altKey || !(ctrlKey || metaKey ? chord : single)) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });

  for (const button of all("open")) {
    const form = /** @type {HTMLFormElement} */ (button.previousElementSibling);
    const typed = /** @type {HTMLInputElement} */ (form[0]);
    form.hidden = true;
    button.hidden = false;
    button.onclick = open;
    if (mac) /** @type {Element} */ (button.lastElementChild).textContent = "⌘ K";
    if (typed.value) {
      field.value = typed.value;
      open();
    }
  }

  startRecent(config.search.page, dialog);
  addEventListener("kb-outdated", renew);
  field.addEventListener("input", () => pause && wait());
  if (renewed) history.replaceState(null, "");
  if (typeof typed === "string") {
    field.value = typed;
    open();
  }
  for (const type of ["pointerenter", "focusin", "click"])
    for (const place of all("load")) place.addEventListener(type, load);
  if (location.search && all("results").length) load();
}

const starterDialog = /** @type {HTMLDialogElement?} */ (document.querySelector("[data-kb-dialog]"));
if (starterDialog)
  mountStarter(JSON.parse(document.getElementById("kb-config")?.textContent ?? ""), starterDialog);
