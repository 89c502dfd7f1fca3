import { expect, it } from 'vitest';

import { sentencesOf } from './korean.ts';

it('takes the sentences with Hangul out of a page of help', () => {
  const page = '<h1 id="a">제목</h1><p id="b" class="x">셀을 <span>&lt;A1&gt;</span>\n  선택&nbsp;합니다.</p><p id="c">English</p><p>without id 한글</p><td id="d">표</td>';
  expect(sentencesOf(page)).toEqual(['제목', '셀을 <A1> 선택 합니다.', '표']);
});
