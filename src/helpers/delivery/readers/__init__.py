"""Reading: whatever an office sends, found and opened, as tables of text under known headings."""
