// Texts and marks of charts that stand out too little from what is behind them.
//
// Colours are the computed ones, laid over one another as the browser does. Every stop of a
// gradient counts as a colour that may be behind a text. In a drawing, what is behind a text are
// the shapes drawn before it that hold its middle.
((wanted) => {
  const { rgba, over, faded, opacity, behind, least } = globalThis.colours;
  const drawnBehind = (shape, svg, x, y) => {
    let below = behind(svg);
    const point = new DOMPoint(x, y);
    for (const other of svg.querySelectorAll("path, rect, circle")) {
      if (!(shape.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING)) continue;
      const style = getComputedStyle(other);
      if (style.fill === "none" || !other.isPointInFill(point)) continue;
      const paint = faded(rgba(style.fill), style.fillOpacity * opacity(other));
      below = below.map((colour) => over(paint, colour));
    }
    return below;
  };

  const found = [];
  const hold = (what, element, colour, below, limit) => {
    const reached = least(colour, below);
    if (reached < limit) {
      found.push(`${what} ${reached.toFixed(2)} < ${limit}: ${element.outerHTML.slice(0, 120)}`);
    }
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let counted = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, style")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    counted += 1;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const limit = large ? wanted.large : wanted.text;
    const svg = element.closest("svg");
    if (svg) {
      const box = element.getBBox();
      const below = drawnBehind(element, svg, box.x + box.width / 2, box.y + box.height / 2);
      const colour = faded(rgba(style.fill), style.fillOpacity * opacity(element));
      hold("text of a drawing", element, colour, below, limit);
    } else {
      const colour = faded(rgba(style.color), opacity(element));
      hold("text", element, colour, behind(element), limit);
    }
  }
  // The series of charts: what is drawn in one of their colours. Grids are fainter on purpose.
  const root = getComputedStyle(document.documentElement);
  const series = new Set();
  for (let number = 1; root.getPropertyValue(`--series-${number}`); number += 1) {
    series.add(rgba(root.getPropertyValue(`--series-${number}`).trim()).join());
  }
  for (const shape of document.querySelectorAll("svg path, svg circle, svg rect")) {
    // The shades of a scale, one fainter than the other: its numbers stand in the table below.
    if (shape.style.opacity && shape.closest("[aria-labelledby^='heat-map']")) continue;
    if (!shape.checkVisibility()) continue;
    const style = getComputedStyle(shape);
    for (const kind of ["fill", "stroke"]) {
      if (style[kind] === "none" || !series.has(rgba(style[kind]).join())) continue;
      const colour = faded(rgba(style[kind]), style[`${kind}Opacity`] * opacity(shape));
      counted += 1;
      hold("mark", shape, colour, behind(shape.ownerSVGElement), wanted.mark);
    }
  }
  return { counted, found };
})
