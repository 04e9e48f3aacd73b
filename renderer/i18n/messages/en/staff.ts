/** Who is at the till. */
export const staff = {
  'staff.title': 'Who is at the till?',
  'staff.why': 'Your name stands on everything that you save here.',
  'staff.goes-on': 'Choose a name, and what you have just pressed is done.',
  'staff.names': 'Names',
  'staff.add': 'Add a name',
  'staff.add.label': 'Name',
  'staff.add.button': 'Add',
  'staff.add.missing': 'Please type a name.',
  'staff.add.too-long': 'This name is too long.',
  'staff.add.there': 'This name is there already. Choose it above.',
  'staff.here': 'here',
} as const
