// The search dialog: a combobox over a listbox. The skeleton stands in the page and the starter opens it, so that no keystroke
// waits for this file. Nothing is selected by itself: Enter in the text is the form's own submit, to the results page.

import { browse, failed, nothingFound, queryUrl, suggested, summary } from "./advice.js";
import { afterPause, newestOnly } from "./ask.js";
import { hitOptions, option } from "./hit.js";
import { part, plainLink, sentence } from "./text.js";

/** @import {Config, Results, Search} from "./types.js" */

const SHOWN = 6; // hits; the last option leads to all of them

export class SearchDialog {
  /**
   * @param {Config} config
   * @param {HTMLDialogElement} root
   * @param {Search} search
   */
  constructor(config, root, search) {
    this.config = config;
    this.root = root;
    /** @type {HTMLInputElement} */
    this.field = part(root, "field");
    /** @type {HTMLElement} */
    this.list = part(root, "list");
    /** @type {HTMLElement} */
    this.advice = part(root, "advice");
    this.say = afterPause(part(root, "status"));
    this.active = -1;
    this.query = newestOnly(search, this);
    this.listen();
    this.ask();
  }

  // What an input method composes is searched as it stands (phones compose every word), but its keys are its own.
  listen() {
    this.field.addEventListener("input", () => this.ask());
    this.field.addEventListener("keydown", (event) => {
      if (!event.isComposing && event.keyCode !== 229 && !event.altKey && this.press(event)) event.preventDefault();
    });
    this.root.addEventListener("reset", () => setTimeout(() => this.write("")));
    this.root.addEventListener("click", (event) => this.follow(event));
    this.root.addEventListener("mousedown", (event) => {
      if (event.target === this.root) this.root.close();
    });
  }

  ask() {
    this.query(this.field.value, {limit: SHOWN});
  }

  /** @param {string} text */
  write(text) {
    this.field.value = text;
    this.field.focus();
    this.ask();
  }

  /**
   * Take a key or leave it to the field.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was taken
   */
  press(event) {
    const last = this.list.children.length - 1;
    const chosen = this.list.children[this.active];
    if (event.key === "ArrowDown") this.activate(this.active < last ? this.active + 1 : -1);
    else if (event.key === "ArrowUp") this.activate(this.active < 0 ? last : this.active - 1);
    else if (event.key === "Home" && chosen) this.activate(0);
    else if (event.key === "End" && chosen) this.activate(last);
    else if (event.key === "Enter" && chosen) {
      const {ctrlKey, metaKey, shiftKey} = event;
      chosen.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey}));
    } else if (event.key === "Escape" && this.field.value) this.write("");
    else return event.key === "Enter" && this.root.dataset.state === "short";
    return true;
  }

  /**
   * A suggestion is asked here; any other link leaves the dialog, also where it leads to this very page.
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = plainLink(event);
    if (!link) return;
    if (link.dataset.kbQ === undefined) return this.root.close();
    event.preventDefault();
    this.write(link.dataset.kbQ);
  }

  /** @param {number} place of the option; -1 is the text itself */
  activate(place) {
    const {children} = this.list;
    if (children[this.active]) children[this.active].ariaSelected = "false";
    this.active = place;
    const chosen = children[place];
    if (!chosen) return this.field.removeAttribute("aria-activedescendant");
    chosen.ariaSelected = "true";
    chosen.scrollIntoView({block: "nearest"});
    this.field.setAttribute("aria-activedescendant", chosen.id);
  }

  /**
   * @param {"short" | "results" | "none" | "failed"} state
   * @param {(Node | string)[]} advice
   * @param {Node[]} options
   */
  turn(state, advice, options) {
    this.root.dataset.state = state;
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.list.scrollTop = 0;
    this.advice.replaceChildren(...advice);
    this.field.ariaExpanded = String(!this.list.hidden);
    this.activate(-1);
  }

  /** @param {Results} results */
  show(results) {
    this.say(summary(this.config, results));
    if (!results.total) return this.turn("none", nothingFound(this.config, results), []);
    const options = results.hits.flatMap((hit, place) => hitOptions(this.config, hit, "kb-o" + place));
    const everything = sentence(this.config, "all", {count: results.total});
    options.push(option("kb-o-all", "all", {href: queryUrl(this.config, this.field.value)}, everything));
    this.turn("results", [results.fallback ? summary(this.config, results) : "", suggested(this.config, results)], options);
  }

  /** @param {Error} error */
  refuse(error) {
    if (error.name === "QueryTooShort") {
      this.say("");
      return this.turn("short", browse(this.config), []);
    }
    const advice = failed(this.config, error, () => this.ask());
    this.say(advice[0].textContent ?? "");
    this.turn("failed", advice, []);
  }
}
