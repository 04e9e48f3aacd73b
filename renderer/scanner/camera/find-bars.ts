import type { Grey } from './grey.ts'

/** Where upright or leaning bars stand in a picture. Lengths are pixels. */
export interface BarField {
  readonly x: number
  readonly y: number
  /** Direction in which the bars follow one another, in radians from the rows. */
  readonly angle: number
  /** Half of the length along that direction, and half of the height of the bars. */
  readonly reach: number
  readonly rise: number
}

interface Cell {
  readonly x: number
  readonly y: number
  readonly energy: number
  /** Twice the angle, as a vector that is as long as the cell is sure of it. */
  readonly cos: number
  readonly sin: number
}

const size = 16
/** Of a cell's change of brightness, the part that has to go one way. */
const oneWay = 0.55
const most = 4

/**
 * Finds fields in which brightness changes a lot and in one direction only: that is what bars are, however they lie.
 * The strongest first.
 */
export function findBars(image: Grey): readonly BarField[] {
  const columns = Math.floor((image.width - 2) / size)
  const rows = Math.floor((image.height - 2) / size)
  const cells = cellsOf(image, columns, rows)
  const strongest = cells.reduce((max, cell) => Math.max(max, cell?.energy ?? 0), 0)
  const seen = new Uint8Array(columns * rows)
  const pieces: Piece[] = []
  cells.forEach((cell, at) => {
    if (cell === null || seen[at] === 1 || cell.energy < strongest * 0.12) return
    const group = grow(cells, seen, at, columns, strongest * 0.06)
    const field = fieldOf(group)
    if (field !== null) pieces.push({ group, field })
  })
  return [...joined(pieces), ...pieces]
    .map(({ field }) => field)
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, most)
}

type StrongField = BarField & { readonly strength: number }
interface Piece {
  readonly group: readonly Cell[]
  readonly field: StrongField
}

/** Pieces of one code, which a wide space or a part that looks like a square's has cut, put together. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const made: Piece[] = []
  const left = new Set(pieces)
  for (const first of pieces) {
    if (!left.delete(first)) continue
    let whole: Piece = first
    for (let grew = true; grew;) {
      grew = false
      for (const other of left) {
        if (!continues(whole.field, other.field)) continue
        const group = [...whole.group, ...other.group]
        const field = fieldOf(group)
        if (field === null) continue
        left.delete(other)
        whole = { group, field }
        grew = true
      }
    }
    if (whole !== first) made.push(whole)
  }
  return made
}

/** Whether two fields lean the same way and follow one another closely. */
function continues(a: BarField, b: BarField): boolean {
  if (Math.abs(Math.sin(a.angle - b.angle)) > 0.21) return false
  const cos = Math.cos(a.angle)
  const sin = Math.sin(a.angle)
  const along = Math.abs((b.x - a.x) * cos + (b.y - a.y) * sin)
  const across = Math.abs((b.y - a.y) * cos - (b.x - a.x) * sin)
  const rise = Math.max(a.rise, b.rise)
  return across < rise && along - a.reach - b.reach < 4 * rise
}

function cellsOf({ data, width }: Grey, columns: number, rows: number): readonly (Cell | null)[] {
  const cells: (Cell | null)[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let across = 0
      let down = 0
      let both = 0
      // Every second row: bars are longer than that.
      for (let y = 0; y < size; y += 2) {
        let at = (1 + row * size + y) * width + 1 + column * size
        for (let x = 0; x < size; x += 1, at += 1) {
          const dx = (data[at + 1] ?? 0) - (data[at - 1] ?? 0)
          const dy = (data[at + width] ?? 0) - (data[at - width] ?? 0)
          across += dx * dx
          down += dy * dy
          both += dx * dy
        }
      }
      const energy = across + down
      const cos = across - down
      const sin = 2 * both
      const isBars = energy > 4_000 && Math.hypot(cos, sin) > oneWay * energy
      cells.push(
        isBars ? { x: 1 + (column + 0.5) * size, y: 1 + (row + 0.5) * size, energy, cos, sin } : null,
      )
    }
  }
  return cells
}

/** The cell and all that touch it, one through the other, and lean as it does. */
function grow(
  cells: readonly (Cell | null)[],
  seen: Uint8Array,
  from: number,
  columns: number,
  least: number,
): readonly Cell[] {
  const group: Cell[] = []
  const waiting = [from]
  seen[from] = 1
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const cell = cells[at]
    if (cell === null || cell === undefined) continue
    group.push(cell)
    const column = at % columns
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) {
        const next = at + dy * columns + dx
        if (column + dx < 0 || column + dx >= columns || seen[next] !== 0) continue
        const other = cells[next]
        if (other === null || other === undefined || other.energy < least || !leansAs(cell, other)) continue
        seen[next] = 1
        waiting.push(next)
      }
    }
  }
  return group
}

// Twice the angle differs by less than 40 degrees: the bars by less than 20.
function leansAs(a: Cell, b: Cell): boolean {
  return a.cos * b.cos + a.sin * b.sin > 0.77 * Math.hypot(a.cos, a.sin) * Math.hypot(b.cos, b.sin)
}

function fieldOf(group: readonly Cell[]): StrongField | null {
  if (group.length < 3) return null
  let strength = 0
  let cos = 0
  let sin = 0
  for (const cell of group) {
    strength += cell.energy
    cos += cell.cos
    sin += cell.sin
  }
  const angle = Math.atan2(sin, cos) / 2
  const along = group.map(({ x, y }) => x * Math.cos(angle) + y * Math.sin(angle))
  const across = group.map(({ x, y }) => y * Math.cos(angle) - x * Math.sin(angle))
  const [u0, u1] = [Math.min(...along) - size / 2, Math.max(...along) + size / 2]
  const [v0, v1] = [Math.min(...across) - size / 2, Math.max(...across) + size / 2]
  if (u1 - u0 < 2.5 * size) return null
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2]
  return {
    x: u * Math.cos(angle) - v * Math.sin(angle),
    y: u * Math.sin(angle) + v * Math.cos(angle),
    angle,
    reach: (u1 - u0) / 2,
    rise: (v1 - v0) / 2,
    strength,
  }
}
