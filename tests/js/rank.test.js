import assert from "node:assert/strict";
import { test } from "node:test";
import {
  areKeywords,
  byScore,
  confidenceIn,
  rankDocuments,
} from "../../site/overrides/assets/kb/search/ranking/score.js";

const POSTINGS = {
  conto: { documents: [0, 1, 2, 5], weights: [9, 4, 9, 1] },
  conti: { documents: [1, 3], weights: [8, 2] },
  mio: { documents: [2, 3, 4], weights: [5, 5, 5] },
};
const source = (term) => POSTINGS[term] ?? { documents: [], weights: [] };
const group = (alternatives, { stop = false, required = false } = {}) => ({
  word: "w",
  rarity: 5,
  stop,
  required,
  countsAs: alternatives.length ? 1 : 4,
  alternatives: alternatives.map(([term, quality, idf, exact]) => ({ term, quality, idf, exact })),
});
const rank = (groups, { accept = null, limit = 10 } = {}) => rankDocuments(groups, source, 6, accept, limit);
const CONTO = group([
  ["conto", 16, 2],
  ["conti", 8, 3],
]);

test("a word counts with its best alternative, and a tie goes to the smaller number", () => {
  const { total, order } = rank([CONTO]);
  assert.deepEqual(order, [
    [0, 288],
    [2, 288],
    [1, 192],
    [3, 48],
    [5, 32],
  ]);
  assert.equal(total, 5);
});

test("words that say little add to what was found and find nothing themselves", () => {
  assert.deepEqual(rank([group([["mio", 4, 1]], { stop: true }), CONTO]).order.slice(0, 2), [
    [2, 308],
    [0, 288],
  ]);
  assert.equal(rank([group([["mio", 4, 1]], { stop: true })]).total, 0);
});

test("keywords count by the square of the share of their rarity that a document holds", () => {
  const both = [group([["conto", 16, 2]]), group([["mio", 16, 1]]), group([])];
  const { order } = rankDocuments(both, source, 6, null, 10, true);
  assert.deepEqual(order, [
    [2, 368],
    [0, 72],
    [1, 32],
    [3, 20],
    [4, 20],
    [5, 8],
  ]);
});

test("only content terms and several are keywords", () => {
  const [content, little] = [group([]), group([], { stop: true })];
  assert.equal(areKeywords([content, content], 2), true);
  assert.equal(areKeywords([content], 2), false);
  assert.equal(areKeywords([content, little], 2), false);
});

test("a quoted word is required of every document", () => {
  assert.deepEqual(rank([CONTO, group([["mio", 16, 1]], { required: true })]).order, [
    [2, 368],
    [3, 128],
    [4, 80],
  ]);
});

test("filters count, limits do not change the total", () => {
  assert.deepEqual(rank([CONTO], { accept: (document) => document > 1, limit: 1 }), {
    total: 3,
    order: [[2, 288]],
    worded: false,
  });
});

test("confidence is the square of the strength; a word that the document lacks counts as several and takes its share of the rarity", () => {
  const strength = 16 * 9; // of the first document: quality times weight
  assert.equal(confidenceIn([CONTO], source, 0, 3), strength ** 2);
  assert.equal(confidenceIn([CONTO, group([])], source, 0, 3), Math.floor(strength ** 2 / 10)); // 1 + 4 words
  const elsewhere = group([["mio", 16, 2]]);
  assert.equal(confidenceIn([CONTO, elsewhere], source, 0, 3), Math.floor(strength ** 2 / 8)); // 1 + 3 words
  assert.equal(confidenceIn([CONTO, elsewhere], source, 0, 1), Math.floor(strength ** 2 / 4));
  assert.equal(confidenceIn([CONTO, group([], { stop: true })], source, 0, 3), strength ** 2);
  assert.equal(confidenceIn([CONTO], source, 4, 3), 0);
});

test("the order is the one that sorting everything gives", () => {
  const documents = Array.from({ length: 500 }, (_, i) => i);
  const weights = documents.map((i) => 1 + ((i * 7919) % 97));
  const { order } = rankDocuments([CONTO], () => ({ documents, weights }), 500, null, 40);
  const all = documents.map((i) => /** @type {[number, number]} */ ([i, 32 * weights[i]]));
  assert.deepEqual(order, all.sort(byScore).slice(0, 40));
});
