/** Where the server tells what became of an operation, by the till's id of it. No provider has this. */
export function truthPath(id: string): string {
  return `/truth/${id}`
}
