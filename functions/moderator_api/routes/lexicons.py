"""The shipped term lists: numbers, and which of them know a text."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from moderation.services import lexicons

from ..current import current
from ..schemas.lexicons import LexiconName, LexiconsView, LexiconView, LookedUp, LookUpView, lexicon_view, look_up_view

router = APIGatewayHttpRouter()


@router.get("/v1/lexicons", tags=["Lexicons"], summary="The shipped term lists")
def list_lexicons() -> LexiconsView:
    here = current(router)
    return LexiconsView(items=[lexicon_view(each) for each in lexicons.list_lexicons(here.request)])


@router.get("/v1/lexicons/look-up", tags=["Lexicons"], summary="Which lists know a text, and as what")
def look_up(text: LookedUp) -> LookUpView:
    here = current(router)
    return look_up_view(text, lexicons.search(here.request, text))


@router.get("/v1/lexicons/<name>", tags=["Lexicons"], summary="One shipped term list in numbers")
def get_lexicon(name: LexiconName) -> LexiconView:
    here = current(router)
    return lexicon_view(lexicons.get_lexicon(here.request, name))
