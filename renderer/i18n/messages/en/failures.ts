/** Why something was not done, and why an operation needs a person. */
export const failures = {
  'failure.not-saved.disk-full': 'Not saved: the disk is full. Free some space, then do it again.',
  'failure.not-saved.database':
    'Not saved: the till’s records refused it. Do it again; if it fails again, tell the owner.',
  'failure.invalid': 'Please correct what is marked.',
  'failure.invalid-code.empty': 'The scan was empty. Scan again.',
  'failure.invalid-code.too-long': 'That is too long to be a card. Scan the card’s own barcode.',
  'failure.invalid-code.unreadable': 'That was not a card. Scan the card’s own barcode.',
  'failure.card-replaced':
    'This card was lost and replaced on {at, date, medium}. If it was found, scan it at the counter and say so first.',
  'failure.just-done': 'The same was done for this member a moment ago.',
  'failure.too-late': 'Too late to change: it may have left already. Undo tells what can still be done.',
  'failure.not-found': 'This is no longer here. Scan or search again.',
  'failure.offline': 'Offline: nothing more can be looked up for this member now. Go on with what is shown.',
  'failure.offline-redeem-off':
    'Rewards wait for the connection: offline nobody can confirm that the stamps are still there.',
  'failure.offline-redeem-limit':
    '{limit, plural, one {# reward was} other {# rewards were}} given to this member since the connection went; the next one waits for it.',
  'failure.not-enough-stamps':
    'Not enough stamps: {have, number} there, {need, number} needed. Give the reward once they are there.',
  'failure.out-of-range': 'Between {min, number} and {max, number}, please.',
  'failure.amount-out-of-range': 'At most {most} can be added at once, and {mostTaken} taken.',
  'failure.not-enough-balance': 'Not enough: {have} there, {need} needed.',
  'failure.offline-deduct':
    'Offline: nothing can be taken from a balance until the loyalty system can be reached.',
  'failure.no-customer':
    'This is no customer’s number or address. Paste the address of the customer’s page, or the number in it.',
  'failure.other-shops-customer':
    'This address is of another shop. Paste the customer’s address in this shop’s own Shopify, or the number in it.',
  'failure.credits-too-few':
    'At least {least, plural, one {# credit} other {# credits}}: the loyalty system wants them with each enrolment.',
  'failure.note-too-long': 'The note is too long: at most {most, number} characters.',
  'failure.affiliate-code-too-long': 'The affiliate code is too long: at most {most, number} characters.',
  'failure.not-offered': 'The shop’s loyalty system does not offer this. Do it in the loyalty system itself.',
  'failure.choose-card': 'Choose which card first.',
  'failure.reason-missing': 'Say why, in a few words.',
  'failure.work-waiting':
    '{waiting, plural, one {# is still waiting} other {# are still waiting}}. Let the waiting list empty first, or drop what is in it.',
  'failure.nothing-changed': 'Nothing was changed. Change something first, or close.',
  'failure.file-refused.damaged':
    '{named, select, no {This file} other {“{file}”}} is damaged, and nothing of it was taken in. Write it again on the till that it comes from.',
  'failure.file-refused.newer':
    'A newer Stampwell wrote {named, select, no {this file} other {“{file}”}}. Bring this till up to date, then take it in.',
  'failure.file-refused.other-shop':
    '{named, select, no {This file} other {“{file}”}} is for another shop. Open that shop, then take it in.',
  'failure.file-refused.not-ours':
    '{named, select, no {This file} other {“{file}”}} is no file of unsent work and no copy of a till’s records. Choose another file.',
  'failure.file-refused.empty':
    'Nothing waits in {named, select, no {this file} other {“{file}”}}. Choose another file.',
  'failure.file-refused.too-large':
    '{named, select, no {This file} other {“{file}”}} is too large to be one of Stampwell’s. Choose another file.',
  'failure.file-refused.unreadable':
    '{named, select, no {This file} other {“{file}”}} cannot be read. Copy it to this computer and choose it there.',
  'failure.file-not-written.disk-full':
    'The work has left this till’s list, but there was no room for the file. Nothing is lost: write the file again to a place with room.',
  'failure.file-not-written.refused':
    'The work has left this till’s list, but the file could not be written there. Nothing is lost: write the file again to another place.',
  'failure.cards-refused.not-ours':
    '{named, select, no {This file} other {“{file}”}} is no list of cards: its first line must name the columns “code” and “member_id”. Nothing was imported. Choose another file.',
  'failure.cards-refused.empty':
    'There is no card in {named, select, no {this file} other {“{file}”}}. Choose another file.',
  'failure.cards-refused.too-large':
    '{named, select, no {This file} other {“{file}”}} has more than 200,000 lines. Split it and import the parts. Nothing was imported.',
  'failure.cards-refused.endless':
    '{named, select, no {This file} other {“{file}”}} goes on for 100,000 characters without a card: it is no list of cards, or a part of it is damaged. Nothing was imported. Choose another file.',
  'failure.cards-refused.unreadable':
    '{named, select, no {This file} other {“{file}”}} cannot be read. Copy it to this computer and choose it there.',
  'failure.till-file-refused.damaged':
    '{named, select, no {This file} other {“{file}”}} is damaged. Write it again on the till that it comes from.',
  'failure.till-file-refused.newer':
    'A newer Stampwell wrote {named, select, no {this file} other {“{file}”}}. Bring this till up to date, then take it in.',
  'failure.till-file-refused.not-ours':
    '{named, select, no {This file} other {“{file}”}} was not written by “Prepare another till”. Choose another file.',
  'failure.till-file-refused.too-large':
    '{named, select, no {This file} other {“{file}”}} is too large to be one of Stampwell’s. Choose another file.',
  'failure.till-file-refused.unreadable':
    '{named, select, no {This file} other {“{file}”}} cannot be read. Copy it to this computer and choose it there.',
  'failure.list-not-written.disk-full': 'There was no room for the file. Choose a place with room.',
  'failure.list-not-written.refused': 'The file could not be written there. Choose another place.',
  'failure.list-not-written.unnamed':
    'It is not sure that the file is there. To be safe, each shop now counts one till more; connecting a shop again puts that right. Look there, or choose another place.',
  'failure.nobody-at-the-till': 'Choose who is at the till first.',
  'failure.name-taken': 'Somebody at this till is called that already. Enter another name.',
  'failure.blocked':
    'The till’s records are not open: nothing can be saved now. What was saved is safe. Start Stampwell again.',
  'failure.bad-request': 'This did not work, and nothing was changed. For the owner: error {id}.',
  'failure.internal': 'This did not work, and nothing already saved is lost. For the owner: error {id}.',
  'failure.no-answer': 'The till did not answer. Do it again.',

  'attention.refused': 'The loyalty system refused it (answer {status}).',
  'attention.refused.affiliate-code':
    'The loyalty system does not take this affiliate code. Drop this, then give the member another code.',
  'attention.refused.affiliate-code-taken':
    'Somebody else already has this affiliate code. Drop this, then give the member another code.',
  'attention.contact-taken.email': 'Another member already has this e-mail.',
  'attention.contact-taken.phone': 'Another member already has this phone number.',
  'attention.contact-taken.email.other': '{name} already has this e-mail.',
  'attention.contact-taken.phone.other': '{name} already has this phone number.',
  'attention.member-gone': 'The loyalty system no longer knows this member.',
  'attention.member-gone.other':
    'The loyalty system no longer knows this member. It may be {name} now{more, plural, =0 {.} one {, or one other.} other {, or one of # others.}}',
  'attention.card-gone': 'The loyalty system no longer shows this card or balance of the member.',
  'attention.code-taken': 'This card belongs to another member.',
  'attention.code-taken.other': 'This card belongs to {name}.',
  'attention.code-unknown':
    'The card was stamped offline, and it belongs to nobody. Choose the member who had it.',
  'attention.code-ambiguous':
    'This card leads to {count, plural, one {# member or card} other {# members or cards}}. Choose the one that is meant.',
  'attention.not-enough-stamps': 'There were not enough stamps: {balance, number} of {cost, number}.',
  'attention.not-enough-stamps.unknown': 'There were not enough stamps: {cost, number} are needed.',
  'attention.reward-unavailable': 'This reward is no longer offered.',
  'attention.undecided': 'No answer came, so it may or may not have arrived.',
  'attention.details-needed':
    'The loyalty system wants every detail with each change and does not tell what is in: {fields}.',
  'attention.details-needed.notes':
    'The loyalty system wants every detail with each change and does not tell the shop’s own notes. Nothing was sent.',
  'attention.edit-conflict': 'Changed elsewhere in the meantime: {fields}.',
  'attention.unreadable':
    'What was saved here is damaged and cannot be read. Look at the member in the loyalty system: if it is missing there, do it again, then drop this.',
  'attention.newer-version':
    'This was saved by a newer version of Stampwell. Start the newer version again, and it is sent by itself.',
  'attention.connection-gone': 'The shop it belongs to is no longer set up on this till.',
  'attention.adapter-gone':
    'This version of Stampwell does not know this shop’s loyalty system. Start a version that does, and it is sent by itself.',
  'attention.given-up':
    'The loyalty system answered with errors {answers, plural, one {# time} other {# times}}.',
  'attention.restored':
    'The records came from a backup or another computer, so it may have been sent before.',

  'state.saved': 'Saved here',
  'state.sent': 'Sent',
  'state.checking': 'Checking',
  'state.needs-you': 'Needs you',
  'state.undone': 'Undone',
  'state.dropped': 'Dropped',
  'state.moved': 'Moved to another till',

  'operation.member.create': 'New member',
  'operation.card.attach': 'Card attached',
  'operation.unknown': 'Something that a newer version saved',
  'operation.stamps.add': '{amount, plural, one {+# stamp} other {+# stamps}}',
  'operation.reward.redeem': 'Reward: {reward}',
  'operation.reward.redeem.provisional': 'Reward, provisional: {reward}',
  'operation.balance.adjust': 'Balance: {change}',
  'operation.balance.revert': 'Taken back: {change}',
  'operation.affiliate.set': 'Affiliate code: {code}',
  'operation.affiliate.clear': 'Affiliate code removed',
  'operation.list.on': 'Onto the list: {list}',
  'operation.list.off': 'Off the list: {list}',
  'operation.tier.enrol': 'Enrolled into the tier {tier}',
  'operation.member.edit': 'Changed: {fields}',
} as const
