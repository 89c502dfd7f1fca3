/** Of the 256 colours of terminals, from red for what the model hardly thought of to green for what it was sure of. */
const colours = [196, 202, 208, 214, 220, 190, 154, 118, 82, 46];

/** A token's text in the colour of its probability. */
export function colouredByProbability(text: string, probability: number): string {
  const colour = colours[Math.min(colours.length - 1, Math.floor(probability * colours.length))] ?? 0;
  // Lines end without a colour: some terminals would fill the rest of the line.
  return text.split('\n').map((line) => (line === '' ? '' : `\u001B[38;5;${colour}m${line}\u001B[0m`)).join('\n');
}

/** What the colours mean. */
export const colourLegend = `${colouredByProbability('unlikely', 0)} ${colouredByProbability('possible', 0.5)} ${colouredByProbability('sure', 1)}`;
