"""What the other services tell: acts, deletions, calls. This service publishes by the same way, to itself."""

from chassis.messages import Message, handler
from journal.appels import enregistrer_appels
from journal.corbeille import deposer_entrees
from journal.logs import consigner_logs


@handler("logs", "create")
def recevoir_logs(message: Message) -> None:
    consigner_logs(
        message_id=message.id, service=message.source, emis_le=message.emitted_at, entrees=message.data
    )


@handler("corbeille", "create")
def recevoir_suppressions(message: Message) -> None:
    deposer_entrees(service=message.source, objets=message.data)


@handler("journal_services", "create")
def recevoir_appels(message: Message) -> None:
    enregistrer_appels(message.data)
