"""`python -m moderator_api` prints the API's description, which docs/openapi.json keeps."""

import sys

from .application import resolver
from .openapi import description

sys.stdout.write(description(resolver()))
