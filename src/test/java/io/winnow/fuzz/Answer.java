package io.winnow.fuzz;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.DocumentSchemas;

/**
 * An answer as it came.
 *
 * @param status 0 for none at all; then the body tells why
 */
record Answer(int status, String contentType, byte[] body) {

    JsonNode json() {
        return DocumentSchemas.json(body);
    }

    @Override
    public String toString() {
        return status + " " + contentType + "\n\n" + Request.told(body);
    }
}
