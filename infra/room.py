"""A first room with the review attached."""

from aws_cdk import aws_ivschat as ivschat
from constructs import Construct

from infra.chat_log import ChatLog
from infra.review_function import ReviewFunction
from infra.settings import Settings


class Room(Construct):
    """The fallback is always said: left out, IVS Chat delivers every message that could not be reviewed."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: Settings, review: ReviewFunction, chat_log: ChatLog
    ) -> None:
        super().__init__(scope, construct_id)
        room = ivschat.CfnRoom(
            self,
            "Room",
            name=settings.room_name,
            maximum_message_rate_per_second=settings.room_rate_per_second,
            message_review_handler=ivschat.CfnRoom.MessageReviewHandlerProperty(
                uri=review.handler_arn, fallback_result=settings.review_fallback
            ),
            logging_configuration_identifiers=[chat_log.arn],
        )
        # IVS Chat checks the permission when a room names a handler.
        room.add_resource_dependency(review.permission)
        self.arn = room.attr_arn
        self.id = room.attr_id
