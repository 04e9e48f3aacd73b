import type { CardsProblem, TillFileProblem } from '../domain/card-register.ts'
import type { MemberField } from '../domain/member.ts'
import type { OperationView } from '../domain/operation.ts'
import type { FileProblem } from '../domain/safety.ts'
import type { ConnectProblem } from '../domain/systems.ts'
import type { Unit } from '../domain/unit.ts'

/** What is wrong with a field that a cashier filled in. */
export type FieldProblem =
  | 'missing'
  | 'too-long'
  | 'not-a-phone'
  | 'not-an-email'
  | 'not-a-date'
  | 'in-the-future'
  | 'too-long-ago'
  | 'contact-missing'
  | 'email-missing'

/** Why a request was not done. The sentence is made in the renderer from `kind` and its figures. */
export type RequestFailure =
  /** Nothing was saved: the database refused. */
  | { readonly kind: 'not-saved'; readonly cause: 'disk-full' | 'database' }
  | { readonly kind: 'invalid'; readonly fields: Partial<Readonly<Record<MemberField, FieldProblem>>> }
  | { readonly kind: 'invalid-code'; readonly problem: 'empty' | 'too-long' | 'unreadable' }
  /** The card was lost and replaced, and nobody has said that it was found again. `at` in UTC ms. */
  | { readonly kind: 'card-replaced'; readonly at: number }
  /** The same was done for the same member moments ago; ask, and repeat with `again: true`. */
  | { readonly kind: 'just-done'; readonly earlier: OperationView }
  /** With these the member would have more stamps of this business day than the shop's cap; ask, and repeat with `overCap: true`. */
  | { readonly kind: 'day-cap'; readonly given: number; readonly cap: number }
  /** Too late to undo or to change: it may have left already. */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'not-found' }
  /** Nothing is known of this member beyond its code. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'offline-redeem-off' }
  | { readonly kind: 'offline-redeem-limit'; readonly limit: number }
  | { readonly kind: 'not-enough-stamps'; readonly have: number; readonly need: number }
  | { readonly kind: 'out-of-range'; readonly min: number; readonly max: number }
  /** Amounts in the unit's smallest part. */
  | {
      readonly kind: 'amount-out-of-range'
      readonly most: number
      readonly mostTaken: number
      readonly unit: Unit
    }
  | {
      readonly kind: 'not-enough-balance'
      readonly have: number
      readonly need: number
      readonly unit: Unit
    }
  /** Nothing is taken from a balance that nobody can look at. */
  | { readonly kind: 'offline-deduct' }
  | { readonly kind: 'note-too-long'; readonly most: number }
  | { readonly kind: 'affiliate-code-too-long'; readonly most: number }
  | { readonly kind: 'till-name-too-long'; readonly most: number }
  | { readonly kind: 'scanner-name-too-long'; readonly most: number }
  | { readonly kind: 'too-many-scanners'; readonly most: number }
  /** What was pasted is no customer of the shop. */
  | { readonly kind: 'no-customer' }
  /** What was pasted is the address of another shop's customer. */
  | { readonly kind: 'other-shops-customer' }
  /** In hundredths of a credit. */
  | { readonly kind: 'credits-too-few'; readonly least: number }
  /** The provider cannot do this. */
  | { readonly kind: 'not-offered' }
  /** The cashier must choose which of the member's cards is meant. */
  | { readonly kind: 'choose-card' }
  | { readonly kind: 'reason-missing' }
  /** What still waits must arrive first. */
  | { readonly kind: 'work-waiting'; readonly waiting: number }
  /** An edit that changes nothing: there is nothing to save. */
  | { readonly kind: 'nothing-changed' }
  /** A file of unsent work, or a copy, cannot be taken in. */
  | {
      readonly kind: 'file-refused'
      readonly problem: FileProblem
      /** Its name; null where only its content was given. */
      readonly file: string | null
    }
  /** The work has left, and its file could not be written: it can be written again. */
  | { readonly kind: 'file-not-written'; readonly cause: 'disk-full' | 'refused' }
  /** A shop was not connected, or its key not renewed: nothing was changed. */
  | { readonly kind: 'not-connected'; readonly problem: ConnectProblem }
  /** A file of cards cannot be taken in. Nothing of it was. */
  | { readonly kind: 'cards-refused'; readonly problem: CardsProblem; readonly file: string | null }
  /** A file for another till cannot be taken in. Nothing of it was. */
  | { readonly kind: 'till-file-refused'; readonly problem: TillFileProblem; readonly file: string | null }
  /**
   * A file could not be written. Nothing else was changed, but where a file for another till is `unnamed`: it may be
   * there, and the shops count one till more.
   */
  | { readonly kind: 'list-not-written'; readonly cause: 'disk-full' | 'refused' | 'unnamed' }
  | { readonly kind: 'nobody-at-the-till' }
  /** Somebody else at the till is called that. */
  | { readonly kind: 'name-taken' }
  | { readonly kind: 'blocked' }
  /** The sender was not our page, or the argument did not parse: a defect, logged under `id`. */
  | { readonly kind: 'bad-request'; readonly id: string }
  | { readonly kind: 'internal'; readonly id: string }

/** Why the terminal cannot work at all. Nothing that was accepted is lost in any of these. */
export type Blocked =
  | { readonly kind: 'database-newer'; readonly found: number; readonly known: number }
  | { readonly kind: 'database-unreadable'; readonly file: string }
  | { readonly kind: 'database-not-durable' }
  | { readonly kind: 'folder-not-writable'; readonly folder: string }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'migration-failed'; readonly version: number }
  | { readonly kind: 'page-crashed' }
  | { readonly kind: 'provision-invalid'; readonly fields: readonly string[] }
