import assert from "node:assert/strict";
import { test } from "node:test";
import { WordList } from "../../site/overrides/assets/kb/search/text/lexicon.js";
import { compareText } from "../../site/overrides/assets/kb/search/text/order.js";
import { near } from "../../site/overrides/assets/kb/search/text/typos.js";

/** Words of any length are corrected, their first letters too. */
const ANY = { typo_one_from: 1, typo_longest: 99, typo_first_from: 1 };

/** A stream of numbers below `below` that is the same in every run. */
function* numbers(seed, below) {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield Math.floor((state / 2147483648) * below);
  }
}

/** Every word one error away, over an alphabet: the plain definition that `near` must agree with. */
function oneError(word, alphabet) {
  const letters = [...word],
    found = new Set();
  for (let i = 0; i <= letters.length; i++) {
    const head = letters.slice(0, i),
      tail = letters.slice(i);
    if (tail.length) found.add([...head, ...tail.slice(1)].join(""));
    if (tail.length > 1) found.add([...head, tail[1], tail[0], ...tail.slice(2)].join(""));
    for (const letter of alphabet) {
      found.add([...head, letter, ...tail].join(""));
      if (tail.length) found.add([...head, letter, ...tail.slice(1)].join(""));
    }
  }
  found.delete(word);
  return found;
}

test("near finds exactly the words one and two errors away", () => {
  const alphabet = ["a", "b", "c", "𐐨"];
  const random = numbers(7, 4);
  const made = () =>
    Array.from(
      { length: 1 + random.next().value + random.next().value },
      () => alphabet[random.next().value],
    ).join("");
  const words = [...new Set(Array.from({ length: 400 }, made))].sort(compareText);
  const list = new WordList(words.map((word) => [word, 1]));
  for (let i = 0; i < 60; i++) {
    const typed = made();
    const one = oneError(typed, alphabet);
    assert.deepEqual(
      near(list, typed, 1, ANY),
      words.filter((word) => one.has(word)),
    );
    const two = new Set([...one].flatMap((word) => [...oneError(word, alphabet)]));
    const exactlyTwo = new Set(near(list, typed, 2, ANY));
    for (const word of exactlyTwo)
      assert.ok(two.has(word) && !one.has(word) && word !== typed, `${typed} ${word}`);
  }
});

test("a swap of neighbours is one error, and numbers are never corrected", () => {
  const list = new WordList([
    ["12345", 1],
    ["conto", 3],
    ["corto", 1],
  ]);
  assert.deepEqual(near(list, "cotno", 1, ANY), ["conto"]);
  assert.deepEqual(near(list, "cotro", 1, ANY), ["corto"]);
  assert.deepEqual(near(list, "12346", 1, ANY), []);
  assert.deepEqual(near(list, "vonto", 1, { ...ANY, typo_first_from: 6 }), []);
  assert.deepEqual(near(list, "conti", 1, { ...ANY, typo_longest: 4 }), []);
});

test("words that begin so leave out the word itself", () => {
  const list = new WordList([
    ["con", 1],
    ["conti", 1],
    ["conto", 1],
    ["corto", 1],
  ]);
  assert.deepEqual(list.starting("con"), ["conti", "conto"]);
});

test("text is ordered by code points, as Python orders it", () => {
  const texts = ["a", "ab", "b", "\uffff", "\ue000", "\u{10428}", "\u{1f600}", "\ud7ff", "é", ""];
  const points = (text) => [...text].map((letter) => letter.codePointAt(0));
  const byPoints = (a, b) => {
    const [x, y] = [points(a), points(b)];
    const i = x.findIndex((point, at) => point !== y[at]);
    return i < 0 ? x.length - y.length : (x[i] ?? -1) - (y[i] ?? -1);
  };
  assert.deepEqual([...texts].sort(compareText), [...texts].sort(byPoints));
});
