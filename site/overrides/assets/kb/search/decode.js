/** The chunks of the static index, as search/export.py writes them, to what the engine works with. */
import {WordList} from "./lexicon.js";

/** @typedef {import("./excerpt.js").Article} Article */
/** @typedef {import("./rank.js").Postings} Postings */

/** Read numbers of seven bits to a byte, the lowest first; the top bit says that more follow. */
class Varints {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let value = 0, scale = 1, byte = 0;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  }

  /** @param {number} count @returns {number[]} */
  take(count) {
    return Array.from({length: count}, () => this.next());
  }

  /** Sorted strings, each as the number of letters it shares with the one before and its rest. @returns {string[]} */
  strings() {
    const length = this.next();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    let last = "";
    return text ? text.split("\n").map((line) => (last = last.slice(0, line.charCodeAt(0) - 32) + line.slice(1))) : [];
  }
}

/** @param {Uint8Array} bytes @returns {WordList} */
export function decodeWords(bytes) {
  const reader = new Varints(bytes);
  return new WordList(reader.strings().map((word) => [word, reader.next()]));
}

/** @param {Uint8Array} bytes @returns {Map<string, Postings>} */
export function decodePostings(bytes) {
  const reader = new Varints(bytes);
  const terms = reader.strings();
  const lengths = reader.take(terms.length);
  const documents = lengths.map((length) => {
    let last = -1;
    return Uint32Array.from(reader.take(length), (gap) => (last += gap + 1));
  });
  return new Map(terms.map((term, i) => [term, {documents: documents[i], weights: Uint16Array.from(reader.take(lengths[i]))}]));
}

/** @param {any[]} fields @param {string} lang @returns {Article} */
export function articleOf([id, url, title, summary, kind, category, questions, keywords, sections, ownLang], lang) {
  return {id, lang: ownLang ?? lang, url, title, summary, kind, category, questions, keywords, sections};
}

/** @param {Uint8Array} bytes @returns {any} */
export function decodeJson(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}
