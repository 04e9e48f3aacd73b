/**
 * Postings as bytes. A block begins with the token of its fence; a group of one token is the distance from the token before
 * (or 0), twice and one more where it has one row alone; its first mark; else the distances of the marks that follow, and
 * a 0. Where no row of a run has lost a token, as in every first pull, rows stand there instead of marks. First marks are
 * counted from that of the run's first row: a part of a pull is a few thousand rows far from the beginning.
 */

/** Two of them, with what the engine notes of each, fill a page of the file. */
export const blockBytes = 2_006
/** What one posting takes at most, with the ends of the groups before it and of its own. */
const mostOfOne = 24

/** Larger than any mark. */
const noMark = 2 ** 32
/** Stands behind the last byte, and is read as no number is. */
const noByte = 0x80
/** So many of them behind a block that others follow are enough: a number that goes on as far is none. */
const guardBytes = 6
/** Behind every byte: what has no end in its block is damage, and found to be. */
const noEnd = 2 ** 30 - 1

/** A block that is full. */
export type PutBlock = (token: number, mark: number, data: Uint8Array) => void

/** Postings of a block in their order. */
export interface OpenBlock {
  size: number
  readonly tokens: Uint32Array
  readonly marks: Uint32Array
}

/** Puts postings, which come in their order, into blocks. */
export class BlockWriter {
  readonly #put: PutBlock
  readonly #shift: 0 | 1
  readonly #base: number
  readonly #bytes = new Uint8Array(blockBytes)
  #at = 0
  #firstToken = 0
  #firstMark = 0
  #token = 0
  #mark = 0
  /** Of the group that is being written: how many there are; the first is written once a second or the end has come. */
  #inGroup = 0
  #distance = 0

  /**
   * @param hasGone Whether some of them may say that a row has a token no longer.
   * @param firstRow No row is before it.
   */
  constructor(put: PutBlock, hasGone: boolean, firstRow: number) {
    this.#put = put
    this.#base = firstRow * 2
    this.#shift = hasGone ? 0 : 1
  }

  /** The first posting that is not in a full block; null where there is none. */
  open(): { readonly token: number; readonly mark: number } | null {
    return this.#inGroup === 0 ? null : { token: this.#firstToken, mark: this.#firstMark }
  }

  add(token: number, mark: number): void {
    if (this.#inGroup > 0 && this.#at > blockBytes - mostOfOne) this.finish()
    if (this.#inGroup === 0) {
      this.#firstToken = token
      this.#firstMark = mark
      this.#begin(token, mark, 0)
    } else if (token !== this.#token) {
      this.#endGroup()
      this.#begin(token, mark, token - this.#token)
    } else {
      if (this.#inGroup === 1) this.#writeFirst(0)
      this.#number((mark - this.#mark) >>> this.#shift)
      this.#mark = mark
      this.#inGroup += 1
    }
  }

  /** Puts what is there as a block. */
  finish(): void {
    if (this.#inGroup === 0) return
    this.#endGroup()
    this.#put(this.#firstToken, this.#firstMark, this.#bytes.subarray(0, this.#at))
    this.#at = 0
    this.#inGroup = 0
  }

  #begin(token: number, mark: number, distance: number): void {
    this.#token = token
    this.#mark = mark
    this.#distance = distance
    this.#inGroup = 1
  }

  #writeFirst(isOnly: 0 | 1): void {
    this.#number(this.#distance * 2 + isOnly)
    this.#number((this.#mark - this.#base) >>> this.#shift)
  }

  #endGroup(): void {
    if (this.#inGroup === 1) this.#writeFirst(1)
    else this.#number(0)
  }

  #number(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#at] = (rest & 0x7f) | 0x80
      this.#at += 1
      rest >>>= 7
    }
    this.#bytes[this.#at] = rest
    this.#at += 1
  }
}

/** So many bytes are between two places that are noted: half of them are gone through as a rule. */
const betweenPlaces = 64
/** Each posting takes a byte at least, and its mark is two after the one before as a rule. */
const shortOfPlaces = betweenPlaces * 2

/**
 * A block in memory, with places in its first group that were passed: long lists are of blocks with one group each, and are
 * gone through again with nearly every query. Each place is behind the posting with that mark.
 */
export class PostingBlock {
  readonly bytes: Uint8Array
  /** Where it begins and ends in them. */
  readonly start: number
  readonly end: number
  /** Most blocks are kept for a few tokens of the many in them, and have no places. */
  #ats: number[] | null = null
  #marks: number[] | null = null

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes
    this.start = start
    this.end = end
  }

  /** The same block elsewhere, with places of its own: a reader may go on in this one. */
  at(bytes: Uint8Array, start: number): PostingBlock {
    const moved = new PostingBlock(bytes, start, start + this.end - this.start)
    moved.#ats = this.#ats?.map((at) => at - this.start + start) ?? null
    moved.#marks = this.#marks?.slice() ?? null
    return moved
  }

  /** Number of the last place before this mark, looked for behind the place of that number; -1 where there is none. */
  placeBefore(mark: number, from: number): number {
    const marks = this.#marks
    let place = from
    if (marks !== null) while (place + 1 < marks.length && (marks[place + 1] ?? 0) < mark) place += 1
    return place
  }

  /** Where a place is in the bytes. */
  atPlace(place: number): number {
    return this.#ats?.[place] ?? 0
  }

  markAt(place: number): number {
    return this.#marks?.[place] ?? 0
  }

  /** Where it is to be noted next; what is far behind it was not gone through from there. */
  nextPlace(): number {
    return (this.#ats?.at(-1) ?? this.start) + betweenPlaces
  }

  note(at: number, mark: number): void {
    this.#ats ??= []
    this.#marks ??= []
    this.#ats.push(at)
    this.#marks.push(mark)
  }
}

/**
 * Room for the bytes of some blocks, one behind the other. Each by itself would be half a dozen objects of the engine, all
 * of which are alive when it looks at the young ones: with a thousand new blocks, longer than a search may take.
 */
export class BlockRoom {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(blocks: number) {
    this.#bytes = new Uint8Array(blocks * (blockBytes + guardBytes))
  }

  /** Puts it there; null where there is no room for it. */
  put(block: PostingBlock): PostingBlock | null {
    const start = this.#at
    const end = start + block.end - block.start
    if (end + guardBytes > this.#bytes.length) return null
    this.#bytes.set(block.bytes.subarray(block.start, block.end), start)
    this.#at = end + guardBytes
    this.#bytes.fill(noByte, end, this.#at)
    return block.at(this.#bytes, start)
  }
}

const noBlock = new PostingBlock(new Uint8Array(0))

/** Reads a block from its beginning. Whatever is no block is damage: a `SyntaxError`. */
export class BlockReader {
  #block = noBlock
  #bytes: Uint8Array = noBlock.bytes
  #end = 0
  #at = 0
  token = 0
  mark = 0
  #isOnly = false
  #shift: 0 | 1 = 0
  #base = 0
  #firstToken = 0
  /** The last place of the block that was passed. */
  #place = -1

  /** Before the first posting. */
  open(token: number, block: PostingBlock, hasGone: boolean, firstRow: number): void {
    this.#shift = hasGone ? 0 : 1
    this.#base = firstRow * 2
    if (block.end - block.start > blockBytes) throw new SyntaxError('a block of the index is too long')
    this.#block = block
    this.#bytes = block.bytes
    this.#end = block.end
    this.#firstToken = token
    this.#place = -1
    this.#at = block.start
    this.token = token
    this.#isOnly = true
  }

  /** At the same place as another one. */
  standAt(other: BlockReader): void {
    this.#block = other.#block
    this.#bytes = other.#bytes
    this.#end = other.#end
    this.#firstToken = other.#firstToken
    this.#place = other.#place
    this.#at = other.#at
    this.token = other.token
    this.mark = other.mark
    this.#isOnly = other.#isOnly
    this.#shift = other.#shift
    this.#base = other.#base
  }

  /** The first posting of the next token; false where the block has no more. */
  nextGroup(): boolean {
    this.forward(noMark)
    if (this.#at >= this.#end) return false
    const distance = this.#number()
    this.#isOnly = (distance & 1) === 1
    this.token += distance >>> 1
    this.mark = this.#base + (this.#number() << this.#shift)
    return true
  }

  /** The next posting of this token; false where the block has no more of it. */
  next(): boolean {
    if (this.#isOnly) return false
    const distance = this.#number()
    this.mark += distance << this.#shift
    this.#isOnly = distance === 0
    return distance !== 0
  }

  /** Goes on to a token, or to the first one behind it; false where the block has none. */
  find(token: number): boolean {
    if (this.#at === this.#block.start && !this.nextGroup()) return false
    if (this.token >= token) return true
    // Past a hundred groups as a rule, of which only the tokens are looked at.
    const bytes = this.#bytes
    const end = this.#end
    let at = this.#isOnly ? this.#at : behindRows(bytes, this.#at, end)
    let there = this.token
    while (at < end) {
      let distance = bytes[at] ?? noByte
      at += 1
      if (distance > 0x7f) {
        this.#at = at - 1
        distance = this.#number()
        at = this.#at
      }
      there += distance >>> 1
      if (there >= token) {
        this.#at = at
        this.#isOnly = (distance & 1) === 1
        this.token = there
        this.mark = this.#base + (this.#number() << this.#shift)
        return true
      }
      while (at < end && (bytes[at] ?? 0) > 0x7f) at += 1
      at += 1
      if ((distance & 1) === 0) at = behindRows(bytes, at, end)
    }
    if (at > end) throw cutShort()
    this.#at = end
    this.#isOnly = true
    this.token = there
    return false
  }

  /** The next posting of this token from this mark on, behind the one where it stands; false where the block has none. */
  forward(to: number): boolean {
    if (this.#isOnly) return false
    const isFar = to - this.mark > shortOfPlaces && this.token === this.#firstToken
    return isFar ? this.#forwardByPlaces(to) : this.#forwardTo(to, noEnd)
  }

  /** On to the last place before it, and from there on; places that come on the way are noted. */
  #forwardByPlaces(to: number): boolean {
    const block = this.#block
    const place = block.placeBefore(to, this.#place)
    this.#place = place
    if (place >= 0 && block.atPlace(place) > this.#at) {
      this.#at = block.atPlace(place)
      this.mark = block.markAt(place)
    }
    // What is gone through from further on would leave a gap.
    for (let next = block.nextPlace(); this.#at <= next; next += betweenPlaces) {
      if (!this.#forwardTo(to, next)) return false
      if (this.mark >= to) return true
      block.note(this.#at, this.mark)
    }
    return this.#forwardTo(to, noEnd)
  }

  /** As `forward`, and no further than this byte. */
  #forwardTo(to: number, end: number): boolean {
    const bytes = this.#bytes
    const shift = this.#shift
    let at = this.#at
    let mark = this.mark
    do {
      // As `#number` reads it, without going there and back for each of a thousand.
      const byte = bytes[at] ?? noByte
      let distance = byte & 0x7f
      at += 1
      if (byte > 0x7f) {
        const second = bytes[at] ?? noByte
        if (second <= 0x7f) {
          distance |= second << 7
          at += 1
        } else {
          this.#at = at - 1
          distance = this.#number()
          at = this.#at
        }
      }
      if (distance === 0) {
        this.#at = at
        this.mark = mark
        this.#isOnly = true
        return false
      }
      mark += distance << shift
    } while (mark < to && at < end)
    this.#at = at
    this.mark = mark
    return true
  }

  /** All of a block. */
  readAll(into: OpenBlock): void {
    into.size = 0
    while (this.nextGroup()) {
      do {
        into.tokens[into.size] = this.token
        into.marks[into.size] = this.mark
        into.size += 1
      } while (this.next())
    }
  }

  #number(): number {
    const bytes = this.#bytes
    let at = this.#at
    let byte = bytes[at]
    if (byte === undefined) throw cutShort()
    at += 1
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[at]
      if (byte === undefined || shift > 28) throw new SyntaxError('a block of the index holds no number')
      at += 1
      value |= (byte & 0x7f) << shift
    }
    this.#at = at
    return value
  }
}

/** Behind the 0 that ends the rows of a token: in no other number is there a byte that is 0. */
function behindRows(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at] !== 0) at += 1
  return at + 1
}

function cutShort(): SyntaxError {
  return new SyntaxError('a block of the index ends too soon')
}

/** Room for the postings of any block: none takes less than a byte. */
export function roomForBlock(): OpenBlock {
  return { size: 0, tokens: new Uint32Array(blockBytes), marks: new Uint32Array(blockBytes) }
}
