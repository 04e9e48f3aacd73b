import { words as english } from './messages/en.ts?words=customer'
import type { ReadWords } from './read-words.ts'

const wordsOf = import.meta.glob<ReadWords>('./languages/*.json', {
  query: '?words=customer',
  import: 'words',
})

const codes = Object.keys(wordsOf).map((file) => file.replace(/^.*\/|\.json$/gu, ''))

/** A language with the sentences of the customer's screen. */
export interface CustomerWords {
  readonly locale: string
  readonly messages: ReadWords
}

/** What is spoken until another language is there. */
export const customersEnglish: CustomerWords = { locale: 'en', messages: english }

/** Fetches the language that is wanted (`de-AT` is German); English where it is not one of ours. */
export async function customerWords(wanted: string): Promise<CustomerWords> {
  if (wanted === 'en-XA') {
    const { words: messages } = await import('./messages/en.ts?words=customerpseudo')
    return { locale: wanted, messages }
  }
  const code = codes.find((one) => one === wanted) ?? codes.find((one) => one === wanted.split('-')[0])
  const fetch = code === undefined ? undefined : wordsOf[`./languages/${code}.json`]
  return code === undefined || fetch === undefined
    ? customersEnglish
    : { locale: code, messages: await fetch() }
}
