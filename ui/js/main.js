import { render } from 'preact';
import { App } from './components/app.js';
import { config } from './config.js';
import { html } from './html.js';
import { fetchConfig } from './http.js';
import { resume } from './resume.js';
import { startRouter } from './router.js';
import { startShortcuts } from './shortcuts.js';

Object.assign(config, await fetchConfig());
await resume();
startRouter();
startShortcuts();
render(html`<${App} />`, document.getElementById('app'));
