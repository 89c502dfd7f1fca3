/** Forms and inputs. */
export const controls = {
  form: {
    integer: 'a whole number',
    range: 'from {{minimum}} to {{maximum}}',
    atLeast: 'at least {{minimum}}',
    atMost: 'at most {{maximum}}',
    invalid: 'Needs {{what}}, got {{value}}.',
    json: 'Needs JSON: {{message}}',
    advanced: 'Advanced',
    changed_one: '{{count}} changed',
    changed_other: '{{count}} changed',
  },
  input: {
    image: {
      choose: 'Choose',
      random: 'Another one by chance',
      drop: 'Drop or paste a picture',
      file: 'From a file',
      search: 'Search the captions',
      searchNote: 'In English or Korean.',
      none: 'No caption matches.',
      noData: 'No data set is known for this model: drop, paste or choose a file.',
      more: 'Show more',
      title: 'Choose “{{name}}”',
      own: 'your picture',
      unreadable: 'This file is not a picture that browsers can read.',
    },
    embedding: {
      explore: 'Latent explorer',
      note: 'Each slider moves one number of the latent vector; 0 is the middle.',
      zero: 'All to 0',
      random: 'Draw at random',
      from: 'Take from a picture',
      all: 'Show all {{count}}',
      fewer: 'Show the first {{count}}',
      number: 'Latent {{index}}',
    },
    unsupported: 'This page cannot take “{{kind}}” yet. Use it from a program.',
    name: {
      image: 'Picture', from: 'From', to: 'To', left: 'Left', right: 'Right', latent: 'Latent', text: 'Text', prompt: 'Prompt', label: 'Label', mask: 'Mask', first: 'First', second: 'Second', tokens: 'Tokens', messages: 'Message', target: 'Its counterpart', query: 'Question',
    } as Record<string, string>,
  },
};
