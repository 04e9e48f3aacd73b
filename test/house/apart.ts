/**
 * Tests that put a module of their own in the place of another (`vi.mock`). Each has a process to itself; all others share
 * what they load with the files that run before them.
 */
export const apart: readonly string[] = [
  'test/catalogue/row-24.test.ts',
  'test/integration/outbox/bad-rows.test.ts',
  'test/unit/db/flush-folder.test.ts',
  'test/unit/outbound/trust.test.ts',
  'test/unit/shell/preload-customer.test.ts',
  'test/unit/shell/preload.test.ts',
  'test/unit/shell/secret-store.test.ts',
]
