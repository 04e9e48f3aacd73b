import { fakeId } from './loke-books.ts'
import type { FakeList, FakeOrganization } from './loke-books.ts'
import { fieldOf, isText } from './loke-desk.ts'
import type { LokeDesk, LokeReply } from './loke-desk.ts'

/** `/organizations/{org}/customer-lists` and everything below it. */
export function answerLists(desk: LokeDesk, organization: FakeOrganization): LokeReply {
  const { fail, onlyQuery, page, request } = desk
  const { method, parts } = request
  const [, , , id, inner, customerId] = parts
  if (id === undefined) {
    if (method === 'GET') return onlyQuery('after') ?? page(organization.lists.map(toldList))
    return method === 'POST' ? createList(desk, organization) : fail(404, 'not_found')
  }
  const list = organization.lists.find((each) => each.id === id)
  if (list === undefined) return fail(404, 'not_found')
  switch (`${method} ${inner ?? ''} ${customerId === undefined ? '' : 'customer'}`) {
    case 'GET  ':
      return onlyQuery() ?? { status: 200, body: toldList(list) }
    case 'PUT  ': {
      const name = nameIn(desk)
      if (name === null) return fail(400, 'bad_request')
      if (!list.own) return fail(403, 'forbidden')
      list.name = name
      return desk.quiet(toldList(list))
    }
    case 'GET members ':
      return onlyQuery('after') ?? page(list.members.map((each) => toldMember(organization, each)))
    case 'PUT members customer':
    case 'DELETE members customer':
      return changeMember(desk, organization, list, customerId ?? '')
    default:
      return fail(404, 'not_found')
  }
}

function createList(desk: LokeDesk, organization: FakeOrganization): LokeReply {
  const name = nameIn(desk)
  if (name === null) return desk.fail(400, 'bad_request')
  const id = fakeId('made', organization.lists.length)
  const made = { id, name, createdAt: new Date().toISOString(), own: true, members: [] }
  organization.lists.push(made)
  return { status: 201, body: toldList(made) }
}

function changeMember(
  desk: LokeDesk,
  organization: FakeOrganization,
  list: FakeList,
  customerId: string,
): LokeReply {
  const { fail, request } = desk
  if (!organization.customers.some((each) => each.id === customerId)) return fail(404, 'not_found')
  if (desk.onlyQuery() !== null || request.body !== undefined) return fail(400, 'bad_request')
  const at = list.members.findIndex((each) => each.customerId === customerId)
  if (request.method === 'DELETE' && at >= 0) list.members.splice(at, 1)
  if (request.method === 'PUT' && at < 0) list.members.push({ customerId, addedAt: new Date().toISOString() })
  return desk.quiet({})
}

/** The name, where the body holds one and nothing else. */
function nameIn(desk: LokeDesk): string | null {
  const name = fieldOf(desk.request.body, 'name')
  return desk.onlyQuery() === null && desk.holds({ name: isText }) && isText(name) ? name : null
}

function toldList({ id, name, createdAt, members }: FakeList): unknown {
  return { id, name, createdAt, memberCount: members.length }
}

function toldMember(organization: FakeOrganization, row: FakeList['members'][number]): unknown {
  const customer = organization.customers.find((each) => each.id === row.customerId)
  const { firstName, lastName, email = null, phoneNumber = null } = customer ?? {}
  return { id: row.customerId, firstName, lastName, email, phoneNumber, addedAt: row.addedAt }
}
