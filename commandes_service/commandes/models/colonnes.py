"""Kinds of columns that several tables share."""

from django.db import models


def argent(**options) -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=2, **options)


def nombre(**options) -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=3, **options)


def taux(**options) -> models.DecimalField:
    return models.DecimalField(max_digits=5, decimal_places=2, **options)
