import { TokenizerError } from '../../errors.ts';

/** A field of a message: a number (varints by their low 32 bits, signed; floats), or bytes (strings and messages). */
export type ProtobufValue = number | Uint8Array;

/**
 * The fields of a Protocol Buffers message, in the order of the file (https://protobuf.dev/programming-guides/encoding).
 *
 * @throws TokenizerError `TOKENIZER_INVALID` where the bytes are none
 */
export function* fieldsOf(bytes: Uint8Array): Generator<readonly [field: number, value: ProtobufValue]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) throw invalid('it ends in the middle of a number: it was cut off');
      // Bits from 32 on say nothing that we need.
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw invalid(`the number at byte ${at} has more than 64 bits`);
  };
  while (at < bytes.length) {
    const tag = varint() >>> 0;
    const wire = tag & 7;
    if (wire === 0) {
      yield [tag >>> 3, varint()];
      continue;
    }
    const length = wire === 2 ? varint() >>> 0 : wire === 5 ? 4 : wire === 1 ? 8 : Infinity;
    if (length === Infinity || tag < 8) throw invalid(`there is no field with the tag ${tag}`);
    if (at + length > bytes.length) throw invalid(`a field of ${length} bytes goes beyond its end: it was cut off`);
    const start = at;
    at += length;
    yield [tag >>> 3, wire === 2 ? bytes.subarray(start, at) : wire === 5 ? view.getFloat32(start, true) : view.getFloat64(start, true)];
  }
}

/** Fields of a message that is to be written: whole numbers of 31 bits, floats, strings, bytes and messages. */
export type ProtobufField = readonly [field: number, value: boolean | number | string | Uint8Array | ProtobufMessage | { readonly float: number }];
export type ProtobufMessage = readonly ProtobufField[];

const encoder = new TextEncoder();

/** A message as bytes. */
export function protobufBytes(message: ProtobufMessage): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  write(message, bytes);
  return new Uint8Array(bytes);
}

function write(message: ProtobufMessage, bytes: number[]): void {
  const varint = (value: number): void => {
    if (value >= 0) {
      let rest = value;
      for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
      bytes.push(rest);
      return;
    }
    // Negative numbers have 64 bits, of which 63 stand in nine groups of seven.
    for (let group = 0, rest = value; group < 9; group++, rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(1);
  };
  for (const [field, value] of message) {
    if (typeof value === 'number' || typeof value === 'boolean') {
      varint(field << 3);
      varint(Number(value));
    } else if (typeof value === 'object' && 'float' in value) {
      varint((field << 3) | 5);
      bytes.push(...new Uint8Array(new Float32Array([value.float]).buffer));
    } else {
      const content = typeof value === 'string' ? encoder.encode(value) : value instanceof Uint8Array ? value : protobufBytes(value);
      varint((field << 3) | 2);
      varint(content.length);
      for (const byte of content) bytes.push(byte);
    }
  }
}

function invalid(reason: string): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `This is no SentencePiece model: ${reason}.`);
}
