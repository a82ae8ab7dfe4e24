"""The bench starts the API with an environment that its own parser accepts."""

from bench.api.cold import ENVIRONMENT
from moderator_api.settings import parse


def test_the_environment_is_whole() -> None:
    parse({**ENVIRONMENT, "AWS_REGION": "us-west-2"})
