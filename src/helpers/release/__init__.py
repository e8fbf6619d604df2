"""From the published table and the notebooks to the published folder."""
