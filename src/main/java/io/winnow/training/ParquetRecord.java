package io.winnow.training;

import java.util.List;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands the values of rows to Parquet. */
record ParquetRecord(RecordConsumer to) {

    void put(List<Column> columns, Object[] row) {
        to.startMessage();
        fields(columns, row);
        to.endMessage();
    }

    private void fields(List<Column> columns, Object[] row) {
        for (var i = 0; i < row.length; i++) {
            // A value that is absent is a field that is not begun.
            if (row[i] != null) {
                field(columns.get(i), i, row[i]);
            }
        }
    }

    private void field(Column column, int i, Object value) {
        to.startField(column.name(), i);
        switch (column.kind()) {
            case TEXT, OPTIONAL_TEXT, JSON -> to.addBinary(Binary.fromString((String) value));
            case FLAG -> to.addBoolean((Boolean) value);
            case INTEGER -> to.addLong(((Number) value).longValue());
            case NUMBER -> to.addDouble(((Number) value).doubleValue());
            case TEXTS, WHOLE_NUMBERS, NUMBERS, OBJECTS -> list(column, (List<?>) value);
        }
        to.endField(column.name(), i);
    }

    private void list(Column column, List<?> items) {
        to.startGroup();
        if (!items.isEmpty()) {
            to.startField(ParquetSchema.LIST, 0);
            for (var item : items) {
                to.startGroup();
                to.startField(ParquetSchema.ELEMENT, 0);
                element(column, item);
                to.endField(ParquetSchema.ELEMENT, 0);
                to.endGroup();
            }
            to.endField(ParquetSchema.LIST, 0);
        }
        to.endGroup();
    }

    private void element(Column column, Object item) {
        switch (column.kind()) {
            case WHOLE_NUMBERS -> to.addLong(((Number) item).longValue());
            case NUMBERS -> to.addDouble(((Number) item).doubleValue());
            case OBJECTS -> {
                to.startGroup();
                fields(column.fields(), (Object[]) item);
                to.endGroup();
            }
            default -> to.addBinary(Binary.fromString((String) item));
        }
    }
}
