/** Order by code points, as Python sorts; plain comparison orders by code units. @param {string} a @param {string} b @returns {number} */
export function compareText(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}
