/**
 * Why the member copy could not answer. Nothing in it is precious: the counter goes on with the outbox and
 * with look-ups at the provider.
 */
export type DirectoryFailureKind =
  /** The worker died with this call pending; it has been started again. */
  | 'crashed'
  /** The worker does not start, or the file can be neither opened nor rebuilt. */
  | 'unavailable'
  /** The file was damaged and has been rebuilt from nothing: what this call wanted is gone. */
  | 'rebuilt'
  | 'disk-full'
  | 'closed'
  /** A defect. */
  | 'internal'

/** What a call of the directory rejects with. */
export class DirectoryFailure extends Error {
  override readonly name = 'DirectoryFailure'
  readonly kind: DirectoryFailureKind

  constructor(kind: DirectoryFailureKind) {
    super(`member copy: ${kind}`)
    this.kind = kind
  }
}
