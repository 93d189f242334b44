import { useEffect, useRef } from 'preact/hooks';

/** The ref of a row that scrolls sideways: its chosen entry is brought into its middle when `chosen` changes. */
export function useCurrentInSight(chosen) {
  const row = useRef(null);
  useEffect(() => {
    const current = row.current?.querySelector('[aria-current], [aria-selected="true"], [aria-pressed="true"]');
    if (!current) return;
    const { left, width } = current.getBoundingClientRect();
    const frame = row.current.getBoundingClientRect();
    row.current.scrollLeft += left + width / 2 - frame.left - frame.width / 2;
  }, [chosen]);
  return row;
}
