// The results page: what it shows is what its address says, so that it can be shared and walked with back and forward.

import { failed, nothingFound, suggested, summary } from "./advice.js";
import { afterPause, newestOnly } from "./ask.js";
import { hitItem } from "./hit.js";
import { make, part, plainLink, sentence } from "./text.js";

/** @import {Config, Results, Search} from "./types.js" */

const STEP = 20; // hits at first, and more each time
const MOST = 100;
const SETTLED_MS = 350; // without a keystroke, before the address takes over what was typed

export class ResultsPage {
  /**
   * @param {Config} config
   * @param {HTMLElement} root
   * @param {Search} search
   */
  constructor(config, root, search) {
    this.config = config;
    this.root = root;
    /** @type {HTMLInputElement} */
    this.field = part(root, "q");
    /** @type {HTMLElement} */
    this.filters = part(root, "filters");
    /** @type {HTMLElement} */
    this.advice = part(root, "advice");
    /** @type {HTMLElement} */
    this.list = part(root, "list");
    /** @type {HTMLElement} */
    this.more = part(root, "more");
    this.say = afterPause(part(root, "status"));
    this.editing = false; // a run of typing is one step of the history
    this.seen = 0; // hits that were there when more were asked for
    this.query = newestOnly(search, this);
    this.listen();
    if (!this.field.value) this.field.value = this.wanted("q");
    this.follow();
  }

  listen() {
    let settled = 0;
    const settle = () => {
      clearTimeout(settled);
      if (this.field.value === this.wanted("q")) return;
      this.go(this.address({q: this.field.value, limit: ""}), this.editing);
      this.editing = true;
    };
    this.field.addEventListener("input", () => {
      this.ask();
      clearTimeout(settled);
      settled = window.setTimeout(settle, SETTLED_MS);
    });
    this.field.addEventListener("change", settle);
    this.field.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      settle();
      this.editing = false;
    });
    this.root.addEventListener("click", (event) => this.click(event));
    addEventListener("popstate", () => {
      this.editing = false;
      this.field.value = this.wanted("q");
      this.follow();
    });
  }

  /**
   * Links from this page to itself change the address without a new load.
   * @param {MouseEvent} event
   */
  click(event) {
    const link = plainLink(event);
    if (!link || link.pathname !== location.pathname || link.hash) return;
    event.preventDefault();
    this.editing = false;
    if (link.parentElement === this.more) this.seen = this.list.children.length;
    this.field.value = new URLSearchParams(link.search).get("q") ?? "";
    this.go(link.href, false);
  }

  /** @param {string} name */
  wanted(name) {
    return new URLSearchParams(location.search).get(name) ?? "";
  }

  /**
   * This page's address with some parameters changed; an empty one goes.
   * @param {Record<string, string>} changes
   */
  address(changes) {
    const wanted = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) value ? wanted.set(name, value) : wanted.delete(name);
    return location.pathname + (wanted.size ? "?" + wanted : "");
  }

  /** @param {string} address @param {boolean} replace */
  go(address, replace) {
    history[replace ? "replaceState" : "pushState"](null, "", address);
    this.follow();
  }

  /** Bring title and filters to what the address says, and ask. */
  follow() {
    const text = this.wanted("q");
    document.title = (text && text + " – ") + this.root.dataset.kbTitle;
    for (const link of this.filters.querySelectorAll("a")) {
      const {kbFilter = "", kbValue = ""} = link.dataset;
      link.href = this.address({[kbFilter]: kbValue, limit: ""});
      link.ariaCurrent = this.wanted(kbFilter) === kbValue ? "true" : null;
    }
    this.ask();
  }

  ask() {
    const { kinds, categories } = this.config;
    const [kind, category, limit] = ["kind", "category", "limit"].map((name) => this.wanted(name));
    this.query(this.field.value, {
      kind: Object.hasOwn(kinds, kind) ? kind : "",
      category: Object.hasOwn(categories, category) ? category : "",
      limit: Math.min((/^\d{1,9}$/.test(limit) && +limit) || STEP, MOST),
    });
  }

  /**
   * @param {"short" | "results" | "none" | "failed"} state
   * @param {(Node | string)[]} advice
   * @param {Node[]} items
   */
  turn(state, advice, items = []) {
    this.root.dataset.state = state;
    this.advice.replaceChildren(...advice);
    this.list.replaceChildren(...items);
    this.more.replaceChildren();
  }

  /** @param {Results} results */
  show(results) {
    this.say(summary(this.config, results));
    if (!results.total) return this.turn("none", [...this.unfilter(), ...nothingFound(this.config, results)]);
    const line = make("p", {class: "kb-find__count"}, summary(this.config, results));
    this.turn("results", [line, suggested(this.config, results)], results.hits.map((hit) => hitItem(this.config, hit)));
    const shown = results.hits.length;
    if (shown < Math.min(results.total, MOST)) {
      const href = this.address({limit: String(shown + STEP)});
      this.more.append(make("a", {class: "kb-button", href}, sentence(this.config, "more")));
    }
    if (this.seen) this.list.children[this.seen]?.querySelector("a")?.focus();
    this.seen = 0;
  }

  /** The way out of filters under which nothing was found. */
  unfilter() {
    if (!this.wanted("kind") && !this.wanted("category")) return [];
    const href = this.address({kind: "", category: "", limit: ""});
    return [make("p", {}, make("a", {class: "kb-button", href}, sentence(this.config, "unfilter")))];
  }

  /** @param {Error} error */
  refuse(error) {
    const advice = error.name === "QueryTooShort" ? [] : failed(this.config, error, () => this.ask());
    this.say(advice[0]?.textContent ?? "");
    this.turn(advice.length ? "failed" : "short", advice);
  }
}
