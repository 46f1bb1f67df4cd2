// What this browser remembers for the visitor; every function is silent where storage is closed.

/**
 * @param {string} key
 * @returns {string | null}
 */
export function recall(key) {
  try {
    return localStorage.getItem(`kb.${key}`);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string | null} value null forgets
 */
export function remember(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(`kb.${key}`);
    } else {
      localStorage.setItem(`kb.${key}`, value);
    }
  } catch {
    // Nothing to do: the page works without a memory.
  }
}
