"""The moderator API: people come with a Cognito access token, services with a SigV4 signature."""
