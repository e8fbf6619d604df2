"""The subject: calendar, areas, code lists, statistics, terms, Persian writing.

Imports nothing else of the package, so both wings can stand on it.
"""
