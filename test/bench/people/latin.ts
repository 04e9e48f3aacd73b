/** How people write themselves in an e-mail whose own alphabet is none of an e-mail's. One letter after another. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  // Cyrillic
  ...pairs(
    'абвгґдежзийклмнопрстуфхцъыэєіў',
    'a b v h g d e zh z i y k l m n o p r s t u f kh ts - y e e i u',
    {
      г: 'g',
      ё: 'e',
      ж: 'zh',
      ч: 'ch',
      ш: 'sh',
      щ: 'shch',
      ь: '',
      ю: 'yu',
      я: 'ya',
      ї: 'i',
    },
  ),
  // Greek
  ...pairs('αβγδεζηικλμνξοπρσςτυφχψω', 'a v g d e z i i k l m n x o p r s s t y f ch ps o', { θ: 'th' }),
}

function pairs(
  from: string,
  to: string,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const sounds = to.split(' ')
  const read = Array.from(from).map((letter, at) => {
    const sound = sounds[at] ?? ''
    return [letter, sound === '-' ? '' : sound] as const
  })
  return { ...Object.fromEntries(read), ...more }
}

/** A name in the letters a to z, and spaces where it has spaces or hyphens. */
export function latinOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z]/gu, (letter) => letters[letter] ?? (/[\s-]/.test(letter) ? ' ' : ''))
    .trim()
}
