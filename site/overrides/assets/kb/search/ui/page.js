// The results page: what it shows is what its address says, so that it can be shared and walked with back and forward.

import { failed } from "./advice.js";
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
 * @param {Promise<typeof import("./help.js") | void>} helping
 */
export async function mountPage(config, root, search, helping) {
  /** @type {HTMLInputElement} */
  const field = part(root, "q");
  /** @type {HTMLElement} */
  const filters = part(root, "filters");
  /** @type {HTMLElement} */
  const list = part(root, "list");
  /** @type {HTMLElement} */
  const more = part(root, "more");
  const say = afterPause(part(root, "status"));
  let editing = false; // a run of typing is one step of the history
  let seen = 0; // hits that were there when more were asked for
  let settled = 0;

  /** @param {string} name @param {{search: string}} [of] */
  const parameter = (name, of = location) => new URLSearchParams(of.search).get(name) ?? "";

  /** The page's address, with what is typed and has not settled in it yet. */
  const place = () => {
    const typed = field.value !== parameter("q");
    return new URL(typed ? changed(location, { q: field.value, limit: "" }) : location.href, location.href);
  };

  const ask = () => {
    const asked = place();
    const [kind, category, limit] = ["kind", "category", "limit"].map((name) => parameter(name, asked));
    query(field.value, {
      kind: Object.hasOwn(config.kinds, kind) ? kind : "",
      category: Object.hasOwn(config.categories, category) ? category : "",
      limit: Math.min((/^\d{1,9}$/.test(limit) && +limit) || STEP, MOST),
    });
  };

  /** Bring title and filters to what the address says. */
  const follow = () => {
    const text = parameter("q");
    document.title = (text && text + " – ") + root.dataset.kbTitle;
    for (const link of filters.querySelectorAll("a")) {
      const { kbFilter = "", kbValue = "" } = link.dataset;
      link.href = changed(location, { [kbFilter]: kbValue, limit: "" });
      link.ariaCurrent = parameter(kbFilter) === kbValue ? "true" : null;
    }
  };

  /** @param {string} target @param {boolean} replace */
  const go = (target, replace) => {
    history[replace ? "replaceState" : "pushState"](null, "", target);
    follow();
  };

  // What is shown is the answer already and stays as it is: somebody may be about to click it.
  const settle = () => {
    clearTimeout(settled);
    if (field.value === parameter("q")) return;
    go(place().href, editing);
    editing = true;
  };

  /** @param {import("./answer.js").Shown} shown */
  const turn = ({ state, said, ...parts }) => {
    say(said);
    root.dataset.state = state;
    for (const [name, nodes] of Object.entries(parts)) part(root, name).replaceChildren(...nodes);
  };

  const query = newestOnly(
    (await helping)?.counted(config, root, search) ?? search,
    root,
    (results) => {
      turn(shownAnswer(config, results, place()));
      if (seen) list.children[seen]?.querySelector("a")?.focus();
      seen = 0;
    },
    (error) => {
      const said = failed(config, error, ask);
      turn({
        state: said ? "failed" : "short",
        said: said?.[0].textContent ?? "",
        advice: said ?? [],
        list: [],
        more: [],
        beside: [],
      });
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
    field.value = parameter("q", link);
    go(link.href, false);
    ask();
  });
  addEventListener("popstate", () => {
    editing = false;
    field.value = parameter("q");
    follow();
    ask();
  });
  field.value ||= parameter("q");
  follow();
  field.dispatchEvent(new Event("input")); // somebody may have typed before this script was there
}
