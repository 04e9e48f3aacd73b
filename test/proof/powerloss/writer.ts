// A till at work over a real file, taken down commit by commit.
//
//   node writer.ts <folder> <commits> <seed> [normal]
import path from 'node:path'
import { plantModules } from '../../planted/register.ts'
import { normalPlants } from './plants.ts'

const [folder = '', commits = '0', seed = '0', contrast] = process.argv.slice(2)
if (contrast === 'normal') plantModules(normalPlants)
// After the mistake is planted: what is loaded now has it.
const { recordWork } = await import('./work.ts')
await recordWork({
  file: path.join(folder, 'outbox.db'),
  folder,
  commits: Number(commits),
  seed: Number(seed),
})
