/**
 * The organs, departments and firms of the invented county.
 *
 * @typedef {{code: string, name: string, kind: 'organ' | 'department' | 'street' | 'community' | 'property'}} Organization
 */

/** @type {Organization[]} */
export const ORGANIZATIONS = [
  { code: 'ORG-JD', name: '云津街道办事处', kind: 'street' },
  { code: 'ORG-SQ', name: '鹭溪桥社区居委会', kind: 'community' },
  { code: 'ORG-ZJ', name: '县住建局', kind: 'organ' },
  { code: 'ORG-WJ', name: '县卫健局', kind: 'organ' },
  { code: 'ORG-RS', name: '县人社局', kind: 'organ' },
  { code: 'ORG-JY', name: '县教育局', kind: 'organ' },
  { code: 'ORG-CZ', name: '县财政局', kind: 'organ' },
  { code: 'ORG-NY', name: '县农业农村局', kind: 'organ' },
  { code: 'ORG-SW', name: '县水务局', kind: 'organ' },
  { code: 'ORG-SZ', name: '市政所', kind: 'department' },
  { code: 'ORG-CG', name: '城管中队', kind: 'department' },
  { code: 'ORG-SF', name: '司法所', kind: 'department' },
  { code: 'ORG-GD', name: '供电所', kind: 'department' },
  { code: 'ORG-GS', name: '供水公司', kind: 'department' },
  { code: 'ORG-JJ', name: '交警中队', kind: 'department' },
  { code: 'ORG-XF', name: '消防救援站', kind: 'department' },
  { code: 'ORG-PC', name: '云津派出所', kind: 'department' },
  { code: 'ORG-WS', name: '社区卫生服务站', kind: 'department' },
  { code: 'ORG-W1', name: '文昌里物业', kind: 'property' },
  { code: 'ORG-W2', name: '云津花园物业', kind: 'property' },
  { code: 'ORG-W3', name: '桂语家园物业', kind: 'property' },
  { code: 'ORG-W4', name: '听溪苑物业', kind: 'property' },
  { code: 'ORG-W5', name: '青禾新居物业', kind: 'property' },
  { code: 'ORG-W6', name: '南屏雅筑物业', kind: 'property' },
];

/** The county organ that sends the first leader of each grid, grid 1 first. */
export const PATRONS = ['ORG-ZJ', 'ORG-JY', 'ORG-WJ', 'ORG-RS', 'ORG-SW', 'ORG-CZ', 'ORG-NY'];

/** The property firm that works in each grid; 第五网格 has only a row of mixed houses, which 听溪苑's firm looks after. */
export const FIRMS = ['ORG-W1', 'ORG-W2', 'ORG-W3', 'ORG-W4', 'ORG-W4', 'ORG-W5', 'ORG-W6'];
