"""Policy documents: their schema, their problems, and how one extends another. The review function loads none of it."""
