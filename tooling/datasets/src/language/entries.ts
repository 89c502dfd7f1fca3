import { textData } from '@figment/core/data';
import { join } from 'node:path';

import { modelsFolder, putDataset } from '../index-file.ts';

type Entry = Parameters<typeof putDataset>[0];
/** What a set says of itself, by its name: its file in models/texts, how that is read if it is plain text, whose it is, and what it is. */
type TextSet = readonly [file: string, by: Entry['by'], license: string, en: readonly [title: string, description: string], ko: readonly [title: string, description: string]];

const sets: Readonly<Record<string, TextSet>> = {
  'moby-dick': ['moby-dick.txt', 'file', 'LicenseRef-public-domain', ['Moby-Dick', 'The novel by Herman Melville (1851), whole.'], ['모비 딕', '허먼 멜빌의 소설(1851) 전체예요.']],
  'state-of-the-union': [
    'state-of-the-union.txt', 'line', 'LicenseRef-public-domain',
    ['State of the Union', 'Addresses of the presidents of the United States since 1961, one a line.'], ['미국 대통령 연두 교서', '1961년부터 미국 대통령이 한 연두 교서예요. 한 줄에 하나씩 있어요.'],
  ],
  'korean-help': ['korean-help.txt', 'line', 'MPL-2.0', ['Korean manual', 'Sentences of the Korean help of LibreOffice, shuffled.'], ['한국어 도움말', 'LibreOffice 한국어 도움말의 문장을 섞은 것이에요.']],
  english: ['english.txt', 'line', 'MPL-2.0 AND MIT', ['English sentences', 'Sentences of a manual and captions of emoji.'], ['영어 문장', '도움말 문장과 이모지 설명이에요.']],
  korean: ['korean.txt', 'line', 'MPL-2.0 AND MIT', ['Korean sentences', 'The same sentences as in English sentences, line by line.'], ['한국어 문장', '영어 문장과 줄마다 뜻이 같은 문장이에요.']],
  'emoji-facts': [
    'emoji.txt', 'line', 'MIT',
    ['What emoji mean', 'Labels and tags of emoji in English and Korean, one emoji a line.'], ['이모지의 뜻', '이모지의 이름과 태그를 영어와 한국어로 한 줄에 하나씩 적은 것이에요.'],
  ],
  'emoji-chat': [
    'emoji-chat.jsonl', undefined, 'MIT',
    ['Conversations about emoji', 'Short conversations in English and Korean, made by a script, to fine-tune on.'], ['이모지 대화', '영어와 한국어로 된 짧은 대화예요. 스크립트로 만들었고 미세 조정(fine-tuning)에 써요.'],
  ],
  messages: ['messages.tsv', undefined, 'MPL-2.0 AND Apache-2.0', ['Messages of programs', 'Messages and help of programs in English, and in Korean.'], ['프로그램 메시지', '프로그램 메시지와 도움말의 영어와 한국어 짝이에요.']],
};

/** Writes the entries of the text sets. */
export async function putTextSets(): Promise<void> {
  for (const [name, [file, by, license, en, ko]] of Object.entries(sets)) {
    const path = `texts/${file}`;
    const { size, fields } = await textData(join(modelsFolder, path), { by });
    const said = (part: 0 | 1): Entry['title'] => ({ en: en[part], ko: ko[part] });
    await putDataset({ name, path, by, license, title: said(0), description: said(1), examples: size, splits: { all: size }, fields });
  }
}
