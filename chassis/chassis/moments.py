"""Filters for a period: `SinceFilter("cree_le")` and `UntilFilter("cree_le")`, both inclusive."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters

Span = tuple[datetime, datetime]


class MomentField(forms.Field):
    """A day (2026-11-20) or an instant (2026-11-20T10:00:00Z); UTC unless it says otherwise."""

    default_error_messages = {"invalid": "Une date ou un instant ISO 8601 est attendu."}

    def to_python(self, value: str | None) -> Span | None:
        """The first moment that is meant, and the first one after it that is not."""
        if not value:
            return None
        try:
            day = parse_date(value)
            instant = None if day else parse_datetime(value.replace(" ", "+"))
            if day:
                start = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
                return start, start + timedelta(days=1)
            if instant:
                aware = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
                return aware, aware + timedelta(microseconds=1)
        except (ValueError, OverflowError):
            pass  # written like a date, but there is no such day: the same refusal as below
        raise forms.ValidationError(self.default_error_messages["invalid"])


class SinceFilter(filters.Filter):
    field_class = MomentField

    def filter(self, queryset: QuerySet, value: Span | None) -> QuerySet:
        return queryset.filter(**{f"{self.field_name}__gte": value[0]}) if value else queryset


class UntilFilter(filters.Filter):
    """A day means the whole of it."""

    field_class = MomentField

    def filter(self, queryset: QuerySet, value: Span | None) -> QuerySet:
        return queryset.filter(**{f"{self.field_name}__lt": value[1]}) if value else queryset
