import type { TillView } from './till.ts'

/** The card register of the open shop. */
export interface CardsView {
  /** Codes that this till knows. */
  readonly count: number
}

/** What is wrong with a file that was chosen as a list of cards. */
export type CardsProblem =
  /** Its first line does not name the columns. */
  | 'not-ours'
  | 'empty'
  | 'too-large'
  /** It goes on for longer than a list of cards without one in it. */
  | 'endless'
  /** It could not be read. */
  | 'unreadable'

/** What became of the cards in a file. */
export interface CardsImported {
  readonly added: number
  readonly known: number
  /** Cards that are another member's on this till: they stay theirs. The first ones by line. */
  readonly others: {
    readonly count: number
    readonly first: readonly { readonly line: number; readonly code: string }[]
  }
  /** Lines that are no card, the first ones by number. */
  readonly unreadable: { readonly count: number; readonly first: readonly number[] }
}

/** What became of the wish to write the register to a file. */
export type CardsExportAnswer =
  /** The person chose no place for the file. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'exported'
      readonly file: string
      readonly count: number
      /** Cards of members that the loyalty system does not have yet: they are not in the file. */
      readonly waiting: number
    }

/** What became of the wish to take cards in. */
export type CardsImportAnswer =
  { readonly kind: 'cancelled' } | ({ readonly kind: 'imported'; readonly file: string } & CardsImported)

/** What is wrong with a file that was chosen as another till's. */
export type TillFileProblem =
  /** It is not as it was written. */
  | 'damaged'
  /** A newer version of the program wrote it. */
  | 'newer'
  | 'not-ours'
  | 'too-large'
  | 'unreadable'

/** What became of the wish to prepare another till. */
export type PrepareAnswer =
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'prepared'
      readonly file: string
      readonly shops: number
      readonly cards: number
      readonly members: number
      /** More tills share the shop from now on: it was opened anew, and the page reads everything again. */
      readonly reopened: boolean
    }

/** What another till's file brought. */
export interface TakenTill {
  readonly file: string
  /** The till that wrote it; null where an older version did. */
  readonly from: TillView | null
  /** What this till is called from now on, where the file brought a name for it. */
  readonly named: string | null
  /** The shops that are here now; one that is new still needs its key, which will be sent to this address. */
  readonly shops: readonly { readonly name: string; readonly baseUrl: string; readonly isNew: boolean }[]
  readonly cards: number
  readonly members: number
  /** Cards that are another member's here and stay theirs. */
  readonly others: number
  /** One of the shops was opened: the page reads everything again. */
  readonly reopened: boolean
}
