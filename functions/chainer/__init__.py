"""Links what the audit table's stream tells, catches up on what the stream lost, publishes heads, proves chains."""
