"""Takes decision lines from the review function's log into the Decisions table, and what follows from them."""
