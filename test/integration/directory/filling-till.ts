// A till in the middle of its first pull, until it is killed: says after each page that is kept how many members were.
import { pathToFileURL } from 'node:url'
import { openDirectory } from '../../../electron/main/directory/directory.ts'
import { madeUpMembers } from '../../unit/directory/made-up-members.ts'

const [file = '', worker = ''] = process.argv.slice(2)
const perPage = 500
const log = { info: () => undefined, warn: () => undefined }
const directory = openDirectory({ file, workerUrl: pathToFileURL(worker), log })
const begun = await directory.pullState()
let kept = Number(begun.cursor ?? '0')
let page: ReturnType<typeof madeUpMembers> extends Generator<infer M> ? M[] : never = []
const writing: Promise<void>[] = []
for (const member of madeUpMembers(1_000_000)) {
  if (Number(member.remoteId) <= kept) continue
  page.push(member)
  if (page.length < perPage) continue
  kept = Number(member.remoteId)
  const end = kept
  const state = { ...begun, cursor: String(end), startedAt: 1, finishedAt: null, total: 1_000_000 }
  writing.push(
    directory.applyPage(page, 1_000, state).then(() => {
      process.send?.(end)
    }),
  )
  page = []
  if (writing.length > 8) await writing.shift()
}
