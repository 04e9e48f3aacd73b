/**
 * Text folded so that two people who write the same name differently meet: case, accents, width, letter
 * variants. Both sides of a comparison go through here; nothing folded is ever shown.
 */

/** Letters that Unicode does not take apart but a reader of another language does. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ȷ: 'j',
  ə: 'e',
  ƒ: 'f',
  // Greek: the sigma at the end of a word.
  ς: 'σ',
  // Cyrillic: Ukrainian letters as a Russian keyboard has them.
  ґ: 'г',
  є: 'е',
  і: 'и',
  ѣ: 'е',
  // Hebrew: forms at the end of a word.
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  // Arabic and Persian: one alef, one heh, one yeh, one kaf.
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  گ: 'ك',
  ء: '',
  ـ: '',
}

const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')
/**
 * Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, which are written or left out; not the signs of those scripts that
 * stand among them, as the maqaf, which parts. Those of other scripts are vowels
 * and finals (Thai, Devanagari), or make another sound of a sign (the two strokes of か and が): without them other names
 * would be the same.
 */
const marks =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u{e0100}-\u{e01ef}]+/gu
const notOfWords = /[^\p{L}\p{N}\p{M}]+/u
const katakana = /[\u30a1-\u30f6]/gu
/** Written one character after another, without spaces: any character may begin what a cashier remembers. */
const ideograph = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u
/** Characters that join the halves of one name: Anne-Marie, O'Brien, אבו־חצירא; in Persian a sign without width. */
const joiners = /['’‘ʼʻ`´＇ʹʽ״׳־‐‑\u200c\u200d-]/u
/** What becomes one of them where a text is composed. */
const lateJoiners = /[\u0374\u1fef\u1ffd]/u
/** Nothing that joins and no ideograph, as in half of all names that have more than A to Z: looked for at once. */
const westernLetters = /^[A-Za-z\u00c0-\u017f ]*$/
const apostrophes = /['’‘ʼʻ`´＇ʹʽ״׳]/gu
const hyphens = /[־‐‑\u200c\u200d-]/gu
const umlauts = /[äöüåø]/u
const written: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

/** Folds case, accents, width and letter variants. Spaces and punctuation stay as they are. */
export function foldText(text: string): string {
  // Most names are plain Latin letters, and a million of them are folded while the copy is made.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(marks, '')
    .replace(special, (letter) => letters[letter] ?? letter)
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

/** Words of a text, folded: letters, their marks and digits only; ideographs, kana and Hangul one character at a time. */
export function foldWords(text: string): readonly string[] {
  // Apostrophes join (o'brien is typed obrien), every other sign parts.
  return split(text.replace(apostrophes, ''))
}

/**
 * Words under which a name is found: those of {@link foldWords} in their order, then halves of joined names,
 * joined forms, and umlauts as they are written without the key for them (Müller also as mueller).
 */
export function indexWords(name: string): readonly string[] {
  // Most names, and a million of them are read while the copy is made.
  if (/^[A-Za-z ]*$/.test(name)) {
    const plain = name.toLowerCase().split(' ')
    const isNew = (word: string, at: number): boolean => word !== '' && plain.indexOf(word) === at
    return plain.every(isNew) ? plain : plain.filter(isNew)
  }
  if (westernLetters.test(name)) return wordsOfParts(name)
  if (!joiners.test(name) && !ideograph.test(name) && !lateJoiners.test(name)) return wordsOfParts(name)
  const words = [...foldWords(name)]
  const forms: string[] = []
  if (joiners.test(name)) {
    forms.push(...split(name.replace(apostrophes, ' ')))
    forms.push(...split(name.replace(apostrophes, '').replace(hyphens, '')))
  }
  const other = withoutUmlauts(name)
  if (other !== null) forms.push(...foldWords(other))
  for (const form of forms) if (!words.includes(form)) words.push(form)
  return words
}

interface FoldedPart {
  readonly words: readonly string[]
  /** Of the part with umlauts written as two letters; null where it has none. */
  readonly others: readonly string[] | null
}

/** Parts of names that are known: few given names and syllables are those of very many people. */
const mostKnown = 8_192
const longestKnown = 32
const known = new Map<string, FoldedPart>()

function foldedPart(part: string): FoldedPart {
  const there = known.get(part)
  if (there !== undefined) return there
  const other = withoutUmlauts(part)
  const folded = { words: split(part), others: other === null ? null : split(other) }
  if (part.length > longestKnown) return folded
  if (known.size >= mostKnown) known.clear()
  known.set(part, folded)
  return folded
}

/** As {@link indexWords}, of a name without joined words: what stands between its spaces is folded each by itself. */
function wordsOfParts(name: string): readonly string[] {
  const parts = name.split(' ').map(foldedPart)
  const words = parts.flatMap((part) => part.words)
  if (parts.every(({ others }) => others === null)) return words
  for (const { words: same, others } of parts)
    for (const form of others ?? same) if (!words.includes(form)) words.push(form)
  return words
}

/** The text with umlauts written as two letters; null where it has none. */
export function withoutUmlauts(text: string): string | null {
  const composed = text.normalize('NFC').toLowerCase()
  if (!umlauts.test(composed)) return null
  return composed.replace(/[äöüåø]/gu, (letter) => written[letter] ?? letter)
}

/** Whether a folded word is a single character of a script that writes no spaces. */
export function isIdeograph(word: string): boolean {
  return ideograph.test(word)
}

function split(text: string): string[] {
  if (!ideograph.test(text)) {
    return foldText(text)
      .split(notOfWords)
      .filter((word) => word !== '')
  }
  // Syllables of Hangul are parted before they are taken apart, so that a half-typed one begins its word.
  const parted = text.normalize('NFKC').replace(new RegExp(ideograph, 'gu'), ' $& ')
  return foldText(parted)
    .split(notOfWords)
    .filter((word) => word !== '')
}
