import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromHex } from '../../../src/bytes/hex.ts';
import { encodeUtf8 } from '../../../src/bytes/text.ts';
import {
  FREQUENT_KANJI,
  FREQUENT_SIMPLIFIED,
  FREQUENT_TRADITIONAL,
} from '../../../src/metainfo/frequent-characters.ts';
import {
  decodeLegacy,
  type LegacyEncoding,
  legacyEncoding,
} from '../../../src/metainfo/legacy-encoding.ts';
import { nameDecoder } from '../../../src/metainfo/name-decoder.ts';

/** Names with their bytes, as Python's codecs encode them: a second opinion. */
type Names = readonly (readonly [name: string, hex: string])[];

const GBK: Names = [
  ['中国', 'd6d0b9fa'],
  ['电影', 'b5e7d3b0'],
  ['天龙八部', 'ccecc1fab0cbb2bf'],
  ['周杰伦 - 七里香.mp3', 'd6dcbddcc2d7202d20c6dfc0efcfe32e6d7033'],
  ['三国演义', 'c8fdb9fad1ddd2e5'],
  ['新建文件夹', 'd0c2bda8cec4bcfebcd0'],
  ['说明.txt', 'cbb5c3f72e747874'],
  ['请看我.txt', 'c7ebbfb4ced22e747874'],
  ['字幕', 'd7d6c4bb'],
  ['猫和老鼠', 'c3a8bacdc0cfcaf3'],
  ['倩女幽魂', 'd9bbc5aed3c4bbea'],
  ['肖申克的救赎', 'd0a4c9eabfcbb5c4bec8caea'],
  ['让子弹飞.rmvb', 'c8c3d7d3b5afb7c92e726d7662'],
  ['第01集.avi', 'b5da3031bcaf2e617669'],
  ['红楼梦', 'baecc2a5c3ce'],
  ['西游记', 'cef7d3cebcc7'],
  ['战狼2.国语中字.mkv', 'd5bdc0c7322eb9fad3efd6d0d7d62e6d6b76'],
  ['笑傲江湖', 'd0a6b0c1bdadbafe'],
  ['功夫', 'b9a6b7f2'],
  ['更多精彩请访问.url', 'b8fcb6e0beabb2cac7ebb7c3ceca2e75726c'],
  ['射雕英雄传', 'c9e4b5f1d3a2d0dbb4ab'],
  ['还珠格格', 'bbb9d6e9b8f1b8f1'],
  ['哈利波特', 'b9fec0fbb2a8ccd8'],
  ['使用说明', 'cab9d3c3cbb5c3f7'],
  ['下载', 'cfc2d4d8'],
  ['封面.jpg', 'b7e2c3e62e6a7067'],
  ['歌词', 'b8e8b4ca'],
  ['春光乍泄', 'b4bab9e2d5a7d0b9'],
  ['霸王别姬', 'b0d4cdf5b1f0bca7'],
  ['甄嬛传', 'd5e78bd6b4ab'],
  ['琅琊榜', 'c0c5e7f0b0f1'],
  ['阿凡达', 'b0a2b7b2b4ef'],
  ['爱', 'b0ae'],
  ['龙', 'c1fa'],
];

const SHIFT_JIS: Names = [
  ['日本語', '93fa967b8cea'],
  ['新世紀エヴァンゲリオン', '905690a28b4983478394834083938351838a83498393'],
  ['千と千尋の神隠し.avi', '90e782c690e7907182cc905f894282b52e617669'],
  ['第01話「はじまり」.mkv', '91e630319862817582cd82b682dc82e881762e6d6b76'],
  ['風の谷のナウシカ', '959782cc924a82cc836983458356834a'],
  ['涼宮ハルヒの憂鬱', '97c18b7b836e838b837182cc974a9f54'],
  ['名探偵コナン', '96bc925492e3835283698393'],
  ['東京', '938c8b9e'],
  ['同人誌', '93af906c8e8f'],
  ['漫画', '969f89e6'],
  [
    '宇多田ヒカル - First Love.mp3',
    '894691bd93638371834a838b202d204669727374204c6f76652e6d7033',
  ],
  [
    '(同人CDソフト) [上海アリス幻樂団] 東方紅魔郷',
    '2893af906c4344835c8374836729205b8fe38a438341838a83588cb69ed992635d20938c95fb8d6796828bbd',
  ],
  ['ドラえもん', '8368838982a682e082f1'],
  ['はじめに読んでください.txt', '82cd82b682df82c993c782f182c582ad82be82b382a22e747874'],
  ['表紙.jpg', '955c8e862e6a7067'],
  ['攻殻機動隊', '8d558a6b8b4093ae91e0'],
  ['らき☆すた', '82e782ab819982b782bd'],
  ['動画', '93ae89e6'],
  ['音楽', '89b98a79'],
  ['銀河鉄道999', '8be289cd935393b9393939'],
  ['鋼の錬金術師', '8d7c82cc98428be08f708e74'],
  ['刃牙', '906e89e5'],
  ['桜', '8df7'],
  ['歌', '89cc'],
];

const BIG5: Names = [
  ['中國', 'a4a4b0ea'],
  ['電影', 'b971bc76'],
  ['臥虎藏龍', 'aad7aaeac2c3c073'],
  ['周杰倫 - 七里香.mp3', 'a950aa4eaddb202d20a443a8bdadbb2e6d7033'],
  ['海角七號', 'aefca8a4a443b8b9'],
  ['說明.txt', 'bba1a9fa2e747874'],
  ['字幕', 'a672b9f5'],
  ['無間道', 'b54cb6a1b944'],
  ['葉問', 'b8adb0dd'],
  ['那些年，我們一起追的女孩', 'a8baa8c7a67ea141a7daadcca440b05fb06caabaa46babc4'],
  ['倩女幽魂', 'adc5a46babd5bbee'],
  ['悲情城市', 'b464b1a1abb0a5ab'],
  ['台灣', 'a578c657'],
  ['新增資料夾', 'b773bc57b8eaaec6a7a8'],
  ['請看我', 'bdd0acdda7da'],
  ['封面', 'abcaadb1'],
  ['下載', 'a455b8fc'],
  ['金庸全集', 'aaf7b165a5feb6b0'],
  ['天龍八部', 'a4d1c073a44bb3a1'],
  ['英雄', 'ad5eb6af'],
  ['花樣年華', 'aae1bccba67eb5d8'],
  ['少年Pi的奇幻漂流', 'a4d6a67e5069aabaa95fa4dbba7dac79'],
  ['愛', 'b752'],
  ['龍', 'c073'],
];

const WINDOWS_1251: Names = [
  ['Кино', 'cae8edee'],
  ['музыка', 'ecf3e7fbeae0'],
  ['РОССИЯ', 'd0ced1d1c8df'],
  ['ФИЛЬМЫ', 'd4c8cbdcccdb'],
  ['Война и мир.avi', 'c2eee9ede020e820ece8f02e617669'],
  ['Мастер и Маргарита', 'cce0f1f2e5f020e820cce0f0e3e0f0e8f2e0'],
  [
    'Иван Васильевич меняет профессию',
    'c8e2e0ed20c2e0f1e8ebfce5e2e8f720ece5edffe5f220eff0eef4e5f1f1e8fe',
  ],
  ['Ёлки', 'a8ebeae8'],
  ['Сезон 1', 'd1e5e7eeed2031'],
  ['серия 01.avi', 'f1e5f0e8ff2030312e617669'],
  ['Обложка.jpg', 'cee1ebeee6eae02e6a7067'],
  ['Читать.txt', 'd7e8f2e0f2fc2e747874'],
  [
    'Виктор Цой - Группа крови.mp3',
    'c2e8eaf2eef020d6eee9202d20c3f0f3efefe020eaf0eee2e82e6d7033',
  ],
  [
    'Ирония судьбы, или С легким паром!',
    'c8f0eeede8ff20f1f3e4fce1fb2c20e8ebe820d120ebe5e3eae8ec20efe0f0eeec21',
  ],
  ['Брат', 'c1f0e0f2'],
  ['Дозор', 'c4eee7eef0'],
  ['Київ', 'cae8bfe2'],
  ['Щит и меч', 'd9e8f220e820ece5f7'],
  ['Я', 'df'],
  ['Ну, погоди!', 'cdf32c20efeee3eee4e821'],
  ['ДДТ', 'c4c4d2'],
  ['Ария', 'c0f0e8ff'],
  ['Ночной дозор (2004) DVDRip', 'cdeef7edeee920e4eee7eef02028323030342920445644526970'],
  ['Съемки', 'd1fae5eceae8'],
  ['Хиты 80-х', 'd5e8f2fb2038302df5'],
  ['Эхо', 'ddf5ee'],
  ['Жук', 'c6f3ea'],
  ['Цирк', 'd6e8f0ea'],
  ['Юмор', 'deeceef0'],
  ['ВИА Гра', 'c2c8c020c3f0e0'],
];

const WINDOWS_1252: Names = [
  ['Café', '436166e9'],
  ['Ærøskøbing', 'c672f8736bf862696e67'],
  ['España', '45737061f161'],
  ['Björk', '426af6726b'],
  ['Motörhead', '4d6f74f67268656164'],
  ['Sigur Rós - Ágætis byrjun', '53696775722052f373202d20c167e6746973206279726a756e'],
  ['Amélie', '416de96c6965'],
  [
    "Le Fabuleux Destin d'Amélie Poulain",
    '4c6520466162756c6575782044657374696e206427416de96c696520506f756c61696e',
  ],
  ['Für Elise', '46fc7220456c697365'],
  ['Größe', '4772f6df65'],
  ['coração', '636f7261e7e36f'],
  ['São Paulo', '53e36f205061756c6f'],
  ['Señorita', '5365f16f72697461'],
  ['Mañana', '4d61f1616e61'],
  ['Ñandú', 'd1616e64fa'],
  ['Übermensch', 'dc6265726d656e736368'],
  ['Tromsø', '54726f6d73f8'],
  ['Malmö', '4d616c6df6'],
  ['naïve', '6e61ef7665'],
  ['It’s', '49749273'],
  ['Don’t Stop', '446f6e92742053746f70'],
  ['Rock’n’Roll', '526f636b926e92526f6c6c'],
  ['Beyoncé – Déjà Vu', '4265796f6e63e920962044e96ae0205675'],
  ['Retour à la maison', '5265746f757220e0206c61206d6169736f6e'],
  ['L’été', '4c92e974e9'],
  ['À bout de souffle', 'c020626f757420646520736f7566666c65'],
  ['Zoë', '5a6feb'],
  ['Straße', '53747261df65'],
  ['Fußball', '4675df62616c6c'],
  ['garçon', '676172e76f6e'],
  ['Lódz', '4cf3647a'],
  ['Queensrÿche', '517565656e7372ff636865'],
  ['Blue Öyster Cult', '426c756520d679737465722043756c74'],
  ['Hüsker Dü', '48fc736b65722044fc'],
  ['Leben ändern', '4c6562656e20e46e6465726e'],
  ['Ça va', 'c761207661'],
  ['être', 'ea747265'],
  ['élève', 'e96ce87665'],
  ['pão', '70e36f'],
  ['ação', '61e7e36f'],
  ['Ação e Reação', '41e7e36f206520526561e7e36f'],
  ['Æon Flux', 'c66f6e20466c7578'],
  ['Øya', 'd87961'],
  ['© 2004', 'a92032303034'],
  ['Cœur', '439c7572'],
  ['Ídolos', 'cd646f6c6f73'],
  ['Último', 'da6c74696d6f'],
  ['El Niño', '456c204e69f16f'],
  ['Canción', '43616e6369f36e'],
  ['ängste', 'e46e67737465'],
  ['Über', 'dc626572'],
  ['März', '4de4727a'],
  ['Käse', '4be47365'],
  ['Brontë', '42726f6e74eb'],
  ['déçu', '64e9e775'],
];

const ALL: readonly (readonly [LegacyEncoding, Names])[] = [
  ['gbk', GBK],
  ['shift_jis', SHIFT_JIS],
  ['big5', BIG5],
  ['windows-1251', WINDOWS_1251],
  ['windows-1252', WINDOWS_1252],
];

function read(hexes: readonly string[], declared?: string) {
  const samples = hexes.map((hex) => fromHex(hex)!);
  const decoder = nameDecoder(samples, declared);
  return {
    names: samples.map((bytes) => decoder.decode(bytes)),
    guessed: decoder.guessed,
  };
}

test.each(
  ALL.flatMap(([encoding, names]) => names.map((name) => [encoding, ...name] as const)),
)('%s: %j is read right though it stands alone', (encoding, name, hex) => {
  expect(read([hex])).toEqual({ names: [name], guessed: encoding });
});

test.each(ALL)('%s: all names together are read in one encoding', (encoding, names) => {
  const { names: got, guessed } = read(names.map(([, hex]) => hex));
  expect(guessed).toBe(encoding);
  expect(got).toEqual(names.map(([name]) => name));
});

test('an ambiguous name follows the others of its torrent', () => {
  const [alone] = ['b1c6d2']; // "ｱﾆﾒ" in Shift_JIS, and something in each of the others
  expect(read([alone!]).guessed).not.toBe('shift_jis');
  const japanese = SHIFT_JIS.slice(0, 3).map(([, hex]) => hex);
  expect(read([alone!, ...japanese]).names[0]).toBe('ｱﾆﾒ');
});

test('names that are UTF-8 stay so beside others that are not', () => {
  const utf8 = Buffer.from('Ünï 日本').toString('hex');
  const { names, guessed } = read([utf8, GBK[0]![1]]);
  expect(names).toEqual(['Ünï 日本', '中国']);
  expect(guessed).toBe('gbk');
});

test('where all is UTF-8 nothing is guessed', () => {
  expect(
    nameDecoder([encodeUtf8('日本'), encodeUtf8('a.txt')], 'GBK').guessed,
  ).toBeUndefined();
});

test('a name cut within a character hurts only itself', () => {
  const { names, guessed } = read([...GBK.slice(0, 3).map(([, hex]) => hex), 'd6d0b9']);
  expect(guessed).toBe('gbk');
  expect(names[3]).toBe('中\ufffd');
});

test("a torrent's own word for its encoding is taken, unless the names contradict it", () => {
  // "Кино" by itself; in GBK two characters that hardly anybody uses.
  expect(read(['cae8edee'])).toEqual({ names: ['Кино'], guessed: 'windows-1251' });
  expect(read(['cae8edee'], 'GBK')).toEqual({ names: ['疏眍'], guessed: undefined });
  expect(read(['cae8edee'], '936').guessed).toBeUndefined();
  // "Café" cannot be GBK, whatever the torrent says; and "UTF-8" says nothing.
  expect(read(['436166e9'], 'GBK')).toEqual({ names: ['Café'], guessed: 'windows-1252' });
  expect(read(['436166e9'], 'UTF-8').names).toEqual(['Café']);
});

test.each([
  ['GB2312', 'gbk'],
  ['Shift-JIS', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['CP1251', 'windows-1251'],
  ['ISO-8859-1', 'windows-1252'],
  ['950', 'big5'],
  ['UTF-8', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%j names the encoding %j', (label, encoding) => {
  expect(legacyEncoding(label)).toBe(encoding);
});

test('whatever the bytes, a name comes out, and the same each time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 4 }),
      (samples) => {
        const once = nameDecoder(samples, undefined);
        const twice = nameDecoder(samples, undefined);
        const names = samples.map((bytes) => once.decode(bytes));
        expect(samples.map((bytes) => twice.decode(bytes))).toEqual(names);
      },
    ),
    { numRuns: 500 },
  );
});

test('no encoding has a character of its own for what nobody agrees on', () => {
  // Hong Kong's part of Big5, private use in GBK, gaps of the Windows pages.
  expect(decodeLegacy(Uint8Array.of(0x87, 0x40), 'big5')).toBe('\ufffd@');
  expect(decodeLegacy(Uint8Array.of(0xaa, 0xa1), 'gbk')).toBe('\ufffd\ufffd');
  expect(decodeLegacy(Uint8Array.of(0x81), 'windows-1252')).toBe('\ufffd');
  expect(decodeLegacy(Uint8Array.of(0x98), 'windows-1251')).toBe('\ufffd');
});

test.each([
  ['gbk', FREQUENT_SIMPLIFIED],
  ['big5', FREQUENT_TRADITIONAL],
  ['shift_jis', FREQUENT_KANJI],
] as const)(
  '%s has all characters that are called frequent in it',
  (encoding, frequent) => {
    const has = new Set<string>();
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        has.add(decodeLegacy(Uint8Array.of(lead, trail), encoding));
      }
    }
    expect([...frequent].filter((character) => !has.has(character))).toEqual([]);
  },
);
