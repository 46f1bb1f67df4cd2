// The last searches of this browser's visitor: offered while the search field is empty, kept here only, cleared by a button.

import { recall, remember } from "./memory.js";

const KEPT = 5; // searches
const NAME = "recent";

/**
 * A search counts when somebody follows what it found, or sends it to the results page.
 * @param {string} page the results page's address
 * @param {HTMLDialogElement} dialog
 */
export function startRecent(page, dialog) {
  const box = /** @type {HTMLElement} */ (dialog.querySelector("[data-kb-recent]"));
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("[name=q]"));
  const list = /** @type {HTMLElement} */ (box.lastElementChild);

  const kept = () => recall(NAME)?.split("\n") ?? [];

  const show = () => {
    box.hidden = !kept().length;
    list.replaceChildren(
      ...kept().map((text) => {
        const link = document.createElement("a");
        link.href = page + "?" + new URLSearchParams({ q: text });
        link.dataset.kbQ = link.textContent = text;
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
  };

  const keep = () => {
    const text = field.value.trim();
    if (!text) return;
    remember(NAME, [text, ...kept().filter((other) => other !== text)].slice(0, KEPT).join("\n"));
    show();
  };

  dialog.addEventListener("click", ({ target }) => {
    const element = /** @type {Element} */ (target);
    if (element.closest("[data-kb-list] a")) keep();
    if (!element.closest("[data-kb-forget]")) return;
    remember(NAME, null);
    show();
    field.focus();
  });
  field.form?.addEventListener("submit", keep);
  show();
}
