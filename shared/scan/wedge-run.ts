import type { TimedKey } from './wedge-evidence.ts'
import { heldInto } from './wedge-evidence.ts'

/** The part of a burst that one scanner may have typed: it runs to the burst's end. */
export interface Run<Key extends TimedKey> {
  readonly keys: readonly Key[]
  /** Position of the first of `keys` in the burst. */
  readonly from: number
  /** A person's keys among and after the scanner's. */
  readonly strays: readonly Key[]
  /** How many of the strays come after the scanner's last key. */
  readonly trailing: number
  /**
   * Keys of the run that may be a person's as well as the scanner's: a key held long at its edge, or held while
   * others came. They are never cut off, because what is left would be another code.
   */
  readonly doubtful: readonly Key[]
  readonly rhythm: Rhythm
}

/** What is usual for the scanner (or person) that types. */
export interface Rhythm {
  /** Milliseconds from key to key. */
  readonly tempo: number
  readonly usualHold: number
  /** A step longer than this is a stall, or a person's pause. */
  readonly slow: number
  /** A key down for longer than this is under a finger, or the line stalled. */
  readonly fingerLike: number
  readonly releasesKnown: boolean
}

/** More stalls than this in one code are no stalls: a person types. */
export const mostStalls = 3

/** The least that typing hands stay on a key, in milliseconds. */
export const fingerHoldMs = 26
// Nobody rests this long on a key while typing.
const restingMs = 300
// A longer pause between two keys tells nothing about either.
const typingPauseMs = 2_500

/** Stalls and a person's keys must not count, so it is the quick third that says what is usual. */
function usual(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(0.35 * Math.max(0, sorted.length - 1))] ?? 0
}

/** What is usual at the end of this burst. */
export function rhythmOf(burst: readonly TimedKey[]): Rhythm {
  const recent = burst.slice(-12)
  const holds = recent.flatMap((key) => (key.upAt === null ? [] : [key.upAt - key.at]))
  const tempo = usual(recent.slice(1).map((key, i) => key.start - (recent[i]?.at ?? key.start)))
  const usualHold = usual(holds)
  return {
    tempo,
    usualHold,
    slow: Math.max(60, 3 * tempo + 10),
    fingerLike: Math.max(fingerHoldMs, 2.5 * usualHold),
    releasesKnown: holds.length > 0,
  }
}

/** How a burst looks, key by key. */
class Look<Key extends TimedKey> {
  readonly burst: readonly Key[]
  readonly rhythm: Rhythm
  readonly typedBefore: readonly TimedKey[]
  /** Whether the scanner types digits alone, so that a letter cannot be its own. */
  readonly digitsOnly: boolean
  private readonly terminatorAt: number | null
  private readonly now: number

  constructor(
    burst: readonly Key[],
    typedBefore: readonly TimedKey[],
    terminatorAt: number | null,
    now: number,
  ) {
    this.burst = burst
    this.rhythm = rhythmOf(burst)
    this.typedBefore = typedBefore
    this.terminatorAt = terminatorAt
    this.now = now
    const first = Math.max(0, burst.length - 12)
    const scanners = burst.slice(first).filter((_, i) => !this.isSuspicious(first + i))
    this.digitsOnly = scanners.length > 2 && scanners.every((key) => isDigit(key))
  }

  hold(index: number): number {
    const key = this.burst[index]
    return key === undefined ? 0 : (key.upAt ?? this.now) - key.at
  }

  /** From this key to the next, or to the terminator. */
  step(index: number): number {
    const at = this.burst[index]?.at ?? 0
    return (this.burst[index + 1]?.start ?? this.terminatorAt ?? at) - at
  }

  /** Longer under the finger than the scanner's keys, or as long as may be and then a pause. */
  isSuspicious(index: number): boolean {
    const { releasesKnown, fingerLike, usualHold, slow } = this.rhythm
    const paused = this.step(index) > slow
    if (!releasesKnown) return paused
    const hold = this.hold(index)
    return hold > fingerLike || (paused && hold > Math.max(2 * usualHold, usualHold + 8))
  }

  /** A finger rests while the scanner types on. Where nothing came meanwhile, the line may have stalled instead. */
  isFinger(index: number): boolean {
    const { burst, now, rhythm } = this
    const key = burst[index]
    const next = burst[index + 1]
    const second = burst[index + 2]
    if (!rhythm.releasesKnown || key === undefined || next === undefined) return false
    if (second !== undefined && heldInto(key, second.start, now)) return true
    return this.hold(index) > rhythm.fingerLike && heldInto(key, next.start, now)
  }

  /** Whether this key is of another kind than what the scanner types. */
  isForeign(index: number): boolean {
    return this.digitsOnly && !isDigit(this.burst[index])
  }

  /** Whether the next key came after this one's release as it does after the scanner's own. */
  releasesInStep(index: number): boolean {
    return this.isInStep(this.step(index) - this.hold(index), this.rhythm.tempo - this.rhythm.usualHold)
  }

  /** Whether this key came after the one before it as the scanner's own do. */
  followsInStep(index: number): boolean {
    return index > 0 && this.isInStep(this.step(index - 1), this.rhythm.tempo)
  }

  private isInStep(value: number, expected: number): boolean {
    return Math.abs(value - expected) <= Math.max(4, 0.5 * this.rhythm.tempo)
  }

  /** Whether a hand may have typed this key: held as hands do. */
  isTyped(index: number): boolean {
    const hold = this.hold(index)
    return hold > this.rhythm.fingerLike && hold < restingMs
  }
}

function isDigit(key: TimedKey | undefined): boolean {
  return key !== undefined && /^[0-9]$/.test(key.text)
}

/** Whether these keys go on as a person typed before them: held alike, and the next key in no step with them. */
function continuesTyping<Key extends TimedKey>(look: Look<Key>, group: readonly number[]): boolean {
  const first = look.burst[group.at(-1) ?? 0]
  const before = look.typedBefore
  const last = before.at(-1)
  if (first === undefined || last === undefined || first.start - last.at > typingPauseMs) return false
  if (!before.every((key, i) => i === 0 || key.at - (before[i - 1]?.at ?? 0) <= typingPauseMs)) return false
  const holds = before.flatMap((key) => (key.upAt === null ? [] : [key.upAt - key.at]))
  const longest = 2 * Math.max(...holds)
  const alike = group.every((i) => look.isTyped(i) && !look.releasesInStep(i) && look.hold(i) <= longest)
  return alike && holds.length > 1 && holds.length + group.length > mostStalls
}

/**
 * How many of these keys, the nearest to the scanner's first, must stay with the scanner's; null while it is not
 * clear that a person typed them at all. A line stalls in three places at most, so a fourth key that lingers
 * is a person's, and a third where none of them can belong to the code.
 */
function personsFrom<Key extends TimedKey>(look: Look<Key>, group: readonly number[]): number | null {
  if (continuesTyping(look, group)) return 0
  const own = group.findIndex((index) => look.isForeign(index))
  const near = own === -1 ? group.length : own
  if (near > mostStalls) return 0
  if (own === -1) return null
  const beyond = group.slice(own)
  if (beyond.some((index) => look.isFinger(index))) return near
  const typed = beyond.filter((index) => look.isTyped(index))
  const outOfStep = typed.filter((index) => !look.releasesInStep(index)).length
  if (typed.length >= mostStalls && outOfStep > 0) return near
  // Two letters by hand are held alike, and the next key comes when it comes.
  const holds = typed.map((index) => look.hold(index))
  const alike = Math.max(...holds) <= 2 * Math.min(...holds)
  return typed.length === 2 && outOfStep === 2 && alike ? near : null
}

/**
 * Finds the scanner's part of a burst, from the end backwards. Only what is clearly a person's is left out.
 *
 * @param terminatorAt when the key that ended the burst went down; null where none did
 * @param now the time of judgement, in milliseconds
 * @param typedBefore what a person typed before the burst
 */
export function findRun<Key extends TimedKey>(
  burst: readonly Key[],
  terminatorAt: number | null,
  now: number,
  typedBefore: readonly TimedKey[],
): Run<Key> {
  const look = new Look(burst, typedBefore, terminatorAt, now)
  const { rhythm } = look
  const own: number[] = []
  const strays: number[] = []
  const doubtful: number[] = []
  let trailing = 0
  let group: number[] = []
  const take = (index: number, doubt: boolean): void => {
    own.push(index)
    if (doubt) doubtful.push(index)
  }
  for (let index = burst.length - 1; index >= 0; index -= 1) {
    const finger = look.isFinger(index)
    if (finger || look.isSuspicious(index)) {
      group.push(index)
      const stay = personsFrom(look, group)
      // Behind a person's foreign finger the scanner may have typed before: only a whole hand ends the run.
      const lone = group.length === 1 && finger && index > 0 && !look.isSuspicious(index - 1)
      if (stay === null || lone) continue
      for (const near of group.slice(0, stay)) take(near, true)
      group = []
      break
    }
    const edge = own.length === 0
    for (const each of group) {
      const over = look.isFinger(each)
      if (over && look.isForeign(each)) strays.push(each)
      else take(each, over || (edge && !look.followsInStep(each)))
    }
    if (edge) trailing = strays.length
    group = []
    take(index, false)
  }
  const left = group.length > 0 ? personsFrom(look, group) : 0
  for (const each of left === null ? group : group.slice(0, left))
    take(each, look.isFinger(each) || !look.releasesInStep(each))
  const inOrder = (indexes: readonly number[]): Key[] =>
    indexes.toSorted((a, b) => a - b).flatMap((index) => burst[index] ?? [])
  const keys = inOrder(own)
  const from = Math.min(burst.length, ...own)
  return {
    keys,
    from,
    strays: inOrder(strays.filter((i) => i > from)),
    trailing,
    doubtful: inOrder(doubtful),
    rhythm,
  }
}

/**
 * Whether what followed a scan is clearly a person's: every key held as hands do, and too many of them for a line
 * that stalled.
 *
 * @param terminatorAt when the key that came after them went down; null where none did
 */
export function isPersonsRest<Key extends TimedKey>(
  scan: readonly Key[],
  rest: readonly Key[],
  terminatorAt: number | null,
  now: number,
): boolean {
  const rhythm = rhythmOf(scan)
  if (!rhythm.releasesKnown || rest.length === 0) return false
  const digitsOnly = scan.every((key) => isDigit(key))
  const foreign = digitsOnly && rest.every((key) => !isDigit(key))
  const pause = (rest[0]?.start ?? 0) - (scan.at(-1)?.at ?? 0)
  let signs = pause > rhythm.slow / 2 ? 1 : 0
  for (const [i, key] of rest.entries()) {
    const hold = (key.upAt ?? now) - key.at
    if (hold <= rhythm.fingerLike) return false
    const next = rest[i + 1]?.start ?? terminatorAt
    const inStep = next !== null && Math.abs(next - key.at - hold - (rhythm.tempo - rhythm.usualHold)) <= 4
    if (!foreign || !inStep) signs += 1
  }
  return signs >= (foreign ? mostStalls : mostStalls + 2)
}
