import { render } from 'preact';
import { mayAbandon } from './abandon.js';
import { App } from './components/app.js';
import { config } from './config.js';
import { html } from './html.js';
import { fetchConfig } from './http.js';
import { resume } from './resume.js';
import { startRouter } from './router.js';
import { startShortcuts } from './shortcuts.js';

Object.assign(config, await fetchConfig());
await resume();
startRouter(mayAbandon);
startShortcuts();
render(html`<${App} />`, document.getElementById('app'));
