/** Words that stand side by side: quoted phrases and neighbours of the query; the twin of search/phrase.py. */
import {Analyzer} from "./analyze.js";

const QUOTE_MARKS = "\"\u201c\u201d\u201e\xab\xbb";
const QUOTED = new RegExp(`[${QUOTE_MARKS}]([^${QUOTE_MARKS}]+)[${QUOTE_MARKS}]`, "g");
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/** Where the quoted phrases of a query stand, without their quotes. @param {string} text @returns {[number, number][]} */
export function quotedSpans(text) {
  return [...text.matchAll(QUOTED)].map((match) => [match.index + 1, match.index + match[0].length - 1]);
}

/** Makes texts comparable word by word: ` word word word `, folded, without elisions. */
export class Flattener {
  /** @param {Analyzer} analyzer */
  constructor(analyzer) {
    const {elisions, contractions} = analyzer.rules;
    this.analyzer = analyzer;
    this.elided = new RegExp(`(^|[^\\p{L}\\p{N}])(?:${elisions.join("|") || "(?!)"})['\u2019\u2018\u02bc\`\xb4](?=[\\p{L}\\p{N}])`, "gu");
    this.joined = new RegExp(`['\u2019\u2018\u02bc\`\xb4](?=(?:${contractions.join("|") || "(?!)"})(?![\\p{L}\\p{N}]))`, "gu");
  }

  /** One text, with a space around each word. @param {string} text @returns {string} */
  flat(text) {
    const plain = text.toLowerCase().replace(this.elided, "$1").replace(this.joined, "");
    return ` ${this.analyzer.fold(plain).replace(BETWEEN_WORDS, " ").trim()} `;
  }

  /** All texts of an article, with a bar between them. @param {import("./excerpt.js").Article & {flat?: string}} article @returns {string} */
  article(article) {
    const {title, summary, questions, keywords, sections} = article;
    const texts = [title, summary, ...questions, ...keywords, ...sections.flatMap(([heading, , text]) => [heading, text])];
    article.flat ??= texts.map((text) => this.flat(text)).join("|");
    return article.flat;
  }

  /** The quoted phrases of a query, flat. @param {string} text @returns {string[]} */
  phrases(text) {
    return quotedSpans(text).map(([start, end]) => this.flat(text.slice(start, end))).filter((phrase) => phrase !== "  ");
  }

  /** The neighbours in a query, flat, but those where both are stop words. @param {string} text @param {Set<string>} stops @returns {string[]} */
  pairs(text, stops) {
    const words = this.flat(text).split(" ").filter(Boolean);
    const both = words.slice(1).map((second, i) => [words[i], second]);
    return both.filter((pair) => !pair.every((word) => stops.has(word))).map(([first, second]) => ` ${first} ${second} `);
  }
}
