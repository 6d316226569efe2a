package io.winnow.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request as it is sent.
 *
 * @param uri raw, encoded or not
 * @param body empty for none
 * @param isValid whether all of it is as the document wants it
 */
record Request(Operation operation, String uri, Map<String, String> headers, byte[] body, boolean isValid) {
    private static final int MOST_TOLD = 20_000;

    /** All that it takes to send it again. */
    @Override
    public String toString() {
        var lines = headers.entrySet().stream().map(header -> "\n" + header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining());
        return operation.method() + " " + uri + lines + "\n\n" + told(body);
    }

    /** Octets as text, or in hex where no text says them. */
    static String told(byte[] octets) {
        var told = Arrays.copyOf(octets, Math.min(octets.length, MOST_TOLD));
        var text = new String(told, UTF_8);
        var isText = Arrays.equals(text.getBytes(UTF_8), told) && text.chars().noneMatch(Character::isISOControl);
        return (isText ? text : "hex " + HexFormat.of().formatHex(told))
                + (told.length < octets.length ? "… (" + octets.length + " bytes)" : "");
    }
}
