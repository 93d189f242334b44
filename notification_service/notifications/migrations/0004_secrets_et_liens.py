"""Answers that were kept with a webhook's secret lose it; notices that led to no screen lead to one."""

from django.db import migrations

SECRETS = """
UPDATE idempotency_keys SET body = convert_to(
    regexp_replace(convert_from(body, 'UTF8'), '"secret":"whsec_[^"]*"', '"secret":null'), 'UTF8')
WHERE position('"secret":"whsec_'::bytea IN body) > 0;
"""
LIENS = """
UPDATE evenements SET lien = '/notifications/webhooks' WHERE lien = '/webhooks';
UPDATE notifications SET lien = '/notifications/webhooks' WHERE lien = '/webhooks';
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_reprise"), ("chassis", "0001_initial")]

    operations = [
        migrations.RunSQL(SECRETS, migrations.RunSQL.noop),
        migrations.RunSQL(LIENS, migrations.RunSQL.noop),
    ]
