"""Takes decision lines from the log subscription into the Decisions table; derives holds, strikes and sanctions."""
