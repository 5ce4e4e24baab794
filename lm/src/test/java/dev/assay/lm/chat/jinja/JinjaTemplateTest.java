package dev.assay.lm.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expectations follow the published semantics of Jinja 3 and Python, worked out by hand.
class JinjaTemplateTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2025, 3, 7, 14, 5, 9, 0, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            1 + 2 * 3 § 7
            -2 ** 2 § 4
            2 ** 3 ** 2 § 64
            7 // 2 ~ 7 % 3 § 31
            -7 // 2 § -4
            -7 % 3 § 2
            6 / 2 § 3.0
            0.1 + 0.2 § 0.30000000000000004
            1e20 § 1e+20
            1.5e-7 § 1.5e-07
            1 < 2 < 3 § True
            1 == 1.0 § True
            not 1 == 2 § True
            'a' if 0 else 'b' § b
            none or 'x' § x
            'abc'[1:] ~ 'abcdef'[::-1] § bcfedcba
            'a😀b'[1] § 😀
            'a😀b'|length § 3
            [1, 2.0, none, true, 'it'] § [1, 2.0, None, True, 'it']
            (1,) § (1,)
            {'a': 1}.items()|list § [('a', 1)]
            'z' not in 'abc' and 'k' in {'k': 1} § True
            'a,b'.split(',')[-1] § b
            ' a  b '.split() § ['a', 'b']
            'xxabx'.strip('x') § ab
            'abc'.startswith('ab') § True
            'hello wORLD'.title() § Hello World
            'a' 'b' § ab
            '\\u00e9\\n'.strip() § é
            messages|map(attribute='role')|join('+') § user+assistant
            messages|selectattr('role', 'equalto', 'user')|list|length § 1
            messages[::-1][0].content § Hello
            missing is defined § False
            missing|default('d') § d
            messages[0].nokey is none § False
            'a' is string and 1 is number § True
            6 is divisibleby 3 § True
            {'b': 1, 'a': 'é"'}|tojson § {"b": 1, "a": "é\\""}
            [3, 1, 2]|sort|join § 123
            '%s-%d' % ('a', 3) § a-3
            "it's" § it's
            ["it's"] § ["it's"]
            strftime_now('%d %b %Y') § 07 Mar 2025
            strftime_now('%-d %B') § 7 March
            namespace(a=4).a § 4
            dict(a=1)['a'] § 1
            range(1, 7, 2)|list § [1, 3, 5]
            loop is defined § False
            """)
    void expressions_have_pythons_values(String expression, String expected) {
        assertThat(render("{{ " + expression + " }}")).isEqualTo(expected);
    }

    @Test
    void a_line_feed_after_a_tag_and_the_spaces_before_it_go() {
        assertThat(render("a\n  {% if true %}\n  b\n  {% endif %}\nc\n")).isEqualTo("a\n  b\nc");
        assertThat(render("a {% if true %} b {% endif %}")).isEqualTo("a  b ");
        assertThat(render("  {# note #}\nx")).isEqualTo("x");
    }

    @Test
    void signs_in_tags_strip_or_keep_white_space() {
        assertThat(render("a \n {{- 'b' -}} \n c")).isEqualTo("abc");
        assertThat(render("a\n {%- if true -%} \n b {%- endif %}")).isEqualTo("ab");
        assertThat(render("  {%+ if true +%}\nb{% endif %}")).isEqualTo("  \nb");
    }

    @Test
    void expressions_leave_white_space_alone() {
        assertThat(render("a\n  {{ 'b' }}\nc")).isEqualTo("a\n  b\nc");
    }

    @Test
    void what_is_set_in_a_loop_does_not_leave_it_but_a_namespace_does() {
        assertThat(render("{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}"))
                .isEqualTo("231");
        assertThat(
                        render(
                                "{% set n = namespace(x=1) %}{% for i in [1, 2] %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}"))
                .isEqualTo("4");
        assertThat(render("{% if true %}{% set y = 5 %}{% endif %}{{ y }}")).isEqualTo("5");
    }

    @Test
    void a_loop_knows_where_it_stands() {
        assertThat(render("{% for m in messages %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}"
                        + "{{ loop.revindex }}{{ loop.length }} {% endfor %}"))
                .isEqualTo("10TrueFalse22 21FalseTrue12 ");
        assertThat(render("{% for k, v in {'a': 1, 'b': 2}.items() if v > 1 %}{{ k }}{{ loop.index }}{% endfor %}"))
                .isEqualTo("b1");
        assertThat(render("{% for x in [] %}a{% else %}none{% endfor %}")).isEqualTo("none");
        assertThat(render("{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% endif %}"
                        + "{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}"))
                .isEqualTo("13");
        assertThat(render("{% for x in [1, [2, [3]]] recursive %}{{ loop(x) if x is not number else x }}{% endfor %}"))
                .isEqualTo("123");
    }

    @Test
    void macros_take_defaults_names_and_callers() {
        assertThat(render("{% macro f(a, b='x') %}[{{ a }}{{ b }}{{ varargs|length }}]{% endmacro %}"
                        + "{{ f(1) }}{{ f(1, b=2) }}{{ f(1, 2, 3) }}"))
                .isEqualTo("[1x0][120][121]");
        assertThat(render("{% macro f() %}<{{ caller() }}>{% endmacro %}{% call f() %}in{% endcall %}"))
                .isEqualTo("<in>");
    }

    @Test
    void blocks_can_be_kept_filtered_and_left_raw() {
        assertThat(render("{% set b %}x{{ 1 }}{% endset %}{{ b|upper }}")).isEqualTo("X1");
        assertThat(render("{% filter upper %}ab{% endfilter %}{% raw %}{{ x }}{% endraw %}"))
                .isEqualTo("AB{{ x }}");
        assertThat(render("{% with q = 2 %}{{ q }}{% endwith %}{{ q is defined }}"))
                .isEqualTo("2False");
    }

    @Test
    void what_the_assistant_generates_is_marked() {
        Rendered rendered = rendered(
                "{% for m in messages %}{{ m.role }}:{% generation %}{{ m.content }}{% endgeneration %};{% endfor %}");
        assertThat(rendered.text()).isEqualTo("user:Hi;assistant:Hello;");
        assertThat(rendered.generations()).containsExactly(new Rendered.Span(5, 7), new Rendered.Span(18, 23));
    }

    @Test
    void json_is_written_as_python_writes_it() {
        assertThat(render("{{ {'a': [1, {}], 'b': '<é>\\n'}|tojson }}"))
                .isEqualTo("{\"a\": [1, {}], \"b\": \"<é>\\n\"}");
        assertThat(render("{{ {'a': [1], 'b': []}|tojson(indent=2) }}"))
                .isEqualTo("{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}");
        assertThat(render("{{ {'b': 1, 'a': 2}|tojson(separators=(',', ':'), sort_keys=true) }}"))
                .isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void an_error_that_the_template_raises_carries_its_message_and_line() {
        assertThatThrownBy(() -> render("a\n{{ raise_exception('No, thank you') }}"))
                .isInstanceOfSatisfying(JinjaException.class, raised -> {
                    assertThat(raised.kind()).isEqualTo(JinjaException.Kind.RAISED);
                    assertThat(raised.reason()).isEqualTo("No, thank you");
                    assertThat(raised.line()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ nope + 'a' }}",
                "{{ nope.deep }}",
                "{{ 'a' + 1 }}",
                "{{ messages[0].nokey.deep }}",
                "{{ 1 // 0 }}",
                "{{ 'a' < 1 }}",
                "{{ [].append(1) }}",
                "{{ messages[0].update({}) }}",
                "{{ 1() }}",
                "{{ 'a'|nofilter }}",
                "{{ 'a' is notest }}",
                "{% set x.y = 1 %}",
                "{% set a, b = [1] %}",
                "{{ 9223372036854775807 + 1 }}",
                "{{ namespace()|tojson }}",
                "{{ 'x'.split('') }}",
                "{{ ''.__class__.__mro__ }}",
                "{{ {[1]: 2} }}",
                "{{ messages.__class__.forName('java.lang.Runtime') }}",
                "{{ range.__globals__['x'] }}"
            })
    void an_operation_that_fails_says_so(String source) {
        fails(source, JinjaException.Kind.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'a",
                "{% if %}",
                "{% if true %}",
                "{% endfor %}",
                "{{ 1 + }}",
                "{{ ) }}",
                "{# a",
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% extends 'x' %}",
                "{% for x %}{% endfor %}",
                "{{ a b }}",
                "{% set true = 1 %}",
                "{% macro %}",
                "{{ 99999999999999999999 }}",
                "{{ $ }}",
                "{% raw %}",
                "{{ {1 2} }}",
                "{% call x %}{% endcall %}",
                "{{ '\\u12' }}",
                "{% else %}"
            })
    void a_template_that_is_not_valid_says_so(String source) {
        fails(source, JinjaException.Kind.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
                "{% set n = namespace(t='ab') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
                "{% set n = namespace(t=[1]) %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
                "{{ 'a' * 10000000000 }}",
                "{{ 'x'.center(1000000000) }}",
                "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
                "{% set s = 'ab' * 400000 %}{% for i in range(99999) %}{% set x = s|replace('a', 'bbbb') %}{% endfor %}",
                "{% set s = 'ab' * 4000000 %}{% for i in range(99999) %}{{ s }}{% endfor %}",
                "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{% set n = namespace(t=[]) %}{% for i in range(99999) %}{% set n.t = [n.t] %}{% endfor %}{{ n.t }}",
                "{% set n = namespace(t=[]) %}{% for i in range(99) %}{% set n.t = [n.t, n.t] %}{% endfor %}{{ n.t }}",
                "{% set n = namespace(t={}) %}{% for i in range(99) %}{% set n.t = {'a': n.t, 'b': n.t} %}{% endfor %}",
                "{% set n = namespace(t=(1,)) %}{% for i in range(99) %}{% set n.t = (n.t, n.t) %}{% endfor %}",
                "{% set l = range(99999)|list %}{% for i in l %}{% if l == l %}{% endif %}{% endfor %}"
            })
    void a_template_that_would_not_end_or_fill_the_memory_is_stopped(String source) {
        fails(source, JinjaException.Kind.TOO_MUCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{'a':", "not ", "-", "a[", "a.b(", "1 if ", "1 + ("})
    void deep_nesting_does_not_overflow_the_stack(String part) {
        assertThatThrownBy(() -> render("{{ " + part.repeat(50_000))).isInstanceOf(JinjaException.class);
        assertThatThrownBy(() -> render("{% if 1 %}".repeat(20_000))).isInstanceOf(JinjaException.class);
    }

    @Property(tries = 2_000)
    void any_soup_of_tokens_renders_or_is_a_jinja_exception(@ForAll("soup") String source) {
        try {
            render(source);
        } catch (JinjaException refused) {
            assertThat(refused.reason()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{%",
                        "%}",
                        "{#",
                        "#}",
                        "-",
                        "+",
                        "if",
                        "for",
                        "x",
                        "in",
                        "endfor",
                        "endif",
                        "set",
                        "=",
                        "messages",
                        "|",
                        "upper",
                        "tojson",
                        "(",
                        ")",
                        "[",
                        "]",
                        "1",
                        "'a'",
                        ".",
                        ":",
                        ",",
                        "\n",
                        " ",
                        "is",
                        "not",
                        "defined",
                        "loop",
                        "~",
                        "*",
                        "**",
                        "macro",
                        "endmacro",
                        "else",
                        "{",
                        "}",
                        "generation",
                        "endgeneration",
                        "\"",
                        "é",
                        "indent",
                        "2.5",
                        "raw",
                        "endraw",
                        "join",
                        "%",
                        "none")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join(" ", parts));
    }

    private static void fails(String source, JinjaException.Kind kind) {
        assertThatThrownBy(() -> render(source))
                .isInstanceOfSatisfying(
                        JinjaException.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }

    private static String render(String source) {
        return rendered(source).text();
    }

    private static Rendered rendered(String source) {
        List<Map<String, String>> messages =
                List.of(Map.of("role", "user", "content", "Hi"), Map.of("role", "assistant", "content", "Hello"));
        return JinjaTemplate.parse(source).render(Map.of("messages", Value.from(messages)), () -> NOW);
    }
}
