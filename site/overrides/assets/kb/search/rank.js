/** Groups and postings to ordered documents, term at a time, in integers only; the twin of search/rank.py. */
import {SIXTEENTHS} from "./query.js";

/** @typedef {import("./query.js").Group} Group */
/** @typedef {{documents: ArrayLike<number>, weights: ArrayLike<number>}} Postings document numbers ascend, and with them the ids */
/** @typedef {(term: string) => Postings} Source */
/** @typedef {[number, number]} Scored document, score */

/** What each document gets for a group: the best of quality * idf * weight. @param {Group} group @param {Source} source @returns {Map<number, number>} */
function groupPoints(group, source) {
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const {term, quality, idf} of group.alternatives) {
    const {documents, weights} = source(term);
    const factor = quality * idf;
    for (let i = 0; i < documents.length; i++) {
      const value = factor * weights[i];
      if (value > (best.get(documents[i]) ?? 0)) best.set(documents[i], value);
    }
  }
  return best;
}

/** Telling words find documents; words that say little only add to those found. @param {Group[]} groups @param {Source} source @returns {Map<number, number>} */
function scoreAll(groups, source) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const stop of [false, true]) {
    for (const group of groups.filter((each) => each.stop === stop)) {
      for (const [document, value] of groupPoints(group, source)) {
        const before = scores.get(document);
        if (before !== undefined || !stop) scores.set(document, (before ?? 0) + value);
      }
    }
    for (const group of groups.filter((each) => each.required && !stop)) {
      const held = groupPoints(group, source);
      for (const document of scores.keys()) if (!held.has(document)) scores.delete(document);
    }
  }
  return scores;
}

/** Whether one of the documents holds enough of what the telling words need. @param {Group[]} groups @param {Source} source @param {Scored[]} first @param {number} cover */
function isCovered(groups, source, first, cover) {
  const got = new Map(first.map(([document]) => [document, 0]));
  let need = 0;
  for (const group of groups.filter((each) => !each.stop)) {
    need += group.need;
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const {term, quality, idf} of group.alternatives) {
      const {documents} = source(term);
      for (let i = 0; i < documents.length; i++) {
        if (got.has(documents[i])) best.set(documents[i], Math.max(best.get(documents[i]) ?? 0, quality * idf));
      }
    }
    for (const [document, worth] of best) got.set(document, (got.get(document) ?? 0) + worth);
  }
  return SIXTEENTHS * Math.max(...got.values()) >= cover * need;
}

/** Best first; a tie goes to the smaller number, which has the smaller id. @param {Scored} a @param {Scored} b */
export function byScore(a, b) {
  return b[1] - a[1] || a[0] - b[0];
}

/**
 * Order the documents; nothing when none of the first covers the query enough.
 * @param {Group[]} groups @param {Source} source @param {Record<string, number>} tuning
 * @param {((document: number) => boolean) | null} accept @param {number} limit
 * @returns {{total: number, order: Scored[]}}
 */
export function rankDocuments(groups, source, tuning, accept, limit) {
  let scored = [...scoreAll(groups, source)];
  if (accept) scored = scored.filter(([document]) => accept(document));
  const most = scored.reduce((best, [, score]) => Math.max(best, score), 0);
  const least = Math.floor((most * tuning.tail) / SIXTEENTHS);
  const kept = scored.filter(([, score]) => score >= least).sort(byScore);
  const first = kept.slice(0, Math.max(limit, tuning.window));
  if (!kept.length || !isCovered(groups, source, first.slice(0, tuning.window), tuning.cover)) return {total: 0, order: []};
  return {total: kept.length, order: first};
}
