// What has the focus, and whether a reader sees that: a ring of two pixels at least, of a
// colour that stands out from what is around it, and not wholly under something that stays in place.
(() => {
  const { rgba, behind, least } = globalThis.colours;
  const element = document.activeElement;
  if (element === document.body) return null;
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
  const spots = boxes.flatMap((box) =>
    [0.1, 0.5, 0.9].flatMap((across) =>
      [0.1, 0.5, 0.9].map((down) => [box.left + box.width * across, box.top + box.height * down])));
  const seen = spots.some(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    return there && (element.contains(there) || there.contains(element));
  });
  return {
    stop: element.getAttribute("data-stop"),
    what: element.outerHTML.slice(0, 100),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: least(rgba(style.outlineColor), behind(element.parentElement)),
    seen,
    visible: element.matches(":focus-visible"),
  };
})()
