import { useCurrentInSight } from '../current_in_sight.js';
import { html } from '../html.js';
import { location, setQuery } from '../router.js';

/** Parts of one screen. The one shown is in the address (?onglet=). `tabs`: [{id, label, count?}], the first by default. */
export function Tabs({ label, tabs, name = 'onglet' }) {
  const shown = currentTab(tabs, name);
  const row = useCurrentInSight(shown);
  const choose = (id) => setQuery({ [name]: id === tabs[0].id ? '' : id });
  function onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === shown);
    choose(tabs[(at + step + tabs.length) % tabs.length].id);
    requestAnimationFrame(() => event.target.parentElement?.querySelector('[aria-selected="true"]')?.focus());
  }
  return html`
    <div class="tabs" ref=${row} role="tablist" aria-label=${label} onKeyDown=${onKey}>
      ${tabs.map(({ id, label: text, count }) => html`
        <button
          key=${id}
          type="button"
          role="tab"
          aria-selected=${id === shown ? 'true' : 'false'}
          tabindex=${id === shown ? 0 : -1}
          onClick=${() => choose(id)}>
          ${text}
          ${count > 0 && html`<span class="tab-count">${count}</span>`}
        </button>
      `)}
    </div>
  `;
}

export function currentTab(tabs, name = 'onglet') {
  const asked = location.value.query[name];
  return tabs.some(({ id }) => id === asked) ? asked : tabs[0].id;
}
