import { useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Field } from './field.js';
import { Icon } from './icon.js';
import { takeFocus } from './inputs.js';

export function PasswordInput({ label, hint, errors, value, onValue, required, autofocus, ...rest }) {
  const [shown, setShown] = useState(false);
  const control = (attributes) => html`
    <div class="password-field">
      <input
        class=${`form-control ${errors?.length ? 'is-invalid' : ''}`}
        type=${shown ? 'text' : 'password'}
        value=${value ?? ''}
        ref=${autofocus ? takeFocus : undefined}
        onInput=${(event) => onValue(event.target.value)}
        ...${rest}
        ...${attributes}
      />
      <button
        type="button"
        class="icon-button"
        aria-pressed=${shown}
        aria-label=${t(shown ? 'champ.cacher' : 'champ.montrer')}
        onClick=${() => setShown(!shown)}>
        <${Icon} name=${shown ? 'eye-off' : 'eye'} size=${18} />
      </button>
    </div>
  `;
  return html`<${Field} ...${{ label, hint, errors, required, control }} />`;
}
