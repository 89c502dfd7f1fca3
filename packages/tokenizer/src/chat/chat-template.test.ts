import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { type ChatMessage, chatTemplate } from './index.ts';

interface Row {
  readonly template: string;
  readonly rendered?: string;
  readonly error?: string;
}

// Made by transformers 5.23: reference.py.
const reference = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as { readonly messages: readonly ChatMessage[]; readonly rows: readonly Row[] };
const tokens = { bosToken: '<s>', eosToken: '</s>' };

describe('a chat template', () => {
  it.each(reference.rows)('$template: as the reference renders it', ({ template, rendered, error }) => {
    const render = (): string => chatTemplate(template, tokens).render(reference.messages);
    if (error === undefined) expect(render()).toBe(rendered);
    else expect(render).toThrow(expect.objectContaining({ code: expect.stringMatching(/^CHAT_(TEMPLATE_)?INVALID$/) as string }));
  });

  it('reads the clock that it is given', () => {
    const template = chatTemplate("{{ strftime_now('%d %b %Y, %A %-d %B %H:%M:%S %j %%') }}", { now: () => new Date(2026, 2, 5, 9, 8, 7) });
    expect(template.render([{ role: 'user', content: '' }])).toBe('05 Mar 2026, Thursday 5 March 09:08:07 064 %');
  });

  it('sees tools, documents and variables', () => {
    const template = chatTemplate('{{ tools[0].name }} {{ documents[0].title }} {{ enable_thinking }} {{ image_token }}', { tokens: { image_token: '<image>' } });
    expect(template.render([{ role: 'user' }], { tools: [{ name: 'add' }], documents: [{ title: '제목' }], variables: { enable_thinking: false } })).toBe('add 제목 False <image>');
  });

  it('leaves out fields that are null, and knows what a model thought by all its names', () => {
    const template = chatTemplate('{% for m in messages %}{{ m | tojson }}{% endfor %}');
    expect(template.render([{ role: 'assistant', content: null, reasoning: 'hm' }])).toBe('{"thinking": "hm", "role": "assistant", "reasoning": "hm", "reasoning_content": "hm"}');
  });

  // As render_jinja_template(continue_final_message=True) of transformers 5.23 gives them.
  it.each<[string, string, unknown, string]>([
    ['keeps white space', '{% for m in messages %}<{{ m.content }}>{% endfor %}', 'Sure, ', '<Hi><Sure, '],
    ['trims', '{% for m in messages %}<{{ m.content | trim }}>{% endfor %}', 'Sure, ', '<Hi><Sure,'],
    ['goes on behind it', '{% for m in messages %}<{{ m.content }}>{% endfor %}!', '안녕\n', '<Hi><안녕\n'],
    ['takes parts', '{% for m in messages %}<{{ m.content if m.content is string else m.content[0].text }}>{% endfor %}', [{ type: 'text', text: 'part' }], '<Hi><part'],
  ])('is left open at the end of the last message where it %s', (_, source, content, expected) => {
    const messages = [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: content as string }];
    expect(chatTemplate(source).render(messages, { continueFinalMessage: true })).toBe(expected);
  });

  it('leaves no trace of how it found the end of the last message', () => {
    const rendered = chatTemplate('{{ messages[0].content }}|{{ messages[0].content }}|').render([{ role: 'assistant', content: '\uFDD0a' }], { continueFinalMessage: true });
    expect(rendered).toBe('\uFDD0a|\uFDD0a');
  });

  it.each<[string, string, unknown, object, string, RegExp]>([
    ['no messages', 'x', [], {}, 'CHAT_INVALID', /messages must be a list of at least one message, got \[\]/],
    ['a message without a role', 'x', [{ content: 'a' }], {}, 'CHAT_INVALID', /messages\[0\]\.role must be a string, e\.g\. "user"/],
    ['what is no data', 'x', [{ role: 'user', content: () => 1 }], {}, 'CHAT_INVALID', /messages\[0\]\.content must be plain data/],
    ['what the template refuses', "{{ raise_exception('roles must alternate') }}", [{ role: 'user' }], {}, 'CHAT_INVALID', /roles must alternate/],
    ['what the template needs and is not there', '{{ messages[0].tool.name }}', [{ role: 'user' }], {}, 'CHAT_INVALID', /tool of a dictionary is not there, so it has no name/],
    ['to begin a message and to go on with one', 'x', [{ role: 'user', content: 'a' }], { addGenerationPrompt: true, continueFinalMessage: true }, 'OPTIONS_INVALID', /only one of them/],
    ['to go on with a message that is left out', 'x', [{ role: 'user', content: 'a' }], { continueFinalMessage: true }, 'CHAT_INVALID', /leaves out some of the last message/],
    ['an unknown filter', '{% if false %}{{ 1 | frobnicate }}{% endif %}', [{ role: 'user' }], {}, 'CHAT_TEMPLATE_INVALID', /there is no filter frobnicate/],
    ['a tag without an end', '{% if true ', [{ role: 'user' }], {}, 'CHAT_TEMPLATE_INVALID', /a \{% has no %\}/],
  ])('refuses %s', (_, source, messages, options, code, message) => {
    expect(() => chatTemplate(source).render(messages as ChatMessage[], options)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }));
  });

  it.each([
    ['loops within loops', '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}'],
    ['a range without end', '{{ range(1000000000) }}'],
    ['a text without end', "{{ 'x' * 10000000000 }}"],
    ['macros that call each other', '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}'],
  ])('does not hang on %s', (_, source) => {
    expect(() => chatTemplate(source).render([{ role: 'user' }])).toThrow(expect.objectContaining({ code: 'CHAT_INVALID' }));
  });
});
