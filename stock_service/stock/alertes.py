"""When an availability is worth a message: once per crossing of the threshold, re-armed on recovery."""

from stock.models import StockPiece

Etat, Alerte = StockPiece.Etat, StockPiece.Alerte


def etat_de(stock: StockPiece) -> str:
    """Of what is available over all places: nothing, at most the threshold, or enough."""
    if stock.disponible <= 0:
        return Etat.EPUISE
    if stock.seuil is not None and stock.disponible <= stock.seuil:
        return Etat.BAS
    return Etat.OK


def constater(stock: StockPiece, *, a_bouge: bool = True) -> str | None:
    """Bring `etat` and `alerte` of a locked piece up to date; the message to send (bas, epuise, retabli).

    With `a_bouge` false (the threshold changed, not the stock) a piece that is empty has not run out now.
    """
    stock.etat = etat_de(stock)
    if stock.etat == Etat.OK:
        alerte, message = Alerte.AUCUNE, "retabli" if stock.alerte != Alerte.AUCUNE else None
    elif stock.etat == Etat.BAS:
        alerte, message = Alerte.BAS, "bas" if stock.alerte == Alerte.AUCUNE else None
    elif a_bouge:
        alerte, message = Alerte.EPUISE, "epuise" if stock.alerte != Alerte.EPUISE else None
    else:
        alerte, message = stock.alerte, None
    stock.alerte = alerte
    return message
