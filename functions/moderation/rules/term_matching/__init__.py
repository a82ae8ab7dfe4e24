"""How the entries of lexicons are found in a reading of a text, however they are written.

From the inside out: `term_table` holds what is looked up, `token_judge` judges one token with it, `chunk` everything
between two spaces, `line` what chunks say together, and `statements` sentences of word classes. The other modules
are one way of writing or one kind of evidence each; `moderation.rules.terms` puts them together.
"""
