// All of search that a page loads: it opens the dialog, whose skeleton stands in the page, and fetches the rest on the first
// sign of use. Typing starts at once; the bundle picks up whatever is in the field when it arrives.

const SLASH_IGNORED = "input, textarea, select, [contenteditable]";

/**
 * @param {{search: {script: string}}} config
 * @param {HTMLDialogElement} dialog
 */
function mountStarter(config, dialog) {
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const mac = /Mac|iP/.test(navigator.platform);
  /** @type {Promise<void> | undefined} */
  let loading;
  let tries = 0;

  // Some browsers remember a module that failed to load: another try needs another address.
  const load = () =>
    (loading ??= import(new URL(config.search.script, location.href).href + (tries ? "?" + tries : ""))
      .then(({start}) => start(config))
      .then(() => report(false))
      .catch(() => {
        loading = undefined;
        tries++;
        report(true);
      }));

  /** @param {boolean} failed */
  const report = (failed) => {
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-kb-failed]"))) box.hidden = !failed;
  };

  const open = () => {
    if (!dialog.open) dialog.showModal();
    field.select();
    load();
  };

  document.addEventListener("keydown", (event) => {
    const {key, target, ctrlKey, metaKey, altKey, shiftKey} = event;
    const shortcut = key?.toLowerCase() === "k" && (metaKey || (ctrlKey && !mac)) && !altKey && !shiftKey;
    const slash = key === "/" && !ctrlKey && !metaKey && !altKey && !document.querySelector("dialog[open]");
    const typing = event.isComposing || (target instanceof Element && target.closest(SLASH_IGNORED));
    if (!shortcut && (!slash || typing || slashIsOff())) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-kb-open]"))) {
    const form = /** @type {HTMLFormElement} */ (button.previousElementSibling);
    const typed = form.querySelector("input");
    const taken = typed && (typed.value || typed === document.activeElement);
    form.hidden = true;
    button.hidden = false;
    button.addEventListener("click", open);
    button.addEventListener("pointerenter", load);
    button.addEventListener("focus", load);
    if (mac) button.querySelector("kbd")?.replaceChildren("⌘ K");
    if (taken) {
      field.value = typed.value;
      open();
    }
  }

  const page = document.querySelector("[data-kb-results]");
  page?.addEventListener("focusin", load);
  if (page && new URLSearchParams(location.search).get("q")) load();
  for (const again of document.querySelectorAll("[data-kb-retry]")) again.addEventListener("click", load);
}

function slashIsOff() {
  try {
    return localStorage.getItem("kb-slash") === "off";
  } catch {
    return true; // without storage the choice to switch it off could not be kept: it stays off
  }
}

const starterConfig = document.getElementById("kb-config");
const starterDialog = document.querySelector("dialog[data-kb-dialog]");
if (starterConfig && starterDialog instanceof HTMLDialogElement) {
  mountStarter(JSON.parse(starterConfig.textContent ?? ""), starterDialog);
}
