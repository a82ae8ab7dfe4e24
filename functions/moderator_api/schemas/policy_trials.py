"""Trying policies out, on the wire."""

from collections import Counter
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from moderation.services.policy_trials import Circumstances, Trial

from .modes import ChangeModes, changes
from .policies import Document
from .publishing import VersionNumber
from .wire import Attributes, Body, ChatId, View

TEXTS_MAX = 1_000
# IVS Chat takes 500; a longer one shows what a review says to it.
TEXT_CHARACTERS_MAX = 2_000

Text = Annotated[str, StringConstraints(max_length=TEXT_CHARACTERS_MAX)]


class Context(Body):
    """Under which circumstances: room modes, those that a room has on now, attributes of the chat token."""

    modes: ChangeModes = ChangeModes()
    room_id: ChatId | None = None
    attributes: Annotated[Attributes, Field(max_length=50, default_factory=dict)]


class TryPolicy(Body):
    """Texts to judge by a version (the latest if none is named), or by a document that has not been saved."""

    texts: Annotated[list[Text], Field(min_length=1, max_length=TEXTS_MAX)]
    version: VersionNumber | None = None
    document: Document | None = None
    context: Annotated[Context, Field(default_factory=lambda: Context.model_validate({}))]

    @model_validator(mode="after")
    def _one_policy(self) -> "TryPolicy":
        if self.version is not None and self.document is not None:
            raise ValueError("name a version or send a document, not both")
        return self


class HitView(View):
    """What a rule found. `start` and `end` count code points of the text; `reading` is the view that gave it away."""

    rule_id: str
    kind: str
    category: str
    severity: int
    start: int
    end: int
    text: str
    reading: str
    term: str


class ExplanationView(View):
    """What would happen to one text, and why. `content` is what viewers would get, the text itself if it is refused.

    `excused` are findings within allowed words; `notApplied` are rules whose condition does not hold.
    """

    verdict: str
    flagged: bool
    content: str
    rule_id: str
    reason_code: str
    viewer_text: str
    remaining_seconds: int | None
    strikes: float
    hits: list[HitView]
    excused: list[HitView]
    modes: list[str]
    not_applied: list[str]


class TrialView(View):
    """Explanations in the order of the texts. Unless `complete`, ask again for those beyond the last one."""

    policy_id: str
    version: int
    hash: str
    complete: bool
    verdicts: dict[str, int]
    results: list[ExplanationView]


def circumstances_of(context: Context) -> Circumstances:
    """The circumstances; a mode that is null is off."""
    modes = {name: settings for name, settings in changes(context.modes).items() if settings is not None}
    return Circumstances(modes, context.room_id or "", context.attributes)


def trial_view(trial: Trial) -> TrialView:
    """A trial as answered."""
    results: list[Any] = [ExplanationView.model_validate(result) for result in trial.results]
    return TrialView(
        policy_id=trial.policy.policy_id,
        version=trial.policy.version,
        hash=trial.policy.hash,
        complete=trial.complete,
        verdicts=dict(Counter(result.verdict for result in results)),
        results=results,
    )
