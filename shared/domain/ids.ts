/** A ULID made on this till: 26 characters, Crockford base 32, sorts by time. */
export type Ulid = string

/**
 * How a member is named on this till, for as long as the till lives.
 *
 * `l:<ulid>` for a member that was enrolled here (it keeps this key after the provider gave it an id),
 * `r:<remote id>` for every other. It is also the member's lane in the outbox.
 */
export type MemberKey = `l:${string}` | `r:${string}`

/** The key of a member that only the provider has named. */
export function remoteKey(remoteId: string): MemberKey {
  return `r:${remoteId}`
}

/** The key of a member that was enrolled on this till. */
export function localKey(localId: Ulid): MemberKey {
  return `l:${localId}`
}

/** Takes a key apart: where the id was born, and the id. */
export function parseMemberKey(key: MemberKey): { readonly origin: 'local' | 'remote'; readonly id: string } {
  return { origin: key.startsWith('l:') ? 'local' : 'remote', id: key.slice(2) }
}

/** Whether a string has the shape of a {@link MemberKey}. */
export function isMemberKey(text: string): text is MemberKey {
  return /^[lr]:.{1,128}$/s.test(text)
}
