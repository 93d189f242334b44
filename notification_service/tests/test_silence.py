"""When a mail leaves: at once, after the quiet hours, or with the digest; by the user's own clock."""

from datetime import UTC, datetime, time

import pytest

from notifications.models import Reglages
from notifications.silence import est_silencieux, prevoir_courriel


def reglages(silence=None, heure=8, fuseau="Europe/Paris") -> Reglages:
    debut, fin = (time.fromisoformat(part) for part in silence.split("-")) if silence else (None, None)
    return Reglages(silence_debut=debut, silence_fin=fin, resume_heure=heure, fuseau=fuseau)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("silence", "instant", "expected"),
    [
        (None, "2026-11-20T02:00", False),
        ("22:00-07:00", "2026-11-20T20:59", False),  # 21:59 in Paris
        ("22:00-07:00", "2026-11-20T21:00", True),
        ("22:00-07:00", "2026-11-20T05:59", True),
        ("22:00-07:00", "2026-11-20T06:00", False),
        ("12:00-14:00", "2026-11-20T11:30", True),
        ("12:00-14:00", "2026-11-20T13:00", False),
        ("22:00-07:00", "2026-07-20T20:00", True),  # summer time
    ],
)
def test_quiet_hours_are_those_of_the_users_clock(silence, instant, expected):
    assert est_silencieux(reglages(silence), utc(instant)) is expected


@pytest.mark.parametrize(
    ("mode", "choix", "instant", "etat", "prevu_le"),
    [
        ("jamais", reglages(), "2026-11-20T10:00", "aucun", None),
        ("immediat", reglages(), "2026-11-20T10:00", "immediat", "2026-11-20T10:00"),
        ("immediat", reglages("22:00-07:00"), "2026-11-20T22:00", "silence", "2026-11-21T06:00"),
        ("immediat", reglages("22:00-07:00"), "2026-11-21T01:00", "silence", "2026-11-21T06:00"),
        ("resume", reglages(), "2026-11-20T06:59", "resume", "2026-11-20T07:00"),
        ("resume", reglages(), "2026-11-20T07:00", "resume", "2026-11-21T07:00"),
        ("resume", reglages(heure=0), "2026-11-20T12:00", "resume", "2026-11-20T23:00"),
        ("resume", reglages("22:00-09:30"), "2026-11-20T12:00", "resume", "2026-11-21T08:30"),
        ("resume", reglages(fuseau="Asia/Tokyo"), "2026-11-20T12:00", "resume", "2026-11-20T23:00"),
        ("resume", reglages(fuseau="America/Los_Angeles"), "2026-11-20T12:00", "resume", "2026-11-20T16:00"),
        # the night in which clocks go back: eight o'clock is eight o'clock
        ("resume", reglages(), "2026-10-24T12:00", "resume", "2026-10-25T07:00"),
        ("resume", reglages(), "2026-03-28T12:00", "resume", "2026-03-29T06:00"),
    ],
)
def test_a_mail_leaves_when_its_reader_wants_it(mode, choix, instant, etat, prevu_le):
    prevision = prevoir_courriel(mode, choix, utc(instant))
    assert (prevision.etat, prevision.prevu_le) == (etat, prevu_le and utc(prevu_le))
