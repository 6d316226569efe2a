package io.winnow.console.client;

import picocli.CommandLine.Option;

/** The options that say what an export is made of: the parameters of the call, under the same names but for the dashes. */
final class ExportOptions {

    @Option(names = "--format", paramLabel = "FORMAT", description = "sessions, pairs, triplets, lists, svmlight, lightgbm, groups, qrels, topics or parquet (sessions)")
    String format;

    @Option(names = "--of", paramLabel = "FORMAT", description = "what the rows of a parquet file are: sessions, pairs, triplets or lists (sessions)")
    private String of;

    @Option(names = "--labels", paramLabel = "MODEL", description = "the click model: clicks, weights, cascade or coec (clicks, with --weights: weights)")
    private String labels;

    @Option(names = "--weights", paramLabel = "TYPE=N,…", description = "what the types of events are worth (purchase=3,add_to_cart=2,click=1)")
    private String weights;

    @Option(names = "--text-field", paramLabel = "NAME", description = "the field of a result's meta that is its text (its object_id)")
    private String textField;

    @Option(names = "--features", paramLabel = "NAME,…", description = "what describes a result in svmlight and lightgbm: rank and numeric fields of its meta (rank)")
    private String features;

    @Option(names = "--negatives", paramLabel = "N", description = "how many negatives stand beside a positive in triplets, at most (5)")
    private String negatives;

    @Option(names = "--include-irrelevant", description = "also sessions that are marked irrelevant, without a positive (no)")
    private boolean includeIrrelevant;

    @Option(names = "--split", paramLabel = "SIDE", description = "one side only: train or test (both)")
    private String split;

    @Option(names = "--test-share", paramLabel = "SHARE", description = "the share of the test side (0.2)")
    private String testShare;

    @Option(names = "--split-by", paramLabel = "WHAT", description = "what is never on both sides: query, user, session or time (query)")
    private String splitBy;

    @Option(names = "--provenance", description = "rows tell their session_id and session_number (no)")
    private boolean provenance;

    @Option(names = "--after-number", paramLabel = "N", description = "only sessions above this number of the batch (0)")
    private String afterNumber;

    @Option(names = "--last-number", paramLabel = "N", description = "only sessions up to this number (all)")
    private String lastNumber;

    /** Whether all lines of the batch come, from the first on, so that they give its digest. */
    static boolean areWholeLines(Query query) {
        var format = query.get("format");
        return (format == null || format.equals("sessions")) && query.get("split") == null && after(query) == 0;
    }

    /** Only sessions above this number. */
    static long after(Query query) {
        var after = query.get("after_number");
        return after == null || !after.matches("\\d{1,10}") ? 0 : Long.parseLong(after);
    }

    Query query(String batchId) {
        return Query.NONE.with("batch_id", batchId).with("format", format).with("of", of)
                .with("labels", labels).with("weights", weights).with("text_field", textField)
                .with("features", features).with("negatives", negatives)
                .with("include_irrelevant", includeIrrelevant ? true : null).with("split", split)
                .with("test_share", testShare).with("split_by", splitBy).with("provenance", provenance ? true : null)
                .with("after_number", afterNumber).with("last_number", lastNumber);
    }
}
