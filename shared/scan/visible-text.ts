// Characters that show nothing, or change the order of what is shown: spaces without width, directions, joiners.
const unseen =
  /[\u0080-\u009f\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff]/u

/**
 * A text as it can be seen: each control character as the sign for it (`␝` for a group separator), and each character that
 * shows nothing by its number. What it gives holds no character that does anything on a screen.
 */
export function visibleText(text: string): string {
  let shown = ''
  for (const character of text) {
    const number = character.codePointAt(0) ?? 0
    if (number < 0x20) shown += String.fromCodePoint(0x2400 + number)
    else if (number === 0x7f) shown += '\u2421'
    else if (unseen.test(character)) shown += `‹${number.toString(16).toUpperCase().padStart(4, '0')}›`
    else shown += character
  }
  return shown
}
