const artefacts: readonly (readonly [from: string, to: string])[] = [
  [' .', '.'],
  [' ?', '?'],
  [' !', '!'],
  [' ,', ','],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [' do not', " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];

/** Takes back what cutting English into words did to its punctuation, by the rules of BERT's reference code. */
export function cleanUp(text: string): string {
  return artefacts.reduce((clean, [from, to]) => clean.replaceAll(from, to), text);
}
