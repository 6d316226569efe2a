package io.winnow.json;

import static io.winnow.json.JsonText.extend;
import static io.winnow.json.JsonText.list;
import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"", "\\", "a\nb\tc\r", "\u0001\u001f", "ü", "🦊", "\u2028", "</script>",
            "%s"})
    void a_quoted_text_reads_back_as_it_was(String text) {
        assertThat(StrictJson.parse(quote(text).getBytes(StandardCharsets.UTF_8)).value().textValue()).isEqualTo(text);
    }

    @Test
    void a_quoted_text_has_the_escapes_that_postgresql_writes() {
        assertThat(quote("\b\t\n\f\r\u0001\u001f\u007f\"\\/\u2028ü🦊"))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\\\"\\\\/\u2028ü🦊\"");
    }

    @Test
    void parts_become_one_document() {
        var inner = object(member("a", 1), member("b", quote(null)));

        assertThat(extend(inner, member("c", list(List.of("1", "2"))), member("d", list(List.of()))))
                .isEqualTo("{\"a\":1,\"b\":null,\"c\":[1,2],\"d\":[]}");
    }
}
