package io.winnow.training;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An object that was shown.
 *
 * @param position from the top of the whole list, 1 and up
 * @param rank as it was sent; JSON null where not each result of the session has one
 * @param meta as it was sent: any JSON
 */
public record Shown(String objectId, int position, JsonNode rank, JsonNode meta) {
    /** The feature that is no field of {@code meta}. */
    static final String RANK = "rank";

    /** The text of a field of its {@code meta}, its id where {@code field} is {@code null}; {@code null} where there is none. */
    String text(String field) {
        if (field == null) {
            return objectId;
        }
        var text = meta.path(field).textValue();
        return text == null || TextField.isBlank(text) ? null : text;
    }

    /** A numeric feature: {@code rank} (its position where none was sent) or a field of {@code meta}; {@code null} where it has none. */
    BigDecimal feature(String name) {
        if (name.equals(RANK)) {
            return rank.isNumber() ? rank.decimalValue() : BigDecimal.valueOf(position);
        }
        var value = meta.path(name);
        return value.isNumber() ? value.decimalValue() : null;
    }
}
