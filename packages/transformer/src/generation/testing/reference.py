"""Makes reference.json: what transformers writes with a model whose logits are rows of a table, found by the last two ids.

    python reference.py                          # transformers 5.23, all but diverse beams
    PYTHONPATH=... python reference.py groups    # transformers 4.50, the last that had diverse beams built in
"""
import itertools
import json
import os
import random
import sys
import warnings

import torch
import transformers
from transformers import GenerationConfig, GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutput

warnings.filterwarnings('ignore')
transformers.logging.set_verbosity_error()
# No text has PAD: diverse beams treat the padding of groups that are done as tokens they have taken.
ROWS, VOCABULARY, END, PAD = 23, 10, 0, 9
generator = torch.Generator().manual_seed(11)
TABLE = torch.randn(ROWS, VOCABULARY, generator=generator).mul(1.5).mul(1000).round().div(1000)
TABLE[:, PAD] = -30


class TableModel(PreTrainedModel, GenerationMixin):
    config_class = PretrainedConfig
    main_input_name = 'input_ids'
    _supports_cache_class = False

    def __init__(self, config):
        super().__init__(config)
        self.table = torch.nn.Parameter(TABLE)

    def forward(self, input_ids, **_):
        place = torch.zeros(input_ids.shape[0], dtype=torch.long)
        for column in input_ids[:, -2:].T:
            place = (place * 31 + column + 1) % ROWS
        return CausalLMOutput(logits=self.table[place][:, None])

    def prepare_inputs_for_generation(self, input_ids, **_):
        return {'input_ids': input_ids}


config = PretrainedConfig()
config.vocab_size = VOCABULARY
config.is_encoder_decoder = False
config.num_hidden_layers = 1
model = TableModel(config).eval()
rnd = random.Random(5)


def run(prompt, **options):
    settings = GenerationConfig(eos_token_id=END, pad_token_id=PAD, do_sample=False, use_cache=False, return_dict_in_generate=True, output_scores=True, **options)
    output = model.generate(torch.tensor([prompt]), generation_config=settings)
    sequences = []
    for ids in output.sequences.tolist():
        new = ids[len(prompt):]
        sequences.append([id for id in new if id != PAD])
    scores = getattr(output, 'sequences_scores', None)
    return {'prompt': prompt, 'options': options, 'sequences': sequences, **({} if scores is None else {'scores': [round(s, 6) for s in scores.tolist()]})}


def prompt():
    return [rnd.randrange(1, PAD) for _ in range(rnd.randint(2, 5))]


path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'reference.json')
cases = []
if sys.argv[1:] == ['groups']:
    # Without early stopping 4.50 goes on a little longer than 5.23, whose rule is ours.
    for beams, groups, penalty, early in itertools.product([4, 6], [2], [0.3, 1.2], [True]):
        cases.append(run(prompt(), max_new_tokens=8, num_beams=beams, num_beam_groups=groups, diversity_penalty=penalty, early_stopping=early, num_return_sequences=beams, length_penalty=1.0))
    cases.append(run(prompt(), max_new_tokens=9, num_beams=6, num_beam_groups=3, diversity_penalty=0.7, repetition_penalty=1.2, early_stopping=True, num_return_sequences=6))
    known = json.load(open(path))
    known['diverse'] = {'made_with': {'transformers': transformers.__version__, 'torch': torch.__version__}, 'cases': cases}
else:
    for length_penalty, early, beams in itertools.product([0.0, 0.8, 2.0, -1.0], [True, False, 'never'], [2, 5]):
        cases.append(run(prompt(), max_new_tokens=rnd.randint(3, 14), num_beams=beams, length_penalty=length_penalty, early_stopping=early, num_return_sequences=beams))
    rules = [dict(repetition_penalty=1.4), dict(no_repeat_ngram_size=2), dict(bad_words_ids=[[3], [2, 7]]), dict(min_new_tokens=5), dict(sequence_bias=[[[4], 2.5], [[6, 5], -3.0]]),
             dict(exponential_decay_length_penalty=(3, 1.3)), dict(forced_eos_token_id=END), dict(suppress_tokens=[1, 5])]
    for rule in rules:
        for beams in [1, 3]:
            cases.append(run(prompt(), max_new_tokens=10, num_beams=beams, num_return_sequences=beams, **rule))
    everything = dict(repetition_penalty=1.2, no_repeat_ngram_size=3, bad_words_ids=[[8]], min_new_tokens=4, sequence_bias=[[[2], 1.0]])
    for beams in [1, 4]:
        cases.append(run(prompt(), max_new_tokens=12, num_beams=beams, num_return_sequences=beams, **everything))
    known = {'made_with': {'transformers': transformers.__version__, 'torch': torch.__version__}, 'table': [[round(x, 3) for x in row] for row in TABLE.tolist()], 'end': END, 'cases': cases}
with open(path, 'w') as file:
    json.dump(known, file, separators=(',', ':'))
    file.write('\n')
