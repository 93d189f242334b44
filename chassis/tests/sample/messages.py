from chassis.messages import Message, batch_handler, handler
from tests.sample.models import Note


@handler("notes", "create")
def create(message: Message) -> None:
    for item in message.data:
        Note.objects.create(text=item["text"])
        if item.get("then") == "fail":
            raise ValueError("asked to fail")


@batch_handler("lines", "create")
@batch_handler("lines", "print", source="auth_service")
def create_lines(messages: list[Message]) -> None:
    """One statement for all; an empty text is refused."""
    texts = [item["text"] for message in messages for item in message.data]
    if "" in texts:
        raise ValueError("asked to fail")
    Note.objects.bulk_create(Note(text=text) for text in texts)
