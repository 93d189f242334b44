from datetime import timedelta

from drf_spectacular.utils import PolymorphicProxySerializer

from stock import rapports, valeurs
from stock.serializers.rapports import (
    AbcSerializer,
    ADateSerializer,
    DormantsSerializer,
    RotationSerializer,
    TableAbcSerializer,
    TableADateSerializer,
    TableDeRotationSerializer,
    TableDesDormantsSerializer,
    TableDesEmplacementsSerializer,
    TableDeValorisationSerializer,
    ValorisationSerializer,
)
from stock.views.exports import as_a_file
from stock.views.tables import TableView

TICK = timedelta(microseconds=1)
PIECE = {"Référence": "reference", "Nom": "nom", "Unité": "unite", "Quantité": "quantite"}


class ADateView(TableView):
    """Levels and value as they were. `date`: a day (its end) or an instant."""

    parametres, shape = ADateSerializer, TableADateSerializer
    export_name = "stock-a-date"
    export_columns = {**PIECE, "Coût moyen": "cout_moyen", "Valeur": "valeur"}

    def tableau(self, date, **filtres):
        found, totaux = valeurs.stock_a_date(avant=date, **filtres)
        return found, {
            "date": date - TICK,
            "quantite_totale": totaux["quantite"],
            "valeur_totale": totaux["valeur"],
        }

    @as_a_file(TableADateSerializer, parameters=[ADateSerializer])
    def get(self, request):
        return super().get(request)


class ValorisationView(TableView):
    """What stock is worth at its weighted average cost (CUMP), by piece or by place."""

    parametres = ValorisationSerializer
    export_name = "valorisation"
    par = {
        "piece": (
            valeurs.valorisation_par_piece,
            TableDeValorisationSerializer,
            {**PIECE, "Coût moyen": "cout_moyen", "Valeur": "valeur", "Part (%)": "part"},
        ),
        "emplacement": (
            valeurs.valorisation_par_emplacement,
            TableDesEmplacementsSerializer,
            {
                "Chemin": "chemin",
                "Nom": "nom",
                "Pièces": "pieces",
                "Quantité": "quantite",
                "Valeur": "valeur",
                "Part (%)": "part",
            },
        ),
    }

    def tableau(self, par, date=None, **filtres):
        lire, self.shape, self.export_columns = self.par[par]
        found, totaux = lire(avant=date, **filtres)
        return found, {"methode": "cump", "date": date and date - TICK, "totaux": totaux}

    @as_a_file(
        PolymorphicProxySerializer(
            "TableDeValeurs",
            [TableDeValorisationSerializer, TableDesEmplacementsSerializer],
            resource_type_field_name=None,
        ),
        parameters=[ValorisationSerializer],
    )
    def get(self, request):
        return super().get(request)


class RotationView(TableView):
    """How often what is held goes out, over the last `jours` days."""

    parametres, shape = RotationSerializer, TableDeRotationSerializer
    export_name = "rotation"
    export_columns = {
        **PIECE,
        "Valeur": "valeur",
        "Sorties": "sorties",
        "Valeur des sorties": "sorties_valeur",
        "Valeur moyenne": "valeur_moyenne",
        "Rotation": "rotation",
        "Rotation annuelle": "rotation_annuelle",
        "Couverture (jours)": "couverture_jours",
    }

    def tableau(self, **filtres):
        return rapports.rotation(**filtres)

    @as_a_file(TableDeRotationSerializer, parameters=[RotationSerializer])
    def get(self, request):
        return super().get(request)


class AbcView(TableView):
    """Which pieces make most of the value that goes out, or of the value in stock."""

    parametres, shape = AbcSerializer, TableAbcSerializer
    export_name = "abc"
    export_columns = {
        "Rang": "rang",
        **PIECE,
        "Valeur": "valeur",
        "Part (%)": "part",
        "Cumul (%)": "cumul",
        "Classe": "classe",
    }

    def tableau(self, **filtres):
        return rapports.abc(**filtres)

    @as_a_file(TableAbcSerializer, parameters=[AbcSerializer])
    def get(self, request):
        return super().get(request)


class DormantsView(TableView):
    """What is in stock and did not move for `jours` days."""

    parametres, shape = DormantsSerializer, TableDesDormantsSerializer
    export_name = "dormants"
    export_columns = {
        **PIECE,
        "Valeur": "valeur",
        "Dernière sortie": "derniere_sortie",
        "Dernière entrée": "derniere_entree",
    }

    def tableau(self, **filtres):
        return rapports.dormants(**filtres)

    @as_a_file(TableDesDormantsSerializer, parameters=[DormantsSerializer])
    def get(self, request):
        return super().get(request)
