import * as api from '../api/pieces.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { SUPPLIER } from '../partners.js';
import { useResource } from '../resource.js';
import { go } from '../router.js';
import { can } from '../session.js';
import { notify } from '../toasts.js';
import { CategorySelect } from './category_select.js';
import { Icon } from './icon.js';
import { NumberInput, Switch, TextArea, TextInput } from './inputs.js';
import { PartnerPicker } from './partner_picker.js';
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
const initialOf = (piece) => ({
  fournisseur_id: piece?.fournisseur_id ?? null,
  codes: (piece?.codes_fournisseurs ?? []).map(({ code }) => code).join(', '),
  attributs: Object.entries(piece?.attributs ?? {}).map(([nom, valeur]) => ({ nom, valeur: String(valeur) })),
});
const DECIMALS = ['prix_achat', 'prix_vente', 'taux_tva'];

// what cannot be read as a number is sent as typed: the API's answer then names the field
function toBody({ codes, attributs, ...values }, piece) {
  const body = { ...values, categorie_id: values.categorie_id || null, fournisseur_id: values.fournisseur_id || null };
  body.codes_fournisseurs = toCodes(codes, piece, body.fournisseur_id);
  body.attributs = Object.fromEntries(attributs.filter(({ nom }) => nom.trim()).map(({ nom, valeur }) => [nom.trim(), valeur]));
  for (const name of DECIMALS) body[name] = parseDecimal(values[name] || '0') ?? values[name];
  if (!body.reference) delete body.reference;
  return body;
}

// a code keeps the supplier it had; a new one is the main supplier's
function toCodes(typedCodes, piece, supplierId) {
  const known = new Map((piece?.codes_fournisseurs ?? []).map((row) => [row.code, row]));
  const codes = [...new Set(typedCodes.split(',').map((code) => code.trim()))].filter(Boolean);
  return codes.map((code) => known.get(code) ?? { code, fournisseur_id: supplierId });
}

export function PieceForm({ piece, onReload }) {
  const shown = (name) => (DECIMALS.includes(name) ? typed(piece[name]) : (piece[name] ?? ''));
  const initial = {
    ...(piece ? Object.fromEntries(Object.keys(EMPTY).map((name) => [name, shown(name)])) : EMPTY),
    ...initialOf(piece),
  };
  const send = (values, key) =>
    piece ? api.update(piece.id, toBody(values, piece), piece.version) : api.create(toBody(values), key);
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
        ${can('fournisseurs.lire') && html`
          <${SupplierField} value=${form.values.fournisseur_id} onValue=${(value) => form.set('fournisseur_id', value)} />
        `}
        <${TextInput}
          label=${t('piece.codes_fournisseurs')}
          hint=${t('piece.codes_fournisseurs_aide')}
          fieldClass="span-2"
          ...${form.bind('codes')}
          errors=${form.errors.codes_fournisseurs}
        />
      <//>
      <${Group} title=${t('piece.attributs')}>
        <${Attributes}
          rows=${form.values.attributs}
          errors=${form.errors.attributs}
          onRows=${(rows) => form.set('attributs', rows)}
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

function SupplierField({ value, onValue }) {
  const { data } = useResource(value ? (signal) => SUPPLIER.api.read(value, signal) : null, [value]);
  const chosen = value && data?.id === value ? data : null;
  return html`
    <div class=${value ? 'with-button' : ''}>
      <${PartnerPicker}
        partner=${SUPPLIER}
        chosen=${chosen}
        label=${t('piece.fournisseur')}
        onChoose=${({ id }) => onValue(id)}
      />
      ${value && html`
        <button type="button" class="btn btn-icon" aria-label=${t('filtre.enlever')} onClick=${() => onValue(null)}>
          <${Icon} name="x" />
        </button>
      `}
    </div>
  `;
}

function Attributes({ rows, errors, onRows }) {
  const change = (index, fields) => onRows(rows.map((row, i) => (i === index ? { ...row, ...fields } : row)));
  const input = (index, name, label) => html`
    <input
      class="form-control"
      aria-label=${t(label, { n: index + 1 })}
      placeholder=${t(label, { n: index + 1 })}
      value=${rows[index][name]}
      onInput=${(event) => change(index, { [name]: event.target.value })}
    />
  `;
  return html`
    <div class="attribute-rows span-2">
      ${rows.map((_, i) => html`
        <div key=${i}>
          ${input(i, 'nom', 'piece.attribut_nom')}
          ${input(i, 'valeur', 'piece.attribut_valeur')}
          <button
            type="button"
            class="icon-button"
            aria-label=${t('commande.enlever_ligne', { n: i + 1 })}
            onClick=${() => onRows(rows.filter((__, other) => other !== i))}>
            <${Icon} name="x" size=${16} />
          </button>
        </div>
      `)}
      ${errors?.length > 0 && html`<div class="field-error">${errors.join(' ')}</div>`}
      <button type="button" class="btn btn-sm" onClick=${() => onRows([...rows, { nom: '', valeur: '' }])}>
        <${Icon} name="plus" size=${16} />
        ${t('piece.attribut_ajouter')}
      </button>
    </div>
  `;
}

const Group = ({ title, children }) => html`
  <fieldset class="card form-group">
    <legend>${title}</legend>
    <div class="form-grid">${children}</div>
  </fieldset>
`;
