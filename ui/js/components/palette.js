import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { commands } from '../commands.js';
import { go } from '../router.js';
import { useShortcut } from '../shortcuts.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';
import { useSuggestions } from './suggestions.js';

const open = signal(false);
export const openPalette = () => {
  open.value = true;
};
const close = () => {
  open.value = false;
};

/** Go anywhere, do anything, find a part: Ctrl K, or `/` on a screen without a search box. */
export function Palette() {
  useShortcut('/', 'raccourcis.chercher', openPalette);
  useShortcut('Ctrl K', 'raccourcis.palette', openPalette);
  return open.value ? html`
    <${Dialog} title=${t('palette.titre')} class="dialog-palette" onClose=${close}>
      <${PaletteBody} />
    <//>
  ` : null;
}

function PaletteBody() {
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const { options } = useSuggestions(typed, commands);
  useEffect(() => {
    setIndex(0);
  }, [options]);

  const run = (command) => {
    close();
    go(command.path, command.query);
  };
  const onKey = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setIndex((index + step + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && options[index]) run(options[index]);
  };
  return html`
    <div class="palette-input">
      <${Icon} name="search" />
      <input
        type="text"
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant=${`palette-${index}`}
        placeholder=${t('palette.invite')}
        aria-label=${t('palette.titre')}
        value=${typed}
        onInput=${(event) => setTyped(event.target.value)}
        onKeyDown=${onKey}
      />
    </div>
    <ul class="palette-list" id="palette-list" role="listbox">
      ${options.map((command, i) => html`
        <li
          key=${command.id}
          id=${`palette-${i}`}
          role="option"
          aria-selected=${i === index}
          onPointerMove=${() => setIndex(i)}
          onClick=${() => run(command)}>
          <${Icon} name=${command.icon} size=${18} />
          <span>${command.label}</span>
          ${command.hint && html`<small>${command.hint}</small>`}
        </li>
      `)}
      ${!options.length && html`<li class="combobox-none">${t('recherche.aucun')}</li>`}
    </ul>
  `;
}
