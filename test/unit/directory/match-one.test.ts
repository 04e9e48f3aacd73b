import { expect, test } from 'vitest'
import { findingOf, formOf, isNear, nearFindingOf } from '../../../electron/main/directory/match-one.ts'
import { nameWords, writtenName } from '../../../electron/main/directory/member-row.ts'
import { rank } from '../../../electron/main/directory/rank.ts'
import { planSearch } from '../../../electron/main/directory/search-plan.ts'
import { memberName } from '../../../shared/domain/member-name.ts'
import type { RemoteMember } from '../../../shared/domain/member.ts'
import { madeUpMembers } from './made-up-members.ts'
import { copyOf } from './open-copy.ts'

/** What a cashier may type for a member: whole, in part, in another order, and with one error of each kind. */
function typedFor({ remoteId, details, codes }: RemoteMember): readonly string[] {
  const name = memberName(details)
  const words = name.split(' ')
  const [first = '', last = ''] = words
  const phone = details.phone ?? ''
  const national = `0${phone.replace(/^\+(?:36|49|44|1)/, '')}`
  const email = details.email ?? ''
  const [code = ''] = codes
  const at = Math.floor(last.length / 2)
  const typos = [
    last.slice(0, at) + last.slice(at + 1),
    `${last.slice(0, at)}e${last.slice(at)}`,
    `${last.slice(0, at)}x${last.slice(at + 1)}`,
    last.slice(0, at) + (last[at + 1] ?? '') + (last[at] ?? '') + last.slice(at + 2),
  ]
  return [
    ...[
      name,
      [...words].reverse().join(' '),
      first.slice(0, 2),
      last.slice(0, 3),
      `${first[0] ?? ''} ${last}`,
    ],
    ...[remoteId, code, code.slice(0, 8), code.toLowerCase(), code.slice(0, 11).toLowerCase()],
    ...[
      code.slice(-4),
      code.slice(-6),
      `${first} ${code.slice(-4)}`,
      `${first.slice(0, 2)} x${code.slice(-4)}`,
    ],
    ...[phone, national, phone.slice(0, 6), national.slice(0, 7), phone.slice(-4), phone.slice(-6)],
    ...[`${first} ${phone.slice(-4)}`, `${first.slice(0, 2)} ${phone.slice(-5)}`],
    ...[email, email.toUpperCase(), email.slice(0, 5), email.slice(2, 9), email.slice(4), '@exam'],
    ...typos,
    ...typos.map((typo) => `${first} ${typo}`),
    ...typos.map((typo) => typo.slice(0, 4)),
  ].filter((query) => query.trim() !== '')
}

test('who is in no index is found by the same queries as who is, and stands where they would', () => {
  const members = [...madeUpMembers(60, 7)]
  const copy = copyOf(...members)
  const forms = members.map(({ details, codes, remoteId }) => formOf(details, codes, remoteId))
  const queries = [...new Set(members.filter((_, at) => at % 5 === 0).flatMap(typedFor))]
  expect(queries.length).toBeGreaterThan(300)
  for (const query of queries) {
    const plan = planSearch(query)
    if (plan === null) continue
    const { hits } = copy.search(query, 200)
    const kinds = new Map(hits.map((hit) => [hit.remoteId, hit.matched.kind]))
    const candidates = members.flatMap((member, at) => {
      const form = forms[at]
      const finding = form === undefined ? null : (findingOf(form, plan) ?? nearFindingOf(form, plan))
      // The copy takes no beginning for meant that is a whole word of somebody else: one member cannot tell.
      if (finding === null || (finding.tier === 'near-begin' && !kinds.has(member.remoteId))) return []
      return [{ ...finding, id: at, words: nameWords(member.details), name: writtenName(member.details) }]
    })
    const found = rank(candidates, plan)
    expect([query, found.map(({ id }) => members[id]?.remoteId)]).toEqual([query, [...kinds.keys()]])
    expect([query, found.map(({ kind }) => kind)]).toEqual([query, [...kinds.values()]])
  }
})

test('one typing error is one letter more, less, other, or swapped with its neighbour', () => {
  for (const typed of ['scmidt', 'schmiddt', 'schmitt', 'shcmidt', 'schmid', 'xschmidt'])
    expect([typed, isNear(typed, 'schmidt')]).toEqual([typed, true])
  for (const typed of ['scmid', 'schimtd', 'smcidt', 'schmidtxx', 'miller', ''])
    expect([typed, isNear(typed, 'schmidt')]).toEqual([typed, false])
})
