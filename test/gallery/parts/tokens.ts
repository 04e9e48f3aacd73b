/** Names in renderer/styles/tokens.css, shown as they are. */
export const colours = [
  ...['paper', 'surface', 'surface-sunken', 'surface-hover', 'line', 'line-strong'],
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-hover', 'accent-pressed', 'on-accent', 'accent-soft'],
  ...['accent-ink', 'card-from', 'card-to', 'card-line', 'slot', 'good', 'good-soft', 'warn', 'warn-soft'],
  ...['bad', 'bad-soft', 'on-bad', 'practice', 'practice-ink', 'practice-tint'],
] as const
export const sizes = ['text-xs', 'text-s', 'text-m', 'text-l', 'text-xl', 'text-2xl', 'text-3xl'] as const
export const spaces = [
  'space-1',
  'space-2',
  'space-3',
  'space-4',
  'space-5',
  'space-6',
  'space-7',
  'space-8',
] as const
export const radii = ['radius-xs', 'radius-s', 'radius-m', 'radius-l', 'radius-full'] as const
