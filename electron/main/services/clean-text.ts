/** Characters that show nothing and turn or hide what stands beside them; joiners inside words are kept. */
const unseen =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffd]/gu
const onlyJoiners = /^[\u200c\u200d\ufe00-\ufe0f\s]*$/u

/**
 * Text as a person meant it: NFC, no control or direction characters, spaces collapsed and trimmed. Empty
 * where nothing would be seen.
 */
export function cleanText(text: string): string {
  const clean = text.replace(/\s+/gu, ' ').replace(unseen, '').normalize('NFC').replace(/ {2,}/g, ' ').trim()
  return onlyJoiners.test(clean) ? '' : clean
}
