package io.winnow.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.winnow.training.Sha256;

/**
 * The bytes of each format, for good: the same batch gives the same file today and next year. Where a layout is changed on
 * purpose, {@code mvn test -Dtest=GoldensTest -Dgoldens.write=true} writes them anew, and {@link Manifest#SCHEMA_VERSION}
 * goes up.
 */
class GoldensTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final Chorus CHORUS = Chorus.read();

    @ParameterizedTest
    @CsvSource({"pairs, pairs.jsonl", "triplets, triplets.jsonl", "lists, lists.jsonl",
            "lists&labels=coec, lists-coec.jsonl", "lists&labels=cascade&provenance=true, lists-cascade.jsonl",
            "'lists&weights=add_to_cart=2,click=0.5', lists-weights.jsonl",
            "svmlight, chorus.svmlight", "lightgbm, lightgbm.tsv", "groups, lightgbm.tsv.query", "qrels, chorus.qrels",
            "topics, topics.tsv", "pairs&split=test, pairs-test.jsonl",
            "pairs&split=test&split_by=time, pairs-test-time.jsonl"})
    void a_file_is_as_it_always_was(String parameters, String golden) throws IOException {
        var made = CHORUS.export(parameters(parameters)).text();

        assertThat(made).isEqualTo(golden(golden, made));
    }

    @ParameterizedTest
    @CsvSource({"sessions", "parquet", "parquet&of=pairs", "parquet&of=triplets", "parquet&of=lists"})
    void a_file_has_the_digest_that_it_always_had(String parameters) throws IOException {
        disturbIdentityHashes();

        var made = HexFormat.of().formatHex(Sha256.of(CHORUS.export(parameters(parameters)).bytes()));

        assertThat(made + "\n").isEqualTo(golden(parameters.replace("&of=", "-") + ".sha256", made + "\n"));
    }

    @Test
    void the_sample_has_ninety_sessions_that_teach_something() {
        assertThat(CHORUS.size()).isEqualTo(90);
    }

    static Map<String, String> parameters(String query) {
        return Arrays.stream(("format=" + query).split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String golden(String name, String made) throws IOException {
        if (Boolean.getBoolean("goldens.write")) {
            Files.writeString(GOLDENS.resolve(name), made);
        }
        return Files.readString(GOLDENS.resolve(name));
    }

    /** Bytes that depend on the order of a set of enums would else be the same in most runs. */
    private static void disturbIdentityHashes() {
        for (var i = 0; i < System.nanoTime() % 1_000; i++) {
            new Object().hashCode();
        }
    }
}
