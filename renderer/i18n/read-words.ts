/**
 * Sentences by their names, read before the page was built: plain text as it is, what has gaps as the formatter takes it.
 * Where nothing was built they are as they were written.
 */
export type ReadWords = Readonly<Record<string, string | readonly object[]>>
