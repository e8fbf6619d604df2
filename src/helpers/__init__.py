"""Karnameh: monthly and annual statistical reports of a provincial welfare office."""
