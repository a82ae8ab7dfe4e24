"""Policies as people keep them: documents, immutable versions, and where each is in force."""
