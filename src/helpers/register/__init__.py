"""The register: three tables of records, wherever they are held, and a synthetic one to try.

With the deliveries that fill it and the statistics that count it, the only part of the package
that sees a person's record.
"""
