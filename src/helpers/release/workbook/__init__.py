"""The numbers of a page as a workbook for people: a cover, tables to read, all rows, notes."""
