"""The counting wing: from the register to the published table, through one door."""
