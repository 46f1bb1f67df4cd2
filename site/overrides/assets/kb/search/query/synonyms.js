/** Neighbours that mean something together; the twin of `_synonyms` in search/query/understand.py. */

/** Every run of neighbours that a place is in, the shortest first. @template T @param {T[]} items @param {number} place @param {number} least @param {number} most */
export function runsWith(items, place, least, most) {
  const runs = [];
  for (let size = least; size <= most; size++) {
    for (let first = Math.max(0, place - size + 1); first <= Math.min(place, items.length - size); first++)
      runs.push(items.slice(first, first + size));
  }
  return runs;
}

/** For each word, the terms of the other names of every run of words that it stands in. @param {string[]} meanings @param {Map<string, [string, number][]>} synonyms terms, one to a line @returns {[string, number][][]} */
export function otherNames(meanings, synonyms) {
  const longest = Math.max(0, ...[...synonyms.keys()].map((key) => key.split("\n").length));
  return meanings.map((_, place) =>
    runsWith(meanings, place, 1, longest).flatMap((run) => synonyms.get(run.join("\n")) ?? []),
  );
}
