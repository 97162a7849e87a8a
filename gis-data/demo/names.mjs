/**
 * Invented people's names: a surname and a given name drawn from two lists, none twice.
 */

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'];

const GIVEN = [
  '守田', '秀芝', '明礼', '忠厚', '晓芸', '春燕', '玉梅', '家禾', '德润', '光前', '文渊', '远航', '桂香', '惠兰', '立诚', '向荣',
  '思源', '佳宁', '雨桐', '国安', '永福', '素琴', '丽娟', '开来', '正清', '仁杰', '长青', '若水', '锦程', '云生', '志和', '海棠',
  '秋月', '月娥', '世昌', '兴业', '青松', '彩霞', '建业', '红英', '淑贞', '宗明', '启航', '安邦', '小满', '立夏', '念慈', '怀谷',
  '庆余', '天佑', '金凤', '银花', '广智', '善存', '欣然', '子衿', '景行', '承志', '怡然', '爱莲', '双喜', '本固', '有田', '学勤',
  '克俭', '以宁', '静姝', '婉清', '浩然', '修远', '柏年', '松涛', '春生', '冬梅', '夏荷', '乐山', '乐水', '知秋', '铁山', '群芳',
];

/** Pairs that a reader would take for someone known. */
const AVOID = new Set(['朱自清', '孔安国', '孟浩然', '白仁杰', '周国安', '宋世昌', '胡庆余', '戴安邦', '张志和']);

/**
 * @param {import('./random.mjs').Random} random
 * @returns {() => string} a name that was not given before
 */
export function createNames(random) {
  const used = new Set(AVOID);
  return () => {
    for (;;) {
      const name = random.pick(SURNAMES) + random.pick(GIVEN);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
