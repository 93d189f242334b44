/** The colour of an HTTP status: refused is a warning, failed or unanswered (0) is red. */
export function statusTone(status) {
  if (!status || status >= 500) return 'red';
  return status >= 400 ? 'yellow' : 'green';
}
