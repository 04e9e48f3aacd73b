/** What the list of members says where it cannot tell whether somebody is there. */
export const search = {
  'counter.results.many': 'Too many may fit “{query}”',
  'counter.results.many.more': 'Type more of it, or scan the card.',
}
