// Long articles: which part is being read, and a link to each part.

const READ_BELOW = 0.3; // share of the window's height: a heading above it has been reached

/** Marks, in the list of contents, the part that is being read. */
export function startContents() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".kb-toc a")]);
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (!links.length || !("IntersectionObserver" in window)) return;
  const mark = () => {
    const reached = headings.filter((heading) => {
      const place = heading?.getBoundingClientRect();
      return place && place.top < innerHeight * READ_BELOW;
    });
    const current = headings.indexOf(reached[reached.length - 1] ?? null);
    for (const [index, link] of links.entries()) {
      if (index === current && reached.length) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(mark, { rootMargin: `0px 0px -${(1 - READ_BELOW) * 100}% 0px` });
  for (const heading of headings) if (heading) observer.observe(heading);
}

/**
 * A button after each heading of an article that copies the heading's address.
 * @param {Record<string, string>} strings
 */
export function startCopying(strings) {
  if (!navigator.clipboard) return;
  for (const heading of document.querySelectorAll(".kb-article .kb-prose :is(h2, h3)[id]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-copy";
    button.textContent = "#";
    button.setAttribute("aria-label", strings["ui.copy_link"]);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(new URL(`#${heading.id}`, location.href).href);
      say(button, strings["ui.link_copied"]);
    });
    heading.append(button);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} text Read out, and shown until the reader goes on.
 */
function say(button, text) {
  const status = document.createElement("span");
  status.className = "kb-copy__said";
  status.setAttribute("role", "status");
  button.after(status);
  status.textContent = text;
  button.addEventListener("blur", () => status.remove(), { once: true });
}
