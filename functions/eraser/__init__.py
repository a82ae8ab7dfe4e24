"""Forgets users on request: the only function that may take words out of the audit."""
