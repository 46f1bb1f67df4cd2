/** What the browser holds of a static index: the entry file, and those of its chunks that questions have asked for. */
import { createAnalyzer } from "../text/analyzer.js";
import { createLoader, indexError, inflate } from "./chunks.js";
import { articleOf, decodeEntry, decodeWords, Reader, textOf } from "./decode.js";
import { WordList } from "../text/lexicon.js";
import { compareText } from "../text/order.js";
import { createFlattener } from "../text/phrases.js";
import { stemmerOf } from "../text/stemmers.js";
import { NOTHING } from "../ranking/score.js";
import { isWording } from "../ranking/wordings.js";
import { indexArticles } from "../ranking/weights.js";

/** @typedef {import("../snippets/excerpt.js").Article} Article */
/** @typedef {import("../ranking/score.js").Postings} Postings */
/** @typedef {{kinds: string[], categories: string[]}} Facets by document */
/**
 * @typedef {object} Entry the file /_search/LANG.bin, written by search/static/export.py
 * @property {string} lang
 * @property {number} count how many documents there are
 * @property {number} confidence what a query needs to find anything
 * @property {import("../text/analyzer.js").Rules} rules
 * @property {Record<string, number> & import("../ranking/weights.js").Weighing} tuning
 * @property {[number, number][]} idf steps: from this many documents, idf
 * @property {[string[], [string, number][]][]} synonyms
 * @property {string[]} [named] a small site: the words of the synonyms
 * @property {Record<string, number>} [averages] a small site: the frozen average length of each field
 * @property {Record<number, number>} [boosts] a small site: what the editors let an article's words weigh, in percent
 * @property {Record<number, string[]>} [pins] a small site: the queries pinned to an article
 * @property {import("./decode.js").Coded} [texts] a small site: how the articles' texts are coded
 * @property {[number, number, number, number, string?][]} [lists] a small site: how many questions, keywords, sections each article has, how many of these for all; its language, if not this
 * @property {{name: string, words: string[], terms: string[], stops: string[], step: number, near: {from: string[], sizes: number[]}}} [pack] a large site: the first word or term of each chunk, the stop words, which have one each, how many articles to a chunk; of a small one the name and the near words
 */

// What only ../query/marks.js reads: lines, quotation marks, addresses, amounts without cents.
const MARKS = /[\n"@\u201c\u201d\u201e\xab\xbb]|:\/\/|www\.|\d[.,](?:00|[-\u2013])/i;
// Code that few questions need comes as chunks do; -1 is the first of `later`.
const MARKS_CHUNK = -1;
const TYPOS_CHUNK = -2;
const SPACING_CHUNK = -3;

/** A small site as a pack: one chunk of each sort. @param {number} count @returns {NonNullable<Entry["pack"]>} */
function wholeSite(count) {
  return { name: "", words: [""], terms: [""], stops: [], step: count, near: { from: [], sizes: [] } };
}

/** @param {string[]} from @param {string} item @returns {number} the place of the chunk that would hold it */
function locate(from, item) {
  return Math.max(
    0,
    from.findLastIndex((first) => compareText(first, item) <= 0),
  );
}

/** The vocabulary and the documents of one language. @param {Uint8Array} file the entry @param {string} folder where the pack is, with a slash @param {typeof fetch} fetcher */
export async function openStore(file, folder, fetcher) {
  const { entry, articles: all, sizes: own = [0, 0, 0, 0], weighed, samples = [] } = decodeEntry(file);
  const { rules, tuning } = entry;
  const analyzer = createAnalyzer(rules, tuning.word_longest, await stemmerOf(rules.stemmer));
  const flattener = createFlattener(analyzer);
  const { name, words, terms, stops, step, near } = { ...wholeSite(entry.count), ...entry.pack };
  const sizes = [...own, ...near.sizes];
  const termsAt = words.length,
    stopsAt = termsAt + terms.length,
    articlesAt = stopsAt + stops.length,
    facetsAt = own.length - 1;
  const loader = createLoader(folder + name, sizes, fetcher);
  /** @type {Map<number, any>} the decoded chunks by number */
  const held = new Map();
  /** @type {Map<number, Promise<void>>} the chunks on their way */
  const coming = new Map();
  /** @type {Set<number>} the chunks asked for and not loaded */
  const lacked = new Set();

  /** @param {number} number @returns {any} undefined: not loaded */
  const chunk = (number) => held.get(number) ?? void lacked.add(number);

  /** @param {number} number @param {Uint8Array} packed @param {any} code of a large site */
  const decode = async (number, packed, code) => {
    const bytes = await inflate(packed, samples[number < articlesAt ? 0 : number < facetsAt ? 1 : 2]);
    if (number < termsAt) return decodeWords(bytes);
    if (number < articlesAt) return code?.decodePostings(new Reader(bytes), weighed, isWording);
    const data = JSON.parse(textOf(bytes));
    if (number > facetsAt) return new Map(data);
    return number < facetsAt
      ? data.map((/** @type {any[]} */ fields) => articleOf(fields, entry.lang))
      : data;
  };

  // Comes with the first chunks; a page of an older site asks for a file that is gone.
  const loadDecoder = async () => await import("./postings.js").catch(() => {});

  /** @param {number[]} numbers ascending */
  const fetchChunks = async (numbers) => {
    try {
      const [loaded, code] = await Promise.all([loader.load(numbers), weighed && loadDecoder()]);
      if (weighed && !code) throw indexError("IndexOutdated", "postings.js");
      await Promise.all(
        loaded.map(async (bytes, i) => held.set(numbers[i], await decode(numbers[i], bytes, code))),
      );
    } finally {
      for (const number of numbers) coming.delete(number);
    }
  };

  const later = [
    async () => await import("../query/marks.js"),
    async () => await import("../text/typos.js"),
    async () => await import("../query/spacing.js"),
  ];
  // Help, not a duty: a page of an older site asks for a file that is gone, and reads the text plainly, as it is spelt.
  /** @param {number} number below 0 */
  const loadCode = async (number) => void held.set(number, await later[~number]().catch(() => 0));

  /** The words of some chunks, the commonest first, ties in order. @param {(first: string, place: number) => boolean} mayHold @param {(list: WordList) => string[]} pick */
  const commonest = (mayHold, pick) => {
    const found = words.flatMap((first, place) => {
      /** @type {WordList | undefined} */
      const list = mayHold(first, place) ? chunk(place) : undefined;
      return list
        ? pick(list).map((word) => /** @type {[string, number]} */ ([word, list.counts.get(word)]))
        : [];
    });
    return found.sort((a, b) => b[1] - a[1]).map(([word]) => word);
  };

  /** @returns {import("../text/typos.js").Typos | undefined} */
  const typos = () => chunk(TYPOS_CHUNK) || undefined;

  /** @param {string} term @returns {Postings} */
  const postings = (term) => {
    const stop = stops.indexOf(term);
    return chunk(stop < 0 ? termsAt + locate(terms, term) : stopsAt + stop)?.get(term) ?? NOTHING;
  };

  if (all) {
    // A small site: its chunks are made here.
    const indexed = indexArticles(all, analyzer, tuning, entry.averages ?? {}, entry, flattener.flat);
    for (const word of entry.named ?? []) indexed.words.set(word, 0);
    const own = { kinds: all.map((each) => each.kind), categories: all.map((each) => each.category) };
    [
      new WordList([...indexed.words].sort(([a], [b]) => compareText(a, b))),
      indexed.postings,
      all,
      own,
    ].forEach((made, number) => held.set(number, made));
  }

  return {
    /** What reads quotation marks and letters; nothing for a text without. @param {string} text @returns {import("../query/marks.js").Marks | undefined} */
    marks: (text) =>
      ((MARKS.test(text) || analyzer.courtesies(text).length) && chunk(MARKS_CHUNK)) || undefined,
    /** @type {Map<string, string>} questions with their filters to results, as JSON: what a caller does to a result stays his */
    known: new Map(),
    entry,
    analyzer,
    flattener,
    synonyms: new Map(entry.synonyms.map(([key, others]) => [key.join("\n"), others])),
    postings,
    /** @param {string} term */
    frequency: (term) => postings(term).documents.length,
    /** @param {string} term */
    documents: (term) => postings(term).documents,
    /** @param {number} documentFrequency */
    idf: (documentFrequency) => entry.idf.findLast(([from]) => from <= documentFrequency)?.[1] ?? 0,
    /** @param {string} word @returns {number} */
    count: (word) => chunk(locate(words, word))?.counts.get(word) ?? -1,
    /** @param {string} prefix */
    starting: (prefix) => {
      const at = locate(words, prefix);
      return commonest(
        (first, place) => place === at || first.startsWith(prefix),
        (list) => list.starting(prefix),
      );
    },
    /** @param {string} word @param {number} edits */
    near: (word, edits) =>
      commonest(
        () => true,
        (list) => typos()?.near(list, word, edits, tuning) ?? [],
      ),
    typos,
    lang: entry.lang,
    /** What the near terms say of a word; nothing where the index has none. @param {string} word @returns {import("../query/spoken.js").NearWord | undefined} */
    nearWord: (word) =>
      near.from.length ? chunk(facetsAt + 1 + locate(near.from, word))?.get(word) : undefined,
    /** Once what a text asked for is there and a word still unknown, all that such a word needs is asked for at once. @returns {import("../query/spacing.js").Spacing | undefined} */
    spacing: () => {
      if (lacked.size) return;
      [TYPOS_CHUNK, ...words.keys()].forEach(chunk);
      return chunk(SPACING_CHUNK) || undefined;
    },
    /** @param {number} document @returns {Article | undefined} */
    article: (document) => chunk(articlesAt + Math.floor(document / step))?.[document % step],
    /** @returns {Facets | undefined} */
    facets: () => chunk(facetsAt),
    lacking: () => lacked.size > 0,
    forget: () => lacked.clear(),
    sizes,
    terms,
    termsAt,
    articlesAt,
    unknown: [TYPOS_CHUNK, SPACING_CHUNK],
    ranged: loader.ranged,
    /** Load what was asked for, or these chunks. @param {number[]} [numbers] */
    load: async (numbers = [...lacked]) => {
      const fresh = numbers
        .filter((number) => number >= 0 && !held.has(number) && !coming.has(number))
        .sort((a, b) => a - b);
      const loading = fresh.length ? fetchChunks(fresh) : Promise.resolve();
      fresh.forEach((number) => coming.set(number, loading));
      await Promise.all(numbers.map((number) => (number < 0 ? loadCode(number) : coming.get(number))));
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */
