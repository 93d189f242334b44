import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { location, setQuery } from '../router.js';
import { useShortcut } from '../shortcuts.js';
import { Icon } from './icon.js';

const PAUSE = 220;

/** The search box of a list: filters as one types, keeps its text in the address, and takes `/`. */
export function SearchInput({ label }) {
  const { search = '' } = location.value.query;
  const [typed, setTyped] = useState(search);
  const input = useRef(null);
  useShortcut('/', 'raccourcis.chercher', () => input.current.focus());

  useEffect(() => {
    if (typed === search) return undefined;
    const timer = setTimeout(() => setQuery({ search: typed.trim() }), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);

  const onKey = (event) => {
    if (event.key !== 'Escape') return;
    if (typed) setTyped('');
    else event.target.blur();
  };
  return html`
    <div class="search-box" role="search">
      <${Icon} name="search" size=${18} />
      <input
        ref=${input}
        type="search"
        class="form-control"
        placeholder=${label}
        aria-label=${label}
        value=${typed}
        onInput=${(event) => setTyped(event.target.value)}
        onKeyDown=${onKey}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  `;
}
