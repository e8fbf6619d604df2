"""Whether every number on a page has a source: read from the finished page and its CSV alone."""
