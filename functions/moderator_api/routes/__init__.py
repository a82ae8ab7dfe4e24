"""One module per noun: parse, one call of a use case, render."""
