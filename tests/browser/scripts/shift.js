// Begun before the page is: what moved without the reader's doing, as the browser counts it.
globalThis.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
