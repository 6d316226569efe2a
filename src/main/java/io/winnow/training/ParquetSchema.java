package io.winnow.training;

import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.List;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The schema of a Parquet file with the columns of a table. Lists have the three levels of Parquet's LogicalTypes.md. */
final class ParquetSchema {
    static final String LIST = "list";
    static final String ELEMENT = "element";

    private ParquetSchema() {}

    static MessageType of(List<Column> table) {
        return new MessageType("row", fields(table));
    }

    private static List<Type> fields(List<Column> columns) {
        return columns.stream().map(ParquetSchema::of).toList();
    }

    private static Type of(Column column) {
        var name = column.name();
        return switch (column.kind()) {
            case TEXT -> text(name);
            case OPTIONAL_TEXT -> Types.optional(BINARY).as(stringType()).named(name);
            case JSON -> Types.optional(BINARY).as(jsonType()).named(name);
            case FLAG -> Types.required(BOOLEAN).named(name);
            case INTEGER -> Types.required(INT64).named(name);
            case NUMBER -> Types.optional(DOUBLE).named(name);
            case TEXTS -> list(name, text(ELEMENT));
            case WHOLE_NUMBERS -> list(name, Types.required(INT64).named(ELEMENT));
            case NUMBERS -> list(name, Types.required(DOUBLE).named(ELEMENT));
            case OBJECTS -> list(name, Types.requiredGroup().addFields(fields(column.fields()).toArray(Type[]::new))
                    .named(ELEMENT));
        };
    }

    private static Type text(String name) {
        return Types.required(BINARY).as(stringType()).named(name);
    }

    private static Type list(String name, Type element) {
        return Types.requiredGroup().as(listType())
                .addField(Types.repeatedGroup().addField(element).named(LIST)).named(name);
    }
}
