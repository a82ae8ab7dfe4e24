"""Builds the table of look-alike characters that the engine folds with. Not shipped."""
