// All of search that a page loads: it opens the dialog, whose skeleton stands in the page, and fetches the rest on the first
// sign of use. Typing starts at once; the bundle picks up whatever is in the field when it arrives.

import { recall, remember } from "./page/memory.js";

/**
 * @param {{lang: string, search: {script: string, results: string, index: string}}} config
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

  const loadAll = () => {
    const bundle = import(new URL(config.search.script, location.href).href);
    // Asked for beside the bundle, not after it: one round trip less.
    const entry = fetch(`${config.search.index}${config.lang}.bin`, { cache: "no-cache" });
    entry.catch(() => {}); // who uses it meets the failure
    return bundle
      .then(({ start }) => start(config, entry))
      .then(report, () => {
        loading = undefined;
        // Some browsers remember a module that failed to load: another try needs another address.
        config.search.script += "?";
        config.search.results += "?";
        report(true);
      });
  };
  const load = () => (loading ??= loadAll());

  const open = () => {
    if (!dialog.open) dialog.showModal();
    field.select();
    load();
  };

  slash.checked = recall("slash") !== "off";
  slash.onchange = () => remember("slash", slash.checked ? null : "off");

  // A single key is a shortcut only where nothing is typed, and can be switched off (WCAG 2.1.4).
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const target = /** @type {Element} */ (event.target);
    // For a moment after it closed, the focus is still in the dialog: nobody is typing there.
    const typing =
      (dialog.open || !dialog.contains(target)) &&
      target.closest("input,textarea,select,[contenteditable],dialog");
    const single = key === "/" && slash.checked && !typing;
    if (altKey || !(ctrlKey || metaKey ? /^k$/i.test(key) && !(mac && ctrlKey) : single)) return;
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

  for (const type of ["pointerenter", "focusin", "click"])
    for (const place of all("load")) place.addEventListener(type, load);
  if (location.search && all("results").length) load();
}

const starterDialog = /** @type {HTMLDialogElement?} */ (document.querySelector("[data-kb-dialog]"));
if (starterDialog)
  mountStarter(JSON.parse(document.getElementById("kb-config")?.textContent ?? ""), starterDialog);
