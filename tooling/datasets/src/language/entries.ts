import { textData } from '@figment/core/data';
import { join } from 'node:path';

import { modelsFolder, putDataset } from '../index-file.ts';

type Entry = Parameters<typeof putDataset>[0];
type TextSet = Pick<Entry, 'name' | 'path' | 'title' | 'description' | 'license' | 'by'>;

const sets: readonly TextSet[] = [
  {
    name: 'moby-dick', path: 'texts/moby-dick.txt', by: 'file', license: 'LicenseRef-public-domain',
    title: { en: 'Moby-Dick', ko: '모비 딕' },
    description: { en: 'The novel by Herman Melville (1851), whole.', ko: '허먼 멜빌의 소설(1851) 전체예요.' },
  },
  {
    name: 'state-of-the-union', path: 'texts/state-of-the-union.txt', by: 'line', license: 'LicenseRef-public-domain',
    title: { en: 'State of the Union', ko: '미국 대통령 연두 교서' },
    description: { en: 'Addresses of the presidents of the United States since 1961, one a line.', ko: '1961년부터 미국 대통령이 한 연두 교서예요. 한 줄에 하나씩 있어요.' },
  },
  {
    name: 'korean-help', path: 'texts/korean-help.txt', by: 'line', license: 'MPL-2.0',
    title: { en: 'Korean manual', ko: '한국어 도움말' },
    description: { en: 'Sentences of the Korean help of LibreOffice, shuffled.', ko: 'LibreOffice 한국어 도움말의 문장을 섞은 것이에요.' },
  },
  {
    name: 'english', path: 'texts/english.txt', by: 'line', license: 'MPL-2.0 AND MIT',
    title: { en: 'English sentences', ko: '영어 문장' },
    description: { en: 'Sentences of a manual and captions of emoji.', ko: '도움말 문장과 이모지 설명이에요.' },
  },
  {
    name: 'korean', path: 'texts/korean.txt', by: 'line', license: 'MPL-2.0 AND MIT',
    title: { en: 'Korean sentences', ko: '한국어 문장' },
    description: { en: 'The same sentences as in English sentences, line by line.', ko: '영어 문장과 줄마다 뜻이 같은 문장이에요.' },
  },
  {
    name: 'emoji-facts', path: 'texts/emoji.txt', by: 'line', license: 'MIT',
    title: { en: 'What emoji mean', ko: '이모지의 뜻' },
    description: { en: 'Labels and tags of emoji in English and Korean, one emoji a line.', ko: '이모지의 이름과 태그를 영어와 한국어로 한 줄에 하나씩 적은 것이에요.' },
  },
  {
    name: 'emoji-chat', path: 'texts/emoji-chat.jsonl', license: 'MIT',
    title: { en: 'Conversations about emoji', ko: '이모지 대화' },
    description: { en: 'Short conversations in English and Korean, made by a script, to fine-tune on.', ko: '영어와 한국어로 된 짧은 대화예요. 스크립트로 만들었고 미세 조정(fine-tuning)에 써요.' },
  },
  {
    name: 'messages', path: 'texts/messages.tsv', license: 'MPL-2.0 AND Apache-2.0',
    title: { en: 'Messages of programs', ko: '프로그램 메시지' },
    description: { en: 'Messages and help of programs in English, and in Korean.', ko: '프로그램 메시지와 도움말의 영어와 한국어 짝이에요.' },
  },
];

/** Writes the entries of the text sets. */
export async function putTextSets(): Promise<void> {
  for (const set of sets) {
    const { size, fields } = await textData(join(modelsFolder, set.path), { by: set.by });
    await putDataset({ ...set, examples: size, splits: { all: size }, fields });
  }
}
