import { type ChatMessage, ChatTemplate } from '@figment/tokenizer/chat';

import type { RowsKind } from '../kind.ts';

interface Inputs {
  readonly templates: Readonly<Record<string, string>>;
  readonly bos_token?: string;
  readonly eos_token?: string;
}

interface Row {
  readonly template: string;
  readonly messages: readonly ChatMessage[];
  readonly add_generation_prompt?: boolean;
  readonly tools?: readonly object[];
  readonly documents?: readonly object[];
  readonly rendered?: string;
  /** It must fail. */
  readonly error?: string;
}

const codes = ['CHAT_INVALID', 'CHAT_TEMPLATE_INVALID'];

/** Conversations as templates write them, to the character. */
export const kind: RowsKind = {
  name: 'chat-template',
  check(golden) {
    const { templates, bos_token: bosToken, eos_token: eosToken } = golden.json['inputs'] as Inputs;
    const rows = golden.json['expected'] as readonly Row[];
    const failures = rows.flatMap((row, i) => {
      const problem = problemOf(templates[row.template], row, { bosToken, eosToken });
      return problem === undefined ? [] : [`row ${i} (${row.template}): ${problem}`];
    });
    return { rows: rows.length, failures };
  },
};

function problemOf(source: string | undefined, row: Row, tokens: { readonly bosToken: string | undefined; readonly eosToken: string | undefined }): string | undefined {
  const { messages, tools, documents, add_generation_prompt: addGenerationPrompt } = row;
  let rendered: string;
  try {
    rendered = new ChatTemplate(source ?? '', tokens).render(messages, { tools, documents, addGenerationPrompt });
  } catch (error) {
    const known = codes.includes((error as { code?: string }).code ?? '');
    return row.error !== undefined && known ? undefined : `threw ${String(error)}`;
  }
  if (row.error !== undefined) return `must fail (${row.error}), but gave ${JSON.stringify(rendered)}`;
  return rendered === row.rendered ? undefined : `is ${JSON.stringify(rendered)}, expected ${JSON.stringify(row.rendered)}`;
}
