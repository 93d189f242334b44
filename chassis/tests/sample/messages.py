from chassis.messages import Message, handler
from tests.sample.models import Note


@handler("notes", "create")
def create(message: Message) -> None:
    for item in message.data:
        Note.objects.create(text=item["text"])
        if item.get("then") == "fail":
            raise ValueError("asked to fail")
