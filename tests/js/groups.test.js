// The dialog's hits by category: where that is done, in which order, and where not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { groupsOf } from "../../site/overrides/assets/kb/search/ui/groups.js";

const CATEGORIES = Object.fromEntries([..."abcd"].map((id) => [id, { title: id.toUpperCase(), url: "" }]));

/** The groups of hits whose categories are these letters: title and places of the hits. @param {string} letters */
function grouped(letters) {
  const hits = [...letters].map((category, place) => /** @type {any} */ ({ category, place }));
  return groupsOf(CATEGORIES, hits)?.map(([title, some]) => [title, some.map(({ place }) => place)]);
}

test("groups and hits stand in order of rank, the best hit first", () => {
  assert.deepEqual(grouped("abaacb"), undefined); // the fourth hit would come before the second
  assert.deepEqual(grouped("aababb"), undefined);
  assert.deepEqual(grouped("ababbb"), [
    ["A", [0, 2]],
    ["B", [1, 3, 4, 5]],
  ]);
  assert.deepEqual(grouped("aaabab"), [
    ["A", [0, 1, 2, 4]],
    ["B", [3, 5]],
  ]);
});

test("the best three stay the first three, whatever the categories", () => {
  for (let number = 0; number < 4 ** 6; number++) {
    const letters = Array.from({ length: 6 }, (_, place) => "abcd"[(number >> (2 * place)) & 3]).join("");
    const order = grouped(letters)?.flatMap(([, places]) => places);
    if (!order) continue;
    assert.equal(order[0], 0, letters);
    assert.deepEqual(order.slice(0, 3).sort(), [0, 1, 2], letters);
    assert.deepEqual(order.toSorted(), [0, 1, 2, 3, 4, 5], letters);
  }
});

test("one category, more than three, and one without a title are one list", () => {
  assert.equal(grouped("aaaaaa"), undefined);
  assert.equal(grouped("aaabcd"), undefined);
  assert.equal(grouped("aaaxbb"), undefined);
  assert.equal(grouped("aaa"), undefined);
  assert.equal(groupsOf(CATEGORIES, [{ category: "__proto__" }, { category: "a" }]), undefined);
});
