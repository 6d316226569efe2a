package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/** Bytes of a record, for people to read: whoever wrote it may have meant anything by them. */
public final class Utf8 {

    private Utf8() {}

    /** The text, or nothing where it is none. */
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The text as part of a line: what would break the line, or speak to the terminal, becomes a blank. */
    public static String inLine(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", " ");
    }
}
