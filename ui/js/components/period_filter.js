import { html } from '../html.js';
import { t } from '../i18n.js';
import { location, setQuery } from '../router.js';
import { ChoiceTabs } from './choice_tabs.js';

/** The window that a report looks at, in days; `usual` is the API's own. */
export function PeriodFilter({ days, usual }) {
  const options = [...days, usual].sort((a, b) => a - b).map((n) => ({ value: String(n), label: t('rapport.jours', { n }) }));
  return html`
    <${ChoiceTabs}
      label=${t('rapport.periode')}
      value=${location.value.query.jours ?? String(usual)}
      onValue=${(value) => setQuery({ jours: value === String(usual) ? '' : value })}
      options=${options}
    />
  `;
}
