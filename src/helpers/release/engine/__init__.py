"""A papermill engine: every notebook in a fork of one warm process, gone when it has run.

papermill finds it by its entry point: ``papermill --engine karnameh in.ipynb out.ipynb``.
"""
