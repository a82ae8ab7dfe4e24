"""Chains audit entries as they appear in the Audit table's stream, and announces them."""
