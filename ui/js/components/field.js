import { useId } from 'preact/hooks';
import { html } from '../html.js';

/** Label, control, hint and the API's errors, tied together for assistive tools. `control(attributes)` draws the control. */
export function Field({ label, hint, errors, required, control, class: extra = '' }) {
  const id = useId();
  const noted = [errors?.length && `${id}-e`, hint && `${id}-h`].filter(Boolean).join(' ');
  return html`
    <div class=${`field ${extra}`}>
      <label class=${`form-label ${required ? 'required' : ''}`} for=${id}>
        ${label}
      </label>
      ${control({
        id,
        required,
        'aria-invalid': errors?.length ? 'true' : undefined,
        'aria-describedby': noted || undefined,
      })}
      ${errors?.length > 0 && html`
        <div class="field-error" id=${`${id}-e`}>
          ${errors.join(' ')}
        </div>
      `}
      ${hint && html`
        <div class="field-hint" id=${`${id}-h`}>
          ${hint}
        </div>
      `}
    </div>
  `;
}
