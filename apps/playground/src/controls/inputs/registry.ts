import type { ComponentType } from 'react';

import { ChatInput } from './ChatInput.tsx';
import { EmbeddingInput } from './EmbeddingInput.tsx';
import { ImageInput } from './ImageInput.tsx';
import type { InputControlProps } from './input.ts';
import { canGive, type GivenKind } from './kinds.ts';
import { MaskInput } from './mask/MaskInput.tsx';
import { LabelInput, TextInput } from './PlainInputs.tsx';
import { TokensInput } from './TokensInput.tsx';
import { UnsupportedInput } from './UnsupportedInput.tsx';

const controls: Readonly<Record<GivenKind, ComponentType<InputControlProps>>> = {
  image: ImageInput,
  mask: MaskInput,
  embedding: EmbeddingInput,
  tokens: TokensInput,
  text: TextInput,
  chat: ChatInput,
  label: LabelInput,
};

/** How a value of this kind is given. Controls know kinds, never models. */
export function inputControlFor(kind: string): ComponentType<InputControlProps> {
  return canGive(kind) ? controls[kind] : UnsupportedInput;
}

