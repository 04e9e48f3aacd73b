/** Scanners that are no keyboards: choosing them, and what becomes of them. */
export const scanners = {
  'scanners.title': 'USB and serial scanners',
  'scanners.none':
    'None yet, and none is needed: a scanner that types like a keyboard works without being added here.',
  'scanners.why':
    'A scanner in HID POS or serial mode does not type. So it needs no field and no keyboard layout, Caps Lock changes nothing, and long codes are read at once. In HID POS mode it also says which kind of code it read.',
  'scanners.how': 'How to switch a scanner over',
  'scanners.how.hid':
    'HID POS: scan the set-up barcode “USB HID POS” of your scanner’s manual. Some manuals call it “POS HID”, “HID Bar Code Scanner” or “OPOS HID”. Then add it here as a USB scanner.',
  'scanners.how.serial':
    'Serial: scan “USB COM port emulation” (also called USB-CDC, virtual COM or USB serial), or plug a scanner with a serial cable into its port. Then add it here as a serial scanner.',
  'scanners.how.back':
    'To go back to typing, scan “USB keyboard” of the same manual. Some simple scanners know no other mode: they go on working as they are.',
  'scanners.add.hid': 'Add a USB scanner (HID POS)…',
  'scanners.add.serial': 'Add a serial scanner…',
  'scanners.unsupported': 'This computer’s system lets no program use such scanners.',
  'scanners.nameless': 'Scanner',
  'scanners.kind.hid': 'HID POS',
  'scanners.kind.serial': 'Serial, {baudRate, number} bits a second',
  'scanners.state.starting': 'Being opened…',
  'scanners.state.connected': 'Connected',
  'scanners.state.unplugged': 'Not plugged in',
  'scanners.state.noisy': 'Sends nonsense: nothing is read from it until it is quiet.',
  'scanners.state.noisy.serial':
    'Sends nonsense: nothing is read from it until it is quiet. Its speed may be another one.',
  'scanners.state.failed.busy':
    'Cannot be opened: another program has it. Close that program; it is tried again by itself.',
  'scanners.state.failed.refused':
    'Cannot be opened: the system refuses. Close other programs that use scanners and try again; if that does not help, remove it here and add it again.',
  'scanners.state.failed.other':
    'Cannot be opened. It is tried again by itself; if that does not help, unplug it and plug it in again.',
  'scanners.again': 'Try again',
  'scanners.again.named': 'Try again: {name}',
  'scanners.change': 'Change…',
  'scanners.change.named': 'Change {name}',
  'scanners.remove': 'Remove',
  'scanners.remove.named': 'Remove {name}',
  'scanners.refused': 'The system did not let this program look for scanners.',
  'scanners.not-loaded':
    'USB and serial scanners do not work now: a part of this program could not be read. Start it again.',
  'scanners.removed': '{name} is removed. This till does not use it any more.',
  'scanners.added': '{name} is added. Scan something.',
  'scanners.saved': '{name} is saved.',
  'scanners.unplugged': '{name} was unplugged.',
  'scanners.back': '{name} is back.',
  'scanners.noisy': '{name} sends nonsense and is not listened to until it is quiet.',
  'scanners.choose.hid': 'Add a USB scanner',
  'scanners.choose.serial': 'Add a serial scanner',
  'scanners.choose.label': 'What is plugged in',
  'scanners.choose.what': 'Choose the scanner. Only what you choose can be used by this program.',
  'scanners.choose.what.serial':
    'Choose the port that the scanner is at. Other devices have such ports too: if you are not sure, unplug the scanner, see which one goes away, and plug it in again.',
  'scanners.choose.help': 'What is this?',
  'scanners.choose.waiting': 'Looking for scanners…',
  'scanners.choose.none.hid':
    'No scanner in HID POS mode is plugged in. Plug it in, or switch it over with the barcode of its manual; it appears here by itself.',
  'scanners.choose.none.serial':
    'No serial port is here. Plug the scanner in, or switch it over with the barcode of its manual; it appears here by itself.',
  'scanners.choose.known': 'Added already',
  'scanners.choose.add': 'Add',
  'scanners.choose.add.named': 'Add {name}',
  'scanners.choose.gone': 'That device has just been unplugged.',
  'scanners.maker.honeywell': 'Honeywell',
  'scanners.maker.zebra': 'Zebra',
  'scanners.maker.datalogic': 'Datalogic',
  'scanners.maker.newland': 'Newland',
  'scanners.maker.adapter': 'USB adapter for a serial cable',
  'scanners.maker.board': 'A port of this computer',
  'scanners.ids': 'Device {vendor}:{product}',
  'scanners.form.title': 'Change a scanner',
  'scanners.form.name': 'Name',
  'scanners.form.name.hint': 'What you call it, such as “Front counter”.',
  'scanners.form.name.problem': 'At most {most} characters.',
  'scanners.form.baud': 'Speed',
  'scanners.form.baud.value': '{baudRate, number} bits a second',
  'scanners.form.baud.hint':
    'As set at the scanner; 9,600 unless somebody changed it. A scanner that is plugged into USB itself takes any speed; with a serial cable, a wrong one shows as nonsense, or as nothing.',
  'scanners.form.ending': 'Sent after each code',
  'scanners.form.ending.auto': 'Find out (usual)',
  'scanners.form.ending.cr': 'Enter (CR)',
  'scanners.form.ending.lf': 'Line feed (LF)',
  'scanners.form.ending.crlf': 'Both (CR LF)',
  'scanners.form.ending.stx-etx': 'STX before, ETX after',
  'scanners.form.ending.pause': 'Nothing: a pause ends it',
  'scanners.form.ending.hint':
    'Change this only where a code with several lines arrives as several codes, or several codes as one.',
  'scanners.form.save': 'Save',
  'failure.too-many-scanners': 'A till can have {most} of these scanners. Remove one that is not used.',
} as const
