/** What it says of tokenizers. */
export const tokenizerTexts: Record<string, string> = {
  // Tokenizers.
  Model: '자르는 법',
  'bpe: pieces of words, in bytes, so that no text is unknown; characters: one token each; the others as SentencePiece and BERT have them.': 'bpe는 낱말 조각을 바이트로 다뤄서 모르는 글이 없어요. characters는 글자 하나가 토큰 하나예요. 나머지는 SentencePiece와 BERT의 방식이에요.',
  bpe: 'BPE', 'sentencepiece-bpe': 'SentencePiece BPE', unigram: 'Unigram', wordpiece: 'WordPiece', words: '낱말', characters: '글자',
  'How many tokens there may be at most, special ones included.': '토큰이 많아야 몇 개일지예요. 특수 토큰도 넣어서 세요.',
  'Special tokens': '특수 토큰',
  "Special tokens, which get the first ids; the model's own if left out.": '앞 번호를 받는 특수 토큰이에요. 정하지 않으면 모델에 맞게 넣어요.',
  'Min frequency': '가장 적은 횟수',
  'Pairs, words or characters that are rarer are left out.': '이보다 드문 쌍, 낱말, 글자는 빼요.',
};
