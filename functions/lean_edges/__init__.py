"""Edges that the review function may import: standard library that the runtime has loaded, plus sockets."""
