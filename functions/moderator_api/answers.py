"""Answers that are no JSON document."""

from aws_lambda_powertools.event_handler import Response


def no_content() -> Response[str]:
    """Done, and there is nothing to show. An empty body, since not every gateway takes none."""
    return Response(status_code=204, content_type=None, body="")
