/**
 * What quotation marks and the ends of lines say: quoted phrases, and what of a text can be its topic (a mail has a salutation, a
 * signature, quotes and addresses, too). Loaded when a question may have some; the twin of search/text/phrases.py and search/query/message.py.
 */
import { chunksOf, closingSize, isHeaded, spansOf } from "./message.js";
import { blanked } from "./written.js";

/** @typedef {import("./message.js").Chunk} Chunk */
/** @typedef {import("./message.js").Letter} Letter */
/** @typedef {import("../ranking/score.js").Scored} Scored */
/** @typedef {typeof import("./marks.js")} Marks */

const QUOTE_MARKS = '"\u201c\u201d\u201e\xab\xbb';
const QUOTED = new RegExp(`[${QUOTE_MARKS}]([^${QUOTE_MARKS}]+)[${QUOTE_MARKS}]`, "g");
const WHOLE = /(?<=\d)[.,](?:00|--?|\u2013)(?!\d)/g; // no cents: `39,00` and `39,-` are `39`
const SHORT = 6; // words of a line that may belong to a signature, at most

/** Where the quoted phrases of a query stand, without their quotes. @param {string} text @returns {[number, number][]} */
export function quotedSpans(text) {
  return [...text.matchAll(QUOTED)].map((match) => [match.index + 1, match.index + match[0].length - 1]);
}

/** The quoted phrases of a query, flat. @param {string} text @param {import("../text/phrases.js").Flattener} flattener @returns {string[]} */
export function phrasesOf(text, { flat }) {
  return quotedSpans(text)
    .map(([start, end]) => flat(text.slice(start, end)))
    .filter((phrase) => phrase !== "  ");
}

/** The first documents that hold the phrases; so many articles that are not loaded are asked for at once. @param {import("../static/store.js").Store} store @param {Scored[]} order @param {string[]} phrases @param {number} most */
export function holding(store, order, phrases, most) {
  /** @type {Scored[]} */
  const held = [];
  let missing = 0;
  for (const scored of order) {
    if (held.length + missing >= most) break;
    const article = store.article(scored[0]);
    if (!article) missing++;
    else if (phrases.every((phrase) => store.flattener.flatArticle(article).includes(phrase)))
      held.push(scored);
  }
  return held;
}

/** How a line is left out: alone (line), with the short ones after it (signature), with all (rest); empty where it is not. @param {Chunk[]} chunks @param {string} before how the line before was @param {boolean} seen whether a topic was seen before @param {Letter} letter */
function closedBy(chunks, before, seen, letter) {
  if (before === "rest") return before;
  const words = chunks.map((each) => each.word);
  const disclaimed = new Set(words.filter((word) => letter.disclaimers.has(word))).size > 1;
  if (seen && (disclaimed || chunks[0]?.written.startsWith("--"))) return "rest";
  const signed = before === "signature" || closingSize(chunks, 0, letter.closings);
  if (seen && chunks.length <= SHORT && signed) return "signature";
  const reported = chunks.at(-1)?.written.endsWith(":") && words.some((word) => letter.reports.has(word));
  const quoted = chunks[0]?.written.startsWith(">");
  return reported || quoted || isHeaded(chunks, letter.headers) ? "line" : "";
}

/** The text with as many spaces in place of what cannot be its topic; empty where nothing is left. @param {string} text @param {Letter} letter */
export function topicOf(text, letter) {
  const lines = text.split("\n");
  const several = lines.length > 1;
  let seen = false,
    closed = "";
  const kept = lines.map((line) => {
    const chunks = chunksOf(line);
    closed = several ? closedBy(chunks, closed, seen, letter) : "";
    const left = blanked(line, closed ? [[0, line.length]] : spansOf(chunks, several, letter));
    seen ||= /[\p{L}\p{N}]/u.test(left);
    return left;
  });
  return (seen ? kept.join("\n") : "").replace(WHOLE, (cents) => " ".repeat(cents.length));
}
