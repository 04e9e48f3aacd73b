import type { FrameAnswer } from './camera-messages.ts'
import { createDecoder } from './decode.ts'
import { greyOf } from './frame-grey.ts'
import { isBlack } from './grey.ts'

const decode = createDecoder({
  symbologies: ['ean-13', 'code-128', 'qr'],
  budgetMs: 60,
  now: () => performance.now(),
})

async function look(frame: VideoFrame): Promise<FrameAnswer> {
  try {
    const image = await greyOf(frame)
    const startedAt = performance.now()
    const black = isBlack(image)
    const read = black ? null : decode(image)
    return { kind: 'looked', read, black, tookMs: performance.now() - startedAt }
  } catch (cause) {
    return { kind: 'broken', cause: cause instanceof Error ? cause.name : 'unknown' }
  } finally {
    frame.close()
  }
}

self.addEventListener('message', (event: MessageEvent<VideoFrame>) => {
  void look(event.data).then((answer) => self.postMessage(answer))
})
