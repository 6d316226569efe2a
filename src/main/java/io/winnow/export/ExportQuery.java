package io.winnow.export;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import io.winnow.training.ClickModel;
import io.winnow.training.Format;
import io.winnow.training.Split;

/** The query parameters of an export, as they came. */
public class ExportQuery {
    static final String WEIGHTS = "^[^=,]+=[0-9]{1,7}(\\.[0-9]{1,6})?(,[^=,]+=[0-9]{1,7}(\\.[0-9]{1,6})?){0,99}$";
    static final String FEATURES = "^[^,]+(,[^,]+){0,99}$";

    @RestQuery("batch_id")
    @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1))
    String batchId;

    @RestQuery("format")
    @Parameter(description = "The layout of the rows, see docs/training-data.md.", schema = @Schema(implementation = Format.class, defaultValue = "sessions"))
    String format;

    @RestQuery("of")
    @Parameter(description = "What the rows of a parquet file are.", schema = @Schema(enumeration = {"sessions",
            "pairs",
            "triplets", "lists"}, defaultValue = "sessions"))
    String of;

    @RestQuery("labels")
    @Parameter(description = "The click model.", schema = @Schema(implementation = ClickModel.Name.class, defaultValue = "clicks"))
    String labels;

    @RestQuery("weights")
    @Parameter(description = "What the types of events are worth, such as `purchase=3,add_to_cart=2,click=1`. For the labels"
            + " `clicks` and `coec`, and in a report, an event whose type is worth something is a click.", schema = @Schema(type = SchemaType.STRING, pattern = WEIGHTS, examples = {
                    "click=1", "purchase=3,add_to_cart=2,click=1", "click=0.5,purchase=1000000"}))
    String weights;

    @RestQuery("text_field")
    @Parameter(description = "The field of a result's `meta` that is its text; its `object_id` when absent.", schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 256))
    String textField;

    @RestQuery("features")
    @Parameter(description = "What describes a result in svmlight and lightgbm: `rank` and numeric fields of its `meta`,"
            + " divided by commas.", schema = @Schema(type = SchemaType.STRING, pattern = FEATURES, defaultValue = "rank", examples = {
                    "rank", "rank,price,stars"}))
    String features;

    @RestQuery("negatives")
    @Parameter(description = "How many negatives a positive is put beside in triplets, at most.", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "5"))
    String negatives;

    @RestQuery("include_irrelevant")
    @Parameter(description = "Whether sessions that are marked irrelevant come out, without a positive.", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String includeIrrelevant;

    @RestQuery("split")
    @Parameter(description = "One side only.", schema = @Schema(implementation = Split.Side.class))
    String split;

    @RestQuery("test_share")
    @Parameter(description = "The share of the test side, above 0 and below 1.", schema = @Schema(type = SchemaType.NUMBER, minimum = "0", exclusiveMinimum = true, maximum = "1", exclusiveMaximum = true, defaultValue = "0.2"))
    String testShare;

    @RestQuery("split_by")
    @Parameter(description = "What is never on both sides.", schema = @Schema(implementation = Split.By.class, defaultValue = "query"))
    String splitBy;

    @RestQuery("provenance")
    @Parameter(description = "Whether rows of named columns tell their `session_id` and `session_number`.", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String provenance;

    @RestQuery("after_number")
    @Parameter(schema = @Schema(ref = "AfterNumber"))
    String afterNumber;

    @RestQuery("last_number")
    @Parameter(description = "Only session numbers up to this one; the batch's last when absent.", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
    String lastNumber;

    @RestQuery("from_byte")
    @Parameter(description = "Go on behind so many bytes, which the client has. The bytes are the same only for the same"
            + " `last_number`.", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", defaultValue = "0"))
    String fromByte;
}
