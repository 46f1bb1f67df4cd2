// The search dialog: a combobox over a listbox. The skeleton stands in the page and the starter opens it, so that no keystroke
// waits for this file. Nothing is selected by itself: Enter in the text is the form's own submit, to the results page.

import {browse, failed, nothingFound, queryUrl, suggested, summary} from "./advice.js";
import {afterPause, newestOnly} from "./ask.js";
import {hitOptions, option} from "./hit.js";
import {sentence} from "./text.js";

/** @import {Config, Results, Search} from "./types.js" */

const SHOWN = 7; // hits; the last option leads to all of them

export class SearchDialog {
  /**
   * @param {Config} config
   * @param {HTMLDialogElement} dialog
   * @param {Search} search
   */
  constructor(config, dialog, search) {
    /** @param {string} name @returns {any} */
    const part = (name) => dialog.querySelector(`[data-kb-${name}]`);
    this.config = config;
    this.dialog = dialog;
    /** @type {HTMLInputElement} */
    this.field = part("field");
    /** @type {HTMLElement} */
    this.list = part("list");
    /** @type {HTMLElement} */
    this.advice = part("advice");
    this.say = afterPause(part("status"));
    this.active = -1;
    this.query = newestOnly(
      search,
      (results) => this.show(results),
      (error) => this.refuse(error),
      (busy) => dialog.toggleAttribute("data-busy", busy),
    );
    this.listen();
    rememberSlash(part("slash"));
    this.ask();
  }

  // What an input method composes is searched as it stands (phones compose every word), but its keys are its own.
  listen() {
    this.field.addEventListener("input", () => this.ask());
    this.field.addEventListener("keydown", (event) => {
      if (!event.isComposing && event.keyCode !== 229 && !event.altKey && this.press(event)) event.preventDefault();
    });
    this.dialog.addEventListener("reset", () => setTimeout(() => this.write("")));
    this.dialog.addEventListener("click", (event) => this.follow(event));
    this.dialog.addEventListener("mousedown", (event) => {
      if (event.target === this.dialog) this.dialog.close();
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
    else return event.key === "Enter" && this.dialog.dataset.state === "short";
    return true;
  }

  /**
   * A suggestion is asked here; any other link leaves the dialog, also where it leads to this very page.
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.kbQ === undefined) return this.dialog.close();
    event.preventDefault();
    this.write(link.dataset.kbQ);
  }

  /** @param {number} place of the option; -1 is the text itself */
  activate(place) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const chosen = this.list.children[place];
    if (!chosen) return this.field.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({block: "nearest"});
    this.field.setAttribute("aria-activedescendant", chosen.id);
  }

  /**
   * @param {"short" | "results" | "none" | "failed"} state
   * @param {(Node | string)[]} advice
   * @param {Node[]} options
   */
  turn(state, advice, options) {
    this.dialog.dataset.state = state;
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.list.scrollTop = 0;
    this.advice.replaceChildren(...advice);
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.activate(-1);
  }

  /** @param {Results} results */
  show(results) {
    this.say(summary(this.config, results));
    if (!results.total) return this.turn("none", nothingFound(this.config, results), []);
    const options = results.hits.flatMap((hit, place) => hitOptions(this.config, hit, "kb-o" + place));
    const everything = sentence(this.config, "all", {count: results.total});
    options.push(option("kb-o-all", queryUrl(this.config, this.field.value), {class: "kb-option kb-option--all"}, everything));
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

/**
 * The switch that turns the single-key shortcut off (WCAG 2.1.4); the starter reads what it remembers.
 * @param {HTMLInputElement} box
 */
function rememberSlash(box) {
  try {
    box.checked = localStorage.getItem("kb-slash") !== "off";
    box.addEventListener("change", () => localStorage.setItem("kb-slash", box.checked ? "on" : "off"));
  } catch {
    box.closest("label")?.remove(); // without storage the shortcut is off for good
  }
}
