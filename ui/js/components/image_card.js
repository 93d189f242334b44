import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/pieces.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { can } from '../session.js';
import { notify, reportError } from '../toasts.js';
import { confirm } from './confirm.js';
import { Icon } from './icon.js';
import { ActButton } from './submit_button.js';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const LARGEST = 10 * 1024 * 1024;

/** The picture of a part: dropped, chosen, or taken with the phone; seen before it is sent. */
export function ImageCard({ piece, onPiece }) {
  const [file, setFile] = useState(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const preview = usePreview(file);
  const edits = can('pieces.gerer');
  if (!edits && !piece.image) return null;

  function take(chosen) {
    if (!chosen) return;
    if (!TYPES.includes(chosen.type)) return notify(t('image.type_refuse'), { kind: 'error' });
    if (chosen.size > LARGEST) return notify(t('image.trop_grande'), { kind: 'error' });
    return setFile(chosen);
  }
  async function run(work, done) {
    setBusy(true);
    try {
      await work();
      onPiece(await api.read(piece.id));
      setFile(null);
      notify(t(done));
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  }
  async function remove() {
    const sure = await confirm({
      danger: true,
      title: t('image.supprimer_titre'),
      text: t('image.supprimer_texte'),
      yes: t('action.supprimer'),
    });
    if (sure) await run(() => api.removeImage(piece.id, piece.version), 'image.supprimee');
  }
  const dropping = edits && {
    onDragOver: (event) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer.files[0]);
    },
  };
  const shown = preview ?? piece.image?.url;
  return html`
    <section class=${`card image-card ${over ? 'is-over' : ''}`} aria-label=${t('image.image')} ...${dropping}>
      ${shown ? html`
        <img class="image-whole" src=${shown} alt=${t('image.de', { nom: piece.nom })} />
      ` : html`
        <div class="image-empty">
          <${Icon} name="photo" size=${34} />
          <span>${t('image.deposer')}</span>
        </div>
      `}
      ${edits && file && html`
        <div class="image-acts">
          <button type="button" class="btn btn-sm" onClick=${() => setFile(null)}>${t('action.renoncer')}</button>
          <${ActButton}
            class="btn-sm btn-primary"
            icon="upload"
            busy=${busy}
            onClick=${() => run(() => api.setImage(piece.id, file, piece.version), 'image.enregistree')}>
            ${t('image.envoyer')}
          <//>
        </div>
      `}
      ${edits && !file && html`
        <div class="image-acts">
          <${FileButton} icon="photo" label=${t('image.choisir')} onFile=${take} />
          <${FileButton} icon="camera" label=${t('image.prendre')} onFile=${take} capture="environment" />
          ${piece.image && html`
            <${ActButton} class="btn-sm btn-ghost-danger" icon="trash" busy=${busy} onClick=${remove}>
              <span class="visually-hidden">${t('image.supprimer_titre')}</span>
            <//>
          `}
        </div>
      `}
    </section>
  `;
}

function FileButton({ icon, label, onFile, capture }) {
  const input = useRef(null);
  return html`
    <button type="button" class=${`btn btn-sm ${capture ? 'only-touch' : ''}`} onClick=${() => input.current.click()}>
      <${Icon} name=${icon} size=${16} />
      ${label}
    </button>
    <input
      ref=${input}
      type="file"
      class="visually-hidden"
      tabindex="-1"
      aria-label=${label}
      accept=${TYPES.join(',')}
      capture=${capture}
      onChange=${(event) => {
        onFile(event.target.files[0]);
        event.target.value = '';
      }}
    />
  `;
}

function usePreview(file) {
  const [address, setAddress] = useState(null);
  useEffect(() => {
    if (!file) {
      setAddress(null);
      return undefined;
    }
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
