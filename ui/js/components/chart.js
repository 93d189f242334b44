import { useEffect, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { theme } from '../theme.js';
import { language } from '../i18n.js';

/** A uPlot drawing that follows the width of its box, the theme and the language. `options(width)` and `data` are uPlot's. */
export function Chart({ options, data, label }) {
  const box = useRef(null);
  const [look, words] = [theme.value, language.value];
  useEffect(() => {
    let plot = null;
    let stopped = false;
    const element = box.current;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const watcher = new ResizeObserver(() => plot?.setSize(size()));
    import('uplot').then(({ default: UPlot }) => {
      if (stopped) return;
      plot = new UPlot({ ...options(UPlot), ...size() }, data, element);
      watcher.observe(element);
    });
    return () => {
      stopped = true;
      watcher.disconnect();
      plot?.destroy();
    };
  }, [data, look, words]);
  return html`<div class="chart" ref=${box} role="img" aria-label=${label}></div>`;
}
