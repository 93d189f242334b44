import { html } from '../html.js';
import { Field } from './field.js';

// the attribute alone works only while the page loads; this also serves the screens opened later
export const takeFocus = (element) => element?.focus();

const classOf = (base, errors) => `${base} ${errors?.length ? 'is-invalid' : ''}`;

/** Text of one line. The rest of the attributes go to the <input>. */
export function TextInput({
  label,
  hint,
  errors,
  value,
  onValue,
  required,
  fieldClass,
  suffix,
  autofocus,
  ...rest
}) {
  const control = (attributes) => {
    const input = html`
      <input
        class=${classOf('form-control', errors)}
        value=${value ?? ''}
        ref=${autofocus ? takeFocus : undefined}
        onInput=${(event) => onValue(event.target.value)}
        ...${rest}
        ...${attributes}
      />
    `;
    return suffix ? html`
      <div class="input-group">
        ${input}
        <span class="input-group-text">${suffix}</span>
      </div>
    ` : (
      input
    );
  };
  return html`<${Field} ...${{ label, hint, errors, required, control, class: fieldClass }} />`;
}

/** A decimal: the phone shows digits; a comma is understood (see decimal.js). */
export function NumberInput(props) {
  return html`<${TextInput} inputmode="decimal" autocomplete="off" ...${props} />`;
}

export function TextArea({ label, hint, errors, value, onValue, required, fieldClass, ...rest }) {
  const control = (attributes) => html`
    <textarea
      class=${classOf('form-control', errors)}
      rows="3"
      value=${value ?? ''}
      onInput=${(event) => onValue(event.target.value)}
      ...${rest}
      ...${attributes}></textarea>
  `;
  return html`<${Field} ...${{ label, hint, errors, required, control, class: fieldClass }} />`;
}

/** `options`: [{value, label}]. */
export function Select({
  label,
  hint,
  errors,
  value,
  onValue,
  required,
  fieldClass,
  options,
  placeholder,
  ...rest
}) {
  const control = (attributes) => html`
    <select
      class=${classOf('form-select', errors)}
      value=${value ?? ''}
      onChange=${(event) => onValue(event.target.value)}
      ...${rest}
      ...${attributes}>
      ${placeholder !== undefined && html`<option value="">${placeholder}</option>`}
      ${options.map((option) => html`
        <option key=${option.value} value=${option.value} selected=${option.value === value}>
          ${option.label}
        </option>
      `)}
    </select>
  `;
  return html`<${Field} ...${{ label, hint, errors, required, control, class: fieldClass }} />`;
}

export function Switch({ label, value, onValue, hint }) {
  return html`
    <label class="form-check form-switch switch-field">
      <input
        class="form-check-input"
        type="checkbox"
        role="switch"
        checked=${Boolean(value)}
        onChange=${(event) => onValue(event.target.checked)}
      />
      <span class="form-check-label">${label}</span>
      ${hint && html`<span class="form-check-description">${hint}</span>`}
    </label>
  `;
}
