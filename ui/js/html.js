import htm from 'htm';
import { h } from 'preact';

/** JSX without a build step: html`<div class=${name}>...</div>`. Values are text nodes, never markup. */
export const html = htm.bind(h);
