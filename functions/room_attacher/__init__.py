"""Finds rooms of the account that nobody reviews, and attaches many rooms at the pace that IVS Chat allows."""
