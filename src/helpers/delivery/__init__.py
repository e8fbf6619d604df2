"""Deliveries: what the offices send, read, cleaned, checked and put into the register.

Whoever is named in a delivery is known in this room alone: from here on there are keys.
"""
