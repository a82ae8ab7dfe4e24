"""The default policy: its document and, committed beside it, its compiled form."""
