from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import ANY_SERVICE, SERVICE
from chassis.errors import Forbidden
from chassis.messages import envelope
from chassis.messages.inbox import receive_all


class MessagesView(APIView):
    """POST /internal/messages/: a list of messages; the result of each, in their order."""

    required_permissions = {"POST": SERVICE}
    allowed_callers = ANY_SERVICE  # each handler says whose messages it takes
    idempotency = None  # each message has its own id
    schema = None

    def post(self, request):
        serializer = envelope.MessageSerializer(data=request.data, many=True)
        serializer.is_valid(raise_exception=True)
        messages = [envelope.read(valid) for valid in serializer.validated_data]
        if any(message.source != request.user.service for message in messages):
            raise Forbidden("serviceSource n'est pas le service qui appelle.")
        return Response({"results": receive_all(messages)})
