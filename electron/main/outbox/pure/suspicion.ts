/** How far a file had come when this was written down outside of it. */
export interface Mark {
  /** The file's own random id. */
  readonly fileId: string
  /** Number of the newest event in its audit; 0 for none. */
  readonly n: number
  /** Hash of that event. */
  readonly hash: string
}

/** Why the records may not be the only ones, or not the newest. */
export type Suspicion =
  /** Another till worked with this file last. */
  | 'other-till'
  /** Another machine did: the folder was copied, or the whole disk. */
  | 'other-machine'
  /** The file had come further: an older copy was put in its place. */
  | 'older-copy'
  /** Another file was here, or this one went another way. */
  | 'other-copy'

/** Operations that a copy of the records may have sent. */
export interface Suspected {
  readonly cause: Suspicion
  readonly count: number
}

/** What a file says of itself. */
export interface FileFacts {
  /** Null until somebody works with it. */
  readonly tillId: string | null
  /** Null where the machine did not tell one, or an older version wrote it. */
  readonly machine: string | null
  readonly fileId: string | null
  /** Number of the newest event. */
  readonly lastN: number
  /** Hash of an event; null where there is none of that number. */
  readonly hashAt: (n: number) => string | null
}

/** What is known outside of the file. */
export interface Here {
  readonly tillId: string
  /** Null where this machine does not tell one: then it is not compared. */
  readonly machine: string | null
  /** Marks that were found, none where there are none. */
  readonly marks: readonly Mark[]
}

/** Whether a copy of the file may have gone on elsewhere. A mark behind the file is what a crash leaves. */
export function suspicionOf(file: FileFacts, here: Here): Suspicion | null {
  // Nobody has worked with it yet: nothing in it can have been sent.
  if (file.tillId === null) return null
  for (const mark of here.marks) {
    if (mark.fileId !== file.fileId) return 'other-copy'
    if (file.lastN < mark.n) return 'older-copy'
    if (file.hashAt(mark.n) !== mark.hash) return 'other-copy'
  }
  if (file.machine !== null && here.machine !== null && file.machine !== here.machine) return 'other-machine'
  if (file.tillId === here.tillId) return null
  // Only the till's own small file was lost.
  const known = file.machine !== null && file.machine === here.machine && here.marks.length > 0
  return known ? null : 'other-till'
}
