const capMs = 300_000
const stepMs = 2_000
const floorMs = 250

/** Full jitter: a random wait up to `min(300 s, 2 s * 2^n)`, never below 250 ms. `chance` is in [0, 1). */
export function retryDelay(tries: number, chance: number): number {
  const limit = Math.min(capMs, stepMs * 2 ** Math.min(tries, 30))
  return Math.max(floorMs, Math.round(limit * chance))
}

/** The wait for somebody elsewhere, who may take days: 30 s doubling to 10 min (a due time further away is taken for a clock's jump). */
export function slowDelay(tries: number): number {
  return Math.min(600_000, 30_000 * 2 ** Math.min(tries, 10))
}

/** The wait before the next knock on a provider that cannot be reached: short, since a cashier watches. 1 s to 30 s. */
export function probeDelay(tries: number, chance: number): number {
  const limit = Math.min(30_000, 1_000 * 2 ** Math.min(tries, 10))
  return Math.round(limit * (0.75 + chance / 4))
}

/** The wait before a failing provider (breaker open) is asked again: 30 s doubling to 10 min. */
export function breakerDelay(tries: number, chance: number): number {
  const limit = Math.min(600_000, 30_000 * 2 ** Math.min(tries, 10))
  return Math.round(limit * (0.75 + chance / 4))
}

/** A provider's own wish, kept within reason: 1 s to 1 h; 5 s where it named none. */
export function rateLimitDelay(retryAfterMs: number | null): number {
  return Math.min(3_600_000, Math.max(1_000, retryAfterMs ?? 5_000))
}

/** A chance in [0, 1) out of four random bytes. */
export function chanceOf(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes.subarray(0, 4)) value = value * 256 + byte
  return value / 256 ** Math.min(4, bytes.length)
}
