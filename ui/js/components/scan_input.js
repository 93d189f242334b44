import { useEffect, useRef, useState } from 'preact/hooks';
import { cameraReads, watch } from '../camera.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { notify } from '../toasts.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';

/**
 * Where a scanner types (it ends each code by Enter), and a person can too; the camera where the browser can read codes.
 * `onCode(code)` may answer a promise: the box empties once it is kept.
 */
export function ScanInput({ label, onCode, autofocus, children }) {
  const input = useRef(null);
  const [busy, setBusy] = useState(false);
  const [camera, setCamera] = useState(false);
  useEffect(() => {
    if (autofocus) input.current.focus();
  }, []);
  async function send(code) {
    if (!code.trim()) return;
    setBusy(true);
    try {
      await onCode(code.trim());
    } finally {
      setBusy(false);
      if (input.current) {
        input.current.value = '';
        input.current.focus();
      }
    }
  }
  const onKey = (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    send(event.target.value);
  };
  return html`
    <div class="scan-box">
      <${Icon} name="scan" size=${18} />
      <input
        ref=${input}
        class="form-control"
        type="text"
        inputmode="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder=${label}
        aria-label=${label}
        aria-busy=${busy}
        onKeyDown=${onKey}
      />
      ${cameraReads() && html`
        <button
          type="button"
          class="btn btn-icon"
          aria-label=${t('scan.camera')}
          title=${t('scan.camera')}
          onClick=${() => setCamera(true)}>
          <${Icon} name="camera" />
        </button>
      `}
      ${children}
      ${camera && html`<${Camera} onCode=${send} onClose=${() => setCamera(false)} />`}
    </div>
  `;
}

function Camera({ onCode, onClose }) {
  const video = useRef(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  useEffect(() => {
    let stop = null;
    let gone = false;
    watch(video.current, (code) => latest.current(code)).then(
      (end) => {
        stop = end;
        if (gone) end();
      },
      () => {
        notify(t('scan.camera_refusee'), { kind: 'error' });
        onClose();
      },
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return html`
    <${Dialog} title=${t('scan.camera')} onClose=${onClose}>
      <div class="camera">
        <video ref=${video} muted playsinline></video>
        <span class="camera-aim" aria-hidden="true"></span>
      </div>
      <p class="text-secondary mb-0 mt-2">${t('scan.viser')}</p>
    <//>
  `;
}
