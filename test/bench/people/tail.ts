import { joined, named, sometimesTwo, spread } from './culture.ts'
import type { Culture, Name, Numbers } from './culture.ts'
import type { Draw, Weighted } from './draw.ts'

const american: Numbers = {
  calling: '1',
  trunk: '1',
  mobile: '212 305 312 404 415 503 512 602 617 646 702 713 786 818 917 416 604 514'.split(' '),
  rest: 7,
}
const hosts: Weighted<string> = [
  ['gmail.com', 52],
  ['yahoo.com', 17],
  ['hotmail.com', 9],
  ['icloud.com', 7],
  ['outlook.com', 6],
  ['aol.com', 4],
  ['comcast.net', 3],
  ['att.net', 2],
]

const starts =
  'Ab Ach Ad Al Am An Ap Ar As At Ba Be Bi Bo Bra Bre Bu Cha Che Chi Chu Cor Cra Da De Di Do Dra Du Eb Ed El Em En Er Es Eu Fa Fe Fi Fo Fra Fu Ga Ge Gha Gi Go Gra Gu Ha He Hi Ho Hu Ib If Ik Il Im In Ir Is Ja Je Ji Jo Ju Ka Ke Kha Ki Ko Kra Ku La Le Li Lo Lu Ma Mba Me Mi Mo Mu Na Ndi Ne Ngu Ni No Nu Ob Od Ok Ol On Op Or Os Pa Pe Pi Po Pra Pu Qua Ra Re Ri Ro Ru Sa Scha Se Sha Si So Sta Su Ta Te Tha Ti To Tra Tu Ub Ud Ug Ul Um Un Ur Va Ve Vi Vo Wa We Wi Wo Ya Ye Yo Yu Za Ze Zi Zo Zu'.split(
    ' ',
  )
const middles =
  'ba bhi bra chu da de dha di do du fa fo ga ge ghe gi go gu ha he hu ja ji ka ke khi ko ku la le li lo lu ma me mi mo mu na ne ngo ni no nu pa pe po ra re ri ro ru sa se shi si so su ta te thu ti to tu va ve vi vu wa we ya ye za ze zi zo'.split(
    ' ',
  )
const ends =
  'bal ban berg bhai cki das deh den dian dos dze eff ejo elli enko esh ević ewicz eze fia gar ghi ham han hoff ian ides ijk ili ington ishvili iyi jan jee kar ko kwe lakis lund madi man mba mere mov nath nen nes ngton nik nkwo noğlu oğlu opoulos ossian othy pour quist ran rez rian sen shetty singhe skar sko ssen stra sundaram swamy tham tiwa tsos uddin ulu vala vić wala wicz wood yan yeva yilmaz zadeh zai zian'.split(
    ' ',
  )

/** One of some fifty million: hardly anybody shares it. */
function surname(draw: Draw): Name {
  const length = 1 + (draw.chance(0.6) ? 1 : 0)
  let written = draw.pick(starts)
  for (let at = 0; at < length; at += 1) written += draw.pick(middles)
  return named(written + draw.pick(ends))
}

function family(draw: Draw): Name {
  const one = surname(draw)
  return draw.chance(0.3) ? joined(one, surname(draw), '-') : one
}

const common = spread({
  list: 'James Maria Michael Ana David Fatima Daniel Priya Joseph Elena Samuel Aisha Thomas Mei Ali Sofia Ivan Chidinma Ahmed Grace Carlos Amara Kwame Yuki Omar Leila Marcus Ingrid Rahul Zainab Peter Olga Hassan Nadia Andre Tala Emeka Rosa Viktor Hana Dmitri Sunita Luca Ngozi Farid Ayşe Mateo Thandiwe Arjun Svetlana Tomás Björk Ifeoma Xiomara Zoltán Siobhán Dragan Keiko Oluwaseun Anjali',
  parts: [
    'Ade Aki Ama Anu Ari Asa Bela Chi Dara Ebi Efe Eli Eno Femi Gabi Hami Ife Ilo Jaya Kali Kemi Lami Lola Mali Mira Nana Neo Ola Oma Pari Rana Sami Sela Tari Temi Tola Uma Vali Yemi Zola',
    '- bo da fe ka la me na ra so to vi',
    'ra na la nia sha bell beth den dra ette fia iah ika jan kai lin lyn mar mi nna on quan rell rick ron sa son sten tavia ton tte vion wyn ya zia zo',
  ],
  ranks: 15_000,
  exponent: 0.6,
  shift: 2,
})

/** Nearly every surname its own, long and often two: what immigration makes of a shop's list. */
export const tail: Weighted<Culture> = [
  [{ given: sometimesTwo(common, 0.1, ' '), family, numbers: american, hosts }, 100],
]
