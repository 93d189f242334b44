import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { Field } from './field.js';
import { useSuggestions } from './suggestions.js';

/**
 * Search as you type, then choose: arrows, Enter, Esc. `search(text, signal)` answers the options,
 * `draw(option)` one line of the list, `text(option)` what the box shows once chosen. A `compact` one has no label and no
 * error of its own: `marks` ties it to the error of its line.
 */
export function Combobox({
  label,
  hint,
  errors,
  required,
  chosen,
  onChoose,
  search,
  draw,
  text,
  placeholder,
  create,
  autofocus,
  compact,
  marks,
  fieldClass,
}) {
  const listId = useId();
  const input = useRef(null);
  const [typed, setTyped] = useState(null);
  const [index, setIndex] = useState(0);
  const { options, loading } = useSuggestions(typed, search);
  const open = typed !== null;
  // not before the answer: it would be chosen in the place of what exists
  const extra = create && typed && !loading ? [{ creation: typed }] : [];
  const entries = [...options, ...extra];

  useEffect(() => {
    setIndex(0);
  }, [options]);
  useEffect(() => {
    if (autofocus) input.current?.focus();
  }, []);

  function choose(entry) {
    setTyped(null);
    if (entry?.creation) create.run(entry.creation);
    else if (entry) onChoose(entry);
  }

  function onKey(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setTyped('');
      else
        setIndex(
          (index + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % Math.max(1, entries.length),
        );
    } else if (event.key === 'Enter' && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (entries[index]) choose(entries[index]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      event.preventDefault();
      setTyped(null);
    }
  }

  const control = (attributes) => html`
    <div class=${`combobox ${open ? 'is-open' : ''}`}>
      <input
        ref=${input}
        class=${`form-control ${errors?.length ? 'is-invalid' : ''}`}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded=${open}
        aria-controls=${listId}
        aria-autocomplete="list"
        aria-activedescendant=${open && entries.length ? `${listId}-${index}` : undefined}
        placeholder=${placeholder}
        value=${open ? typed : chosen ? text(chosen) : ''}
        onKeyDown=${onKey}
        onInput=${(event) => setTyped(event.target.value)}
        onFocus=${(event) => event.target.select()}
        onClick=${() => {
          if (!open) setTyped('');
        }}
        onBlur=${() => setTyped(null)}
        ...${attributes}
        required=${false}
      />
      ${open && html`
        <ul class="combobox-list" id=${listId} role="listbox">
          ${entries.map((entry, i) => html`
            <li
              key=${entry.id ?? i}
              id=${`${listId}-${i}`}
              role="option"
              aria-selected=${i === index}
              onPointerDown=${(event) => {
                event.preventDefault();
                choose(entry);
              }}
              onPointerMove=${() => setIndex(i)}>
              ${entry.creation ? html`
                <span class="combobox-create">+ ${create.label(entry.creation)}</span>
              ` : (
                draw(entry)
              )}
            </li>
          `)}
          ${!entries.length && html`<li class="combobox-none">${t(loading ? 'chargement' : 'recherche.aucun')}</li>`}
        </ul>
      `}
    </div>
  `;
  return compact ? (
    control({ 'aria-label': label, ...marks })
  ) : html`
    <${Field} ...${{ label, hint, errors, required, control, class: fieldClass }} />
  `;
}
