/** The folded words of an index, and those that begin so; the twin of search/text/lexicon.py, but for typing errors: see typos.js. */
import { LETTERS_ONLY } from "./analyzer.js";

/** A sorted run of the index's words with the number of documents that hold each. */
export class WordList {
  /** @param {[string, number][]} counts in order */
  constructor(counts) {
    this.counts = new Map(counts);
    /** @type {{word: string, letters: string[], set: number}[] | undefined} what typos.js remembers of the words */
    this.spelt = undefined;
  }

  /** @param {string} prefix @returns {string[]} the words that begin with it and go on */
  starting(prefix) {
    return [...this.counts.keys()].filter((word) => word !== prefix && word.startsWith(prefix));
  }

  /** @returns {string[]} the words of letters only, which alone are corrected */
  plain() {
    return [...this.counts.keys()].filter((word) => LETTERS_ONLY.test(word));
  }
}
