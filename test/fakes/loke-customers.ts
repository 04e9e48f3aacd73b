import { balanceOf } from './loke-books.ts'
import type { FakeCustomer, FakeOrganization } from './loke-books.ts'
import { fieldOf, isText } from './loke-desk.ts'
import type { LokeDesk, LokeReply } from './loke-desk.ts'

/** `/organizations/{org}/customers` and everything below it. */
export function answerCustomers(desk: LokeDesk, organization: FakeOrganization): LokeReply {
  const { fail, onlyQuery, page, request } = desk
  const [, , , id, inner, reference] = request.parts
  if (id === undefined)
    return request.method === 'GET' ? listCustomers(desk, organization) : fail(404, 'not_found')
  const customer = organization.customers.find((each) => each.id === id)
  if (customer === undefined) return fail(404, 'not_found')
  switch (`${request.method} ${inner ?? ''} ${reference === undefined ? '' : 'reference'}`) {
    case 'GET  ':
      return onlyQuery() ?? { status: 200, body: toldCustomer(organization, customer) }
    case 'GET memberships ':
      return onlyQuery('after') ?? page(customer.memberships, 10)
    case 'PUT points reference':
      return putPoints(desk, organization, customer, reference ?? '')
    case 'DELETE points reference':
      return deletePoints(desk, organization, customer, reference ?? '')
    default:
      return fail(404, 'not_found')
  }
}

function listCustomers(desk: LokeDesk, organization: FakeOrganization): LokeReply {
  const { fail, onlyQuery, page, request, ways } = desk
  const refused = onlyQuery('after', 'sort', 'email', 'phoneNumber')
  if (refused !== null) return refused
  const sort = request.query.get('sort')
  const email = request.query.get('email')
  const phone = request.query.get('phoneNumber')
  if (
    (sort !== null && sort !== 'created' && sort !== 'updated') ||
    (email !== null && !email.includes('@')) ||
    (phone !== null && !/^\+\d{6,15}$/.test(phone))
  )
    return fail(400, 'bad_request')
  const rows = organization.customers.filter(
    (each) =>
      ways.overlooksFilters ||
      ((email === null || each.email === email) && (phone === null || each.phoneNumber === phone)),
  )
  if (sort === 'updated' && ways.updatedRuns !== 'overlooked') {
    const way = ways.updatedRuns === 'rising' ? 1 : -1
    rows.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt) * way)
  }
  return page(rows.map((each) => toldCustomer(organization, each)))
}

function putPoints(
  desk: LokeDesk,
  organization: FakeOrganization,
  customer: FakeCustomer,
  reference: string,
): LokeReply {
  const { fail, request, ways } = desk
  const isAmount = (value: unknown): boolean => Number.isSafeInteger(value) && value !== 0
  const amount = fieldOf(request.body, 'amount')
  if (desk.onlyQuery() !== null || !desk.holds({ amount: isAmount, notes: isText }))
    return fail(400, 'bad_request')
  if (typeof amount !== 'number') return fail(400, 'bad_request')
  const taken = organization.points.some(
    (each) =>
      each.reference === reference &&
      (ways.referenceScope === 'organization' || each.customerId === customer.id),
  )
  if (taken) return fail(409, 'duplicate_point_record')
  if (ways.belowZero === 'refused' && balanceOf(organization, customer) + amount < 0)
    return fail(400, 'insufficient_points')
  const notes = fieldOf(request.body, 'notes')
  organization.points.push({
    reference,
    customerId: customer.id,
    amount,
    notes: isText(notes) ? notes : null,
    reversed: false,
    counted: true,
  })
  return { status: 204 }
}

function deletePoints(
  desk: LokeDesk,
  organization: FakeOrganization,
  customer: FakeCustomer,
  reference: string,
): LokeReply {
  const { fail } = desk
  if (desk.onlyQuery() !== null || !desk.holds({ notes: isText })) return fail(400, 'bad_request')
  const known = organization.points.find(
    (each) => each.reference === reference && each.customerId === customer.id,
  )
  if (known === undefined) return fail(404, 'not_found')
  if (known.reversed) return fail(409, 'duplicate_point_record')
  known.reversed = true
  return { status: 204 }
}

function toldCustomer(organization: FakeOrganization, customer: FakeCustomer): unknown {
  const { memberships: _memberships, statistics, ...rest } = customer
  if (statistics === null) return rest
  return { ...rest, statistics: { ...statistics, pointsBalance: balanceOf(organization, customer) } }
}
