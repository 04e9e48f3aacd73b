/** Placeholder until written below. */
export async function proveQuestions(seed: number, print: (line: string) => void): Promise<number> {
  print(`seed ${seed}`)
  return Promise.resolve(1)
}
