/**
 * Templates for a chat model of your own. A model that is there has its own in its files: use that ({@link chatTemplateOf}).
 */
export const chatTemplates = {
  /** `<|im_start|>user`, a line, the message, `<|im_end|>`; its assistant's answers are marked for training. */
  chatml: "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}{% if message['role'] == 'assistant' %}{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}{% else %}{{ message['content'] + '<|im_end|>' }}{% endif %}{{ '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
} as const;
