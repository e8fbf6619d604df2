"""What published numbers give away: the relations between them, and what follows from these.

Used on both sides of the wall: before the published table is written, on all of it, and on the
files of a release, as anyone can.
"""
