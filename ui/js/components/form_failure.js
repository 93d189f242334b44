import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from '../html.js';
import { isUnsaid } from '../refusal_fields.js';
import { explainWhole } from '../refusals.js';
import { Icon } from './icon.js';

/**
 * Why a form was refused as a whole, above its fields. What concerns one field is beside that field; what names only
 * fields that the form does not show is told here, as it would be told nowhere.
 */
export function FormFailure({ failure }) {
  const place = useRef(null);
  const [unsaid, setUnsaid] = useState(null);
  const named = Object.keys(failure?.fields ?? {}).length > 0;
  useLayoutEffect(() => {
    const { current } = place;
    if (named) setUnsaid(isUnsaid(failure, current.closest('form') ?? current.parentElement) ? failure : null);
  }, [failure]);
  return html`
    <span ref=${place} hidden></span>
    ${failure && (!named || unsaid === failure) && html`
      <div class="alert alert-danger" role="alert">
        <${Icon} name="alert-circle" />
        ${explainWhole(failure)}
      </div>
    `}
  `;
}
