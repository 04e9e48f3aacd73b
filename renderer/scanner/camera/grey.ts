/** A grey picture, one byte a pixel, row by row without gaps. */
export interface Grey {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** The mean of each 2x2 block: noise and blur shrink with the picture. */
export function half({ data, width, height }: Grey): Grey {
  const w = width >> 1
  const h = height >> 1
  const out = new Uint8ClampedArray(w * h)
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const i = 2 * y * width + 2 * x
      const sum = at(data, i) + at(data, i + 1) + at(data, i + width) + at(data, i + width + 1)
      out[y * w + x] = (sum + 2) >> 2
    }
  }
  return { data: out, width: w, height: h }
}

/** A quarter turn, counter-clockwise: the picture is as wide as it was high. */
export function quarterTurn({ data, width, height }: Grey): Grey {
  const out = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) out[(width - 1 - x) * height + y] = at(data, y * width + x)
  }
  return { data: out, width: height, height: width }
}

/** The middle of a picture, where the frame on the screen says to hold the card, twice as large in each direction. */
export function enlargeMiddle({ data, width, height }: Grey): Grey {
  const part = 0.7
  const w = Math.floor(width * part)
  const h = Math.floor(height * part)
  const left = (width - w) >> 1
  const top = (height - h) >> 1
  const out = new Uint8ClampedArray(4 * w * h)
  for (let y = 0; y < h; y += 1) {
    const row = (top + y) * width + left
    for (let x = 0; x < w; x += 1) {
      const i = row + x
      const [a, b, c, d] = [at(data, i), at(data, i + 1), at(data, i + width), at(data, i + width + 1)]
      const o = 4 * y * w + 2 * x
      out[o] = a
      out[o + 1] = (a + b) >> 1
      out[o + 2 * w] = (a + c) >> 1
      out[o + 2 * w + 1] = (a + b + c + d) >> 2
    }
  }
  return { data: out, width: 2 * w, height: 2 * h }
}

/** How much can be seen: nothing under a lid or shutter, little in the dark. */
export type Light = 'black' | 'dark' | 'enough'

/** Looks at every 97th pixel. */
export function lightIn({ data }: Grey): Light {
  let darkest = 255
  let brightest = 0
  let bright = 0
  let looked = 0
  for (let i = 0; i < data.length; i += 97) {
    const value = data[i] ?? 0
    if (value < darkest) darkest = value
    if (value > brightest) brightest = value
    if (value > 60) bright += 1
    looked += 1
  }
  if (brightest < 40 && brightest - darkest < 24) return 'black'
  return bright < looked * 0.02 ? 'dark' : 'enough'
}

// Indices above are inside the picture by construction; outside there would be nothing to see.
function at(data: Uint8ClampedArray, index: number): number {
  return data[index] ?? 0
}
