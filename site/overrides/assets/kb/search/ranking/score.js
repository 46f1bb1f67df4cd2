/** Groups and postings to ordered documents, term at a time, in integers only; the twin of search/ranking/score.py. */

/** @typedef {import("../query/understand.js").Group} Group */
/** @typedef {{documents: number[] | Uint32Array, weights: ArrayLike<number>}} Postings in any order; the numbers ascend as the ids do */
/** @typedef {[number, number]} Scored document, score */

/** @type {Postings} */
export const NOTHING = { documents: [], weights: [] };

/** The weight of a term in a document; 0 where it does not hold the term. @param {Postings} postings @param {number} document */
function weightIn({ documents, weights }, document) {
  return weights[documents.indexOf(document)] ?? 0;
}

/** Whether a query is content terms and nothing else, at least so many. @param {Group[]} groups @param {number} least */
export function areKeywords(groups, least) {
  return groups.length >= least && !groups.some((group) => group.stop);
}

/** Best first; a tie goes to the smaller number, which has the smaller id. @param {Scored} a @param {Scored} b */
export function byScore(a, b) {
  return b[1] - a[1] || a[0] - b[0];
}

/** The first documents in order; only those that are as good as the last of them are put in order. @param {number[]} found @param {Float64Array} scores @param {number} limit */
function firstOf(found, scores, limit) {
  const least =
    Float64Array.from(found, (document) => scores[document])
      .sort()
      .at(-limit) ?? 0;
  const good = found.filter((document) => scores[document] >= least);
  return good
    .map((document) => /** @type {Scored} */ ([document, scores[document]]))
    .sort(byScore)
    .slice(0, limit);
}

/**
 * Order the documents by score.
 * @param {Group[]} groups @param {(term: string) => Postings} source @param {number} count of all documents
 * @param {((document: number) => boolean) | null | undefined} accept @param {number} limit at least 1
 * @param {boolean} [keywords] whether a document counts by the share of the words that it holds
 * @param {Postings} [wording] the documents that answer the query word for word come first
 * @returns {{total: number, order: Scored[], worded: boolean}}
 */
export function rankDocuments(groups, source, count, accept, limit, keywords, wording = NOTHING) {
  const scores = new Float64Array(count),
    best = new Float64Array(count);
  /** @type {number[]} */
  let found = [];
  /** What each document gets for a group: the best of quality * idf * weight. @param {Group} group @param {(document: number, points: number) => void} visit */
  const eachPoints = (group, visit) => {
    /** @type {number[]} */
    const touched = [];
    for (const { term, quality, idf } of group.alternatives) {
      const { documents, weights } = source(term);
      documents.forEach((document, i) => {
        if (!best[document]) touched.push(document);
        best[document] = Math.max(best[document], quality * idf * weights[i]);
      });
    }
    for (const document of touched) {
      visit(document, best[document]);
      best[document] = 0;
    }
  };
  // Content terms find documents; words that say little only add to those found.
  for (const group of groups.filter((each) => !each.stop)) {
    eachPoints(group, (document, points) => {
      if (!scores[document]) found.push(document);
      scores[document] += points;
    });
  }
  if (keywords) {
    const held = new Float64Array(count);
    let whole = 0;
    for (const group of groups) {
      whole += group.alternatives.length && group.rarity;
      eachPoints(group, (document) => (held[document] += group.rarity));
    }
    for (const document of found) {
      const part = Math.floor((scores[document] * held[document]) / whole);
      scores[document] = Math.max(1, Math.floor((part * held[document]) / whole));
    }
  }
  for (const group of groups.filter((each) => each.required)) {
    const held = new Set();
    eachPoints(group, (document) => held.add(document));
    found = found.filter((document) => held.has(document));
  }
  if (accept) found = found.filter(accept);
  for (const group of groups)
    if (group.stop) eachPoints(group, (document, points) => (scores[document] += points));
  const lift = found.reduce((most, document) => Math.max(most, scores[document]), 1);
  const exact = [...wording.documents].filter((document) => !accept || accept(document));
  for (const document of exact) {
    if (!found.includes(document)) (found.push(document), (scores[document] = 0));
    scores[document] += lift * weightIn(wording, document);
  }
  return { total: found.length, order: firstOf(found, scores, limit), worded: exact.length > 0 };
}

/** How much speaks for a document: all content terms strongly, the rare ones above all; see search/ranking/score.py. @param {Group[]} groups @param {(term: string) => Postings} source @param {number} document @param {number} missed as how many words one counts that it lacks */
export function confidenceIn(groups, source, document, missed) {
  let strength = 0,
    held = 0,
    words = 0,
    rarities = 0;
  for (const { alternatives, rarity, countsAs, stop } of groups) {
    if (stop) continue;
    const best = Math.max(
      0,
      ...alternatives.map(({ term, quality }) => quality * weightIn(source(term), document)),
    );
    strength += best;
    held += best && rarity;
    words += best ? countsAs : Math.max(countsAs, missed);
    rarities += rarity;
  }
  return held && Math.floor((strength ** 2 * held) / (words * rarities));
}
