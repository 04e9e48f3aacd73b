/** A name as its owner writes it, and how it is spelled in an e-mail address. */
export interface Name {
  readonly native: string
  readonly latin: string
}

/** People of one script or language. */
export interface NameGroup {
  readonly first: readonly [Name, ...Name[]]
  readonly last: readonly [Name, ...Name[]]
  /** Share among the members. */
  readonly weight: number
}

/** `native|latin`, or a native name whose Latin spelling is the name without its accents. */
function names(text: string): readonly [Name, ...Name[]] {
  const [head, ...tail] = text.split(' ').map((entry): Name => {
    const [native = '', latin] = entry.split('|')
    return { native: native.replaceAll('_', ' '), latin: latin ?? plainLetters(native) }
  })
  if (head === undefined) throw new Error('a group without names')
  return [head, ...tail]
}

const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower case without accents: what search compares and what e-mail addresses are made of. */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => special[letter] ?? letter)
}

/** Made-up members: every name is common enough to belong to nobody in particular. */
export const nameGroups: readonly [NameGroup, ...NameGroup[]] = [
  {
    weight: 30,
    first: names(
      'Amelia Oliver Isla George Ava Noah Grace Leo Freya Arthur Nora Oscar Mary-Ann Theo Siobhan Seán Niamh Rhys Zoë Renée',
    ),
    last: names(
      "Smith Jones Taylor Brown Williams Wilson Evans Thomas Walker O'Brien MacDonald Ashdown Fairweather Smith-Jones Kelly Patel Singh",
    ),
  },
  {
    weight: 9,
    first: names(
      'Łukasz Małgorzata Paweł Żaneta Stanisław Józef Agnieszka Wiesława Grażyna Michał Zofia Jędrzej',
    ),
    last: names(
      'Wiśniewski Wójcik Kowalczyk Zieliński Szymański Woźniak Dąbrowski Łukaszewicz Źrebiec Gołębiowska Żak',
    ),
  },
  {
    weight: 8,
    first: names('İbrahim Şule Çağla Gökhan Işıl Öykü Tuğba Umut Ümit Yiğit Ayşe Ömer'),
    last: names('Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Çınar'),
  },
  {
    weight: 8,
    first: names('Nguyệt Dũng Thảo Hương Đức Phượng Quỳnh Tuấn Ngọc_Ánh|ngocanh Hải Minh_Châu|minhchau Yến'),
    last: names('Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Đặng Bùi Đỗ Hồ'),
  },
  {
    weight: 5,
    first: names('Þórður Guðrún Ásta Björk Sæunn Ísak Óðinn Hrefna Æsa Sigríður Örn Ólöf'),
    last: names('Jónsson Guðmundsdóttir Sigurðsson Þorsteinsdóttir Ólafsson Ægisdóttir Björnsson Árnadóttir'),
  },
  {
    weight: 9,
    first: names(
      'Jürgen Bärbel François Chloé Begoña Íñigo João Conceição Søren Åse Jiří Božena Gyöngyi Ödön Škender Ștefan',
    ),
    last: names(
      'Müller Groß Lefèvre Muñoz Gonçalves Ångström Sørensen Dvořák Křížková Őry Çelaj Țăranu Weiß Nuñez',
    ),
  },
  {
    weight: 6,
    first: names(
      'Γιώργος|giorgos Ελένη|eleni Δημήτρης|dimitris Αθηνά|athina Νίκος|nikos Θεοδώρα|theodora Σπύρος|spyros Ιωάννα|ioanna',
    ),
    last: names(
      'Παπαδόπουλος|papadopoulos Γεωργίου|georgiou Οικονόμου|oikonomou Αγγελοπούλου|angelopoulou Νικολαΐδης|nikolaidis Χατζής|chatzis',
    ),
  },
  {
    weight: 8,
    first: names(
      'Анна|anna Пётр|petr Юлия|yulia Сергей|sergey Оксана|oksana Їжак|yizhak Цветан|tsvetan Ђорђе|djordje Љубица|ljubica Алёна|alyona',
    ),
    last: names(
      'Иванова|ivanova Шевченко|shevchenko Йорданов|yordanov Петровић|petrovic Ковальчук|kovalchuk Соловьёв|solovyov Щербак|shcherbak Њежић|njezic',
    ),
  },
  {
    weight: 5,
    first: names(
      'محمد|mohammed فاطمة|fatima أحمد|ahmad ليلى|layla إبراهيم|ibrahim آمنة|amina يوسف|yusuf رُقيّة|ruqayya',
    ),
    last: names('الخطيب|alkhatib حدّاد|haddad النجّار|alnajjar منصور|mansour عبد_الله|abdullah القاسم|alqasim'),
  },
  {
    weight: 4,
    first: names('דוד|david רחל|rachel יוסף|yosef שרה|sarah נועם|noam תמר|tamar איתן|eitan שִׁירָה|shira'),
    last: names('כהן|cohen לוי|levi מזרחי|mizrahi פרץ|peretz ביטון|biton בן-דוד|bendavid'),
  },
  {
    weight: 8,
    first: names(
      '伟|wei 芳|fang 秀英|xiuying 静|jing さくら|sakura 太郎|taro ケンジ|kenji 花子|hanako 민준|minjun 서연|seoyeon 지우|jiwoo 麗華|lihua',
    ),
    last: names(
      '王|wang 李|li 张|zhang 陳|chen 佐藤|sato 鈴木|suzuki 渡邉|watanabe 김|kim 이|lee 박|park 欧阳|ouyang',
    ),
  },
]
