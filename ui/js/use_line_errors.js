import { useMemo } from 'preact/hooks';
import { errorsByLine, errorsLeft } from './line_errors.js';

/** `errorsOf(line)` is {field: [text]}: what the form's last refusal says about a line. `sent` as in line_errors.js. */
export function useLineErrors({ errors, failure }, list, sent) {
  const found = useMemo(() => errorsByLine(failure ? errors : {}, list, sent), [failure, list]);
  return (line) => errorsLeft(found, line);
}
