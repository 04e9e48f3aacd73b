import { otherScenes } from './scenes/around.ts'
import { counterScenes } from './scenes/counter.ts'
import { customerScenes } from './scenes/customer.ts'
import { helpScenes } from './scenes/help.ts'
import { memberScenes } from './scenes/member.ts'
import type { Scene } from './stage.ts'

/** Every screen of the till and of the customer, in each state that it looks different in. */
export const scenes: readonly Scene[] = [
  ...counterScenes,
  ...memberScenes,
  ...otherScenes,
  ...helpScenes,
  ...customerScenes,
]
