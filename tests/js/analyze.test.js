import assert from "node:assert/strict";
import { test } from "node:test";
import { codePoints, createAnalyzer } from "../../site/overrides/assets/kb/search/text/analyzer.js";
import { stemmerOf } from "../../site/overrides/assets/kb/search/text/stemmers.js";
import { json, rulesOf } from "./rules.js";

/** Offsets in code points, as the vectors have them. */
const inPoints = (text, { start, end, word }) => [
  codePoints(text.slice(0, start)),
  codePoints(text.slice(0, end)),
  word,
];

for (const { lang, text, tokens, terms, extras } of json("tests/vectors/analyze.json")) {
  test(`${lang}: ${JSON.stringify(text)} is taken apart as in Python`, async () => {
    const rules = rulesOf(lang);
    const analyzer = createAnalyzer(rules, 64, await stemmerOf(rules.stemmer));
    const found = analyzer.tokens(text);
    assert.deepEqual(
      found.map((token) => inPoints(text, token)),
      tokens,
    );
    assert.deepEqual(
      found.map(({ word }) => analyzer.terms(word)),
      terms,
    );
    const [words, length] = analyzer.indexed(text);
    assert.deepEqual(words.slice(length).sort(), extras.sort());
  });
}

test("a word has at most 64 letters, also where a letter takes two code units", () => {
  const analyzer = createAnalyzer(rulesOf("en"), 64);
  const [{ word }] = analyzer.tokens("𐐨".repeat(100));
  assert.equal(codePoints(word), 64);
});
