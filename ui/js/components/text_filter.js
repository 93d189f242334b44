import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import { location, setQuery } from '../router.js';

/** A filter of a list that is typed (an address, an identifier): kept in the address once the person stops or leaves. */
export function TextFilter({ name, label, ...rest }) {
  const current = location.value.query[name] ?? '';
  const [typed, setTyped] = useState(current);
  useEffect(() => setTyped(current), [current]);
  const apply = () => typed.trim() !== current && setQuery({ [name]: typed.trim() });
  return html`
    <input
      type="search"
      class="form-control text-filter"
      placeholder=${label}
      aria-label=${label}
      value=${typed}
      onInput=${(event) => setTyped(event.target.value)}
      onChange=${apply}
      onKeyDown=${(event) => event.key === 'Enter' && apply()}
      ...${rest}
    />
  `;
}
