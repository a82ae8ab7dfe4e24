"""boto3 adapters of moderation.ports, for every function but the review function."""
