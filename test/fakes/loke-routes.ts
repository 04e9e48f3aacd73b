import type { FakeBooks, FakeOrganization } from './loke-books.ts'
import { answerCustomers } from './loke-customers.ts'
import { createDesk } from './loke-desk.ts'
import type { LokeReply, LokeRequest, LokeWays } from './loke-desk.ts'
import { answerLists } from './loke-lists.ts'

/** Answers one request as LOKE's pages say, refusing everything that they do not name. */
export function answerLoke(
  request: LokeRequest,
  books: FakeBooks,
  ways: LokeWays,
  origin: string,
): LokeReply {
  const desk = createDesk(request, ways, origin)
  const { fail, onlyQuery, page } = desk
  const { method, parts } = request
  const [root, organizationId, room, id, inner] = parts
  if (root !== 'organizations' || parts.length > 6) return fail(404, 'not_found')
  if (organizationId === undefined)
    return method === 'GET'
      ? (onlyQuery('after') ?? page(books.organizations.map(toldOrganization)))
      : fail(404, 'not_found')
  const organization = books.organizations.find((each) => each.id === organizationId)
  if (organization === undefined) return fail(404, 'not_found')
  if (room === 'customers') return answerCustomers(desk, organization)
  if (room === 'customer-lists') return answerLists(desk, organization)
  if (method !== 'GET' || inner !== undefined) return fail(404, 'not_found')
  switch (`${room ?? ''} ${id === undefined ? '' : 'id'}`) {
    case ' ':
      return onlyQuery() ?? { status: 200, body: toldOrganization(organization) }
    case 'locations ':
      return onlyQuery('after') ?? page(organization.locations)
    case 'locations id': {
      const found = organization.locations.find((each) => each.id === id)
      return found === undefined ? fail(404, 'not_found') : (onlyQuery() ?? { status: 200, body: found })
    }
    case 'payments ': {
      const place = request.query.get('locationId')
      const rows = organization.payments.filter((each) => place === null || each['locationId'] === place)
      const sort = request.query.get('sort')
      if (sort !== null && sort !== 'created' && sort !== 'updated') return fail(400, 'bad_request')
      return onlyQuery('after', 'sort', 'locationId') ?? page(rows)
    }
    default:
      return fail(404, 'not_found')
  }
}

function toldOrganization({ id, name, currency, timezone, created }: FakeOrganization): unknown {
  return { id, name, currency, timezone, created }
}
