import { Clipped } from './components/clipped.js';
import { Icon } from './components/icon.js';
import { ago, date, dateTime } from './format.js';
import { html } from './html.js';
import { t, tMaybe } from './i18n.js';
import { can } from './session.js';

const DAY = 86_400_000;
const SOON = 3;

const expiry = ({ etat, expire_le: end, purge_refus: refusal }) => {
  if (etat !== 'present' || !end) return '–';
  if (refusal) return html`<${Clipped} text=${t('corbeille.retenu', { refusal })} />`;
  const days = Math.ceil((new Date(end) - Date.now()) / DAY);
  const text = t('corbeille.dans_jours', { n: Math.max(days, 0) });
  return html`<span class=${`cell-line ${days <= SOON ? 'expires-soon' : ''}`} title=${dateTime(end)}>${text}</span>`;
};

/** The columns of the trash. What is no longer in it says when it left, and by whom. */
export const trashColumns = ({ onShow, onPurge }) => [
  {
    label: t('corbeille.objet'),
    title: true,
    cell: (row) => html`
      <button type="button" class="row-link cell-link" onClick=${() => onShow(row)}>${row.libelle}</button>
    `,
  },
  { label: t('champ.module'), cell: (row) => tMaybe(`module.${row.module}`, {}, row.module) },
  { label: t('corbeille.supprime_par'), cell: (row) => html`<${Clipped} text=${row.supprime_par_email} />` },
  {
    label: t('corbeille.supprime_le'),
    sort: 'supprime_le',
    cell: (row) => html`<time class="cell-line" title=${dateTime(row.supprime_le)}>${ago(row.supprime_le)}</time>`,
  },
  { label: t('corbeille.expire_le'), sort: 'expire_le', cell: expiry },
  {
    label: t('champ.actions'),
    hidden: true,
    class: 'row-actions',
    cell: (row) =>
      row.etat === 'present' ? html`<${Acts} ...${{ row, onShow, onPurge }} />` : date(row.restaure_le ?? row.purge_le),
  },
];

const Acts = ({ row, onShow, onPurge }) => html`
  ${can('corbeille.purger') && html`
    <button type="button" class="btn btn-sm btn-ghost-danger me-1" onClick=${() => onPurge(row)}>
      ${t('corbeille.purger')}
    </button>
  `}
  ${can('corbeille.restaurer') && html`
    <button type="button" class="btn btn-sm" onClick=${() => onShow(row)}>
      <${Icon} name="restore" size=${16} />
      ${t('corbeille.restaurer')}
    </button>
  `}
`;
