import { useCurrentInSight } from '../current_in_sight.js';
import { html } from '../html.js';
import { location } from '../router.js';
import { can } from '../session.js';
import { Icon } from './icon.js';

/** The screens beside this one, as tabs that are links. `entries`: [{path, label, icon, permission?}]; alone, nothing is shown. */
export function SubNav({ label, entries }) {
  const nav = useCurrentInSight(location.value.path);
  const allowed = entries.filter(({ permission }) => can(permission));
  if (allowed.length < 2) return null;
  const { path } = location.value;
  return html`
    <nav class="sub-nav" ref=${nav} aria-label=${label}>
      ${allowed.map((entry) => html`
        <a key=${entry.path} href=${`#${entry.path}`} aria-current=${entry.path === path ? 'page' : undefined}>
          <${Icon} name=${entry.icon} size=${18} />
          ${entry.label}
        </a>
      `)}
    </nav>
  `;
}
