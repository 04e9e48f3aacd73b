import { joined, namesOf, sometimesTwo, spread } from './culture.ts'
import type { Culture, Name, Numbers } from './culture.ts'
import type { Draw, Weighted } from './draw.ts'
import { korean, koreanFamily, koreanGiven, koreanHosts } from './few.ts'

const russian: Numbers = {
  calling: '7',
  trunk: '8',
  mobile: '903 905 909 910 915 916 917 925 926 950 960 977 985 999'.split(' '),
  rest: 7,
}
const ukrainian: Numbers = {
  calling: '380',
  trunk: '0',
  mobile: '50 63 66 67 68 73 93 95 96 97 98 99'.split(' '),
  rest: 7,
}
const greek: Numbers = {
  calling: '30',
  trunk: '',
  mobile: ['690', '693', '694', '695', '697', '698', '699'],
  rest: 7,
}
const arabian: Numbers = {
  calling: '966',
  trunk: '0',
  mobile: ['50', '53', '54', '55', '56', '57', '58', '59'],
  rest: 7,
}
const egyptian: Numbers = { calling: '20', trunk: '0', mobile: ['10', '11', '12', '15'], rest: 8 }
const israeli: Numbers = { calling: '972', trunk: '0', mobile: ['50', '52', '53', '54', '55', '58'], rest: 7 }
const chinese: Numbers = {
  calling: '86',
  trunk: '',
  mobile: '130 131 133 135 136 138 139 150 151 152 158 159 176 177 180 182 186 187 188 189'.split(' '),
  rest: 8,
}
const japanese: Numbers = { calling: '81', trunk: '0', mobile: ['70', '80', '90'], rest: 8 }
const american: Numbers = {
  calling: '1',
  trunk: '1',
  mobile: '212 347 415 617 646 718 917'.split(' '),
  rest: 7,
}

const worldHosts: Weighted<string> = [
  ['gmail.com', 60],
  ['hotmail.com', 14],
  ['yahoo.com', 12],
  ['outlook.com', 8],
  ['icloud.com', 6],
]
const russianHosts: Weighted<string> = [
  ['mail.ru', 38],
  ['gmail.com', 27],
  ['yandex.ru', 22],
  ['bk.ru', 5],
  ['inbox.ru', 4],
  ['list.ru', 2],
  ['rambler.ru', 2],
]
const chineseHosts: Weighted<string> = [
  ['qq.com', 50],
  ['163.com', 22],
  ['126.com', 8],
  ['gmail.com', 10],
  ['outlook.com', 5],
  ['sina.com', 5],
]
const japaneseHosts: Weighted<string> = [
  ['gmail.com', 45],
  ['yahoo.co.jp', 20],
  ['docomo.ne.jp', 12],
  ['ezweb.ne.jp', 8],
  ['softbank.ne.jp', 7],
  ['icloud.com', 8],
]
const israeliHosts: Weighted<string> = [
  ['gmail.com', 72],
  ['walla.co.il', 10],
  ['hotmail.com', 8],
  ['yahoo.com', 6],
  ['netvision.net.il', 4],
]

const surnames = { ranks: 30_000, exponent: 0.85, shift: 2 } as const
const given = { ranks: 400, exponent: 0.75, shift: 2 } as const

const cyrillicStems =
  'Алекс Андр Бар Бел Бог Бор Бул Бык Вас Вер Вин Влас Вор Гал Гер Глад Гол Горб Гриш Гус Дав Дем Дмитр Долг Дорон Дуб Ег Ерм Жар Жук Зай Зим Зуб Иг Ис Каз Кал Карп Кир Климент Кол Комар Кор Кот Краст Круг Кузн Кул Лаз Лап Лар Леб Лог Лук Мак Мал Март Мат Мед Мель Мир Мих Мол Мор Мур Наз Ник Нов Овч Ор Ос Пав Пан Пах Пет Пол Пот Прох Род Ром Руд Рыб Сав Сам Сел Сем Серг Сид Сим Скор Сокол Сорок Степ Сух Тар Тим Тих Трет Туч Ул Уст Фад Фед Фил Фом Харит Хлеб Цвет Чер Чист Шап Шев Шир Щерб Яков'
const cyrillicMiddles = '- ал ан ар ат ел ен ер ик ин ит ок ол он ор оч уш'

const hanFamilies =
  '王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 黄=huang 赵=zhao 吴=wu 周=zhou 徐=xu 孙=sun 马=ma 朱=zhu 胡=hu 郭=guo 何=he 高=gao 林=lin 罗=luo 郑=zheng 梁=liang 谢=xie 宋=song 唐=tang 许=xu 韩=han 冯=feng 邓=deng 曹=cao 彭=peng 曾=zeng 肖=xiao 田=tian 董=dong 袁=yuan 潘=pan 于=yu 蒋=jiang 蔡=cai 余=yu 杜=du 叶=ye 程=cheng 苏=su 魏=wei 吕=lv 丁=ding 任=ren 沈=shen 姚=yao 卢=lu 姜=jiang 崔=cui 钟=zhong 谭=tan 陆=lu 汪=wang 范=fan 金=jin 石=shi 廖=liao 贾=jia 夏=xia 韦=wei 付=fu 方=fang 白=bai 邹=zou 孟=meng 熊=xiong 秦=qin 邱=qiu 江=jiang 尹=yin 薛=xue 闫=yan 段=duan 雷=lei 侯=hou 龙=long 史=shi 陶=tao 黎=li 贺=he 顾=gu 毛=mao 郝=hao 龚=gong 邵=shao 万=wan 钱=qian 严=yan 覃=qin 武=wu 戴=dai 莫=mo 孔=kong 向=xiang 汤=tang 欧阳=ouyang 司马=sima 諸葛=zhuge'
const hanGiven = namesOf(
  '伟=wei 芳=fang 娜=na 敏=min 静=jing 丽=li 强=qiang 磊=lei 军=jun 洋=yang 勇=yong 艳=yan 杰=jie 娟=juan 涛=tao 明=ming 超=chao 秀=xiu 霞=xia 平=ping 刚=gang 桂=gui 英=ying 华=hua 玉=yu 兰=lan 红=hong 建=jian 文=wen 志=zhi 国=guo 海=hai 春=chun 梅=mei 云=yun 飞=fei 雪=xue 婷=ting 宇=yu 浩=hao 轩=xuan 子=zi 涵=han 欣=xin 怡=yi 佳=jia 琪=qi 梓=zi 晨=chen 思=si 雨=yu 博=bo 俊=jun 鑫=xin 天=tian 乐=le 阳=yang 鹏=peng 辉=hui 东=dong 小=xiao 晓=xiao 慧=hui 颖=ying 琳=lin 倩=qian 凯=kai 峰=feng 龙=long 波=bo 斌=bin 健=jian 生=sheng 福=fu 林=lin 新=xin 成=cheng 永=yong 安=an 清=qing 月=yue 凤=feng 金=jin 荣=rong 莉=li 萍=ping 薇=wei 瑶=yao 诗=shi 语=yu 嘉=jia 瑞=rui 泽=ze 睿=rui 昊=hao 航=hang 然=ran 一=yi 可=ke 心=xin',
)
const kanjiFamilies =
  '佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺=watanabe 山本=yamamoto 中村=nakamura 小林=kobayashi 加藤=kato 吉田=yoshida 山田=yamada 佐々木=sasaki 山口=yamaguchi 松本=matsumoto 井上=inoue 木村=kimura 林=hayashi 斎藤=saito 清水=shimizu 山崎=yamazaki 森=mori 池田=ikeda 橋本=hashimoto 阿部=abe 石川=ishikawa 山下=yamashita 中島=nakajima 石井=ishii 小川=ogawa 前田=maeda 岡田=okada 長谷川=hasegawa 藤田=fujita 後藤=goto 近藤=kondo 村上=murakami 遠藤=endo 青木=aoki 坂本=sakamoto 斉藤=saito 福田=fukuda 太田=ota 西村=nishimura 藤井=fujii 金子=kaneko 岡本=okamoto 藤原=fujiwara 三浦=miura 中野=nakano 中川=nakagawa 原田=harada 松田=matsuda 竹内=takeuchi 小野=ono 田村=tamura 中山=nakayama 和田=wada 石田=ishida 森田=morita 上田=ueda 原=hara 内田=uchida 柴田=shibata 酒井=sakai 宮崎=miyazaki 横山=yokoyama 高木=takagi 安藤=ando 宮本=miyamoto 大野=ono 小島=kojima 工藤=kudo 谷口=taniguchi 今井=imai 高田=takada 増田=masuda 丸山=maruyama 杉山=sugiyama 村田=murata 大塚=otsuka 新井=arai 小山=koyama 平野=hirano 藤本=fujimoto 河野=kono 上野=ueno 野口=noguchi 武田=takeda 松井=matsui 千葉=chiba 菅原=sugawara 岩崎=iwasaki 久保=kubo 木下=kinoshita 佐野=sano 野村=nomura 松尾=matsuo 菊地=kikuchi 杉本=sugimoto 市川=ichikawa'
const kanaGiven =
  '花子=hanako 太郎=taro さくら=sakura 陽菜=hina 蓮=ren 翔太=shota 結衣=yui 大輔=daisuke 美咲=misaki 健太=kenta あおい=aoi 直樹=naoki 葵=aoi 拓也=takuya 優=yu 翼=tsubasa ひかり=hikari 悠斗=yuto 凛=rin 大翔=hiroto 明日香=asuka 誠=makoto 恵=megumi 浩=hiroshi 久美子=kumiko 隆=takashi 由美=yumi 学=manabu 裕子=yuko 亮=ryo 真由美=mayumi 剛=tsuyoshi 千尋=chihiro 智也=tomoya 彩=aya 駿=shun 愛=ai 和也=kazuya 麻衣=mai 一郎=ichiro ゆうこ=yuko ケン=ken マリア=maria リサ=risa みゆき=miyuki 達也=tatsuya 七海=nanami 莉子=riko 颯太=sota 湊=minato'

/** One or two characters. */
function chineseGiven(draw: Draw): Name {
  const one = draw.pick(hanGiven)
  if (draw.chance(0.2)) return one
  const other = draw.pick(hanGiven)
  return { written: one.written + other.written, latin: one.latin + other.latin }
}

const arabicGiven = spread({
  list: 'محمد=mohamed أحمد=ahmed علي=ali فاطمة=fatima عبدالله=abdullah مريم=mariam خالد=khaled نورة=noura حسن=hassan سارة=sara عمر=omar عائشة=aisha يوسف=youssef زينب=zainab إبراهيم=ibrahim هند=hind محمود=mahmoud ليلى=layla سعيد=saeed أمل=amal عبدالرحمن=abdulrahman نور=nour مصطفى=mostafa ريم=reem حسين=hussein هدى=huda سلطان=sultan منى=mona طارق=tariq سلمى=salma فيصل=faisal دانة=dana ماجد=majed لطيفة=latifa ناصر=nasser شيماء=shaimaa كريم=karim رنا=rana بدر=badr أسماء=asmaa وليد=walid إيمان=iman ياسر=yasser حنان=hanan سامي=sami جميلة=jamila زياد=ziad رانيا=rania فهد=fahd غادة=ghada تركي=turki وفاء=wafaa راشد=rashed نادية=nadia عبدالعزيز=abdulaziz خديجة=khadija',
  ...given,
})
const arabicFamilies =
  'الأحمد=alahmad العتيبي=alotaibi حسن=hassan الحربي=alharbi علي=ali الغامدي=alghamdi إبراهيم=ibrahim القحطاني=alqahtani محمود=mahmoud الشمري=alshammari السيد=elsayed الزهراني=alzahrani عبدالله=abdullah الدوسري=aldosari خليل=khalil المطيري=almutairi منصور=mansour العنزي=alanazi يوسف=youssef الشهري=alshehri صالح=saleh المالكي=almalki عثمان=osman السبيعي=alsubaie حسين=hussein البلوي=albalawi سليمان=soliman الحسيني=alhusseini عوض=awad الخطيب=alkhatib فرج=farag النجار=alnajjar سالم=salem الحداد=alhaddad ناصر=nasser البغدادي=albaghdadi مصطفى=mostafa المصري=almasri شاهين=shahin الشامي=alshami عمر=omar العلي=alali رمضان=ramadan الصباح=alsabah حمدان=hamdan'
const arabicFamily = spread({ list: arabicFamilies, ranks: 45, exponent: 0.6, shift: 2 })

/** The family name, often behind the father's given name. */
function arabicWhole(draw: Draw): Name {
  const family = arabicFamily(draw)
  return draw.chance(0.45) ? joined(arabicGiven(draw), family, ' ') : family
}

const hebrewFamily = spread({
  list: 'כהן=cohen לוי=levi מזרחי=mizrahi פרץ=peretz ביטון=biton דהן=dahan אברהם=avraham פרידמן=friedman מלכה=malka אזולאי=azoulay כץ=katz יוסף=yosef דוד=david עמר=amar אוחיון=ohayon חדד=hadad גבאי=gabay בן_דוד=bendavid אדרי=edri לוין=levin טל=tal קליין=klein חן=chen שפירא=shapira חזן=hazan משה=moshe אשכנזי=ashkenazi אוחנה=ohana סגל=segal סויסה=suissa אלון=alon יצחק=yitzhak שלום=shalom בר=bar הראל=harel ברק=barak גולן=golan רוזן=rosen שרון=sharon מור=mor נחום=nahum פישר=fischer גרין=green שטרן=stern ברגר=berger וקנין=vaknin גולדברג=goldberg רוזנברג=rosenberg בן־חיים=benhaim אבו־חצירא=abuhatzeira בן־שושן=benshoshan זילברמן=zilberman הורוביץ=horowitz',
  ranks: 53,
  exponent: 0.7,
  shift: 1,
})
const hebrewGiven = spread({
  list: 'דוד=david שרה=sara משה=moshe נועה=noa יוסף=yosef תמר=tamar אברהם=avraham מאיה=maya יעקב=yaakov רחל=rachel דניאל=daniel אסתר=esther אריאל=ariel יעל=yael איתי=itay מיכל=michal עומר=omer שירה=shira נועם=noam טליה=talia אורי=uri רבקה=rivka יונתן=yonatan חנה=hana אלון=alon הילה=hila גיא=guy ענת=anat רון=ron לאה=lea עידו=ido קרן=keren שלמה=shlomo דנה=dana יצחק=yitzhak מרים=miriam איתן=eitan אביגיל=avigail לביא=lavi עדי=adi שמואל=shmuel גלית=galit אהרון=aharon סיגל=sigal',
  ranks: 44,
  exponent: 0.6,
  shift: 2,
})

const cyrillicGiven = spread({
  list: 'Александр Елена Сергей Ольга Дмитрий Наталья Андрей Анна Алексей Татьяна Владимир Ирина Артём Светлана Максим Мария Иван Екатерина Михаил Юлия Никита Анастасия Евгений Марина Николай Людмила Павел Галина Роман Дарья Игорь Виктория Кирилл Алёна Олег Полина Виктор Надежда Юрий Ксения Денис Валентина Антон Любовь Илья Алиса Егор Вера Константин Лариса Тимофей София Глеб Варвара Фёдор Семён',
  ...given,
})
const ukrainianGiven = spread({
  list: 'Олександр Олена Сергій Оксана Андрій Наталія Володимир Ірина Микола Тетяна Іван Ганна Василь Марія Юрій Юлія Дмитро Світлана Богдан Катерина Тарас Надія Михайло Любов Євген Соломія Ярослав Дарина Максим Софія Назар Злата Петро Лілія Олег Вікторія Ігор Людмила Роман Галина',
  ...given,
})

/** Many scripts in one shop, with how many of a hundred members each has. E-mails are Latin, as they are. */
export const scripts: Weighted<Culture> = [
  [
    {
      given: cyrillicGiven,
      family: spread({
        list: 'Иванов Смирнова Кузнецов Попова Васильев Петрова Соколов Михайлова Новиков Фёдорова Морозов Волкова Алексеев Лебедева Семёнов Егорова Павлов Козлова Степанов Николаева Орлов Андреева Макаров Никитина Захаров Зайцева Соловьёв Борисова Яковлев Григорьева Романов Воробьёва Сергеев Кузьмина Фролов Александрова Дмитриев Королёва Гусев Киселёва Ильин Максимова Поляков Сорокина Виноградов Ковалёва Белов Медведева Антонов Тарасова Жуков Баранова Филиппов Комарова Давыдов Беляева Герасимов Богданова Осипов Сидорова Матвеев Титова Марков Миронова Крылов Куликова Карпов Власова Мельников Денисова Гаврилов Тихонова Казаков Афанасьева Данилов Савельева',
        parts: [cyrillicStems, cyrillicMiddles, 'ов ова ев ева ин ина ский ская ых ко'],
        ...surnames,
      }),
      numbers: russian,
      hosts: russianHosts,
    },
    20,
  ],
  [
    {
      given: ukrainianGiven,
      family: spread({
        list: 'Мельник Шевченко Бойко Коваленко Бондаренко Ткаченко Кравченко Ковальчук Коваль Олійник Шевчук Поліщук Іванов Ткачук Савченко Бондар Марченко Руденко Мороз Лисенко Петренко Кравчук Клименко Павленко Савчук Кузьменко Іщенко Гаврилюк Пономаренко Василенко Харченко Карпенко Гончар Романюк Сидоренко Швець Попович Мазур Панченко Гончаренко Литвиненко Мартинюк Хоменко Юрченко Демченко Левченко Костенко Кириленко',
        parts: [cyrillicStems, cyrillicMiddles, 'енко чук юк ський ська ець ко ів ак ишин'],
        ...surnames,
      }),
      numbers: ukrainian,
      hosts: worldHosts,
    },
    6,
  ],
  [{ given: arabicGiven, family: arabicWhole, numbers: arabian, hosts: worldHosts, crowded: true }, 10],
  [{ given: arabicGiven, family: arabicWhole, numbers: egyptian, hosts: worldHosts, crowded: true }, 6],
  [
    {
      given: spread({
        list: 'Γιώργος Μαρία Δημήτρης Ελένη Κωνσταντίνος Κατερίνα Νίκος Βασιλική Γιάννης Σοφία Παναγιώτης Αγγελική Βασίλης Γεωργία Χρήστος Δήμητρα Αθανάσιος Ιωάννα Ευάγγελος Ευαγγελία Μιχάλης Παρασκευή Σπύρος Άννα Αντώνης Αικατερίνη Αλέξανδρος Χριστίνα Θανάσης Κωνσταντίνα Αναστάσιος Φωτεινή Στέλιος Ειρήνη Ηλίας Αναστασία Θεόδωρος Στυλιανή Σταύρος Χρυσούλα Πέτρος Δέσποινα Απόστολος Ζωή',
        ...given,
      }),
      family: spread({
        list: 'Παπαδόπουλος Παπαδοπούλου Βλάχος Παππάς Αγγελόπουλος Νικολάου Γεωργίου Παπαδάκης Δημητρίου Οικονόμου Ιωάννου Παπανικολάου Μακρής Κωνσταντίνου Αντωνίου Χατζής Καραγιάννης Αθανασίου Γεωργιάδης Μιχαηλίδης Βασιλείου Παπαγεωργίου Σωτηρίου Αναγνωστόπουλος Χριστοδούλου Ζαχαρίου Δημόπουλος Σταματίου Κοντός Λαμπρόπουλος Μαυρίδης Τσακίρης Αλεξίου Κυριακίδης Στεφανίδης Ιωαννίδης Παυλίδης Θεοδωρίδης Κουρής Ρήγας',
        parts: [
          'Αγγελ Αθανασ Αλεξ Ανδρε Αντων Αργυρ Βασιλ Βελ Γεωργ Γιανν Γρηγορ Δημητρ Διαμαντ Ευθυμ Ζαχαρ Ζερβ Ηλι Θεοδωρ Θεοχαρ Ιωανν Καλογερ Καραγιανν Κατσ Κοντ Κουτσ Κυριακ Κωστ Λαζαρ Λαμπρ Λιβαν Μακρ Μανωλ Μαρκ Μαυρ Μιχαηλ Μπακ Νικολ Οικονομ Παλ Παναγ Παπαγι Παπαδημητρ Παυλ Πετρ Ραπτ Σαβ Σακελλαρ Σπανδων Σταμ Στεργ Σωτηρ Τζαν Τριανταφυλλ Τσιμπ Φωτ Χαραλαμπ Χατζη Χρηστ Ψαρ',
          '- αδ αν αρ ατ ελ ερ ιδ ικ ιν ομ ουλ ουρ',
          'όπουλος οπούλου άκης άκη ίδης ίδου ιάδης άτος έας ούδης άκος ίτης',
        ],
        ...surnames,
      }),
      numbers: greek,
      hosts: worldHosts,
    },
    8,
  ],
  [{ given: hebrewGiven, family: hebrewFamily, numbers: israeli, hosts: israeliHosts, crowded: true }, 8],
  [
    {
      given: chineseGiven,
      family: spread({ list: hanFamilies, ranks: 103, exponent: 0.8, shift: 1 }),
      numbers: chinese,
      hosts: chineseHosts,
      crowded: true,
    },
    13,
  ],
  [
    {
      given: spread({ list: kanaGiven, ranks: 50, exponent: 0.4, shift: 2 }),
      family: spread({
        list: kanjiFamilies,
        parts: [
          '山 川 田 中 村 木 石 水 森 林 竹 松 杉 桜 梅 藤 菊 北 南 東 西 上 下 内 外 大 小 高 長 新 古 青 赤 白 黒 金 銀 福 安 平 永 宮 寺 神 島 浜 岩 坂 谷 池 沢 橋 原 野 岡 丘 河 江 津 吉 和 清 秋 春 夏 冬',
          '- 々 之 ヶ',
          '田 川 山 本 村 木 野 原 井 口 沢 島 崎 谷 藤 上 下 内 岡 橋 林 森 部 宮 尾 江 津 浦 塚 坂',
        ],
        ...surnames,
      }),
      numbers: japanese,
      hosts: japaneseHosts,
      crowded: true,
    },
    9,
  ],
  [{ given: koreanGiven, family: koreanFamily, numbers: korean, hosts: koreanHosts, crowded: true }, 6],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Michael Sarah David Emily James Maria John Anna Robert Linda José Fatima Daniel Sofia William Grace Thomas Elena Kevin Nicole Ahmed Priya Zoë Chloé Łukasz Agnieszka Tomáš Žofia Gábor Ágnes Mehmet Ayşe İbrahim Șerban Ștefania Nguyễn Wei',
          ...given,
        }),
        0.05,
        ' ',
      ),
      family: spread({
        list: "Smith Johnson Williams García Brown Nowak Kowalski Novák Svobodová Kovács Nagy Tóth Yılmaz Kaya Demir Șandru Popescu Ionescu O'Brien Müller Nguyễn Kim Lee Patel Singh Khan Silva Santos Rossi Dubois Đorđević Petrović Jovanović Horvat Øster Ødegård Çelik Şahin Öztürk Wójcik Kamińska Lewandowski Dvořák Procházka Szabó Horváth Þórsson",
        parts: [
          'Bar Ber Bo Bra Bu Cal Car Cha Che Cor Da Den Do Du El Fa Fer Fo Ga Ger Go Gra Hal Har He Ho Hu Jan Ka Kel Ko Kra La Le Lo Ma Mar Mc Me Mi Mo Na No Ol Pa Pe Po Ra Ri Ro Sa Sche Se Sha So Sta Su Ta To Tra Va Ve Vo Wa We Wi Ya Za',
          '- ba de do ga le li lo ma mi na ne ni ra ri ro sa ta ti va',
          'ski ska ová ić son ley ton man berg escu eanu ović ak ek ík nyi ffy lı oğlu gil mann sen ez a o i',
        ],
        ...surnames,
      }),
      numbers: american,
      hosts: worldHosts,
    },
    14,
  ],
]
