/** Connecting a shop, its key, and the first reading of its member list. */
export const connect = {
  'connect.open': 'Connect a shop…',
  'connect.title': 'Connect a shop',
  'connect.system': 'Loyalty system',
  'connect.address': 'Address',
  'connect.address.hint': 'Leave it as it is, unless {system} gave the shop another one.',
  'connect.key': 'Access key',
  'connect.key.id': 'Client ID',
  'connect.key.secret': 'Client secret',
  'connect.key.shown.leal':
    'In Leal: app.getleal.com/api_tokens, signed in as the owner. Make one for this till.',
  'connect.key.shown.loke':
    'LOKE gives both to whoever registers a client at developers.loke.global. The owner then lets it into the organisation at auth.loke.global/install-client.',
  'connect.key.shown.inveterate': 'In Inveterate’s dashboard, which the owner opens from Shopify.',
  'connect.key.shown.sellauth': 'In SellAuth’s dashboard: Account, then API Access.',
  'connect.key.held': 'The key was entered. It is not shown again.',
  'connect.key.other': 'Enter another key',
  'connect.key.kept': 'It is encrypted by this computer and never leaves this till but to {system}.',
  'connect.key.notKept':
    'This computer has no safe place for keys. The key is not stored: it works until Stampwell is closed, and is asked for again at the next start.',
  'connect.test': 'Test the connection',
  'connect.change': 'Change',
  'connect.tested': '{system} answers and accepts the key.',
  'connect.store.leal': 'Store',
  'connect.store.loke': 'Organisation',
  'connect.store.inveterate': 'Shop',
  'connect.store.sellauth': 'Shop',
  'connect.store.nameless': 'No. {id}',
  'connect.store.choose': 'Choose the one that this till works for.',
  'connect.store.id': '{called}: its ID',
  'connect.store.id.hint': 'This key may open a shop and not name it. Whoever has the ID goes on with it.',
  'connect.store.untold': 'The shop’s own address',
  'connect.store.untold.hint':
    '{system} does not say which shop this key opens. Write what tells it apart from every other, such as corner.myshopify.com, and the same on each till.',
  'connect.store.same': 'It is that shop',
  'connect.name': 'Name of the shop',
  'connect.name.hint': 'As the people at the till call it.',
  'connect.zone': 'Time zone',
  'connect.zone.hint': 'Tells where one business day ends and the next begins.',
  'connect.zone.open': 'Show all time zones',
  'connect.zone.none': 'No such time zone.',
  'connect.tills': 'Tills that share this key',
  'connect.tills.hint': 'They share the loyalty system’s limit on requests: each takes its part of it.',
  'connect.tills.problem': 'A number from 1 to {most}, please.',
  'connect.singleTill': 'Only this till writes there',
  'connect.singleTill.on':
    'A stamp whose answer was lost is found again by counting. Right only while no other till, app or person stamps for this shop.',
  'connect.singleTill.off':
    'Other tills, or the shop’s own app, write there too. A stamp whose answer was lost is then shown to you under “Needs you”.',
  'connect.waiting':
    '{waiting, plural, one {# entry of {shop} is} other {# entries of {shop} are}} still unsent. {waiting, plural, one {It stays} other {They stay}} with {shop} and {waiting, plural, one {is} other {are}} sent while this till works for another shop.',
  'connect.save': 'Connect',
  'connect.done': '{shop} is connected.',
  'connect.done.known': '{shop} was known here already. It has the new key.',
  'connect.done.notKept': '{shop} is connected. Its key is asked for again at the next start.',
  'connect.again.open': 'Enter the key again…',
  'connect.again.title': 'The key of {shop}',
  'connect.again.why':
    '{system} is not sent anything until it accepts a key. Everything is saved here meanwhile.',
  'connect.again.save': 'Use this key',
  'connect.again.same': 'It is {shop}’s',
  'connect.again.done': '{shop} has its key again.',

  'pull.title': 'Reading the member list',
  'pull.figure': '{members, number} of {total, number} members',
  'pull.figure.noTotal': '{members, plural, one {# member} other {# members}} so far',
  'pull.stop': 'Stop reading',
  'pull.resume': 'Go on reading',
  'pull.meanwhile': 'The counter works meanwhile. A search finds those who have been read.',
  'pull.paused':
    'Stopped. A search finds those who have been read. It goes on from here when you say so, or by itself at the next start.',
  'pull.waits': 'The loyalty system cannot be asked now. The reading goes on by itself as soon as it can.',
  'pull.failed':
    'It does not get on: the loyalty system does not give the list out now. It is tried again by itself.',

  'failure.not-connected.address-unfit': 'This is no address. Write it like https://api.example.com.',
  'failure.not-connected.address-not-encrypted':
    'This address would send the key unencrypted. Write it with https:// at its beginning.',
  'failure.not-connected.key-unfit':
    'This cannot be a key: something is missing, or a letter that no key has is in it. Copy it once more.',
  'failure.not-connected.key-missing': 'Enter the key.',
  'failure.not-connected.name-unfit': 'Give the shop a name of up to 100 letters.',
  'failure.not-connected.zone-unknown': 'Choose a time zone from the list.',
  'failure.not-connected.no-such-host':
    'There is no such address. Look at its spelling, and whether this computer is online.',
  'failure.not-connected.nobody-listens':
    'The computer at this address does not take the connection. Look at the address; a firewall may be in between.',
  'failure.not-connected.unreachable': 'No way leads to this address now. Is this computer online?',
  'failure.not-connected.not-trusted':
    'No safe connection came about: this computer does not trust the certificate there. Look at the address and at this computer’s date; somebody may be listening in.',
  'failure.not-connected.no-answer-in-time':
    'No answer came in time. Try again; if it goes on, look at the address.',
  'failure.not-connected.broken-off': 'The connection broke off in the middle of the answer. Try again.',
  'failure.not-connected.another-product':
    'Something else answers at this address: a sign-in page of a Wi-Fi, a proxy, or another product. Look at the address and at the chosen loyalty system.',
  'failure.not-connected.key-refused':
    'The loyalty system does not know this key. Copy it once more, or make a new one.',
  'connect.refused.pair':
    'The loyalty system does not know this client ID with this secret. Copy both once more.',
  'failure.not-connected.key-not-allowed':
    'The loyalty system knows this key, but does not allow it to do this. Ask the owner to give it more rights.',
  'failure.not-connected.no-such-store': 'The key is good, but it opens no shop with this ID. Check the ID.',
  'failure.not-connected.no-store-opened':
    'The key is good, but no shop has been opened to it yet. The owner does that in the loyalty system.',
  'failure.not-connected.another-store':
    'This key is good, but it is another shop’s. Enter this shop’s own key.',
  'failure.not-connected.store-known':
    'A shop with this address is here already. If it is that one, say so, and it gets this key. If it is another, its address is another, too.',
  'failure.not-connected.store-untold':
    'This key is good, but it does not tell which shop it opens. If it is this shop’s, say so. With another shop’s key, stamps would go there.',
  'failure.not-connected.slow-down': 'The loyalty system asks for a pause. Try again in a minute.',
  'failure.not-connected.failing': 'The loyalty system answers with an error of its own. Try again later.',
} as const
