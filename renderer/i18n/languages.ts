import { words as english } from './messages/en.ts?words=first'
import type { ReadWords } from './read-words.ts'

/** A language that the page speaks, as BCP 47: one file each, and the pseudo-language `en-XA`. */
export type Locale = string

const firstOf = import.meta.glob<ReadWords>('./languages/*.json', {
  query: '?words=first',
  import: 'words',
})
const laterOf = import.meta.glob<ReadWords>('./languages/*.json', {
  query: '?words=later',
  import: 'words',
})

const fileOf = (locale: Locale): string => `./languages/${locale}.json`
const codes = Object.keys(firstOf).map((file) => file.replace(/^.*\/|\.json$/gu, ''))

/** The languages that the page speaks. */
export const locales: readonly Locale[] = ['en', ...codes, 'en-XA']

/** The language for what somebody chose or the computer speaks (`de-AT` is German); English where it is not one of ours. */
export function localeFor(wanted: string): Locale {
  const plain = wanted.toLowerCase()
  const spoken = plain.split('-')[0]
  return locales.find((one) => one.toLowerCase() === plain) ?? locales.find((one) => one === spoken) ?? 'en'
}

/** What a language calls itself. */
export function ownName(locale: Locale): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
  return `${Array.from(name)[0]?.toLocaleUpperCase(locale) ?? ''}${Array.from(name).slice(1).join('')}`
}

/** What is spoken now. */
export interface Spoken {
  readonly locale: Locale
  readonly messages: ReadWords
  /** Also the sentences that no first screen says are there. */
  readonly whole: boolean
  /** What was asked for last; another one than `locale` while it is fetched. */
  readonly wanted: Locale
}

/** Where what is spoken is kept. */
export interface SpokenStore {
  readonly getState: () => Spoken
  readonly setState: (change: Partial<Spoken>) => void
}

/** What is spoken before anybody was asked. */
export function englishFirst(): Spoken {
  // A page that was not built has all of its sentences in the first part.
  return { locale: 'en', messages: english, whole: !import.meta.env.PROD, wanted: 'en' }
}

/**
 * Speaks another language as soon as it is there; until then the one before. At the start, while only the first part of
 * one is there, it fetches the first part of the other alone: see {@link speakWholly}. It rejects where the language
 * cannot be fetched: the one before stays.
 */
export async function speak(store: SpokenStore, locale: Locale): Promise<void> {
  if (store.getState().wanted === locale) return
  store.setState({ wanted: locale })
  try {
    const first = await fetchFirst(locale)
    const later = store.getState().whole ? await fetchLater(locale) : {}
    if (store.getState().wanted === locale) store.setState({ locale, messages: { ...first, ...later } })
  } catch (error) {
    if (store.getState().wanted === locale) store.setState({ wanted: store.getState().locale })
    throw error
  }
}

/** Fetches the sentences that no first screen says. Until they are there such a sentence is empty, and then it is not. */
export async function speakWholly(store: SpokenStore): Promise<void> {
  const { whole, locale } = store.getState()
  if (whole) return
  const later = await fetchLater(locale)
  const now = store.getState()
  if (now.locale === locale) store.setState({ messages: { ...now.messages, ...later }, whole: true })
  else await speakWholly(store)
}

async function fetchFirst(locale: Locale): Promise<ReadWords> {
  if (locale === 'en') return english
  const fetch = firstOf[fileOf(locale)]
  return fetch === undefined ? (await import('./messages/en.ts?words=pseudo')).words : fetch()
}

async function fetchLater(locale: Locale): Promise<ReadWords> {
  if (locale === 'en') return (await import('./messages/en.ts?words=later')).words
  return (await laterOf[fileOf(locale)]?.()) ?? {}
}
