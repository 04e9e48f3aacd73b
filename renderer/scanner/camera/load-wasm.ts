import { prepareZXingModule } from 'zxing-wasm/reader'
import inline from 'zxing-wasm/reader/zxing_reader.wasm?url&inline'
import type { ZXingCpp } from './wasm-reader.ts'

/**
 * Starts zxing-cpp. Its program is a part of this script, so that nothing is fetched: the policy that refuses every
 * request stands, and the package never asks its own address for the file.
 */
export async function loadWasm(): Promise<ZXingCpp> {
  const text = atob(inline.slice(inline.indexOf(',') + 1))
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i)
  const module: unknown = await prepareZXingModule({
    overrides: { wasmBinary: bytes.buffer },
    fireImmediately: true,
  })
  return module as ZXingCpp
}
