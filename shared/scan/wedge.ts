import { digitOf, endsWithSuffix, halfCause, isPersonsPace, judgeBurst, looksHot } from './wedge-burst.ts'
import type { Appended, BurstKey, Judgement } from './wedge-burst.ts'
import { fingerHoldMs, isPersonsRest } from './wedge-run.ts'
import { burstGapMs, measure } from './wedge-evidence.ts'
import { KeyReader } from './key-reader.ts'
import type { KeyReading } from './key-reader.ts'
import { altCode } from './wedge-keys.ts'
import { isTap, untilPersons } from './lone-key.ts'
import { frameScan } from './wedge-frame.ts'
import { framesOf } from './wedge-types.ts'
import type {
  WedgeEvent,
  WedgeInput,
  WedgeKeyEvent,
  WedgeSettings,
  WedgeStep,
  WedgeTerminator,
} from './wedge-types.ts'

type KeyInput<Mark> = Extract<WedgeInput<Mark>, { kind: 'key' }>

// Beyond this nothing is a code, and the burst only has to be recognised as one.
const mostKeys = 10_000
// A stall in the line (Bluetooth, a busy computer) must not cut a code in two: half a code is another card. So a
// burst ends after a silence longer than any stall; longer still where the scans are known to end with a key, and
// shorter only once two scans in a row have shown that they end with nothing.
const silenceMs = 650
const endedSilenceMs = 1_000
const unendedSilenceMs = 250
// A longer code may take its time: it is not judged again with each key.
const mostShown = 64
// How long keys are held back from a button during a silence, while they may be a person's.
const heldMs = 250
// What comes so soon after the beginning of a code is its rest: the more so if it ends as scans do.
const restMs = 650
const endedRestMs = 1_900
// And always, where the beginning was lost, or too little or too slow to be known for a scanner's.
const lostMs = 1_900

/**
 * Tells a scanner's keystrokes from a person's, with no clock of its own: it is fed key events and ticks, and
 * says of each key whether the page may see it, and what was recognised.
 *
 * A person's typing is never delayed. Characters pass into text fields at once; when they turn out to be a scan,
 * a `restore` event takes them out again. Where the focus is on something that reacts to keys (a button, a list),
 * the keys of a burst are held back from the second on (a Space directly after any key too) and pressed again if
 * they were a person's. The first key of a burst cannot be known and passes.
 *
 * The terminator decides on the spot, so it can be swallowed before anything reacts to it. Without one a scan is
 * recognised after a pause, `wakeAt` telling when.
 */
export class WedgeMachine<Mark> {
  private settings: WedgeSettings
  private readonly reader = new KeyReader()
  private keys: BurstKey<Mark>[] = []
  private readonly down = new Map<string, BurstKey<Mark>>()
  /** Keys whose press was swallowed and whose release must be too. */
  private readonly muted = new Set<string>()
  private modifierAt: number | null = null
  private altDigits: { digits: string; start: number; last: KeyInput<Mark> } | null = null
  /** After a scan: until when further terminators belong to it, such as the LF of CR LF. */
  private tailUntil = Number.NEGATIVE_INFINITY
  /** How many of `keys` were a complete scan when a slower key followed: that key may be a person's. */
  private scanSoFar = 0
  private lastTerminator: WedgeTerminator | null = null
  private holding = false
  /** The last press or release of the burst. */
  private lastAt = Number.NEGATIVE_INFINITY
  /** The last keys of bursts that were a person's: how hands type at this till. */
  private typed: readonly BurstKey<Mark>[] = []
  /** How many scans in a row were ended by silence: without an end, or behind characters that are one. */
  private unended = 0
  /** When the last key came that was taken for a scan by the silence behind it: a code may have been cut there. */
  private cutAt = Number.NEGATIVE_INFINITY
  /** When the last key came that may have begun a code and was taken for none. */
  private lostAt = Number.NEGATIVE_INFINITY
  /** The last key that typed a character, whatever became of its burst. */
  private lastKey: BurstKey<Mark> | null = null

  constructor(settings: WedgeSettings) {
    this.settings = settings
  }

  /** Takes what calibration learned; a burst under way is judged by the new settings. */
  configure(settings: WedgeSettings): void {
    this.settings = settings
  }

  /** Whether the press of this physical key was swallowed and its release is still to come. */
  isMuted(code: string): boolean {
    return this.muted.has(code)
  }

  /** Whether the last keys come at a scanner's speed: shortcuts should wait. */
  isBursting(): boolean {
    return looksHot(this.keys, this.settings.maxGapMs * 1.1, 3)
  }

  /** Milliseconds until the last key, where it came alone, may do what it does as a person's; 0: now. */
  untilPersons(at: number): number {
    return this.lastKey === null ? 0 : untilPersons(this.lastKey, at)
  }

  /** Feeds one event; inputs must come in the order of their times. */
  step(input: WedgeInput<Mark>): WedgeStep<Mark> {
    const events: WedgeEvent<Mark>[] = []
    let decision: 'pass' | 'swallow' = 'pass'
    switch (input.kind) {
      case 'tick':
        this.pause(input.at, events)
        break
      case 'interrupted':
      case 'claimed':
        if (this.isBursting()) this.lostAt = input.at
        // A code may begin with a key that was claimed and was under no finger: what follows soon is half of it.
        else if (input.kind === 'claimed' && this.lastKey !== null && !isTap(this.lastKey))
          this.lostAt = this.lastKey.upAt ?? this.lastKey.at
        this.abandon(events)
        this.down.clear()
        this.muted.clear()
        this.altDigits = null
        this.modifierAt = null
        break
      case 'key':
        decision = input.event.type === 'down' ? this.press(input, events) : this.release(input, events)
        break
    }
    return { decision, events, wakeAt: this.wakeAt() }
  }

  private press(input: KeyInput<Mark>, events: WedgeEvent<Mark>[]): 'pass' | 'swallow' {
    const { event } = input
    this.pause(event.at, events)
    const reading = this.reader.press(event, this.settings)
    if (reading.meaning.kind === 'modifier') {
      this.modifierAt ??= event.at
      if (event.key === 'Alt') this.altDigits = { digits: '', start: event.at, last: input }
      return 'pass'
    }
    if (event.repeat || this.isHeldKey(event)) {
      if (this.muted.has(event.code)) return 'swallow'
      // A stalled line lets a scanner's key repeat too. Where it may be that, what follows is not a whole code.
      if (event.repeat && looksHot(this.keys, 30, 4)) {
        this.lastAt = event.at
        return 'swallow'
      }
      this.lostAt = event.at
      this.abandon(events)
      return 'pass'
    }
    const decision = this.pressMeaning(reading, input, events)
    this.modifierAt = null
    if (decision === 'swallow' && event.code !== '') this.muted.add(event.code)
    return decision
  }

  private pressMeaning(
    { meaning, typed, composes, shortcut }: KeyReading,
    input: KeyInput<Mark>,
    events: WedgeEvent<Mark>[],
  ): 'pass' | 'swallow' {
    const { event } = input
    switch (meaning.kind) {
      case 'modifier':
        return 'pass'
      case 'character': {
        this.tailUntil = Number.NEGATIVE_INFINITY
        const before = this.keys.at(-1)
        if (composes && before !== undefined) before.waits = false
        return this.append(meaning.text, input, events, { typed, shortcut })
      }
      case 'dead':
        return this.append('', input, events, { waits: true, shortcut })
      case 'control':
        return this.pressControl(meaning.text, input, events)
      case 'terminator':
        return this.pressTerminator(meaning.terminator, meaning.byControl, event.at, input, events)
      case 'alt-digit':
        this.altDigits ??= { digits: '', start: event.at, last: input }
        this.altDigits.digits += meaning.digit
        this.altDigits.last = input
        return this.isBursting() ? 'swallow' : 'pass'
      case 'composing':
        this.abandon(events)
        return 'pass'
      case 'command':
        // A scanner that maps control characters to function keys; a hand is not this fast.
        if (looksHot(this.keys, 30, 4)) return 'swallow'
        if (event.at <= this.tailUntil && event.key === 'ArrowDown') return 'swallow'
        this.settle(event.at, events)
        return 'pass'
    }
  }

  private release(input: KeyInput<Mark>, events: WedgeEvent<Mark>[]): 'pass' | 'swallow' {
    const { event } = input
    this.reader.release(event)
    const key = this.down.get(event.code)
    if (key !== undefined) {
      key.upAt ??= event.at
      this.down.delete(event.code)
      if (this.keys.includes(key)) this.lastAt = Math.max(this.lastAt, event.at)
    }
    if (event.key === 'Alt' && this.altDigits !== null) {
      const { digits, start, last } = this.altDigits
      this.altDigits = null
      const text = altCode(digits)
      const spot = { ...last, event: { ...last.event, code: '', at: event.at } }
      if (text !== null) this.append(text, spot, events, { typed: text, start })
      const made = this.keys.at(-1)
      if (text !== null && made !== undefined) made.upAt = event.at
    }
    if (this.holding && measure(this.keys.slice(-4), null, event.at).overlaps > 0) this.letGo(events)
    return this.muted.delete(event.code) ? 'swallow' : 'pass'
  }

  private append(
    text: string,
    input: KeyInput<Mark>,
    events: WedgeEvent<Mark>[],
    { typed = '', waits = false, shortcut = false, start = this.modifierAt ?? input.event.at }: Appended = {},
  ): 'pass' | 'swallow' {
    const { event, mark, sink } = input
    const last = this.keys.at(-1)
    const gap = last === undefined ? Number.POSITIVE_INFINITY : event.at - last.at
    if (gap > 45 && looksHot(this.keys, 30, 6)) {
      if (this.judge(null, event.at).verdict === 'machine') this.scanSoFar = this.keys.length
    }
    if (last !== undefined && this.keys.length >= mostKeys) {
      last.at = event.at
      this.lastAt = event.at
      return sink === 'other' ? 'swallow' : 'pass'
    }
    const key: BurstKey<Mark> = {
      text,
      start: last === undefined ? event.at : Math.max(start, last.at),
      at: event.at,
      upAt: null,
      typed,
      digit: digitOf(event),
      waits,
      mark,
      sink,
      swallowed: false,
    }
    this.keys.push(key)
    this.lastKey = key
    this.lastAt = event.at
    if (this.holding && isPersonsPace(this.keys, event.at, this.settings)) this.letGo(events)
    if (event.code !== '') this.down.set(event.code, key)
    if (sink === 'field' && !shortcut) return 'pass'
    // A Space presses buttons, so it waits for the verdict even at a slow scanner's pace.
    const held =
      this.holding || gap <= this.settings.maxGapMs * 1.1 || (event.key === ' ' && gap <= burstGapMs)
    if (!held) return 'pass'
    key.swallowed = true
    this.holding = true
    return 'swallow'
  }

  private pressControl(text: string, input: KeyInput<Mark>, events: WedgeEvent<Mark>[]): 'pass' | 'swallow' {
    const { event } = input
    const byShortcut = event.modifiers.ctrl || event.key === 'F8'
    if (looksHot(this.keys, byShortcut ? this.settings.maxGapMs * 1.1 : 30, byShortcut ? 3 : 4)) {
      this.append(text, { ...input, sink: 'field' }, events)
      return 'swallow'
    }
    this.settle(event.at, events)
    // STX, GS (FNC1) or the learned prefix may lead; anything else was a person's shortcut.
    const leads = event.modifiers.ctrl && (text === '\u0002' || text === '\u001d')
    const framed = framesOf(this.settings).some(({ prefix }) => prefix?.startsWith(text) === true)
    if (leads || framed) this.append(text, input, events)
    return 'pass'
  }

  private pressTerminator(
    terminator: WedgeTerminator,
    byControl: boolean,
    at: number,
    input: KeyInput<Mark>,
    events: WedgeEvent<Mark>[],
  ): 'pass' | 'swallow' {
    if (this.keys.length === 0 && at <= this.tailUntil) {
      this.unended = 0
      return 'swallow'
    }
    if (byControl && !this.isBursting()) {
      this.settle(at, events)
      return 'pass'
    }
    if (this.finish(terminator, at, events)) return 'swallow'
    const doubt = this.judge(at, at)
    if (input.sink === 'other' && doubt.verdict === 'unsure') {
      // Whatever has the focus must not be pressed by what may be a scanner: the text goes to the look-up.
      this.sayAmbiguous(doubt, events)
      this.clear()
      return 'swallow'
    }
    return this.settle(at, events, at) ? 'swallow' : 'pass'
  }

  /** Ends the burst as a scan or half of one, if it is that; the terminator is then to be swallowed. */
  private finish(terminator: WedgeTerminator, at: number, events: WedgeEvent<Mark>[]): boolean {
    if (this.keys.length === 0) return false
    const ownKey = terminator !== 'suffix'
    const judgement = this.judge(ownKey ? at : null, at, true)
    if (judgement.verdict !== 'machine' && judgement.verdict !== 'short') return false
    const { run, evidence } = judgement
    const last = run.keys.at(-1)
    // A person's keys came after the scan: so is this Enter a person's.
    if (
      ownKey &&
      run.trailing > 0 &&
      last !== undefined &&
      at - last.at > Math.max(4 * evidence.averageGap, 45)
    ) {
      return false
    }
    this.accept(judgement, terminator, events)
    this.tailUntil = at + Math.max(60, 3 * evidence.averageGap)
    return true
  }

  /** After a silence the burst is over; before that, held keys that may be a person's are pressed. */
  private pause(at: number, events: WedgeEvent<Mark>[]): void {
    if (this.keys.length === 0) return
    if (at - this.lastAt >= this.silence()) {
      if (this.endsWithSuffix() && this.finish('suffix', this.lastAt, events)) return
      const briefly = this.keys.some((key) => key.upAt !== null && key.upAt - key.at < fingerHoldMs)
      const { lastAt } = this
      // No finger is this brief: what comes next may be the rest of what stood still here.
      if (!this.settle(at, events) && briefly && this.cutAt !== lastAt) this.lostAt = lastAt
    } else if (this.holding && at - this.lastAt >= this.patience()) this.letGo(events)
  }

  /**
   * Ends the burst, and says whether all of it, to its last key, was a scanner's.
   *
   * @param terminatorAt when the Enter or Tab went down that ends it and was found to be no scanner's
   */
  private settle(at: number, events: WedgeEvent<Mark>[], terminatorAt: number | null = null): boolean {
    if (this.keys.length === 0) return false
    const judgement = this.judge(null, at)
    const whole = judgement.verdict === 'machine' || judgement.verdict === 'short'
    if (whole && judgement.run.trailing === 0) {
      this.accept(judgement, 'none', events)
      return true
    }
    if (this.scanSoFar > 0 && this.takeScanSoFar(at, terminatorAt, events)) return false
    if (whole) {
      this.accept(judgement, 'none', events)
      return false
    }
    const inField = judgement.run.keys.every((key) => key.sink === 'field')
    const longEnough = judgement.run.keys.length >= this.settings.minLength
    if (judgement.verdict === 'unsure' && (inField || longEnough)) {
      this.sayAmbiguous(judgement, events)
      this.clear()
      return false
    }
    this.typed = [...this.typed, ...this.keys].slice(-4)
    this.abandon(events)
    return false
  }

  /** A scan, and then what is clearly a person's. Where that is not clear, all of it is ambiguous. */
  private takeScanSoFar(at: number, terminatorAt: number | null, events: WedgeEvent<Mark>[]): boolean {
    const rest = this.keys.slice(this.scanSoFar)
    const earlier = judgeBurst(
      this.keys.slice(0, this.scanSoFar),
      null,
      rest[0]?.start ?? at,
      this.settings,
      false,
      this.typed,
    )
    if (earlier.verdict !== 'machine') return false
    const { run } = earlier
    if (isPersonsRest(run.keys, rest, terminatorAt, at)) {
      this.accept({ ...earlier, run: { ...run, strays: [...run.strays, ...rest] } }, 'none', events)
    } else {
      this.sayAmbiguous(earlier, events)
      this.clear()
    }
    return true
  }

  private judge(
    terminatorAt: number | null,
    now: number,
    terminated = terminatorAt !== null,
  ): Judgement<Mark> {
    return judgeBurst(this.keys, terminatorAt, now, this.settings, terminated, this.typed)
  }

  private accept(judgement: Judgement<Mark>, terminator: WedgeTerminator, events: WedgeEvent<Mark>[]): void {
    const { run, evidence } = judgement
    const typed = run.keys.filter((key) => !key.swallowed)
    const keep = run.strays.filter((key) => !key.swallowed).map((key) => key.typed)
    if (typed.length > 0)
      events.push({ kind: 'restore', marks: typed.map((key) => key.mark), keep: keep.join('') })
    this.pressRest(run.keys, events)
    const scan = frameScan(run.keys, evidence, terminator, this.settings)
    const start = run.keys[0]?.start ?? 0
    const silent = terminator === 'none' || terminator === 'suffix'
    // A scanner whose ends are silent may scan again this soon.
    const soon = silent && (terminator === 'none' || this.lastTerminator === 'suffix') ? restMs : endedRestMs
    const cut = start - this.cutAt <= soon || start - this.lostAt <= lostMs
    const cause = cut ? 'cut' : halfCause(judgement, scan.text, terminator, this.settings)
    events.push(cause === null ? { kind: 'scan', ...scan } : { kind: 'half-scan', cause })
    this.typed = []
    this.lastTerminator = terminator
    this.unended = silent && cause === null ? this.unended + 1 : 0
    this.cutAt = silent ? this.lastAt : Number.NEGATIVE_INFINITY
    this.lostAt = Number.NEGATIVE_INFINITY
    if (terminator === 'none') {
      const last = run.keys.at(-1)
      // Some scanners take their time before the Enter.
      this.tailUntil = (last?.at ?? 0) + Math.max(400, 4 * evidence.averageGap)
    }
    this.clear()
  }

  /** What was held back and does not belong to the scan is a person's, and is pressed after all. */
  private pressRest(scan: readonly BurstKey<Mark>[], events: WedgeEvent<Mark>[]): void {
    const ofScan = new Set(scan)
    const rest = this.keys.filter((key) => key.swallowed && !ofScan.has(key))
    if (rest.length > 0) events.push({ kind: 'replay', marks: rest.map((key) => key.mark) })
  }

  private sayAmbiguous(judgement: Judgement<Mark>, events: WedgeEvent<Mark>[]): void {
    const { from } = judgement.run
    const keys = this.keys.slice(from)
    this.pressRest(keys, events)
    const text = keys.map((key) => key.typed).join('')
    events.push({ kind: 'ambiguous', text, inField: keys.every((key) => key.sink === 'field') })
  }

  /** The burst was a person's: what was held back is pressed after all. */
  private abandon(events: WedgeEvent<Mark>[]): void {
    this.letGo(events)
    this.clear()
  }

  private letGo(events: WedgeEvent<Mark>[]): void {
    const held = this.keys.filter((key) => key.swallowed)
    if (held.length > 0) events.push({ kind: 'replay', marks: held.map((key) => key.mark) })
    for (const key of held) key.swallowed = false
    this.holding = false
  }

  private clear(): void {
    this.keys = []
    this.scanSoFar = 0
    this.holding = false
  }

  /** Whether a key is down that cannot be: its repeats come without the mark. */
  private isHeldKey(event: WedgeKeyEvent): boolean {
    const key = this.down.get(event.code)
    if (key === undefined || key.upAt !== null) return false
    return this.keys.includes(key) && this.keys.some((other) => other.upAt !== null)
  }

  private endsItsScans(): boolean {
    return this.lastTerminator !== null && this.lastTerminator !== 'none' && this.isBursting()
  }

  /** Whether the burst ends with characters that were learned as an end. */
  private endsWithSuffix(): boolean {
    return endsWithSuffix(this.keys, this.settings.suffix)
  }

  /** The silence that ends the burst. */
  private silence(): number {
    // Characters that were learned as an end may stand within a code too: they say no more than silence does.
    const ended = this.endsWithSuffix()
    if (!ended && this.endsItsScans()) return endedSilenceMs
    if (this.unended < 2 || this.keys.length > mostShown || !this.isBursting()) return silenceMs
    const soon = this.judge(null, this.lastAt + unendedSilenceMs, ended)
    return soon.verdict === 'machine' ? unendedSilenceMs : silenceMs
  }

  /** How long keys are held back without another: to the end only where no hand can have typed them. */
  private patience(): number {
    const ended = this.endsWithSuffix() && this.judge(null, this.lastAt, true).verdict === 'machine'
    if (ended || looksHot(this.keys, 30, 4)) return this.silence()
    return this.isBursting() ? heldMs : burstGapMs
  }

  private wakeAt(): number | null {
    if (this.keys.length === 0) return null
    return this.lastAt + (this.holding ? Math.min(this.patience(), this.silence()) : this.silence())
  }
}
