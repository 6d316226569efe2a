package io.winnow.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

import io.winnow.problem.ProblemException;

/** Hands a body of at most 2 MiB, chunked or not, to the resources as {@link JsonInput}. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonInputReader implements MessageBodyReader<JsonInput> {
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == JsonInput.class;
    }

    @Override
    public JsonInput readFrom(Class<JsonInput> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw ProblemException.tooLarge(MOST_BYTES);
        }
        return JsonInput.parse(bytes);
    }
}
