/** What the plugin of LSTMs says. */
export const lstmTexts: Record<string, string> = {
  // The LSTM.
  'LSTM language model': 'LSTM 언어 모델',
  'Learns to write like the texts it has read, character by character.': '읽은 글처럼 쓰는 법을 글자 하나씩 배워요.',
  Alphabet: '글자',
  'The characters it knows, if it has no tokenizer; others are left out.': '토크나이저가 없을 때 아는 글자예요. 나머지 글자는 빼고 읽어요. 한글로 된 글이라면 나오는 글자를 여기에 적어 주세요.',
  Cell: '셀(cell)',
  'lstm remembers in cells of their own; gru has a gate less, and is quicker.': 'lstm은 따로 둔 셀에 기억해요. gru는 문(gate)이 하나 적어서 더 빨라요.',
  lstm: 'LSTM', gru: 'GRU',
  'Hidden units.': '은닉 유닛의 수예요.',
  'Layers of hidden units.': '은닉 유닛 층의 수예요.',
  'Characters of a text that a training step looks at.': '훈련 한 단계가 보는 글자 수예요.',
  'Goes on writing.': '글을 이어 써요.',
  '0 = always the likeliest character; more = more surprises.': '0이면 늘 가장 그럴듯한 글자를 골라요. 클수록 뜻밖의 글자가 나와요.',
  Length: '길이',
  'Characters at most.': '많아야 몇 글자를 쓸지예요.',
};
