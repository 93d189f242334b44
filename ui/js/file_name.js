/** The name that a Content-Disposition gives ("attachment; filename=..."), or null. */
export function fileName(header) {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header ?? '')?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(header ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : (plain ?? null);
}
