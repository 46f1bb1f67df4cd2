// Asking as fast as somebody types: only the answer to the newest question is shown, and what is heard waits for a pause.

const PAUSE_MS = 700; // without a keystroke, before a screen reader is told the count
const BUSY_MS = 250; // a wait shorter than this is not worth a sign

/** @import {Filters, Results, Search} from "./types.js" */

/**
 * @param {Search} search
 * @param {HTMLElement} root carries `data-busy` while a wait is long
 * @param {(results: Results) => void} show
 * @param {(error: Error) => void} refuse
 * @returns {(text: string, filters: Filters) => void}
 */
export function newestOnly(search, root, show, refuse) {
  let turn = 0;
  return async (text, filters) => {
    const mine = ++turn;
    /** @param {boolean} busy */
    const sign = (busy) => mine === turn && root.toggleAttribute("data-busy", busy);
    const waiting = setTimeout(sign, BUSY_MS, true);
    const answer = await search(text, filters).then(
      (results) => () => show(results),
      (error) => () => refuse(error),
    );
    clearTimeout(waiting);
    sign(false);
    if (mine === turn) answer();
  };
}

/**
 * A status line that speaks when the typing pauses.
 * @param {Element} line
 * @returns {(said: Node | string) => void}
 */
export function afterPause(line) {
  /** @type {number | undefined} */
  let timer;
  return (said) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => line.replaceChildren(said), PAUSE_MS);
  };
}
