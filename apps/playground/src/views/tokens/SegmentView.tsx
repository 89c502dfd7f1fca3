import type { ReactNode } from 'react';

import type { ShownToken } from '../../workers/tokenize-protocol.ts';
import type { Segment } from './segments.ts';
import styles from './TokenField.module.css';
import { isBlank, signOf, visible, visibleBytes } from './visible.ts';

interface SegmentViewProps {
  readonly segment: Segment;
  readonly tokens: readonly ShownToken[];
  readonly first: number;
  readonly marked: ReadonlySet<number>;
  readonly prefix: string;
  /** What a token is called that cannot be seen. */
  readonly blank: string;
}

/** One stretch of the text with its token, or with the tokens that share it. */
export function SegmentView({ segment, tokens, first, marked, prefix, blank }: SegmentViewProps) {
  const option = (index: number, content: ReactNode, className: string | undefined, text = ''): ReactNode => {
    const token = tokens[index]!;
    // Tokens with parts of one character all begin where it does; the cut is before the first of them.
    const cut = marked.has(token.start) && token.start < token.end && tokens[index - 1]?.start !== token.start;
    return (
      <span key={index} id={`${prefix}${index}`} role="option" aria-selected={false} aria-label={text !== '' && isBlank(text) ? `${blank} ${visible(text)}` : undefined} className={className} data-token={index} data-tone={(first + index) % 5} data-special={token.special || undefined} data-unknown={token.unknown || undefined} data-cut={cut || undefined}>
        {content}
      </span>
    );
  };
  switch (segment.kind) {
    case 'gap':
      return <span className={styles.gap}>{withSigns(segment.text)}</span>;
    case 'token':
      return option(segment.token, withSigns(segment.text), styles.token, segment.text);
    case 'inserted':
      return option(segment.token, tokens[segment.token]!.token, styles.inserted);
    case 'joined':
      return (
        <span className={styles.joined}>
          <span className={styles.whole}>{withSigns(segment.text)}</span>
          <span className={styles.parts}>{segment.tokens.map((index) => option(index, partLabel(tokens[index]!), styles.part))}</span>
        </span>
      );
  }
}

function partLabel({ bytes, token }: ShownToken): string {
  return bytes.length === 0 ? token : visibleBytes(bytes);
}

/** The text itself, so that it can be copied, with signs drawn over what cannot be seen. */
function withSigns(text: string): ReactNode {
  const nodes: ReactNode[] = [];
  let plain = '';
  let at = 0;
  for (const character of text) {
    at += character.length;
    // An emoji of several parts has joiners that belong to its picture.
    const sign = joins(text, at - character.length, character) ? undefined : signOf(character);
    if (sign === undefined) {
      plain += character;
      continue;
    }
    if (plain !== '') nodes.push(plain);
    plain = '';
    nodes.push(<span key={at} className={styles.sign} data-kind={character === '\n' ? 'line' : /\s/u.test(character) && sign.length === 1 ? 'space' : 'name'} data-sign={sign}>{character}</span>);
  }
  if (plain !== '') nodes.push(plain);
  return nodes;
}

function joins(text: string, at: number, character: string): boolean {
  if (character === '\uFE0F' || character === '\uFE0E') return at > 0;
  if (/[\u{E0020}-\u{E007F}]/u.test(character)) return at > 0;
  return character === '\u200D' && at > 0 && at + 1 < text.length;
}
