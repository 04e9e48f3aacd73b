import { describe, expect, test } from 'vitest'
import { madeUpMembers, memberLike } from './made-up-members.ts'
import { copyOf } from './open-copy.ts'

const named = (remoteId: string, firstName: string, lastName: string | null = null) =>
  memberLike(remoteId, { firstName, lastName })

/** What both stages answer. */
function stages(copy: ReturnType<typeof copyOf>, query: string, limit = 50) {
  const of = (stage: 'first' | 'whole') => {
    const { hits, nearLeft, more } = copy.search(query, limit, stage)
    return {
      ids: hits.map(({ remoteId }) => remoteId),
      near: hits.map(({ matched }) => matched.near),
      nearLeft,
      more,
    }
  }
  return { first: of('first'), whole: of('whole') }
}

describe('a search in two stages', () => {
  test('whoever is found as typed is answered first; those meant with a typing error come below in the whole one', () => {
    const copy = copyOf(
      named('mart', 'Martha', 'Kiss'),
      named('mara', 'Mara', 'Nagy'),
      named('marta', 'Marta', 'Bo'),
    )
    const { first, whole } = stages(copy, 'marta')
    expect(first).toMatchObject({ ids: ['marta'], near: [false], nearLeft: true })
    expect(whole.nearLeft).toBeUndefined()
    expect(whole.ids).toEqual(['marta', 'mara', 'mart'])
    expect(whole.near).toEqual([false, true, true])
  })

  test('where nobody is found as typed, the first one looks for typing errors itself', () => {
    const copy = copyOf(named('1', 'Marta', 'Bo'))
    const { first, whole } = stages(copy, 'msrta')
    expect(first).toEqual(whole)
    expect(first).toMatchObject({ ids: ['1'], near: [true], nearLeft: undefined })
  })

  test.each([
    ['nothing in it is a word', '12345'],
    ['its words are too short', 'ma'],
    ['it is a whole e-mail', 'marta@example.com'],
    ['nothing was typed', '   '],
  ])('nothing is left where %s', (_, query) => {
    const copy = copyOf(
      memberLike('1', { firstName: 'Marta', email: 'marta@example.com', phone: '+4917612345' }),
      named('2', 'Msrta'),
    )
    const { first, whole } = stages(copy, query)
    expect(first).toEqual(whole)
    expect(first.nearLeft).toBeUndefined()
  })

  test('nor where enough are found as typed', () => {
    const copy = copyOf(
      ...Array.from({ length: 10 }, (_, at) => named(`m${at}`, 'Marta')),
      named('2', 'Msrta'),
    )
    const { first, whole } = stages(copy, 'marta')
    expect(first).toEqual(whole)
    expect(first).toMatchObject({ nearLeft: undefined })
    expect(first.ids).toHaveLength(10)
  })

  test('law: the whole answer begins with the first one, and the first one says whether there may be more of it', () => {
    const members = [...madeUpMembers(600, 7)]
    const copy = copyOf(...members)
    let [left, joined] = [0, 0]
    for (const { details } of members.slice(0, 200)) {
      const name = `${details.firstName} ${details.lastName ?? ''}`
      for (const query of [
        name,
        details.firstName,
        (details.lastName ?? '').slice(0, 5),
        `${name} ${details.phone?.slice(-4) ?? ''}`,
      ]) {
        const { first, whole } = stages(copy, query)
        expect(whole.ids.slice(0, first.ids.length)).toEqual(first.ids)
        if (first.nearLeft === true) {
          left += 1
          if (whole.ids.length > first.ids.length) joined += 1
          expect(first.ids).not.toEqual([])
          expect(first.near).not.toContain(true)
          expect(whole.near.slice(first.ids.length)).not.toContain(false)
        } else expect(first).toEqual(whole)
      }
    }
    expect(left).toBeGreaterThan(100)
    expect(joined).toBeGreaterThan(20)
  })
})
