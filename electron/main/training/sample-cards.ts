import { memberName } from '../../../shared/domain/member-name.ts'
import type { SampleCard } from '../../../shared/domain/views.ts'
import { unissuedCode } from './codes.ts'
import type { Symbology } from './codes.ts'
import type { PracticeDb } from './practice-db.ts'

const columns = `SELECT r.external_id AS code, r.metadata ->> 'symbology' AS symbology,
  c.first_name AS first, c.last_name AS last
  FROM customer c JOIN reference r ON r.customer_id = c.id AND r.source = 'stampwell_card'
  WHERE r.metadata ->> 'symbology' IN ('ean13', 'code128', 'qrcode') AND`

const cardCount = '(SELECT count(*) FROM customer_card k WHERE k.customer_id = c.id)'
const ready = `EXISTS (SELECT 1 FROM customer_card k JOIN template t ON t.id = k.card_id
  WHERE k.customer_id = c.id AND k.stamps >= t.stamps_required)`

/** What makes a member fit for a sample card; the first who does is on it. */
const purposes: readonly (readonly [SampleCard['purpose'], string])[] = [
  ['member', `${cardCount} = 1 AND NOT ${ready}`],
  ['reward-ready', `${cardCount} = 1 AND ${ready}`],
  ['two-cards', `${cardCount} = 2`],
]

/** One card for each lesson, chosen by how the shop is now: a reward that was taken is no longer ready. */
export function sampleCards(db: PracticeDb): readonly SampleCard[] {
  const known = purposes.flatMap(([purpose, fits]): SampleCard[] => {
    const row = db
      .prepare<[], { code: string; symbology: Symbology; first: string; last: string | null }>(
        `${columns} ${fits} ORDER BY c.id LIMIT 1`,
      )
      .get()
    if (row === undefined) return []
    const { code, symbology, first, last } = row
    return [{ purpose, code, symbology, name: memberName({ firstName: first, lastName: last }) }]
  })
  return [...known, { purpose: 'unknown', code: nextUnissued(db), symbology: 'ean13', name: null }]
}

/** The first of the series that nobody was enrolled with yet. */
function nextUnissued(db: PracticeDb): string {
  const issued = db.prepare<[string], number>('SELECT 1 FROM reference WHERE external_id = ?').pluck()
  let index = 0
  while (issued.get(unissuedCode(index)) !== undefined) index += 1
  return unissuedCode(index)
}
