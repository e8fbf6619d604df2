// The list of contents marks what is being read.
{
  const reading = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      const link = document.querySelector(`.contents a[href="#${target.id}"]`);
      if (link) link.ariaCurrent = isIntersecting ? "location" : null;
    }
  }, { rootMargin: "-20% 0px -79%" });
  document.querySelectorAll("section[id]").forEach((section) => reading.observe(section));
}
