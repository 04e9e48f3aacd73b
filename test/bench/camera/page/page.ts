import { allSymbologies } from '../../../../renderer/scanner/camera/camera-read.ts'
import { createDecoder } from '../../../../renderer/scanner/camera/decode.ts'
import { loadWasm } from '../../../../renderer/scanner/camera/load-wasm.ts'
import { createScriptReader } from '../../../../renderer/scanner/camera/script-reader.ts'
import { createWasmReader } from '../../../../renderer/scanner/camera/wasm-reader.ts'
import { peersHere } from './peers.ts'
import type { Peer, Picture } from './peers.ts'

/** What one decoder made of one frame. */
export interface Answer {
  readonly text: string | null
  readonly ms: number
}

export interface CameraBenchPage {
  /** Who takes part, the product first. */
  readonly names: readonly string[]
  /** Shows a frame to everybody in turn. */
  readonly look: (address: string, width: number, height: number) => Promise<readonly Answer[]>
}

const script = createScriptReader(allSymbologies)
// The package keeps one module: peers of the same package use this one, too.
const wasm = createWasmReader(await loadWasm(), allSymbologies)

/** A decoder of its own for each frame, since one for all would go on where it left off; with the product's time. */
const ours =
  (second: boolean): Peer['decode'] =>
  ({ grey }) => {
    const decode = createDecoder({
      symbologies: allSymbologies,
      budgetMs: 60,
      now: () => performance.now(),
    })
    return Promise.resolve(
      decode(grey, second ? { first: wasm, second: script } : { first: script, second: null }).read?.text ??
        null,
    )
  }

const everybody: readonly Peer[] = [
  { name: 'Stampwell', decode: ours(true) },
  { name: 'Stampwell, no wasm', decode: ours(false) },
  ...(await peersHere()),
]

async function pictureOf(address: string, width: number, height: number): Promise<Picture> {
  const data = new Uint8ClampedArray(await (await fetch(address)).arrayBuffer())
  const rgba = new Uint8ClampedArray(data.length * 4)
  data.forEach((value, i) => {
    rgba.fill(value, i * 4, i * 4 + 3)
    rgba[i * 4 + 3] = 255
  })
  const colour = new ImageData(rgba, width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d', { willReadFrequently: true })?.putImageData(colour, 0, 0)
  const file = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve)
  })
  if (file === null) throw new Error('the frame could not be made a file')
  return { grey: { data, width, height }, colour, canvas, address: URL.createObjectURL(file) }
}

async function timed(peer: Peer, picture: Picture): Promise<Answer> {
  const startedAt = performance.now()
  // A decoder that throws found nothing: that is how two of them say so.
  const text = await peer.decode(picture).catch(() => null)
  return { text, ms: performance.now() - startedAt }
}

const page: CameraBenchPage = {
  names: everybody.map(({ name }) => name),
  look: async (address, width, height) => {
    const picture = await pictureOf(address, width, height)
    const answers: Answer[] = []
    for (const peer of everybody) answers.push(await timed(peer, picture))
    URL.revokeObjectURL(picture.address)
    return answers
  },
}
Object.assign(window, { cameraBench: page })
