import { describe, expect, it } from 'vitest';

import { paragraphs } from './paragraphs.ts';
import { evenly, translated } from './select.ts';

describe('sentences of help pages', () => {
  it('are plain text, by the id of their paragraph', () => {
    const html = '<h1 id="hd_id1">Title</h1><p id="par_id1" class="paragraph" dir="auto">Press <b>File</b> &lt;\n F1 &gt;.</p><p id="tip" class="tip">no</p>';
    expect(paragraphs(html)).toEqual([['par_id1', 'Press File < F1 >.']]);
  });

  it('are taken where they are Korean prose in one language and there in the other, each once', () => {
    const korean = new Map([['a', '이 문서를 저장하려면 파일 메뉴에서 저장을 고르세요.'], ['b', 'Saves this document under another name.'], ['c', '이 문서를 저장하려면 파일 메뉴에서 저장을 고르세요.'], ['d', '짧아요.'], ['e', '영어로는 없는 문장이지만 길이는 넉넉하게 길어요.']]);
    const english = new Map([['a', 'To save this document, choose Save from the File menu.'], ['b', 'Saves.'], ['c', 'Again.'], ['d', 'Short.']]);
    expect(translated(english, korean)).toEqual([{ english: 'To save this document, choose Save from the File menu.', korean: '이 문서를 저장하려면 파일 메뉴에서 저장을 고르세요.' }]);
  });

  it('are spread over the whole', () => {
    expect(evenly([0, 1, 2, 3, 4, 5], 3)).toEqual([0, 2, 4]);
    expect(evenly([1, 2], 9)).toEqual([1, 2]);
  });
});
