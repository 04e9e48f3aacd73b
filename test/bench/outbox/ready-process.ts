// A till that starts over an outbox that is full: opens, recovers and sends. Ends when its first request was answered.
import { lealAt, openFile, outboxOver } from './shop.ts'

const [file = '', baseUrl = ''] = process.argv.slice(2)
const db = openFile(file)
const outbox = outboxOver(db, lealAt(baseUrl))
outbox.onOperation(({ view }) => {
  if (view.state !== 'done') return
  // No order: the file keeps its log, as after a kill.
  process.kill(process.pid, 'SIGKILL')
})
outbox.start()
