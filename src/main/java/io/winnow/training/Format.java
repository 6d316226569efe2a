package io.winnow.training;

/** The formats of an export; docs/training-data.md has the layout of each. */
public enum Format {
    sessions("application/x-ndjson", "ndjson"),
    pairs("application/x-ndjson", "jsonl"),
    triplets("application/x-ndjson", "jsonl"),
    lists("application/x-ndjson", "jsonl"),
    svmlight("text/plain;charset=UTF-8", "svmlight"),
    lightgbm("text/tab-separated-values;charset=UTF-8", "tsv"),
    /** Beside {@code lightgbm}: how many of its rows belong to each session. */
    groups("text/plain;charset=UTF-8", "query"),
    qrels("text/plain;charset=UTF-8", "qrels"),
    /** Beside {@code qrels}: the query of each topic. */
    topics("text/tab-separated-values;charset=UTF-8", "tsv"),
    parquet("application/vnd.apache.parquet", "parquet");

    private final String mediaType;
    private final String extension;

    Format(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What a file of it is called behind the dot. */
    public String extension() {
        return extension;
    }

    /** Whether its rows have columns with names: these can be a {@code parquet} too. */
    public boolean isTable() {
        return this == sessions || isTaught();
    }

    /** Whether its rows have features. */
    boolean hasFeatures() {
        return this == svmlight || this == lightgbm;
    }

    /** Whether its rows are put together from queries and texts. */
    boolean isTaught() {
        return this == pairs || this == triplets || this == lists;
    }
}
