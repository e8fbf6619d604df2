// Texts that are cut off, or lie upon one another.
(() => {
  const found = [];
  const said = (element) => `${element.localName}.${element.getAttribute("class") || ""}`;
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== "none") continue; // for screen readers alone
    const cuts = (way) => ["hidden", "clip"].includes(style[`overflow${way}`]);
    const higher = element.scrollHeight - element.clientHeight;
    const wider = element.scrollWidth - element.clientWidth;
    if ((cuts("Y") && higher > 2) || (cuts("X") && wider > 2)) {
      found.push(`cut by ${Math.max(higher, wider)}: ${said(element)} ${element.textContent.trim().slice(0, 60)}`);
    }
  }
  // The ink of a line is less high than its box: a quarter above and below may overlap.
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || parent.closest("script, style, .skip")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(parent).clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      const quarter = box.height / 4;
      lines.push({
        parent, text: texts.currentNode.data.trim(), left: box.left + 1, right: box.right - 1,
        top: box.top + quarter, bottom: box.bottom - quarter,
      });
    }
  }
  // What scrolls under the edge of its own region lies upon nothing.
  const scroller = (element) => element.closest("[tabindex='0']");
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((one, place) => {
    for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
      const other = lines[next];
      if (one.parent === other.parent || one.left >= other.right || other.left >= one.right) continue;
      if (scroller(one.parent) !== scroller(other.parent)) continue;
      found.push(`upon one another: ${said(one.parent)} ${one.text.slice(0, 40)} | ${said(other.parent)} ${other.text.slice(0, 40)}`);
    }
  });
  return found;
})()
