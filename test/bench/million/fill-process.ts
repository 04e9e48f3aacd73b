// Puts members into a copy that a till has already, through the product's own worker.
import { pathToFileURL } from 'node:url'
import type { Distribution } from '../people/people.ts'
import { buildCopy } from './build.ts'

const [file = '', worker = '', distribution = 'west', members = '0'] = process.argv.slice(2)
const built = await buildCopy({
  file,
  workerUrl: pathToFileURL(worker),
  distribution: distribution as Distribution,
  members: Number(members),
})
process.send?.(built, () => {
  process.disconnect()
})
