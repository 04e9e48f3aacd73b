import type { z } from 'zod'
import type { Answer, CallOptions } from '../provider.ts'
import type { LokeReach } from './loke-http.ts'
import { addressPart, checkId, refuse } from './loke-limits.ts'
import { locationOf, organizationOf } from './loke-normalize.ts'
import type { LokeLocation, LokeOrganization } from './loke-normalize.ts'
import { readAll, readPage } from './loke-pages.ts'
import type { Listing, Whole } from './loke-pages.ts'
import { locationSchema, organizationSchema } from './loke-schemas.ts'

/** What the connect screen lists, before an organization is chosen. */
export interface LokeDirectory {
  organizations(options: CallOptions): Promise<Answer<Whole<LokeOrganization>>>
  organization(id: string, options: CallOptions): Promise<Answer<LokeOrganization>>
  locations(organization: string, options: CallOptions): Promise<Answer<Whole<LokeLocation>>>
  location(organization: string, id: string, options: CallOptions): Promise<Answer<LokeLocation>>
}

/** More pages than anybody would choose from. */
const mostPages = 20

/** Binds the paths that need no organization. Reads alone: every failure did nothing. */
export function createLokeDirectory(reach: LokeReach): LokeDirectory {
  const { http, baseUrl, clock } = reach
  const all = <S extends z.ZodType, T>(
    listing: Listing<S, T>,
    options: CallOptions,
  ): Promise<Answer<Whole<T>>> =>
    readAll((cursor) => readPage(http, baseUrl, listing, cursor, options), mostPages)
  return {
    organizations: (options) =>
      all({ path: '/organizations', query: {}, row: organizationSchema, plain: organizationOf }, options),
    organization: async (id, options) => {
      const wrong = checkId('organizationId', id)
      if (wrong !== null) return refuse(wrong, clock.now())
      const answer = await http.call({
        method: 'GET',
        path: `/organizations/${addressPart(id)}`,
        succeeds: [200],
        schema: organizationSchema,
        ...options,
      })
      return answer.ok ? { ...answer, value: organizationOf(answer.value) } : answer
    },
    locations: async (organization, options) => {
      const wrong = checkId('organizationId', organization)
      if (wrong !== null) return refuse(wrong, clock.now())
      const path = `/organizations/${addressPart(organization)}/locations`
      return await all({ path, query: {}, row: locationSchema, plain: locationOf }, options)
    },
    location: async (organization, id, options) => {
      const wrong = checkId('organizationId', organization) ?? checkId('locationId', id)
      if (wrong !== null) return refuse(wrong, clock.now())
      const answer = await http.call({
        method: 'GET',
        path: `/organizations/${addressPart(organization)}/locations/${addressPart(id)}`,
        succeeds: [200],
        schema: locationSchema,
        ...options,
      })
      return answer.ok ? { ...answer, value: locationOf(answer.value) } : answer
    },
  }
}
