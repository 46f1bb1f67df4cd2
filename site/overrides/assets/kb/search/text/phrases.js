/** Words that stand side by side; the twin of search/text/phrases.py, but for quoted phrases: see query/marks.js. */
import { APOSTROPHES } from "./analyzer.js";
import { spacedText } from "./scripts.js";

const FIRST_WORD = /^[\p{L}\p{N}]+/u;
const LAST_WORD = /[\p{L}\p{N}]+$/u;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/**
 * Makes texts comparable word by word: ` word word word `, folded, without elisions.
 * @param {import("./analyzer.js").Analyzer} analyzer
 */
export function createFlattener({ rules, fold, longest }) {
  /** The text without elisions (l'account: account) and with contractions in one (don't: dont). @param {string} text @returns {string} */
  const whole = (text) => {
    let [done, ...parts] = text.split(APOSTROPHES);
    let said = "";
    for (const part of parts) {
      const [first] = FIRST_WORD.exec(part) ?? [""];
      const [last] = LAST_WORD.exec(done.slice(-longest)) ?? [""];
      const elided = first && rules.elisions.includes(last);
      const joined = elided || rules.contractions.includes(first);
      said += (elided ? done.slice(0, -last.length) : done) + (joined ? "" : " ");
      done = part;
    }
    return said + done;
  };

  /** One text, with a space around each word. @param {string} text @returns {string} */
  const flat = (text) =>
    ` ${spacedText(fold(whole(text.toLowerCase())))
      .replace(BETWEEN_WORDS, " ")
      .trim()} `;

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

    /** The neighbours in a flat query, flat, but those where both are stop words. @param {string} said @param {string[]} stops @returns {string[]} */
    pairs: (said, stops) => {
      const words = said.trim().split(" ");
      const second = words.slice(1);
      return second.flatMap((word, i) =>
        stops.includes(word) && stops.includes(words[i]) ? [] : [` ${words[i]} ${word} `],
      );
    },
  };
}

/** @typedef {ReturnType<typeof createFlattener>} Flattener */
