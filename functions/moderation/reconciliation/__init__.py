"""Which delivered messages no decision covers, and what becomes of them."""
