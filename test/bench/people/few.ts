import { joined, namesOf, spread } from './culture.ts'
import type { Culture, Name, Numbers } from './culture.ts'
import { weighted } from './draw.ts'
import type { Draw, Weighted } from './draw.ts'

const vietnamese: Numbers = {
  calling: '84',
  trunk: '0',
  mobile: '32 33 34 35 36 37 38 39 70 76 77 78 79 81 82 83 84 85 86 88 89 90 91 93 94 96 97 98'.split(' '),
  rest: 7,
}
/** Also of the Koreans among the scripts. */
export const korean: Numbers = { calling: '82', trunk: '0', mobile: ['10'], rest: 8 }

const vietnameseHosts: Weighted<string> = [
  ['gmail.com', 78],
  ['yahoo.com', 9],
  ['yahoo.com.vn', 4],
  ['hotmail.com', 3],
  ['outlook.com', 3],
  ['icloud.com', 3],
]
/** Also of the Koreans among the scripts. */
export const koreanHosts: Weighted<string> = [
  ['naver.com', 52],
  ['gmail.com', 28],
  ['hanmail.net', 8],
  ['daum.net', 6],
  ['kakao.com', 4],
  ['nate.com', 2],
]

/** Of all members, Koreans among them; what is left of a hundred is theirs. */
const families = [
  ['Nguyễn', 38.4],
  ['Trần', 11],
  ['Lê', 9.5],
  ['Phạm', 7.1],
  ['Hoàng', 3],
  ['Huỳnh', 2.1],
  ['Phan', 4.5],
  ['Vũ', 2.4],
  ['Võ', 1.5],
  ['Đặng', 2.1],
  ['Bùi', 2],
  ['Đỗ', 1.4],
  ['Hồ', 1.3],
  ['Ngô', 1.3],
  ['Dương', 1],
  ['Lý', 0.5],
] as const
const koreans = 10
const rare = spread({
  list: 'Đinh Đoàn Trịnh Trương Lâm Mai Đào Cao Lương Hà Tạ Chu Châu Thái Tô Tôn La Quách Kiều Lưu Vương Tăng Thạch Nghiêm Triệu Văn Từ Doãn Giang Khổng',
  ranks: 30,
  exponent: 0.7,
  shift: 1,
})
const known = namesOf(families.map(([name]) => name).join(' '))
const rest = 100 - koreans - families.reduce((sum, [, share]) => sum + share, 0)

const middles = namesOf(
  'Thị Văn Thị Văn Thị Văn Minh Ngọc Thanh Hữu Đức Quang Thu Hồng Xuân Kim Phương Hoàng Quốc Anh Đình Công Mỹ Bảo Gia Khánh Tuấn Trung Thùy Diệu Như Hải Duy Nhật Tiến Mạnh Thế Viết Bá Ánh Bích Cẩm Tường Yến',
)
const givens = spread({
  list: 'Anh Hương Hùng Linh Dũng Lan Tuấn Hà Minh Trang Huy Thảo Nam Hoa Long Mai Thành Hằng Sơn Ngọc Hải Phương Đức Nga Cường Yến Bình Nhung Quân Thủy Trung Hạnh Khánh Dung Phong Vân Tùng Hiền Thắng Loan Hiếu Tuyết Kiên Thu Việt Oanh Tâm Ly Đạt Trinh Duy Uyên Khoa Quỳnh Lâm Châu Nghĩa Diệp Phúc Hân Tài Như Vinh Thư Toàn Vy Bảo My Quang Nhi Thịnh Trâm Khôi Ngân Tú Giang Lộc Chi Hưng Xuân Tiến Cúc Hậu Đào Luân Huệ Nhân Lý Thiện Nguyệt Trí Tiên Đăng Trúc Hoàng Thơ Vũ Bích Nhật Ánh',
  ranks: 108,
  exponent: 0.5,
  shift: 3,
})

function vietnameseGiven(draw: Draw): Name {
  const last = givens(draw)
  const first = draw.chance(0.22) ? joined(givens(draw), last, ' ') : last
  return draw.chance(0.9) ? joined(draw.pick(middles), first, ' ') : first
}

const koreanFamilies = weighted(
  (
    [
      ['김=kim', 21.5],
      ['이=lee', 14.7],
      ['박=park', 8.4],
      ['최=choi', 4.7],
      ['정=jung', 4.3],
      ['강=kang', 2.4],
      ['조=cho', 2.1],
      ['윤=yoon', 2.1],
      ['장=jang', 2],
      ['임=lim', 1.7],
      ['한=han', 1.5],
      ['오=oh', 1.5],
      ['서=seo', 1.5],
      ['신=shin', 1.5],
      ['권=kwon', 1.4],
      ['황=hwang', 1.4],
      ['안=ahn', 1.4],
      ['송=song', 1.4],
      ['류=ryu', 1.3],
      ['홍=hong', 1.1],
      ['전=jeon', 1.1],
      ['고=ko', 0.9],
      ['문=moon', 0.9],
      ['손=son', 0.9],
      ['남궁=namgung', 0.1],
    ] as const
  ).map(([name, share]) => [namesOf(name)[0] ?? { written: '김', latin: 'kim' }, share] as const),
)
const syllables = namesOf(
  '민=min 준=jun 서=seo 연=yeon 지=ji 우=woo 현=hyun 수=soo 영=young 은=eun 하=ha 윤=yoon 도=do 예=ye 진=jin 성=sung 재=jae 호=ho 경=kyung 미=mi 혜=hye 정=jung 희=hee 동=dong 훈=hoon 나=na 주=ju 원=won 아=ah 석=seok 철=chul 숙=sook 자=ja 순=soon 기=ki 태=tae 승=seung 유=yu 빈=bin 율=yul',
)

/** A family name in Hangul. */
export function koreanFamily(draw: Draw): Name {
  return koreanFamilies(draw)
}

/** A given name of two syllables in Hangul. */
export function koreanGiven(draw: Draw): Name {
  const [one, other] = [draw.pick(syllables), draw.pick(syllables)]
  return { written: one.written + other.written, latin: one.latin + other.latin }
}

/** As a passport has it: half of the Koreans in a shop abroad are written so. */
function inLatin(name: (draw: Draw) => Name): (draw: Draw) => Name {
  return (draw) => {
    const { latin } = name(draw)
    return { written: latin.charAt(0).toUpperCase() + latin.slice(1), latin }
  }
}

const vietnameseFamily = weighted<Name | null>([
  ...known.map((name, at) => [name, families[at]?.[1] ?? 0] as const),
  [null, rest],
])

/** Few surnames for very many, with how many of a hundred members each culture has. */
export const few: Weighted<Culture> = [
  [
    {
      given: vietnameseGiven,
      family: (draw) => vietnameseFamily(draw) ?? rare(draw),
      numbers: vietnamese,
      hosts: vietnameseHosts,
      crowded: true,
    },
    100 - koreans,
  ],
  [
    { given: koreanGiven, family: koreanFamily, numbers: korean, hosts: koreanHosts, crowded: true },
    koreans / 2,
  ],
  [
    {
      given: inLatin(koreanGiven),
      family: inLatin(koreanFamily),
      numbers: korean,
      hosts: koreanHosts,
      crowded: true,
    },
    koreans / 2,
  ],
]
