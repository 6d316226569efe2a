package io.winnow.export;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

import io.winnow.batch.Batch;
import io.winnow.json.QueryInput;
import io.winnow.training.ClickModel;
import io.winnow.training.Format;
import io.winnow.training.Recipe;
import io.winnow.training.Split;
import io.winnow.training.Weights;

/**
 * A wish for an export.
 *
 * @param after only session numbers above it
 * @param last and up to this one
 * @param fromByte how many bytes at the beginning are not to be sent, since the client has them
 */
record ExportRequest(String batchId, Recipe recipe, int after, long last, long fromByte) {
    private static final String USUAL_WEIGHTS = "purchase=3,add_to_cart=2,click=1";

    /** The last session number that goes in, of those that the batch has now. */
    int last(Batch batch) {
        return (int) Math.min(batch.sessionCount, last);
    }

    /**
     * Reads the query.
     *
     * @throws io.winnow.problem.ProblemException 422 naming all that is wrong
     */
    static ExportRequest of(ExportQuery query) {
        var input = new QueryInput();
        var request = new ExportRequest(input.text("batch_id", query.batchId), recipe(query, input),
                (int) Math.min(Integer.MAX_VALUE,
                        input.integer("after_number", query.afterNumber, 0, 0, Long.MAX_VALUE)),
                input.integer("last_number", query.lastNumber, Long.MAX_VALUE, 0, Long.MAX_VALUE),
                input.integer("from_byte", query.fromByte, 0, 0, Long.MAX_VALUE));
        input.check();
        return request;
    }

    private static Recipe recipe(ExportQuery query, QueryInput input) {
        var format = input.choice("format", query.format, Format.sessions);
        var of = input.choice("of", query.of, Format.sessions);
        var labels = input.choice("labels", query.labels,
                query.weights == null ? ClickModel.Name.clicks : ClickModel.Name.weights);
        var weights = weights(query.weights, labels, input);
        if (!of.isTable()) {
            input.wrong("of", "must be one of sessions, pairs, triplets, lists");
        }
        return new Recipe(format, format == Format.parquet ? of : format, labels, weights,
                query.textField == null ? null : input.id("text_field", query.textField),
                features(query.features, input), (int) input.integer("negatives", query.negatives, 5, 1, 100),
                input.flag("include_irrelevant", query.includeIrrelevant),
                input.choice("split", query.split, null, Split.Side.class),
                input.share("test_share", query.testShare, new BigDecimal("0.2")),
                input.choice("split_by", query.splitBy, Split.By.query),
                input.flag("provenance", query.provenance));
    }

    private static List<String> features(String names, QueryInput input) {
        if (names == null) {
            return List.of("rank");
        }
        if (!names.matches(ExportQuery.FEATURES)) {
            input.wrong("features", "must be 1 to 100 names, divided by commas");
        }
        return Arrays.stream(input.text("features", names).split(",")).map(String::strip).toList();
    }

    private static Weights weights(String text, ClickModel.Name labels, QueryInput input) {
        if (text == null) {
            return labels == ClickModel.Name.weights ? weights(USUAL_WEIGHTS) : Weights.ANY;
        }
        if (!input.text("weights", text).matches(ExportQuery.WEIGHTS)) {
            input.wrong("weights", "must be types with their weights, such as " + USUAL_WEIGHTS);
            return Weights.ANY;
        }
        return weights(text);
    }

    /** Of a type that is named twice the last weight. */
    private static Weights weights(String text) {
        return new Weights(Arrays.stream(text.split(",")).map(pair -> pair.split("="))
                .collect(toMap(pair -> pair[0].strip(), pair -> new BigDecimal(pair[1]), (first, last) -> last)));
    }
}
