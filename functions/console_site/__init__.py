"""Serves the console's files on the API's own origin: no CORS, no bucket, no distribution."""
