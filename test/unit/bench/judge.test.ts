import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerable, isMeant, oneErrorApart, openJudge, rowsThatCount } from '../../bench/million/judge.ts'
import { lookUpKinds, makeLookUps, withError } from '../../bench/million/look-ups.ts'
import { plain, subjectOf } from '../../bench/million/reader.ts'
import { drawFor } from '../../bench/people/draw.ts'
import { distributions, people } from '../../bench/people/people.ts'

const count = 600

describe.each(distributions)('%s', (distribution) => {
  const members = [...people(distribution, count)].map(({ details }) => details)
  const subjects = members.map(subjectOf)
  const lookUps = makeLookUps(distribution, count, 5)

  test('the judge counts whom a look at each member would count', () => {
    const judge = openJudge(lookUps)
    for (const details of members) judge.take(details)
    for (const [at, verdict] of judge.verdicts().entries()) {
      const { steps } = lookUps[at]!
      const fitting = steps.map(({ demand }) => subjects.filter((subject) => isMeant(demand, subject)).length)
      const short = fitting.findIndex((fits) => fits <= rowsThatCount)
      expect(verdict?.lengthened ?? -1).toBe(short)
      if (verdict !== null) expect(verdict.fitting).toBe(fitting[short])
    }
  })

  test('whoever is looked for is meant, at each length, and a longer typing means nobody more', () => {
    for (const { kind, member, steps } of lookUps) {
      let before = count
      for (const { text, demand } of steps) {
        expect(isMeant(demand, subjects[member]!), `${kind} ${text}`).toBe(true)
        const fits = subjects.filter((subject) => isMeant(demand, subject)).length
        expect(fits).toBeLessThanOrEqual(before)
        before = fits
      }
    }
  })

  test('there are look-ups of every kind, the same each time', () => {
    expect(new Set(lookUps.map(({ kind }) => kind))).toEqual(new Set(lookUpKinds))
    expect(makeLookUps(distribution, count, 5)).toEqual(lookUps)
  })
})

test('one error is a letter more, less or other, or two neighbours swapped; never two of them', () => {
  const word = fc.stringMatching(/^[a-f]{3,8}$/)
  fc.assert(
    fc.property(word, fc.nat(1_000), (right, seed) => {
      expect(oneErrorApart(right, withError(right, drawFor(seed, 1)))).toBe(true)
    }),
    { seed: 5 },
  )
  expect(oneErrorApart('kovacs', 'kvoacs')).toBe(true)
  expect(oneErrorApart('kovacs', 'kvoasc')).toBe(false)
  expect(oneErrorApart('kovacs', 'kovcas')).toBe(true)
  expect(oneErrorApart('kovacs', 'kova')).toBe(false)
  expect(oneErrorApart('anna', 'nana')).toBe(true)
  expect(oneErrorApart('abcd', 'badc')).toBe(false)
})

test('the judge reads names as they are typed without accents, apart and joined', () => {
  expect(plain('Łukasz Đorđević Weiß Søren İbrahim')).toBe('lukasz dordevic weiss soren ibrahim')
  const subject = subjectOf({
    firstName: 'Jörg',
    lastName: "D'Angelo-Müller",
    email: null,
    phone: '+4917012345678',
    birthday: null,
  })
  expect(subject.words).toEqual(
    expect.arrayContaining(['jorg', 'joerg', 'angelo', 'dangelo', 'muller', 'mueller']),
  )
  expect(subject.digits).toBe('4917012345678')
})

test('a kind of look-up that nobody could answer is no hundred of a hundred', () => {
  expect(() => answerable([null], 1)).toThrow()
  const all = lookUpKinds.map((kind) => ({ kind, member: 1, text: 'a', fitting: 1, lengthened: 0 }))
  expect(answerable([...all, ...all], 1)).toEqual(all)
})
