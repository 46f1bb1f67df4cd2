// Material has no function to call: type into its field and wait until its list of results has changed.
window.ask = (query) =>
  new Promise((resolve) => {
    const field = document.querySelector("[data-md-component=search-query]");
    const found = document.querySelector("[data-md-component=search-result]");
    const list = found.querySelector(".md-search-result__list");
    const read = () =>
      [...list.querySelectorAll(".md-search-result__item > a")].slice(0, 10).map((link) => {
        const [title, teaser] = ["h1, h2", ".md-search-result__teaser, p"].map(
          (part) => link.querySelector(part)?.textContent ?? "",
        );
        return [new URL(link.href).pathname.split("/").at(-2), title, teaser];
      });
    const finish = () => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(read());
    };
    const observer = new MutationObserver(() => queueMicrotask(finish));
    const timer = setTimeout(finish, window.askTimeout ?? 120_000);
    observer.observe(list, { childList: true });
    field.focus();
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup"));
  });
