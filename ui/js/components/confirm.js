import { signal } from '@preact/signals';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Dialog } from './dialog.js';

const question = signal(null);

/**
 * Ask before an act that matters: `if (await confirm({title, text, yes}))`. With `no`, the words for going back, it is
 * going back that has the focus.
 */
export function confirm({ title, text, yes, no, danger = false }) {
  answer(false);
  return new Promise((resolve) => {
    question.value = { title, text, yes, no, danger, resolve };
  });
}

function answer(value) {
  question.value?.resolve(value);
  question.value = null;
}

export function Confirm() {
  if (!question.value) return null;
  const { title, text, yes, no, danger } = question.value;
  const footer = html`
    <button type="button" class="btn" autofocus=${Boolean(no)} onClick=${() => answer(false)}>
      ${no ?? t('action.renoncer')}
    </button>
    <button
      type="button"
      class=${`btn ${danger ? 'btn-danger' : 'btn-primary'}`}
      autofocus=${!no}
      onClick=${() => answer(true)}>
      ${yes}
    </button>
  `;
  return html`
    <${Dialog} title=${title} footer=${footer} class="dialog-small" onClose=${() => answer(false)}>
      <p class="mb-0">${text}</p>
    <//>
  `;
}
