import { html } from '../html.js';
import { language, t, tMaybe } from '../i18n.js';
import { location, setQuery } from '../router.js';
import { DateRange } from './date_range.js';
import { FilterSelect } from './filter_select.js';
import { MoreFilters } from './more_filters.js';
import { PhoneFold } from './phone_fold.js';
import { SearchInput } from './search_input.js';
import { TextFilter } from './text_filter.js';

const USUAL = ['user_email', 'service', 'module', 'action', 'depuis', 'jusqua', 'masque', 'annote'];
const RARE = ['objet_id', 'request_id', 'ip', 'champ'];

const naming = (kind, { code, fr, en }) => ({
  value: code,
  label: tMaybe(`${kind}.${code}`, {}, language.value === 'en' ? en : fr),
});

/** What the log is filtered by. The rare ones are folded away, unless one of them is in force. */
export function LogFilters({ values }) {
  const { query } = location.value;
  return html`
    <div class="list-tools">
      <${SearchInput} label=${t('journal.rechercher')} />
      <${PhoneFold} names=${USUAL}>
      <${TextFilter} name="user_email" label=${t('journal.par_qui')} minlength="2" />
      <${FilterSelect}
        name="service"
        label=${t('journal.service')}
        all=${t('journal.tous_services')}
        options=${(values?.services ?? []).map((value) => ({ value, label: value }))}
      />
      <${FilterSelect}
        name="module"
        label=${t('champ.module')}
        all=${t('journal.tous_modules')}
        options=${(values?.modules ?? []).map((item) => naming('module', item))}
      />
      <${FilterSelect}
        name="action"
        label=${t('champ.action')}
        all=${t('journal.toutes_actions')}
        options=${(values?.actions ?? []).map((item) => naming('action_journal', item))}
      />
      <${DateRange} />
      <select class="form-select filter-select" aria-label=${t('journal.visibilite')} value=${kindOf(query)} onChange=${(event) => setQuery(KINDS[event.target.value])}>
        ${Object.keys(KINDS).map((kind) => html`
          <option key=${kind} value=${kind} selected=${kind === kindOf(query)}>${t(`journal.montrees.${kind}`)}</option>
        `)}
      </select>
      <//>
      <${MoreFilters} names=${RARE}>
        <${TextFilter} name="objet_id" label=${t('journal.objet_id')} />
        <${TextFilter} name="request_id" label=${t('journal.requete')} />
        <${TextFilter} name="ip" label=${t('journal.ip')} />
        <${TextFilter} name="champ" label=${t('journal.champ_change')} />
      <//>
    </div>
  `;
}

const KINDS = {
  normales: { masque: '', annote: '' },
  annotees: { masque: '', annote: 'true' },
  masquees: { masque: 'true', annote: '' },
};
const kindOf = ({ masque, annote }) => (masque === 'true' ? 'masquees' : annote === 'true' ? 'annotees' : 'normales');
