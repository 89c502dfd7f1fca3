import { Textarea } from '@mantine/core';

import type { ChatMessage } from '../../workers/protocol/index.ts';
import { type InputControlProps, plainInput } from './input.ts';

/** The first message of a conversation; whole conversations have a page of their own. */
export function ChatInput({ label, value, onChange }: InputControlProps) {
  const messages = value?.from === 'plain' && Array.isArray(value.value) ? value.value as readonly ChatMessage[] : [];
  return <Textarea label={label} autosize minRows={2} maxRows={8} value={messages.at(-1)?.content ?? ''} onChange={({ currentTarget }) => { onChange(plainInput('chat', [{ role: 'user', content: currentTarget.value }])); }} />;
}
