import { html } from '../html.js';
import { explain } from '../refusals.js';
import { Icon } from './icon.js';

/** Why a form was refused as a whole, above its fields. What concerns one field is beside that field. */
export function FormFailure({ failure }) {
  if (!failure || Object.keys(failure.fields ?? {}).length) return null;
  return html`
    <div class="alert alert-danger" role="alert">
      <${Icon} name="alert-circle" />
      ${explain(failure)}
    </div>
  `;
}
