import type { FrameAnswer } from './camera-messages.ts'
import { allSymbologies } from './camera-read.ts'
import { createDecoder } from './decode.ts'
import type { Readers } from './decode.ts'
import { greyOf } from './frame-grey.ts'
import { lightIn } from './grey.ts'
import { createScriptReader } from './script-reader.ts'

const decode = createDecoder({
  symbologies: allSymbologies,
  budgetMs: 60,
  now: () => performance.now(),
})
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
