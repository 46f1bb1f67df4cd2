// The results page: what it shows is what its address says, so that it can be shared and walked with back and forward.

import { failed, heard } from "./advice.js";
import { MOST, STEP, changed, shownAnswer } from "./answer.js";
import { afterPause, newestOnly } from "./ask.js";
import { part, plainLink } from "./text.js";

/** @import {Config, Search} from "./types.js" */

const SETTLED_MS = 350; // without a keystroke, before the address takes over what was typed

/**
 * Bring the results page to life.
 * @param {Config} config
 * @param {HTMLElement} root
 * @param {Search} search
 */
export function mountPage(config, root, search) {
  /** @type {HTMLInputElement} */
  const field = part(root, "q");
  /** @type {HTMLElement} */
  const filters = part(root, "filters");
  /** @type {HTMLElement} */
  const advice = part(root, "advice");
  /** @type {HTMLElement} */
  const list = part(root, "list");
  /** @type {HTMLElement} */
  const more = part(root, "more");
  /** @type {HTMLElement} */
  const beside = part(root, "beside");
  const say = afterPause(part(root, "status"));
  let editing = false; // a run of typing is one step of the history
  let seen = 0; // hits that were there when more were asked for
  let settled = 0;

  const parameters = () => new URLSearchParams(location.search);
  /** @param {string} name */
  const parameter = (name) => parameters().get(name) ?? "";

  /** @param {Record<string, string>} changes */
  const address = (changes) => changed(location, changes);

  const ask = () => {
    const [kind, category, limit] = ["kind", "category", "limit"].map(parameter);
    query(field.value, {
      kind: Object.hasOwn(config.kinds, kind) ? kind : "",
      category: Object.hasOwn(config.categories, category) ? category : "",
      limit: Math.min((/^\d{1,9}$/.test(limit) && +limit) || STEP, MOST),
    });
  };

  /** Bring title and filters to what the address says, and ask. */
  const follow = () => {
    const text = parameter("q");
    document.title = (text && text + " – ") + root.dataset.kbTitle;
    for (const link of filters.querySelectorAll("a")) {
      const { kbFilter = "", kbValue = "" } = link.dataset;
      link.href = address({ [kbFilter]: kbValue, limit: "" });
      link.ariaCurrent = parameter(kbFilter) === kbValue ? "true" : null;
    }
    ask();
  };

  /** @param {string} target @param {boolean} replace */
  const go = (target, replace) => {
    history[replace ? "replaceState" : "pushState"](null, "", target);
    follow();
  };

  const settle = () => {
    clearTimeout(settled);
    if (field.value === parameter("q")) return;
    go(address({ q: field.value, limit: "" }), editing);
    editing = true;
  };

  /** @param {import("./answer.js").Shown} shown */
  const turn = (shown) => {
    root.dataset.state = shown.state;
    advice.replaceChildren(...shown.advice);
    list.replaceChildren(...shown.list);
    more.replaceChildren(...shown.more);
    beside.replaceChildren(...shown.beside);
  };

  const query = newestOnly(
    search,
    root,
    (results) => {
      const shown = shownAnswer(config, results, location);
      say(heard(config, results, shown.list.length));
      turn(shown);
      if (seen) list.children[seen]?.querySelector("a")?.focus();
      seen = 0;
    },
    (error) => {
      const said = failed(config, error, ask);
      say(said?.[0].textContent ?? "");
      turn({ state: said ? "failed" : "short", advice: said ?? [], list: [], more: [], beside: [] });
    },
  );

  field.addEventListener("input", () => {
    ask();
    clearTimeout(settled);
    settled = window.setTimeout(settle, SETTLED_MS);
  });
  field.addEventListener("change", settle);
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
    editing = false;
  });
  // Links from this page to itself change the address without a new load.
  root.addEventListener("click", (event) => {
    const link = plainLink(event);
    if (!link || link.pathname !== location.pathname || link.hash) return;
    event.preventDefault();
    editing = false;
    if (link.parentElement === more) seen = list.children.length;
    field.value = new URLSearchParams(link.search).get("q") ?? "";
    go(link.href, false);
  });
  addEventListener("popstate", () => {
    editing = false;
    field.value = parameter("q");
    follow();
  });
  field.value ||= parameter("q");
  follow();
}
