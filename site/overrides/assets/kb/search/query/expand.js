/** Which corrections of a word stand beside its neighbours; the twin of what search/query/expand.py says of them. */

/** Those of the words that documents hold with a neighbour, the oftenest first; all where none is. @param {string[]} words @param {number[]} beside documents of the neighbours @param {(word: string) => number[]} holding its documents */
export function together(words, beside, holding) {
  const near = new Set(beside);
  const shared = words.map((word) => ({
    word,
    times: holding(word).filter((each) => near.has(each)).length,
  }));
  const agreeing = shared.filter((each) => each.times).sort((a, b) => b.times - a.times);
  return agreeing.length ? agreeing.map((each) => each.word) : words;
}
