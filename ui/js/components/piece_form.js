import * as api from '../api/pieces.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { notify } from '../toasts.js';
import { CategorySelect } from './category_select.js';
import { NumberInput, Switch, TextArea, TextInput } from './inputs.js';
import { StaleNotice } from './stale_notice.js';
import { SubmitButton } from './submit_button.js';

const EMPTY = {
  reference: '',
  nom: '',
  description: '',
  categorie_id: '',
  unite: 'pièce',
  code_barres: '',
  fabricant: '',
  reference_fabricant: '',
  prix_achat: '',
  prix_vente: '',
  taux_tva: '20',
  actif: true,
  publie: false,
};
const DECIMALS = ['prix_achat', 'prix_vente', 'taux_tva'];

// what cannot be read as a number is sent as typed: the API's answer then names the field
function toBody(values) {
  const body = { ...values, categorie_id: values.categorie_id || null };
  for (const name of DECIMALS) body[name] = parseDecimal(values[name] || '0') ?? values[name];
  if (!body.reference) delete body.reference;
  return body;
}

export function PieceForm({ piece, onReload }) {
  const shown = (name) => (DECIMALS.includes(name) ? typed(piece[name]) : (piece[name] ?? ''));
  const initial = piece ? Object.fromEntries(Object.keys(EMPTY).map((name) => [name, shown(name)])) : EMPTY;
  const send = (values, key) =>
    piece ? api.update(piece.id, toBody(values), piece.version) : api.create(toBody(values), key);
  const form = useForm(initial, send, (saved) => {
    notify(t(piece ? 'piece.modifiee' : 'piece.creee', { nom: saved.nom }));
    go(`/pieces/${saved.id}`);
  });
  return html`
    <form class="edit-form" onSubmit=${form.submit} novalidate>
      ${form.failure?.status === 412 && html`<${StaleNotice} onReload=${onReload} />`}
      <${Group} title=${t('piece.groupe.identite')}>
        <${TextInput}
          label=${t('champ.nom')}
          required
          autofocus
          fieldClass="span-2"
          maxlength="200"
          ...${form.bind('nom')}
        />
        <${TextInput}
          label=${t('piece.reference')}
          placeholder="PC-000123"
          hint=${t('piece.reference_aide')}
          ...${form.bind('reference')}
        />
        <${CategorySelect} ...${form.bind('categorie_id')} />
        <${TextArea} label=${t('champ.description')} fieldClass="span-2" ...${form.bind('description')} />
      <//>
      <${Group} title=${t('piece.groupe.prix')}>
        <${NumberInput} label=${t('piece.prix_achat')} suffix="€" ...${form.bind('prix_achat')} />
        <${NumberInput} label=${t('piece.prix_vente')} suffix="€" ...${form.bind('prix_vente')} />
        <${NumberInput} label=${t('piece.taux_tva')} suffix="%" ...${form.bind('taux_tva')} />
        <${TextInput} label=${t('piece.unite')} required list="unites" ...${form.bind('unite')} />
        <datalist id="unites">
          ${t('piece.unites')
            .split(',')
            .map((unite) => html`
              <option key=${unite} value=${unite} />
            `)}
        </datalist>
      <//>
      <${Group} title=${t('piece.groupe.origine')}>
        <${TextInput} label=${t('piece.fabricant')} ...${form.bind('fabricant')} />
        <${TextInput} label=${t('piece.reference_fabricant')} ...${form.bind('reference_fabricant')} />
        <${TextInput}
          label=${t('piece.code_barres')}
          inputmode="numeric"
          hint=${t('piece.code_barres_aide')}
          ...${form.bind('code_barres')}
        />
      <//>
      <${Group} title=${t('piece.groupe.visibilite')}>
        <${Switch}
          label=${t('piece.actif')}
          hint=${t('piece.actif_aide')}
          value=${form.values.actif}
          onValue=${(value) => form.set('actif', value)}
        />
        <${Switch}
          label=${t('piece.publie')}
          hint=${t('piece.publie_aide')}
          value=${form.values.publie}
          onValue=${(value) => form.set('publie', value)}
        />
      <//>
      <div class="form-actions">
        <a class="btn" href=${piece ? `#/pieces/${piece.id}` : '#/pieces'}>
          ${t('action.renoncer')}
        </a>
        <${SubmitButton} busy=${form.busy}>${t(piece ? 'action.enregistrer' : 'piece.creer')}<//>
      </div>
    </form>
  `;
}

const Group = ({ title, children }) => html`
  <fieldset class="card form-group">
    <legend>${title}</legend>
    <div class="form-grid">${children}</div>
  </fieldset>
`;
