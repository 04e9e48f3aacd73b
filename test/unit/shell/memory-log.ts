import type { Log } from '../../../electron/main/log.ts'
import { createLog } from '../../../electron/main/log.ts'

/** The real log, its lines kept as `level event {fields}`. */
export function memoryLog(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = []
  const log = createLog({
    level: 'debug',
    now: () => 0,
    sinks: [
      (line) => {
        const { at: _at, level, event, ...fields } = JSON.parse(line) as Record<string, unknown>
        lines.push(`${String(level)} ${String(event)} ${JSON.stringify(fields)}`)
      },
    ],
  })
  return { ...log, lines }
}
