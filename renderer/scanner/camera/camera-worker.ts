import type { FrameAnswer } from './camera-messages.ts'
import { allSymbologies } from './camera-read.ts'
import { createDecoder } from './decode.ts'
import type { Readers } from './decode.ts'
import { greyOf } from './frame-grey.ts'
import { lightIn } from './grey.ts'
import { createScriptReader } from './script-reader.ts'

const now = () => performance.now()
const thorough = createDecoder({ symbologies: allSymbologies, budgetMs: 60, now })
// While zxing-cpp is being started, the dearer attempts would only keep this thread from starting it.
const hasty = createDecoder({ symbologies: allSymbologies, budgetMs: 0, now })
let decode = hasty
const script = createScriptReader(allSymbologies)
let readers: Readers = { first: script, second: null }

// The first frames are read by what is here already. Where zxing-cpp cannot be started, all of them are.
void Promise.all([import('./load-wasm.ts'), import('./wasm-reader.ts')])
  .then(async ([{ loadWasm }, { createWasmReader }]) => {
    readers = { first: createWasmReader(await loadWasm(), allSymbologies), second: script }
  })
  .catch(() => {
    const answer: FrameAnswer = { kind: 'slow' }
    self.postMessage(answer)
  })
  .finally(() => {
    decode = thorough
  })

async function look(frame: VideoFrame): Promise<FrameAnswer> {
  try {
    const image = await greyOf(frame)
    const startedAt = performance.now()
    const light = lightIn(image)
    const { read, bars } = light === 'black' ? { read: null, bars: false } : decode(image, readers)
    return { kind: 'looked', read, bars, light, tookMs: performance.now() - startedAt }
  } catch (cause) {
    return { kind: 'broken', cause: cause instanceof Error ? cause.name : 'unknown' }
  } finally {
    frame.close()
  }
}

self.addEventListener('message', (event: MessageEvent<VideoFrame>) => {
  void look(event.data).then((answer) => self.postMessage(answer))
})
