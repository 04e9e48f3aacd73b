/** Who is at the till. */
export const staff = {
  'staff.button': '{name} is at the till. Change',
  'staff.button.nobody': 'Nobody is at the till. Choose',
  'staff.nobody': 'Who is here?',
  'staff.title': 'Who is at the till?',
  'staff.first': 'Your name stands on every stamp and reward that you give.',
  'staff.names': 'Names',
  'staff.add': 'Add a name',
  'staff.add.label': 'Name',
  'staff.add.button': 'Add',
  'staff.add.missing': 'Please type a name.',
  'staff.add.too-long': 'This name is too long.',
  'staff.add.there': 'This name is there already.',
  'staff.here': 'at the till',
} as const
