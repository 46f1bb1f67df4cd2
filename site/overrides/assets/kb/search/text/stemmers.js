/** The stemmers, each in a file of its own: that of the page's language comes with the bundle, another when an index needs it. */

/** @typedef {(word: string) => string} Stemmer of a word in lower case, without apostrophes */

/** @type {Record<string, () => Promise<Stemmer>>} */
const STEMMERS = {
  italian: async () => (await import("./stem_it.js")).stemItalian,
  english: async () => (await import("./stem_en.js")).stemEnglish,
};

/** The stemmer that the rules of a language name; undefined for a language without. @param {string} name @returns {Promise<Stemmer | undefined>} */
export async function stemmerOf(name) {
  return STEMMERS[name]?.();
}
