import { useMemo } from 'preact/hooks';
import * as stock from '../api/stock.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { flatten } from '../tree.js';
import { Select } from './inputs.js';

/** The places as a flat, indented list: {rows, options, loading, error, reload}. */
export function usePlaces() {
  const resource = useResource(stock.listPlaces);
  const rows = useMemo(() => resource.data && flatten(resource.data.results), [resource.data]);
  const options = (rows ?? []).map(({ item, depth }) => ({
    value: item.id,
    label: `${'\u2003'.repeat(depth)}${item.code} · ${item.nom}`,
  }));
  return { ...resource, rows, options };
}

export function PlaceSelect({ places, ...props }) {
  return html`
    <${Select}
      label=${t('emplacement.emplacement')}
      placeholder=${t('emplacement.choisir')}
      options=${places.options}
      ...${props}
    />
  `;
}
