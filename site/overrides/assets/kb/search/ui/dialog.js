// The search dialog: a combobox over a listbox. The skeleton stands in the page and the starter opens it, so that no keystroke
// waits for this file. The first answer is chosen by itself, so that Enter opens it; while there is none, and where the articles
// are only the closest, Enter is the form's own submit, to the results page.

import { browse, failed, heard, isForeign, nothingFound, queryUrl, suggested, summary } from "./advice.js";
import { afterPause, newestOnly } from "./ask.js";
import { hitOptions, option } from "./hit.js";
import { make, part, plainLink, sentence } from "./text.js";

/** @import {Config, Search} from "./types.js" */

const SHOWN = 6; // hits; the last option leads to all of them
const FEW = 3; // hits, where none is an answer

/**
 * Bring the dialog to life.
 * @param {Config} config
 * @param {HTMLDialogElement} root
 * @param {Search} search
 * @param {Promise<typeof import("./help.js") | void>} helping
 */
export async function mountDialog(config, root, search, helping) {
  /** @type {HTMLInputElement} */
  const field = part(root, "field");
  /** @type {HTMLElement} */
  const list = part(root, "list");
  const say = afterPause(part(root, "status"));
  const options = list.getElementsByClassName("kb-option");
  let active = -1;
  /** @type {typeof import("./help.js") | void} */
  let help;

  const ask = () => {
    activate(-1); // what is chosen answers what was typed before
    query(field.value, { limit: SHOWN });
  };

  /** @param {string} text */
  const write = (text) => {
    field.value = text;
    field.focus();
    ask();
  };

  /** @param {number} place of the option; -1 is the text itself */
  const activate = (place) => {
    if (options[active]) options[active].ariaSelected = "false";
    active = place;
    const chosen = options[place];
    if (!chosen) return field.removeAttribute("aria-activedescendant");
    chosen.ariaSelected = "true";
    chosen.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", chosen.id);
  };

  /**
   * Take a key or leave it to the field.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was taken
   */
  const press = (event) => {
    const { key } = event;
    const last = options.length - 1;
    const chosen = options[active];
    if (key === "ArrowDown") activate(active < last ? active + 1 : -1);
    else if (key === "ArrowUp") activate(active < 0 ? last : active - 1);
    else if (key === "Home" && active > 0) activate(0);
    else if (key === "End" && active > 0) activate(last);
    else if (key === "Enter" && chosen)
      chosen.dispatchEvent(new MouseEvent("click", event)); // with the keys that are held
    else if (key === "Escape" && field.value) write("");
    else return key === "Enter" && root.dataset.state === "short";
    return true;
  };

  /**
   * @param {"short" | "results" | "unsure" | "none" | "failed"} state
   * @param {(Node | string)[]} said
   * @param {(Node | string)[]} [shown]
   * @param {(Node | string)[]} [further] what stands below the hits
   */
  const turn = (state, said, shown = [], further = []) => {
    root.dataset.state = state;
    list.replaceChildren(...shown);
    list.hidden = !shown[0];
    part(root, "advice").replaceChildren(...said);
    part(root, "beside").replaceChildren(...further);
    field.ariaExpanded = String(!list.hidden);
    activate(state === "results" ? 0 : -1);
  };

  const query = newestOnly(
    search,
    root,
    (results) => {
      const { confident, total } = results;
      const hits = confident ? results.hits : results.hits.slice(0, FEW);
      say(heard(config, results, hits.length));
      if (!total) return turn("none", nothingFound(config, results));
      /** @type {(Node | string)[]} */
      const shown =
        help?.grouped(config, results, hitOptions) ??
        hits.flatMap((hit, place) => hitOptions(config, hit, "kb-o" + place));
      const offer = suggested(config, results);
      if (!confident) {
        const title = make("p", { class: "kb-advice__title" }, summary(config, results));
        return turn("unsure", [title, offer], shown, browse(config));
      }
      const everything = sentence(config, "all", { count: total });
      shown.push(option("kb-o-all", "all", { href: queryUrl(config, field.value) }, everything));
      turn("results", [isForeign(results) ? summary(config, results) : "", offer], shown);
    },
    (error) => {
      const said = failed(config, error, ask);
      say(said?.[0].textContent ?? "");
      turn(said ? "failed" : "short", said ?? browse(config));
    },
  );

  // What an input method composes is searched as it stands (phones compose every word), but its keys are its own.
  field.addEventListener("input", ask);
  field.addEventListener("keydown", (event) => {
    if (!event.isComposing && event.keyCode !== 229 && !event.altKey && press(event)) event.preventDefault();
  });
  root.addEventListener("reset", () => setTimeout(write, 0, ""));
  root.addEventListener("mousedown", ({ target }) => target === root && root.close());
  // A suggestion is asked here; any other link leaves the dialog, also where it leads to this very page.
  root.addEventListener("click", (event) => {
    const link = plainLink(event);
    if (!link) return;
    if (link.dataset.kbQ === undefined) return root.close();
    event.preventDefault();
    write(link.dataset.kbQ);
  });
  ask();
  help = await helping; // nobody waits for it
}
