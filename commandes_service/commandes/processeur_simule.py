"""A card processor that takes no money; the number of the card says how it behaves.

Its books are the table `transactions_simulees`, which stands for another company's.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from chassis.identifiers import new_id
from commandes.models import TransactionSimulee
from commandes.processeur import Carte, Reponse, SansReponse

DELAI_TARDIF = timedelta(seconds=4)


@dataclass(frozen=True)
class Issue:
    libelle: str
    libelle_en: str
    raison: str = ""  # none: accepted
    repond: bool = True
    recoit: bool = True


CARTES = {
    "4242424242424242": Issue("Acceptée", "Accepted"),
    "4000000000000002": Issue("Refusée par la banque", "Declined by the bank", "carte_refusee"),
    "4000000000009995": Issue("Provision insuffisante", "Insufficient funds", "provision_insuffisante"),
    "4000000000000069": Issue("Carte expirée", "Expired card", "carte_expiree"),
    "4000000000000119": Issue(
        "Délai dépassé, jamais reçue", "Time-out, never taken", "sans_reponse", repond=False, recoit=False
    ),
    "4000000000000259": Issue("Réponse tardive : acceptée", "Late answer: accepted", repond=False),
    "4000000000000267": Issue(
        "Réponse tardive : refusée", "Late answer: declined", "carte_refusee", repond=False
    ),
}
INCONNUE = Issue("Carte inconnue", "Unknown card", "carte_inconnue")


class ProcesseurSimule:
    def debiter(self, *, cle: str, montant: Decimal, carte: Carte) -> Reponse:
        issue = CARTES.get(carte.numero, INCONNUE)
        if not issue.recoit:
            raise SansReponse()
        connue_le = timezone.now() if issue.repond else timezone.now() + DELAI_TARDIF
        reponse = self._inscrire(cle, montant, issue.raison, connue_le)
        if reponse.acceptee is None:
            raise SansReponse()
        return reponse

    def rembourser(self, *, cle: str, transaction_id: str, montant: Decimal) -> Reponse:
        return self._inscrire(cle, montant, "", timezone.now())

    def consulter(self, *, cle: str) -> Reponse | None:
        transaction = TransactionSimulee.objects.filter(pk=cle).first()
        return self._lire(transaction) if transaction else None

    def abandonner(self, *, cle: str) -> Reponse:
        return self._inscrire(cle, Decimal(0), "sans_reponse", timezone.now())

    def _inscrire(self, cle: str, montant: Decimal, raison: str, connue_le) -> Reponse:
        transaction, _ = TransactionSimulee.objects.get_or_create(
            cle=cle,
            defaults={
                "transaction_id": f"sim_{new_id().hex}",
                "montant": montant,
                "acceptee": not raison,
                "raison": raison,
                "connue_le": connue_le,
            },
        )
        return self._lire(transaction)

    def _lire(self, transaction: TransactionSimulee) -> Reponse:
        if transaction.connue_le > timezone.now():
            return Reponse(None, transaction.transaction_id)
        return Reponse(transaction.acceptee, transaction.transaction_id, transaction.raison)


def cartes_de_test() -> list[dict[str, str]]:
    """The numbers, and what comes of each."""
    return [
        {
            "numero": numero,
            "issue": issue.raison or "accepte",
            "libelle": issue.libelle,
            "libelle_en": issue.libelle_en,
        }
        for numero, issue in CARTES.items()
    ]
