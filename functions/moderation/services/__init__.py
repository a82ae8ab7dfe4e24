"""Use cases: plain functions over ports. Each checks who asks, commits what is going to happen, and then does it."""
