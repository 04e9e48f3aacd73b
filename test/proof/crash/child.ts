// A till in a process of its own, to be killed.
//
//   node child.ts <folder> <origin> <work|drain> <seed> <run> [plant]
import { plantModules } from '../../planted/register.ts'
import { crashPlants } from './plants.ts'

const [folder = '', origin = '', mode = '', seed = '0', run = '0', plant] = process.argv.slice(2)
if (plant !== undefined) {
  const mine = crashPlants.filter((each) => each.name === plant)
  if (mine.length !== 1) throw new Error(`No mistake is called ${plant}.`)
  plantModules(mine)
}
// After the mistake is planted: what is loaded now has it.
const { runTill } = await import('./till.ts')
await runTill({ folder, origin, drains: mode === 'drain', seed: Number(seed), run: Number(run) })
