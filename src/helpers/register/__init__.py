"""The register: extracts in, three validated tables out.

The only part of the package, with the statistics that count it, that sees a person's record.
"""
