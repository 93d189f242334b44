import { useState } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { parseDecimal } from '../decimal.js';
import { useForm } from '../form.js';
import { typed } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { explain } from '../refusals.js';
import { useResource } from '../resource.js';
import { notify } from '../toasts.js';
import { Dialog } from './dialog.js';
import { NumberInput } from './inputs.js';
import { PlaceSelect, usePlaces } from './place_select.js';
import { Skeleton } from './skeleton.js';
import { SubmitButton } from './submit_button.js';

// what cannot be read is sent as typed: left out, it would take away the threshold there was
const decimal = (text) => (text === '' || text === null ? null : (parseDecimal(text) ?? text));

/** Under which quantity a part is "bas", and what to order then. `level`: {piece_id, nom, unite}. */
export function ThresholdDialog({ level, onClose, onSaved }) {
  const places = usePlaces();
  const [place, setPlace] = useState('');
  const { data, error } = useResource((signal) => stock.threshold(level.piece_id, signal));
  const footer = html`
    <button type="button" class="btn" onClick=${onClose}>
      ${t('action.renoncer')}
    </button>
    <${SubmitButton} form="threshold-form">${t('action.enregistrer')}<//>
  `;
  return html`
    <${Dialog} title=${t('seuil.titre', { nom: level.nom })} onClose=${onClose} footer=${footer}>
      ${error && html`<p class="field-error">${explain(error)}</p>`}
      ${data && html`
        <${PlaceSelect}
          label=${t('seuil.ou')}
          placeholder=${t('seuil.partout')}
          places=${places}
          value=${place}
          onValue=${setPlace}
          hint=${t('seuil.ou_aide')}
        />
        <${Fields} key=${place} level=${level} threshold=${thresholdAt(data, place)} onSaved=${onSaved} />
      `}
      ${!data && !error && html`<${Skeleton} />`}
    <//>
  `;
}

// the threshold of one place, which may not be set yet, or that of the part wherever it lies
function thresholdAt(threshold, place) {
  if (!place) return threshold;
  return threshold.par_emplacement?.find(({ emplacement_id: id }) => id === place) ?? { emplacement_id: place, version: 0 };
}

function Fields({ level, threshold, onSaved }) {
  const initial = {
    mini: typed(threshold.mini),
    maxi: typed(threshold.maxi),
    lot_commande: typed(threshold.lot_commande),
    delai_jours: threshold.delai_jours ?? '',
  };
  const send = (values) =>
    stock.setThreshold(
      level.piece_id,
      {
        ...(threshold.emplacement_id ? { emplacement_id: threshold.emplacement_id } : {}),
        mini: decimal(values.mini),
        maxi: decimal(values.maxi),
        lot_commande: decimal(values.lot_commande),
        delai_jours: decimal(values.delai_jours),
      },
      threshold.version,
    );
  const form = useForm(initial, send, (saved) => {
    notify(t('seuil.enregistre'));
    onSaved(saved);
  });
  return html`
    <form id="threshold-form" class="form-grid" onSubmit=${form.submit} novalidate>
      <${NumberInput}
        label=${t('seuil.mini')}
        hint=${t('seuil.mini_aide')}
        suffix=${level.unite}
        autofocus
        ...${form.bind('mini')}
      />
      <${NumberInput}
        label=${t('seuil.maxi')}
        hint=${t('seuil.maxi_aide')}
        suffix=${level.unite}
        ...${form.bind('maxi')}
      />
      <${NumberInput} label=${t('seuil.lot')} suffix=${level.unite} ...${form.bind('lot_commande')} />
      <${NumberInput}
        label=${t('seuil.delai')}
        suffix=${t('seuil.jours')}
        inputmode="numeric"
        ...${form.bind('delai_jours')}
      />
    </form>
  `;
}
