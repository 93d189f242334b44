"""What the other services tell: acts, deletions, calls. This service publishes by the same way, to itself."""

from chassis.messages import Message, batch_handler, handler
from journal.appels import enregistrer_appels
from journal.corbeille import clore_entrees_revenues, deposer_entrees
from journal.logs import Envoi, consigner_logs


@batch_handler("logs", "create")
def recevoir_logs(messages: list[Message]) -> None:
    consigner_logs([Envoi(one.id, one.source, one.emitted_at, one.data) for one in messages])


@handler("corbeille", "create")
def recevoir_suppressions(message: Message) -> None:
    deposer_entrees(service=message.source, objets=message.data)


@handler("corbeille", "restore")
def recevoir_retours(message: Message) -> None:
    clore_entrees_revenues(service=message.source, objets=message.data)


@batch_handler("journal_services", "create")
def recevoir_appels(messages: list[Message]) -> None:
    enregistrer_appels([appel for message in messages for appel in message.data])
