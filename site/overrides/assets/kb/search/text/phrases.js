/** Words that stand side by side: quoted phrases and neighbours of the query; the twin of search/text/phrases.py. */
const QUOTE_MARKS = '"\u201c\u201d\u201e\xab\xbb';
const QUOTED = new RegExp(`[${QUOTE_MARKS}]([^${QUOTE_MARKS}]+)[${QUOTE_MARKS}]`, "g");
const APOSTROPHE_AMONG = /([\p{L}\p{N}]*)['\u2019\u2018\u02bc`\xb4](?=([\p{L}\p{N}]*))/gu; // the words on both sides
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/** Where the quoted phrases of a query stand, without their quotes. @param {string} text @returns {[number, number][]} */
export function quotedSpans(text) {
  return [...text.matchAll(QUOTED)].map((match) => [match.index + 1, match.index + match[0].length - 1]);
}

/**
 * Makes texts comparable word by word: ` word word word `, folded, without elisions.
 * @param {import("./analyzer.js").Analyzer} analyzer
 */
export function createFlattener({ rules, fold }) {
  /** The text without elisions (l'account: account) and with contractions in one (don't: dont). @param {string} text @returns {string} */
  const whole = (text) =>
    text.replace(APOSTROPHE_AMONG, (_, last, first) =>
      first && rules.elisions.includes(last) ? "" : last + (rules.contractions.includes(first) ? "" : " "),
    );

  /** One text, with a space around each word. @param {string} text @returns {string} */
  const flat = (text) => ` ${fold(whole(text.toLowerCase())).replace(BETWEEN_WORDS, " ").trim()} `;

  return {
    flat,

    /** All texts of an article, with a bar between them. @param {import("../snippets/excerpt.js").Article & {flat?: string}} article @returns {string} */
    flatArticle(article) {
      const { title, summary, questions, keywords, sections } = article;
      const texts = [
        title,
        summary,
        ...questions,
        ...keywords,
        ...sections.flatMap(([heading, , text]) => [heading, text]),
      ];
      return (article.flat ??= texts.map(flat).join("|"));
    },

    /** The quoted phrases of a query, flat. @param {string} text @returns {string[]} */
    phrases: (text) =>
      quotedSpans(text)
        .map(([start, end]) => flat(text.slice(start, end)))
        .filter((phrase) => phrase !== "  "),

    /** The neighbours in a query, flat, but those where both are stop words. @param {string} text @param {string[]} stops @returns {string[]} */
    pairs: (text, stops) => {
      const words = flat(text).trim().split(" ");
      const second = words.slice(1);
      return second.flatMap((word, i) =>
        stops.includes(word) && stops.includes(words[i]) ? [] : [` ${words[i]} ${word} `],
      );
    },
  };
}

/** @typedef {ReturnType<typeof createFlattener>} Flattener */
