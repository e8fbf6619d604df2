"""Where a published number comes from, from the published files and the definitions alone."""
