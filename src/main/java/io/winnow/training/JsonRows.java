package io.winnow.training;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** JSON Lines: an object a row, in UTF-8, without white space. */
final class JsonRows implements RowWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            // As PostgreSQL writes them, and whatever a later Jackson does by itself.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

    private final JsonGenerator json;
    private final List<Column> columns;

    JsonRows(OutputStream to, List<Column> columns) throws IOException {
        json = FACTORY.createGenerator(to).setRootValueSeparator(null);
        this.columns = columns;
    }

    @Override
    public void write(Object[] row) throws IOException {
        json.writeStartObject();
        for (var i = 0; i < row.length; i++) {
            json.writeFieldName(columns.get(i).name());
            write(columns.get(i).kind(), row[i]);
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void write(Column.Kind kind, Object value) throws IOException {
        switch (kind) {
            case TEXT -> json.writeString((String) value);
            case INTEGER -> json.writeNumber(((Number) value).longValue());
            case TEXTS, WHOLE_NUMBERS, NUMBERS -> {
                json.writeStartArray();
                for (var item : (List<?>) value) {
                    writeItem(kind, item);
                }
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException(kind + " stands in no table of JSON Lines");
        }
    }

    private void writeItem(Column.Kind kind, Object item) throws IOException {
        if (kind == Column.Kind.TEXTS) {
            json.writeString((String) item);
        } else {
            json.writeNumber(number((BigDecimal) item, kind == Column.Kind.WHOLE_NUMBERS));
        }
    }

    /** Where some labels have decimals all of them do: readers take a column's type from its first rows. */
    private static String number(BigDecimal label, boolean isWhole) {
        if (isWhole) {
            return label.setScale(0, RoundingMode.UNNECESSARY).toPlainString();
        }
        var rounded = label.setScale(TextLines.DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.setScale(Math.max(1, rounded.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
