package io.winnow.training;

import static io.winnow.training.Column.Kind.FLAG;
import static io.winnow.training.Column.Kind.INTEGER;
import static io.winnow.training.Column.Kind.JSON;
import static io.winnow.training.Column.Kind.NUMBER;
import static io.winnow.training.Column.Kind.OBJECTS;
import static io.winnow.training.Column.Kind.OPTIONAL_TEXT;
import static io.winnow.training.Column.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A session as it is, with the fields of a page in a page's order: a row each. */
record Whole() implements Layout {
    private static final List<Column> RESULT = List.of(new Column("object_id", TEXT), new Column("rank", NUMBER),
            new Column("meta", JSON));
    private static final List<Column> EVENT = List.of(new Column("event_id", TEXT), new Column("object_id", TEXT),
            new Column("event_type", TEXT), new Column("created_at", INTEGER), new Column("meta", JSON));
    private static final List<Column> SESSION = List.of(new Column("session_id", TEXT),
            new Column("search_query", TEXT),
            new Column("search_results", OBJECTS, RESULT), new Column("search_meta", JSON),
            new Column("payload_filter", JSON), new Column("sort_by", JSON), new Column("user_id", OPTIONAL_TEXT),
            new Column("created_at", INTEGER), new Column("is_payload_search", FLAG), new Column("is_irrelevant", FLAG),
            new Column("events", OBJECTS, EVENT), new Column("event_count", INTEGER),
            new Column("session_number", INTEGER));

    @Override
    public List<Column> columns() {
        return SESSION;
    }

    @Override
    public List<Object[]> rows(Snapshot snapshot, List<Judgement> judged, Tally tally) {
        return List.<Object[]>of(row(SESSION, snapshot.json()));
    }

    private static Object[] row(List<Column> columns, JsonNode object) {
        return columns.stream().map(column -> value(column, object.get(column.name()))).toArray();
    }

    private static Object value(Column column, JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        return switch (column.kind()) {
            case JSON -> json.toString();
            case FLAG -> json.booleanValue();
            case INTEGER -> json.longValue();
            case NUMBER -> json.decimalValue();
            case OBJECTS -> rows(column.fields(), json);
            default -> json.textValue();
        };
    }

    private static List<Object[]> rows(List<Column> columns, JsonNode objects) {
        var rows = new ArrayList<Object[]>(objects.size());
        objects.forEach(object -> rows.add(row(columns, object)));
        return rows;
    }
}
