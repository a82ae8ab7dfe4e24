"""The audit chain: links, heads, proof, erasure."""
