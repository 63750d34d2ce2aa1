/** `+44 (0)7700 900-123`, `0044 7700 900123`, `(07700) 900123` → `07700900123`; undefined for no number. */
function phoneDigits(text: string): string | undefined {
  const bare = text
    .replaceAll(/[\s().\-–/]/g, '')
    .replace(/^(?:\+|00)440?/, '0')
    .replace(/^00/, '+')
  return /^\+?\d+$/.test(bare) ? bare : undefined
}

/** Forgiving: any telephone number of this country, or one of another with its code. */
export function isPhone(text: string): boolean {
  return /^(0\d{9,10}|\+[1-9]\d{6,14})$/.test(phoneDigits(text) ?? '')
}

export function isMobile(text: string): boolean {
  return /^(07\d{9}|\+[1-9]\d{6,14})$/.test(phoneDigits(text) ?? '')
}

/** Forgiving: something, an @, something with a dot. Only a mail that arrives proves an address. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim())
}
