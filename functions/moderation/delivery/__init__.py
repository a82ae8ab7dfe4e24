"""How intents are carried out: leases, back-off, limits, expiry."""
