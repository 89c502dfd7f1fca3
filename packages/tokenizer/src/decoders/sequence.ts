import type { Decoder, PieceForm, PieceStream } from './decoder.ts';

/** One decoder after the other. */
export function sequence(decoders: readonly Decoder[]): Decoder {
  return {
    spec: { type: 'Sequence', decoders: decoders.map(({ spec }) => spec) },
    decode: (tokens) => decoders.reduce<string[]>((pieces, decoder) => decoder.decode(pieces), [...tokens]),
    stream(input = 'pieces') {
      let output: PieceForm = input;
      const streams: PieceStream[] = decoders.map((decoder) => {
        const stream = decoder.stream(output);
        output = stream.output;
        return stream;
      });
      /** Takes pieces through the streams from the one at `from` on. */
      const through = (pieces: readonly string[], from: number): readonly string[] => streams.slice(from).reduce((given, stream) => given.flatMap((piece) => stream.push(piece)), pieces);
      return {
        output,
        push: (piece) => through([piece], 0),
        end: () => streams.flatMap((stream, i) => through(stream.end(), i + 1)),
      };
    },
  };
}
