package io.winnow.export;

import static io.winnow.export.GoldensTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;

import org.apache.lucene.benchmark.quality.QualityQuery;
import org.apache.lucene.benchmark.quality.trec.TrecJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;

import ciir.umass.edu.features.FeatureManager;

/** Each format, read by a program that is not ours and knows nothing of us. */
class ReadersTest {
    private static final Chorus CHORUS = Chorus.read();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sessions | gz | select count(*), sum(len(events)), count(distinct session_number) from FILE",
            "pairs | jsonl | select count(*), count(anchor), count(positive) from FILE",
            "triplets | zst | select count(*), count(negative), count(*) filter (positive <> negative) from FILE",
            "lists | jsonl | select count(*), count(*) filter (len(docs) = len(labels)), count(*) filter (list_sum(labels) > 0) from FILE",
            "parquet&of=sessions | parquet | select count(*), sum(len(events)), count(distinct session_number) from FILE",
            "parquet&of=pairs | parquet | select count(*), count(anchor), count(positive) from FILE",
            "parquet&of=triplets | parquet | select count(*), count(negative), count(*) filter (positive <> negative) from FILE",
            "parquet&of=lists | parquet | select count(*), count(*) filter (len(docs) = len(labels)), count(*) filter (list_sum(labels) > 0) from FILE"})
    void duckdb_reads_tables(String parameters, String ending, String query) throws Exception {
        var made = CHORUS.export(parameters(parameters));
        var file = compressed(made.bytes(), ending);

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var answer = connection.createStatement().executeQuery(query.replace("FILE", "'" + file + "'"))) {
            answer.next();
            assertThat(answer.getLong(1)).isEqualTo(made.counts().rowsOut());
            assertThat(answer.getLong(3)).isEqualTo(made.counts().rowsOut());
        }
    }

    @Test
    void ranklib_reads_svmlight_with_its_queries_and_ids() throws IOException {
        var made = CHORUS.export(parameters("svmlight"));
        var file = folder.resolve("chorus.svmlight");
        Files.write(file, made.bytes());

        var lists = FeatureManager.readInput(file.toString(), false, true);

        assertThat(lists).hasSize((int) made.counts().sessionsOut());
        assertThat(lists.stream().mapToLong(list -> list.size()).sum()).isEqualTo(made.counts().rowsOut());
        assertThat(lists.get(0).get(0).getDescription()).isEqualTo("# " + CHORUS.export(parameters("qrels")).text()
                .split("\\s+")[2]);
    }

    @Test
    void lightgbm_trains_on_its_form() throws Exception {
        var made = CHORUS.export(parameters("lightgbm&features=rank,price"));
        var file = folder.resolve("train.tsv");
        Files.write(file, made.bytes());
        Files.write(folder.resolve("train.tsv.query"), CHORUS.export(parameters("groups")).bytes());

        assumeTrue(hasOpenMp(), "LightGBM's library wants libgomp, which this machine does not have");
        try (var data = LGBMDataset.createFromFile(file.toString(), "header=false label_column=0 verbosity=-1", null);
                var booster = LGBMBooster.create(data,
                        "objective=lambdarank min_data_in_leaf=5 num_threads=1 deterministic=true verbosity=-1")) {
            booster.updateOneIter();
            assertThat(data.getNumData()).isEqualTo((int) made.counts().rowsOut());
            assertThat(data.getFieldInt("group")).hasSize((int) made.counts().sessionsOut() + 1);
        }
    }

    @Test
    void lucene_judges_by_qrels_and_topics() throws IOException {
        var judge = new TrecJudge(new BufferedReader(new StringReader(CHORUS.export(parameters("qrels")).text())));
        var topics = CHORUS.export(parameters("topics")).text().lines().map(line -> line.split("\t", 2))
                .map(topic -> new QualityQuery(topic[0], Map.of("title", topic[1]))).toArray(QualityQuery[]::new);

        var log = new ByteArrayOutputStream();
        assertThat(judge.validateData(topics, new PrintWriter(log, true))).as(log::toString).isTrue();
        assertThat(topics).hasSize(CHORUS.size()).allMatch(topic -> judge.maxRecall(topic) > 0);
    }

    /** The one thing that it does not bring along. */
    private static boolean hasOpenMp() {
        try {
            LGBMBooster.loadNative();
            return true;
        } catch (IOException | UnsatisfiedLinkError e) {
            return false;
        }
    }

    private Path compressed(byte[] bytes, String ending) throws IOException {
        var file = folder.resolve("file." + (ending.equals("gz") || ending.equals("zst") ? "jsonl." : "") + ending);
        var coding = switch (ending) {
            case "gz" -> Coding.gzip;
            case "zst" -> Coding.zstd;
            default -> Coding.identity;
        };
        try (var out = coding.around(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }
}
