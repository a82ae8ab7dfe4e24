"""The kinds of rules: one file each, in the one table of `rules.table`."""
