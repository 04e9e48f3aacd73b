/* What scripts/lib/words-plugin.ts makes: the sentences that a first screen says, the others, and the pseudo-language. */

declare module '*?words=first' {
  export const words: Readonly<Record<string, string | readonly object[]>>
}

declare module '*?words=later' {
  export const words: Readonly<Record<string, string | readonly object[]>>
}

declare module '*?words=pseudo' {
  export const words: Readonly<Record<string, string | readonly object[]>>
}

declare module '*?words=customer' {
  export const words: Readonly<Record<string, string | readonly object[]>>
}

declare module '*?words=customerpseudo' {
  export const words: Readonly<Record<string, string | readonly object[]>>
}
