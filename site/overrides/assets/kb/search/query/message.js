/** What of a line cannot be the topic: salutations, names, thanks, addresses; the twin of search/query/message.py, with marks.js. */
import { isName } from "./written.js";

/** @typedef {{start: number, end: number, written: string, word: string, name: boolean}} Chunk what stands between spaces: in lower case without signs around it; whether it is written as names are */
/** @typedef {Record<string, Set<string>>} Letter */

const SIGNS = ".,;:!?()\"'\u2013\u2014\u201c\u201d\xab\xbb-";
const BARE = new RegExp(`[^${SIGNS}](?:.*[^${SIGNS}])?`, "s"); // without signs around it
const NAMES = 3; // words of a name at most
const ENDS = /[,.:!;]$/;
const ADDRESS = /.@|:\/\//su;

/** @param {string} line @returns {Chunk[]} */
export function chunksOf(line) {
  return [...line.matchAll(/[^ \t\r\n\xa0]+/g)].map(({ 0: written, index: start }) => {
    const [bare] = BARE.exec(written) ?? [""];
    return { start, end: start + written.length, written, word: bare.toLowerCase(), name: isName(bare) };
  });
}

/** How many words from a place are one of the phrases: two, one or none. @param {Chunk[]} chunks @param {number} place @param {Set<string>} phrases */
function phraseSize(chunks, place, phrases) {
  const words = chunks.slice(place, place + 2).map((each) => each.word);
  return phrases.has(words.join(" ")) ? words.length : +phrases.has(words[0]);
}

/** How many chunks from a place close a message; some phrases only with their comma, as `best,`. @param {Chunk[]} chunks @param {number} place @param {Set<string>} phrases */
export function closingSize(chunks, place, phrases) {
  return phraseSize(chunks, place, phrases) || +phrases.has(chunks[place]?.written.toLowerCase());
}

/** How many chunks from a place are a name: written as one, or set off from what follows. @param {Chunk[]} chunks @param {number} place @param {boolean} greeted */
function nameSize(chunks, place, greeted) {
  let size = 0;
  while (size < NAMES && chunks[place + size]?.name) {
    size++;
    if (ENDS.test(chunks[place + size - 1].written)) return size;
  }
  if (!greeted || size || ENDS.test(chunks[place - 1].written)) return size;
  return chunks.slice(place, place + 2).findIndex((each) => /[,!]$/.test(each.written)) + 1;
}

/** Whether a line begins with one of the names and a colon, as the head of a mail does. @param {Chunk[]} chunks @param {Set<string>} names */
export function isHeaded([first], names) {
  return !!first && first.written.endsWith(":") && names.has(first.word);
}

/** What of a line is left out: subject labels, greetings, names, thanks at its end, addresses. @param {Chunk[]} chunks @param {boolean} several @param {Letter} letter */
export function spansOf(chunks, several, letter) {
  /** @type {[number, number][]} */
  const spans = [];
  const first = +(several && isHeaded(chunks, letter.labels));
  chunks.forEach(({ start, end, written, word }, place) => {
    const size = place === first ? phraseSize(chunks, place, letter.greetings) : 0;
    const after = place + (size || phraseSize(chunks, place, letter.introductions));
    const called = after > place ? nameSize(chunks, after, !!size) : 0;
    // `Hello! Where is it` names nobody, `Hello, Joe Roe` at a line's end does.
    const ended = size && ENDS.exec(chunks[after - 1].written)?.[0];
    const named = !ended || (ended === "," && after + called === chunks.length) ? called : 0;
    const rest = place + closingSize(chunks, place, letter.closings);
    if (place < first || ADDRESS.test(written) || word.startsWith("www.")) spans.push([start, end]);
    if (size || named) spans.push([chunks[size ? place : after].start, chunks[after + named - 1].end]);
    if (rest > place && rest + nameSize(chunks, rest, true) === chunks.length)
      spans.push([start, /** @type {Chunk} */ (chunks.at(-1)).end]);
  });
  return spans;
}
