/** Setting up a scanner that types, and the sheet to print: loaded with the dialogs that say it. */
export const scannerSetup = {
  'scanner-setup.title': 'Set up your scanner',
  'scanner-setup.what':
    'Scan this code three times. The till learns how your scanner types: how fast, what it sends before and after a code, and which keyboard it takes this computer for.',
  'scanner-setup.code': 'The test code',
  'scanner-setup.progress': '{counted, number} of {needed, number}',
  'scanner-setup.progress.label': 'Scans that count',
  'scanner-setup.waiting': 'Scan the code.',
  'scanner-setup.more': '{left, plural, one {Scan it once more.} other {Scan it # times more.}}',
  'scanner-setup.receiving': 'A code arrives…',
  'scanner-setup.counted': 'That one counts.',
  'scanner-setup.keys': 'The keyboard is the scanner’s meanwhile: leave with Escape or the mouse.',
  'scanner-setup.laser':
    'Some scanners with a red laser line cannot read a screen. Make the screen bright, hold the scanner at a hand’s breadth, or print the code.',
  'scanner-setup.print': 'Print the code and the set-up sheet',
  'scanner-setup.caps-lock': 'Caps Lock is on: switch it off, then scan.',
  'scanner-setup.caps-lock.again':
    'Caps Lock was on, and your scanner turns small letters into capitals for it. Switch it off and begin again: three scans.',
  'scanner-setup.direct':
    'That scan came from the camera or from a scanner that is connected directly. It types nothing, and needs no set-up.',
  'scanner-setup.silent': 'Nothing has arrived yet',
  'scanner-setup.silent.body':
    'Does the scanner beep? Then it may not be set to type: scan “USB keyboard” (also “HID keyboard” or “keyboard wedge”) of its manual, or add it under Settings as a USB or serial scanner. If it does not beep, check its cable or its battery, or print the code.',
  'scanner-setup.failed': 'The keyboard layouts could not be loaded, so nothing can be learned now.',

  'scanner-setup.scan.nothing': 'Nothing readable came. Scan again.',
  'scanner-setup.scan.typed':
    'That looked typed by hand. Put the keyboard aside and scan the code on the screen.',
  'scanner-setup.scan.other-code':
    'That was another code, of {length, plural, one {# character} other {# characters}}. Scan the one that is shown here.',
  'scanner-setup.scan.half':
    '{missing, plural, one {One character of the code is} other {# characters of the code are}} missing. Hold the scanner still and scan again.',
  'scanner-setup.scan.twice': 'The code came twice. Press the trigger once, and wait until it counts.',
  'scanner-setup.scan.damaged': 'These characters did not arrive: {characters}. Scan again.',
  'scanner-setup.scan.unknown-layout':
    'The code came on a keyboard that this till does not know. Scan again to be sure.',
  'scanner-setup.scan.one-case':
    '{letters, select, capitals {All letters came as capitals.} other {All letters came as small ones.}} Scan again to be sure.',
  'scanner-setup.scan.odd-one': 'That one was other than the rest, and does not count.',
  'scanner-setup.scan.disagreement':
    'The scans differ in {about}. Scan on: three that agree are enough. If they go on differing, two scanners may be in use; set up one at a time.',
  'scanner-setup.aspect.layout': 'the keyboard layout',
  'scanner-setup.aspect.prefix': 'what comes before the code',
  'scanner-setup.aspect.aim': 'the name of the kind of code',
  'scanner-setup.aspect.suffix': 'the characters behind the code',
  'scanner-setup.aspect.end': 'the key at the end',

  'scanner-setup.stuck': 'The scanner’s own settings have to change first',
  'scanner-setup.stuck.too-slow':
    'It sends a character every {averageGap, number} ms. Over {limit, number} ms a scan cannot be told from a person typing. Set its “inter-character delay” (also “keystroke delay” or “keyboard speed”) to none or to fast.',
  'scanner-setup.stuck.case-exchanged':
    'It turns small letters into capitals and capitals into small ones. Set its “case conversion” to normal, and “Caps Lock override” or “Caps Lock state” to off.',
  'scanner-setup.stuck.one-case':
    'It turns all letters into {letters, select, capitals {capitals} other {small ones}}. Set its “case conversion” to none (also “normal” or “keep case”).',
  'scanner-setup.stuck.damaged':
    'It cannot type these characters: {characters}. Set its “keyboard country” to the one of this computer, or to United States, and its “control characters” or “ALT mode” to on.',
  'scanner-setup.stuck.unknown-layout':
    'It types for a keyboard that this till does not know. Set its “keyboard country” to United States (USA), which this till reads on every computer.',
  'scanner-setup.stuck.frame-too-long':
    'It sends {length, number} characters before or behind each code; over {limit, number} cannot be kept. Take them out of the scanner’s “prefix” or “suffix”.',
  'scanner-setup.stuck.how':
    'These settings are barcodes in the scanner’s manual: scan the one that is named, then set up again. The set-up sheet has “USB keyboard”, “keyboard country” and “Enter” of some makers.',
  'scanner-setup.again': 'Start again',

  'scanner-setup.learned': 'Learned',
  'scanner-setup.learned.speed': 'Speed',
  'scanner-setup.learned.speed.value': '{pace, number} ms a character',
  'scanner-setup.learned.prefix': 'Before each code',
  'scanner-setup.learned.suffix': 'After each code',
  'scanner-setup.learned.nothing': 'Nothing',
  'scanner-setup.learned.layout': 'Types for the keyboard',
  'scanner-setup.learned.layout.differs': '{layout} (this computer has another: no matter from now on)',
  'scanner-setup.learned.aim': 'Names the kind of code',
  'scanner-setup.learned.aim.value': 'Yes, as {identifier}; it is used, and taken off',
  'scanner-setup.learned.aim.none': 'No',
  'scanner-setup.note.no-end':
    'This scanner sends nothing at the end. So each code is known only after a short wait, and one that comes slowly could be cut. Better: scan “Add Enter” (also “CR suffix”) of its manual or of the set-up sheet, then set up again.',
  'scanner-setup.note.code-id':
    'The “{prefix}” before the code may name the kind of code: then codes of another kind come with another letter, and are not read right. Switch “Transmit code ID” off at the scanner, or set it to AIM, then set up again.',
  'scanner-setup.note.all-alike':
    'All scanners that type at this till must be set alike: to the same “keyboard country”, and with the same before each code. What was learned here is used for every one of them.',
  'scanner-setup.note.caps-lock':
    'Caps Lock is on. Codes are read all the same; what you type by hand is not.',
  'scanner-setup.note.no-releases':
    'The computer does not say when a key is let go. Scans are told by their speed alone.',
  'scanner-setup.note.by-number': 'It enters characters by their numbers, so no keyboard layout matters.',
  'scanner-setup.note.no-physical-keys':
    'The computer does not say which keys are pressed (a remote desktop, often). So the scanner’s keyboard has to be the computer’s own.',
  'scanner-setup.note.leading-key':
    '{count, plural, one {It presses Enter or Tab before each code, which} other {It presses Enter or Tab # times before each code, which}} may press a button on the screen. Take that out of the scanner’s “prefix”.',
  'scanner-setup.note.trailing-text':
    'It sends {length, plural, one {# character} other {# characters}} behind its Enter or Tab, which end up in whatever field is open. Take them out of the scanner’s “suffix”, or put Enter last.',
  'scanner-setup.note.other-key':
    'It also presses the key “{key}” with each code. If something on the screen moves when you scan, take that out of its “prefix” or “suffix”.',

  'scanner-setup.others':
    'This till knows {count, plural, one {another scanner} other {# other scanners}} already.',
  'scanner-setup.others.question': 'Which scanner is this?',
  'scanner-setup.others.instead': 'The same, set up anew',
  'scanner-setup.others.besides': 'One more at this till',
  'scanner-setup.others.clash.layout':
    'The scanner that was set up before types for another keyboard, and nothing tells which of the two typed. So this one takes its place. To use both, set both to the same “keyboard country”.',
  'scanner-setup.others.clash.prefix':
    'One of this scanner and the one that was set up before sends characters before each code with which codes of the other may begin. So this one takes its place. To use both, let both send nothing before the code.',
  'scanner-setup.others.clash.suffix':
    'The scanner that was set up before ends its codes with other characters, which may stand within the codes of this one. So this one takes its place. To use both, let both end with Enter.',

  'scanner-setup.try':
    'Enough was learned. Scan once more to try it: this code, or one of your cards. Then save.',
  'scanner-setup.try.right': 'Read right.',
  'scanner-setup.try.wrong':
    'That is not the test code. If it is one of your cards, compare it with what is printed there; else start again.',
  'scanner-setup.try.half': 'Only part of a code arrived. Scan again; if it stays so, start again.',
  'scanner-setup.save': 'Save',

  'scanner-setup.sheet.title': 'Scanner set-up sheet',
  'scanner-setup.sheet.print': 'Print',
  'scanner-setup.sheet.how': 'How to use it',
  'scanner-setup.sheet.how.1':
    'Find your scanner below by its maker, or by what the codes of its own manual look like. Scan the codes from 1 on, one at a time; the scanner beeps for each.',
  'scanner-setup.sheet.how.2':
    'At the till open Settings, “Set up a scanner”, and scan the test code three times, from the screen or from here.',
  'scanner-setup.sheet.how.3':
    'A code of another maker’s scanner does no harm: it is refused with a long beep, or typed like any other code.',
  'scanner-setup.sheet.test': 'Test code',
  'scanner-setup.sheet.family.honeywell':
    'Honeywell (Voyager, Xenon, Granit, Hyperion, Eclipse and the like)',
  'scanner-setup.sheet.family.spec-code': 'Scanners whose manual has codes that begin with %%SpecCode',
  'scanner-setup.sheet.family.sc': 'Scanners whose manual has square codes that begin with ^#SC^',
  'scanner-setup.sheet.step': '{step, number}. {does}',
  'scanner-setup.sheet.code.usb-keyboard': 'Type like a USB keyboard',
  'scanner-setup.sheet.code.country-us': 'Keyboard country: United States',
  'scanner-setup.sheet.code.add-enter': 'Add Enter at the end',
  'scanner-setup.sheet.others': 'Every other scanner',
  'scanner-setup.sheet.others.body':
    'Zebra, Datalogic, NETUM, Eyoyo, Inateck, Symcode, Tera and others print their codes in their own manuals, and say nowhere what is in them: so they cannot be printed here. Look there for these four, and scan them:',
  'scanner-setup.sheet.others.keyboard':
    '“USB keyboard”, “HID keyboard”, “USB-KBW” or “keyboard wedge”: so that it types.',
  'scanner-setup.sheet.others.country': '“Keyboard country” or “keyboard language”: United States.',
  'scanner-setup.sheet.others.enter': '“Add Enter”, “CR suffix”, “terminator CR” or “carriage return”.',
  'scanner-setup.sheet.others.ean':
    '“Enable UPC-A” and “Enable EAN-13”, where cards with such codes are not read at all.',
} as const
