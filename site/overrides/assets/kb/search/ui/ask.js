// Asking as fast as somebody types: only the answer to the newest question is shown, and what is heard waits for a pause.

const PAUSE_MS = 700; // without a keystroke, before a screen reader is told the count
const BUSY_MS = 250; // a wait shorter than this is not worth a sign

/** @import {Search, Results, Filters} from "./types.js" */

/**
 * @param {Search} search
 * @param {(results: Results) => void} done
 * @param {(error: Error) => void} failed
 * @param {(busy: boolean) => void} busy told after a quarter of a second of waiting, and when it is over
 * @returns {(text: string, filters: Filters) => void}
 */
export function newestOnly(search, done, failed, busy) {
  let turn = 0;
  return async (text, filters) => {
    const mine = ++turn;
    const waiting = setTimeout(() => mine === turn && busy(true), BUSY_MS);
    /** @type {() => void} */
    let show;
    try {
      const results = await search(text, filters);
      show = () => done(results);
    } catch (error) {
      show = () => failed(/** @type {Error} */ (error));
    }
    clearTimeout(waiting);
    if (mine !== turn) return;
    busy(false);
    show();
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
