// Runs of the other script that no element marks as of the other language.
(() => {
  const page = document.documentElement.lang;
  const foreign = page === "fa" ? /[A-Za-z]{2,}/ : /[\u0600-\u06ff]{2,}/;
  const marked = (element) => {
    const lang = element.closest("[lang]").lang;
    return lang !== page || element.closest("code, script, style");
  };
  const found = [];
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const run = texts.currentNode.data.match(foreign);
    if (run && !marked(texts.currentNode.parentElement)) {
      found.push(`${texts.currentNode.parentElement.localName}: ${texts.currentNode.data.trim()}`);
    }
  }
  return found;
})()
