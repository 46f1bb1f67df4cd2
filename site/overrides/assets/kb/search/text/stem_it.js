/**
 * The Snowball stemmer for Italian, release 3.1.1 (https://snowballstem.org/algorithms/italian/stemmer.html),
 * as rewriting by regular expressions: an alternation closed by `$` finds the leftmost start, and so the
 * longest ending, which is what the algorithm asks for.
 */

const IT_BETWEEN_VOWELS = /([aeiouàèìòù])([iu])(?=[aeiouàèìòù])/g;
const IT_RV =
  /^(?:[aeiouàèìòù](?:[^aeiouàèìòù]+[aeiouàèìòù]|[aeiouàèìòù]+[^aeiouàèìòù])|divan|[^aeiouàèìòù](?:[^aeiouàèìòù]+[aeiouàèìòù]|[aeiouàèìòù].))/su;
const IT_R1 = /^[^aeiouàèìòù]*[aeiouàèìòù]+[^aeiouàèìòù]/u;
const IT_R2 = /^(?:[^aeiouàèìòù]*[aeiouàèìòù]+[^aeiouàèìòù]){2}/u;
const IT_PRONOUN = /(?:([ae]ndo)|[aei]r)((?:[cmtv]e|glie)?l[aeio]|(?:[cmstv]e|glie)?ne|gli|[cmstv]i)$/;
// Groups: 1 deleted in R2, 2 "-azione", 3 "-logia", 4 "-uzione", 5 "-enza", 6 deleted in RV, 7 "-amente", 8 "-ità", 9 "-ivo".
const IT_STANDARD =
  /(?:(ic[aeio]|ich[ei]|os[aeio]|ist[aeiàèì]|anz[ae]|atric[ei]|[ai]bil[ei]|ism[io]|ant[ei]|mente)|(azion[ei]|ator[ei])|(logi[ae])|(u[sz]ion[ei])|(enz[ae])|([ai]ment[io])|(amente)|(ità)|(iv[aeio]))$/;
const IT_VERB =
  /(?:isc(?:[aeio]|[ao]no)|ando|end[aeio]|[aiu]t[aeio]|ete|[aei]v(?:[aio]|ate|a[mn]o)|[ei]r(?:ebbe(?:ro)?|est[ei]|ete|[ae]i|em?mo|anno|[àò])|[aei]re|[aei]rono|[ai]r|ass(?:[ei]|imo)|[aei]ssero|[iY]amo|[aei]mmo|[ao]no)$/;

/** @param {RegExp} region @param {string} word @returns {number} where the region starts */
function italianRegion(region, word) {
  return region.exec(word)?.[0].length ?? word.length;
}

/** Remove `ending` where it closes `word` at or after `from`. @param {string} word @param {RegExp} ending @param {number} from */
function withoutEnding(word, ending, from) {
  const found = ending.exec(word);
  return found && found.index >= from ? word.slice(0, found.index) : word;
}

/** @param {string} word @param {number} p1 @param {number} p2 @param {number} pv @returns {string | null} null: no ending removed */
function italianStandard(word, p1, p2, pv) {
  const found = IT_STANDARD.exec(word);
  if (!found) return null;
  const kind = found.indexOf(found[0], 1);
  if (found.index < (kind === 6 ? pv : kind === 7 ? p1 : p2)) return null;
  const rest = word.slice(0, found.index);
  const before = { 2: /ic$/, 7: /(?:ic|abil|os|iv)$/, 8: /(?:ic|abil|iv)$/, 9: /at$/ }[kind];
  if (!before) return rest + (["log", "u", "ente"][kind - 3] ?? "");
  const shorter = withoutEnding(rest, before, p2);
  if (kind === 7 && rest === shorter + "iv") return withoutEnding(shorter, /at$/, p2);
  return kind === 9 && shorter !== rest ? withoutEnding(shorter, /ic$/, p2) : shorter;
}

/** @param {string} word @param {number} pv @returns {string} */
function italianVowels(word, pv) {
  let rest = withoutEnding(word, /[aeioàèìò]$/, pv);
  if (rest !== word) rest = withoutEnding(rest, /i$/, pv);
  return /[cg]h$/.test(rest) && rest.length - 2 >= pv ? rest.slice(0, -1) : rest;
}

/**
 * The stem of an Italian word.
 * @param {string} word lower case, accents kept, without apostrophes: elisions are the analyzer's
 * @returns {string}
 */
export function stemItalian(word) {
  word = word.replace(/[áéíóú]/g, (letter) => "àèìòù"["áéíóú".indexOf(letter)]);
  word = word.replaceAll("qu", "qU").replace(IT_BETWEEN_VOWELS, (_, a, b) => a + b.toUpperCase());
  const [pv, p1, p2] = [IT_RV, IT_R1, IT_R2].map((region) => italianRegion(region, word));
  const pronoun = IT_PRONOUN.exec(word);
  if (pronoun && pronoun.index >= pv) {
    word = word.slice(0, -pronoun[2].length) + (pronoun[1] ? "" : "e");
  }
  const standard = italianStandard(word, p1, p2, pv);
  word = standard ?? word.slice(0, pv) + word.slice(pv).replace(IT_VERB, "");
  return italianVowels(word, pv).replace(/[IU]/g, (c) => c.toLowerCase());
}
