/** Two entries at the loyalty system that may be one person. */
export const people = {
  'people.offer': 'Same person as {name}?',
  'people.offer.compare': 'Compare',
  'people.pair.title': 'Are these one person?',
  'people.pair.keep': 'If they are: which one is opened from now on?',
  'people.pair.more':
    'Both stay in {system}, each with what is on it: nothing can be merged there from a till. This till opens the one you choose, by either card. That can be taken back at any time.',
  'people.pair.one': 'One person',
  'people.pair.two': 'Two people',
  'people.one.saved': 'One person from now on: {name}',
  'people.two.saved': 'Two people. This is not asked again.',
  'people.entries': 'Also this person in {system}',
  'people.entry': 'entry {id}',
  'people.entries.more': 'What is on this entry stays there. To clean up, look for it in {system}.',
  'people.word': 'One person with {name}',
  'people.undo': 'Take back',
  'people.undo.label': 'Take back that this is one person with {name}',
  'people.again': 'One person after all',
  'people.again.label': 'This is one person with {name} after all',
  'people.holds': 'holds',
  'people.undone': 'taken back',
  'people.undone.by': 'taken back by {by}',
  'people.parted': '{name} is a member of their own again',
  'people.section': 'Same person?',
  'people.section.hint':
    'Enrolled here and known elsewhere. Say whether they are one person; nothing waits for it.',
} as const
