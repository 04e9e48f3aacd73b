import type { HostWindow } from './browser-window.ts'
import type { HostContext } from './host-context.ts'

/** The windows there are. */
export class Windows {
  readonly all = new Map<number, HostWindow>()
  readonly context: HostContext
  /** Tells the app of a new window. */
  readonly announce: (window: object) => void
  private lastId = 0

  constructor(context: HostContext, announce: (window: object) => void) {
    this.context = context
    this.announce = announce
  }

  nextId(): number {
    return ++this.lastId
  }

  list(): HostWindow[] {
    return [...this.all.values()]
  }

  byTarget(targetId: string): HostWindow | undefined {
    return this.list().find((window) => window.contents.targetId === targetId)
  }
}
