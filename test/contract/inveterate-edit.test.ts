import { describe, expect, it } from 'vitest'
import type { RemoteMember } from '../../shared/domain/member.ts'
import { startInveterate } from '../fakes/inveterate-server.ts'
import { failureOf, valueOf } from './provider-contract.ts'
import { marks, opening, quietly } from './systems/system.ts'

describe('an edit at a provider that wants every field each time', () => {
  const details = (member: RemoteMember) => member.details
  const opened = async (options: Parameters<typeof startInveterate>[0]) => {
    const server = await startInveterate({ members: 3, ...options })
    const open = opening('inveterate', { key: 'inv-key', store: 'shop', origin: server.origin })
    const provider = open()
    return { server, provider, id: '6082598928001' }
  }

  it('sends all of them, changing one and keeping the shop’s notes', async () => {
    const { server, provider, id } = await opened({})
    const kept = server.books.members.get(id)?.notes
    const before = details(valueOf(await provider.member(id, quietly)))
    const answer = valueOf(await provider.edit(id, { lastName: 'Byron' }, marks()))
    expect(details(answer)).toEqual({ ...before, lastName: 'Byron' })
    expect(server.mutations()).toHaveLength(1)
    expect(server.books.members.get(id)).toMatchObject({ lastName: 'Byron', notes: kept })
    await server.close()
  })

  it('learns from a refusal that an older one knows no birthday, and remembers it', async () => {
    const { server, provider, id } = await opened({ documentation: 'older' })
    expect(valueOf(await provider.edit(id, { lastName: 'Byron' }, marks())).details.lastName).toBe('Byron')
    expect(server.mutations()).toHaveLength(2)
    expect(valueOf(await provider.edit(id, { lastName: 'Milbanke' }, marks())).details.lastName).toBe(
      'Milbanke',
    )
    expect(server.mutations()).toHaveLength(3)
    await server.close()
  })

  it('sends nothing where a field is not told, and says which', async () => {
    const { server, provider, id } = await opened({})
    const member = server.books.members.get(id)
    if (member === undefined) throw new Error('nobody')
    member.birthday = undefined
    expect(failureOf(await provider.edit(id, { lastName: 'Byron' }, marks()))).toEqual({
      kind: 'refused',
      status: 0,
      fields: { birthday: ['missing'] },
    })
    expect(server.mutations()).toEqual([])
    // Said by a person, it goes.
    const said = { lastName: 'Byron', birthday: '1815-12-10' }
    expect(valueOf(await provider.edit(id, said, marks())).details).toMatchObject(said)
    await server.close()
  })

  it('asks nobody to change what is so already', async () => {
    const { server, provider, id } = await opened({})
    const { firstName } = details(valueOf(await provider.member(id, quietly)))
    expect(await provider.edit(id, { firstName }, marks())).toMatchObject({ ok: true })
    expect(server.mutations()).toEqual([])
    await server.close()
  })
})
