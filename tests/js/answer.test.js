// The results page's markup: what the browser writes of an answer is what the server writes (tests/vectors).
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHTML } from "linkedom";

import { failed } from "../../site/overrides/assets/kb/search/ui/advice.js";
import { shownAnswer } from "../../site/overrides/assets/kb/search/ui/answer.js";
import { LONGEST_QUERY } from "../../site/overrides/assets/kb/search/ui/text.js";
import { json } from "./rules.js";

const { document } = parseHTML("<!doctype html><html><body></body></html>");
globalThis.document = document;
globalThis.DocumentFragment = class {
  constructor() {
    return document.createDocumentFragment(); // linkedom's own cannot be made with `new`
  }
};

/** The markup of what is in a box, attributes in one order. @param {Element} box */
function written(box) {
  for (const element of box.querySelectorAll("*")) {
    const attributes = [...element.attributes].map(({ name, value }) => [name, value]).sort();
    for (const [name] of attributes) element.removeAttribute(name);
    for (const [name, value] of attributes) element.setAttribute(name, value);
  }
  return box.innerHTML;
}

/** @param {(Node | string)[]} nodes */
function markup(nodes) {
  const box = document.createElement("div");
  box.append(...nodes);
  return written(box);
}

/** The server's markup as linkedom itself writes it: quotes and signs coded in one way. @param {string} html */
function canonical(html) {
  const box = document.createElement("div");
  box.innerHTML = html;
  return written(box);
}

/** What the page shows where the search refuses a query. @param {any} config @param {number} length */
function refused(config, length) {
  const name = length > LONGEST_QUERY ? "QueryTooLong" : "QueryTooShort";
  const advice = failed(config, Object.assign(new Error(), { name }), () => {});
  return { state: advice ? "failed" : "short", advice: advice ?? [] };
}

const { configs, cases } = json("tests/vectors/page_cases.json");
const expected = Object.fromEntries(json("tests/vectors/results_page.json").map((each) => [each.name, each]));

for (const { name, config, address, results, times } of cases) {
  test(`the page writes the answer as the server does: ${name}`, () => {
    globalThis.location = new URL(address, "https://help.example/");
    const texts = configs[config];
    const {
      state,
      said: heard,
      ...parts
    } = results ? shownAnswer(texts, results, location) : refused(texts, times);
    const { html, state: said } = expected[name];
    assert.equal(state, said);
    for (const part of new Set([...Object.keys(parts), ...Object.keys(html)])) {
      assert.equal(markup(parts[part] ?? []), canonical(html[part] ?? ""), part);
    }
  });
}
