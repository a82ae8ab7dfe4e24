"""A person's data: forgotten on request, or handed over."""
