// What a screen reader is told of a page by its markup.
(() => {
  const texts = (selector, of) => [...document.querySelectorAll(selector)].map(of);
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const label = by
      ? by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ")
      : element.getAttribute("aria-label") ?? element.querySelector(":scope > figcaption")?.textContent ?? "";
    return label.replace(/\s+/g, " ").trim();
  };
  const landmarks =
    "body > header, body > footer, main, nav, search, form[aria-label], form[aria-labelledby]," +
    " [role=region], [role=search], section[aria-label], section[aria-labelledby], aside";
  return {
    title: document.title,
    headings: texts("h1, h2, h3, h4, h5, h6", (e) => [Number(e.localName[1]), e.textContent.trim()]),
    landmarks: texts(landmarks, (e) => [e.getAttribute("role") ?? e.localName, named(e)]),
    figures: texts("figure", (e) => [named(e), e.querySelector(".description")?.textContent.trim() ?? ""]),
    drawings: texts("svg", (e) => [e.getAttribute("role"), e.getAttribute("aria-hidden"), named(e)]),
    tables: texts("table", (e) => ({
      caption: e.caption?.textContent.trim() ?? "",
      headless: [...e.querySelectorAll("tbody tr")].filter((r) => !r.querySelector("th[scope=row]")).length,
      unscoped: e.querySelectorAll("th:not([scope])").length,
      labelled: named(e.closest("[role=region]") ?? e),
    })),
    nameless: texts("a[href], button, summary, input, select", (e) => e)
      .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length))
      .map((e) => e.outerHTML.slice(0, 100)),
    otherwise: texts("[aria-label]", (e) => e)
      .filter((e) => e.lang && e.lang !== document.documentElement.lang &&
        !(e.lang === "fa" ? /[\u0600-\u06ff]/ : /^[^\u0600-\u06ff]*$/).test(e.getAttribute("aria-label")))
      .map((e) => e.outerHTML.slice(0, 100)),
  };
})()
