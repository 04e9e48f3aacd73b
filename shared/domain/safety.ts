import type { TillView } from './till.ts'
import type { Ulid } from './ids.ts'

/** Why a copy could not be written where the shop wants it. Work goes on all the same. */
export type CopyTrouble =
  /** The folder is not there: a stick that was pulled, a share that is away. */
  | 'folder-gone'
  | 'folder-full'
  /** A file has its name. */
  | 'folder-replaced'
  /** The folder is there and takes nothing. */
  | 'folder-refused'
  /** Not even the till's own folder took one. */
  | 'own-full'
  | 'own-failed'

/** Where copies of the records are kept, and how old they are. */
export interface SafetyView {
  /** The second folder that the shop chose; null where it chose none. */
  readonly folder: string | null
  /** When the records were last copied within the till, UTC ms; null where they never were. */
  readonly lastCopyAt: number | null
  /** When a copy last reached the second folder, UTC ms. */
  readonly lastOutsideAt: number | null
  readonly trouble: CopyTrouble | null
  /** The last work that left for another till; null where none did. */
  readonly lastMove: {
    readonly id: Ulid
    /** UTC ms. */
    readonly at: number
    readonly count: number
    /** Whether its file was written whole. */
    readonly written: boolean
  } | null
  /** The first row of the audit that is not as it was written; null where none was found. */
  readonly auditBrokenAt: number | null
}

/** What is wrong with a file that was to be taken in. */
export type FileProblem =
  /** It is not as it was written. */
  | 'damaged'
  /** A newer version of the program wrote it. */
  | 'newer'
  /** It is for a shop other than the one that is open. */
  | 'other-shop'
  | 'not-ours'
  /** Nothing waits in it. */
  | 'empty'
  | 'too-large'
  /** It could not be read. */
  | 'unreadable'

/** What became of the operations in a file. */
export interface TakenIn {
  /** Goes on here by itself. */
  readonly taken: number
  /** Waits here for a person. */
  readonly asking: number
  /** Was here already. */
  readonly known: number
  /** Cannot be taken in: it stays in the file. */
  readonly refused: number
}

/** What became of the wish to move unsent work. */
export type MoveAnswer =
  /** The person chose no place for the file. Nothing was changed. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'moved'; readonly count: number; readonly file: string }

/** What became of the wish to take work in. */
export type TakeInAnswer =
  | { readonly kind: 'cancelled' }
  | ({
      readonly kind: 'taken-in'
      /** Its name. */
      readonly file: string
      /** The till that wrote it; null where the file does not tell. */
      readonly from: TillView | null
    } & TakenIn)

/** Words of a window of the operating system, said by the page: main has none of its own. */
export interface DialogWords {
  readonly title: string
  readonly button: string
  /** What the files are called. */
  readonly files: string
}
