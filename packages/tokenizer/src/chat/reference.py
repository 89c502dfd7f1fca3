"""Writes what transformers 5.23 (Jinja2 3.1.6) makes of small templates to reference.json. Run with these libraries."""
import json
import pathlib

from transformers.utils.chat_template_utils import render_jinja_template

ONE_A_LINE = r'''
{% for m in messages %}a{{ loop.index }}{% if loop.index == 2 %}{% break %}{% endif %}b{% endfor %}
{% for m in messages %}a{% if m.role == 'user' %}x{% continue %}{% endif %}b{% else %}none{% endfor %}
{% for m in messages %}{% if loop.first %}{% set x = 1 %}{% endif %}[{{ x }}]{% endfor %}
{% set x = 0 %}{% for m in messages %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}
{{ true }} {{ none }} {{ 1.0 }} {{ 1/2 }} {{ 7//2 }} {{ -7//2 }} {{ -7 % 3 }} {{ 2**3 }} {{ 1e3 if false else 2 }}
{{ messages }}
{{ messages[0] }}|{{ messages[0].keys() | list }}
{{ 'a\'b"c\n' }}{{ ['a\'b', "x\"y", 'é', '\u200b', '가'] }}
{{ "abc"[::-1] }}{{ "안녕👋하세요"[2] }}{{ "안녕👋하세요"|length }}{{ '안녕👋'[::-1] }}
{{ "  x ".strip() }}|{{ "xxaxx".strip('x') }}|{{ "xxaxx".lstrip('x') }}|{{ "\n\n ok\n".lstrip('\n') }}|
{{ "hello World".capitalize() }} {{ "hello world-foo (bar)"|title }} {{ "hello world's foo2bar"|capitalize }} {{ "they're bill's".title() }}
{{ messages | tojson }}
{{ messages | tojson(indent=2) }}
{{ messages[0] | tojson(indent=4, ensure_ascii=True) }}
{{ {'b': 1, 'a': [1.5, true, none, "한국 \"q\" \\ \u0001 \x7f </b>&"]} | tojson(sort_keys=true) }}
{{ {'b': 1, 'a': [1,2]} | tojson(separators=(',', ':')) }}
{{ [] | tojson(indent=2) }}{{ {} | tojson(indent=2) }}{{ [[],{}] | tojson(indent=2) }}
{{ [1,2,3] | join(', ') }}{{ 'abc' | join('-') }}{{ messages | map(attribute='role') | join(',') }}
{{ messages | selectattr('role', 'equalto', 'user') | list | length }} {{ messages | rejectattr('role', 'eq', 'user') | map(attribute='content') | list }}
{{ messages | map('length') | list }}{{ ['a','b'] | map('upper') | join }}
{{ [3,1,2] | sort }}{{ ['b','A','c'] | sort }}{{ ['b','A','c'] | sort(case_sensitive=true, reverse=true) }}{{ [1,2,3]|sum }}{{ [1,5,3]|max }}{{ [4,2]|min }}
{{ {'z':1,'a':2} | dictsort }}{{ {'z':1,'a':2} | dictsort(by='value', reverse=true) }}
{% for k, v in {'x': 1, 'y': [2]}.items() %}{{ k }}={{ v }};{% endfor %}{% for k in {'x': 1} %}{{ k }}{% endfor %}
{% for k, v in {'x': 1, 'y': 2} | items %}{{ k }}={{ v }};{% endfor %}
{% for c in '가나' %}{{ c }}.{% endfor %}
{{ undefined_thing }}|{{ undefined_thing is defined }}|{{ undefined_thing | default('d') }}|{{ '' | default('e', true) }}|{{ none | default('n') }}|{{ undefined_thing ~ 'x' }}|{{ undefined_thing | length }}
{{ undefined_thing.foo }}
{{ messages[5].role }}
{{ messages[5] is defined }} {{ messages[0].nope is defined }} {{ messages[0]['nope'] is none }}
{{ 'a' + 1 }}
{{ 'a' ~ 1 ~ none ~ true ~ 1.5 }}
{{ '1' == 1 }}{{ 1 == 1.0 }}{{ true == 1 }}{{ none == undefined_thing }}{{ [1,[2]] == [1,[2]] }}{{ {'a':1} == {'a':1.0} }}{{ (1,2) == [1,2] }}
{{ 'x' in 'xyz' }}{{ 'role' in messages[0] }}{{ 1 in [1,2] }}{{ [1] in [[1]] }}{{ 'q' not in undefined_thing }}
{{ 4 is divisibleby 2 }}{{ 4 is divisibleby(3) }}{{ 3 is odd }}{{ 'a' is string }}{{ messages is iterable }}{{ messages[0] is mapping }}{{ 'x' is iterable }}{{ 1 is number }}{{ 1.5 is float }}{{ true is integer }}{{ true is number }}
{{ 1 is not none and 2 is not none }}{{ 'a' is in ['a','b'] }}{{ 'a' is eq 'a' }}{{ none is sameas none }}{{ 1 is ge 1 }}
{% macro f(a, b='B', c=a) -%} <{{ a }}{{ b }}{{ c }}{{ varargs }}{{ kwargs }}> {%- endmacro %}{{ f(1) }}{{ f(1, c=3) }}{{ f(1,2,3,4,x=5) }}
{% macro g(x) %}[{{ x }}{{ y }}]{% endmacro %}{% set y = 2 %}{{ g(1) }}{% for y in [3] %}{{ g(y) }}{% endfor %}
{% macro h() %}({{ caller('q') }}){% endmacro %}{% call(z) h() %}<{{ z }}>{% endcall %}
{% set ns = namespace(a=1, b=[]) %}{% for i in range(3) %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}
{% set a, b = 1, 'x' %}{{ a }}{{ b }}{% set t %}hi {{ a }}{% endset %}[{{ t | upper }}]
{% filter upper %}abc {{ 'def' }}{% endfilter %}
{{ 'a,b,,c'.split(',') }}{{ ' a  b c '.split() }}{{ 'a b c'.split(' ', 1) }}{{ 'a b c'.rsplit(' ', 1) }}{{ 'a\nb\r\nc'.splitlines() }}{{ 'a  b  c d'.split(none, 1) }}
{{ 'abcabc'.replace('b', 'XX') }}{{ 'abcabc'.replace('b', 'X', 1) }}{{ 'abcabc' | replace('b', 'X', 1) }}{{ 'abc'.replace('', '-') }}
{{ 'a-b-c'.partition('-') }}{{ 'a-b-c'.rpartition('-') }}{{ 'abc'.find('c') }}{{ 'abc'.find('z') }}{{ 'aXbX'.count('X') }}{{ 'foobar'.removeprefix('foo') }}{{ 'foobar'.removesuffix('bar') }}
{{ ', '.join(['a','b']) }}{{ 'abc'.startswith('ab') }}{{ 'abc'.endswith(('x','c')) }}{{ 'ab'.center(6) }}|{{ '7'.zfill(3) }}{{ '{} and {}'.format(1, 'b') }}{{ '{a}-{0}'.format('z', a='y') }}
{{ 'line1\nline2\n\nline4' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ 'a\n\nb' | indent(2, blank=true) }}|{{ 'a\nb' | indent('>> ') }}
{{ '3' | int + 1 }}{{ 'x' | int }}{{ 'x' | int(5) }}{{ '3.7' | int }}{{ '2.5' | float }}{{ 3.7 | int }}{{ 2.5 | round }}{{ 3.14159 | round(2) }}{{ 2.4 | round(method='ceil') }}{{ -3 | abs }}
{{ [1,2,3,4,5] | batch(2) | list }}{{ [1,2,3] | batch(2, 0) | list }}{{ [1,1,2] | unique | list }}{{ [1,2] | first }}{{ [1,2] | last }}{{ [] | first }}{{ 'abc' | reverse }}{{ [1,2]|reverse|list }}
{{ 'hello world foo bar' | truncate(11) }}{{ 'hello world foo bar' | truncate(11, true) }}{{ 'a b' | wordcount }}{{ 'abc' | list }}{{ 'aBc' | lower }}{{ 5 | string ~ 'x' }}
{% raw %}{{ not }} {% x %}{% endraw %}!
{{ range(3) | list }}{{ range(1, 7, 2) | list }}{{ range(3, 0, -1) | list }}
{{ loop }}
{{ messages[-1].role }}{{ messages[1:] | length }}{{ messages[::-1][0].role }}
{{ [1,2,3][1:] }}{{ [1,2,3][-2:] }}{{ [1,2,3][:-1] }}{{ (1,2,3)[0:2] }}{{ 'abcdef'[1:5:2] }}
{{ 'yes' if messages else 'no' }}{{ 'only' if false }}|{{ (1 if false) is defined }}
{{ not true }}{{ not messages }}{{ 1 and 0 or 'z' }}{{ [] or 'e' }}
{{ dict(a=1, b='x') }}{{ dict({'k': 2}, z=3).z }}{{ {'items': 1}.items is callable }}{{ {'items': 1}['items'] }}
{{ 1 < 2 }}{{ 'a' < 'b' }}{{ [1,2] < [1,3] }}{{ 1 <= 1.5 }}
{{ 'x' * 3 }}{{ [1] * 2 }}{{ [1] + [2] }}{{ 10 % 3 }}{{ 5.5 // 2 }}{{ 2 ** -1 }}{{ 1e-7 if false else 0.0000001 }}{{ 100000.0 * 1000000000000 }}{{ 123456789.125 }}
{{ raise_exception('no ' ~ messages[0].role) }}
{{ messages | unknownfilter }}
{{ 1 is unknowntest }}
{% if x %}
{{ foo( }}
{% unknown %}
{{ 'unclosed }}
{{ messages.append(1) }}
{{ 'a' | trim | upper | replace('A', 'b') }}{{ '  x  ' | trim }}|{{ 'xxaxx' | trim('x') }}
{{ none | trim }}{{ 5 | upper }}{{ none | length }}
{{ 'isalpha'.isalpha() }}{{ '12'.isdigit() }}{{ ' '.isspace() }}{{ 'AB'.isupper() }}{{ ''.isalpha() }}
{{ cycler('a','b').next() }}{% set j = joiner('; ') %}{{ j() }}a{{ j() }}b
{% for m in messages %}{{ loop.cycle('odd','even') }}{{ loop.revindex }}{{ loop.previtem.role if not loop.first }}{{ loop.nextitem.role if loop.nextitem is defined }}{{ loop.changed(m.role) }};{% endfor %}
{{ messages | groupby('role') }}
{% for m in messages if m.role == 'user' %}{{ loop.index }}/{{ loop.length }}{% endfor %}
{{- bos_token }}{{ eos_token }}{{ pad_token }}
{{ "a" "b" }}{{ 'tab\there' }}{{ '\d' }}{{ '\x41\u00e9\101' }}
{{ messages | length > 1 and messages[0]['role'] == 'user' }}
{% set x = messages | map(attribute='content') | select('string') | list %}{{ x }}
{% if messages[0].role == 'user' and messages[0].content is string %}s{% elif false %}t{% else %}u{% endif %}
{%- set foo = {'a': {'b': [1, {'c': 'deep'}]}} -%}{{ foo.a.b[1].c }}{{ foo['a']['b'][0] }}
{{ "\u00a0x\u00a0".strip() }}|{{ "\ufeffx".strip() }}|{{ "\x1cx".strip() }}|{{ "\x85x" | trim }}
{{ [true, none, 1.0, 'x'] | tojson }}{{ 1.0 | tojson }}{{ 1e16 if false else 0.1 | tojson }}
{{ (messages | last).role }}{{ (messages | first)['content'] }}
{% set s = 'a' %}{% if true %}{% set s = 'b' %}{% endif %}{{ s }}
{{ messages[0].get('role') }}{{ messages[0].get('x') }}{{ messages[0].get('x', 'dflt') }}{{ messages[0].values() | list }}
{% for x in [1,2,3] %}{% for y in [1,2] %}{% if y == 2 %}{% break %}{% endif %}{{ x }}{{ y }} {% endfor %}{% endfor %}
{% generation %}gen{% endgeneration %} after
{%- generation -%} gen {%- endgeneration -%} x
{{ strftime_now is defined }}
{{ tools is none }}{{ documents is none }}{{ add_generation_prompt }}
{{ messages | tojson(indent=0) }}
{{ [0.1, 1e-5, 123456789012345680.0, -0.0] | tojson }}
{% set _ = 1 %}{{ _ }}
{{ 'a' if 'a' in ['b'] else 'c' if true else 'd' }}
{{ messages|map(attribute='content')|join(' | ')|length }}
{{ messages[0]['content'][0:3] ~ '…' }}
{{ 3 - 1 }}{{ 3 -1 }}{{ -1 - -2 }}{{ (3)-1 }}{{ [1,2]|length - 1 }}{{ - 5 }}
{{ 'ß'.title() }}{{ 'ß' | capitalize }}{{ 1_000 }}{{ 2.5e-3 }}
'''
OF_SEVERAL_LINES = [
"   {% if true %}\n  x\n   {% endif %}\n  y {# c #}\nz {#- c -#}  w\n",
"a\n  {%- if true %} b {%- endif %}  \n  {{- ' c ' -}}   \n d",
"   {%+ if true +%}\nx{% endif %}\n",
"{% for m in messages -%}\n  {{ m.role }}\n{%- endfor -%}  \nend\n\n",
"x\r\n{% if true %}\r\ny{% endif %}\r\n",
"  {# comment #}\n  {{ 'v' }}\n\t{% if true %} q {% endif %}\n{% raw %}\n  {% if %}\n  {% endraw %}\nend",
"{% if true %}  {% if true %}\n  a{% endif %}  {% endif %}\n  b\n",
"{% set a = '%}\\n' %}\n[{{ a }}]{{ '}}' }}{{ {'a': {'b': 1}} }}",
"text {- with ' braces }\n   {- x\n{ % no %}",
]
MESSAGES = [
    {"role": "user", "content": "Hello <b>\"x\"</b> & 안녕"},
    {"role": "assistant", "content": "ok\n\n\tfine ", "n": 1.5, "l": [1, None, True]},
    {"role": "user", "content": ""},
]

rows = []
for template in ONE_A_LINE.strip("\n").split("\n") + OF_SEVERAL_LINES:
    try:
        rendered, _ = render_jinja_template([MESSAGES], chat_template=template, bos_token="<s>", eos_token="</s>")
        rows.append({"template": template, "rendered": rendered[0]})
    except Exception as error:
        rows.append({"template": template, "error": type(error).__name__})
target = pathlib.Path(__file__).with_name("reference.json")
target.write_text(json.dumps({"messages": MESSAGES, "rows": rows}, indent=1) + "\n")
