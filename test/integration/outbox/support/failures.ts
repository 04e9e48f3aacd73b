import type { Failure } from '../../../../electron/main/providers/provider.ts'

/** No network: the socket never connected. */
export const offline: Failure = { kind: 'not-sent', cause: 'unreachable' }
