package io.winnow.http;

import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

import io.smallrye.mutiny.Uni;

/**
 * Sends {@link Lines}. A resource that returns a {@code Multi} could do without, but has one media type for all its answers:
 * this one's are counts in lines, or verdicts in one object.
 */
@Provider
public class WriteLines implements ServerMessageBodyWriter<Lines> {
    private static final Logger LOG = Logger.getLogger(WriteLines.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Lines.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Lines.class;
    }

    @Override
    public void writeResponse(Lines body, Type generic, ServerRequestContext context) {
        var call = (VertxResteasyReactiveRequestContext) context;
        call.suspend();
        var response = call.vertxServerResponse().setChunked(true);
        var writing = body.lines()
                .onItem().transformToUniAndConcatenate(line -> Uni.createFrom().completionStage(
                        () -> call.write((line + "\n").getBytes(StandardCharsets.UTF_8))))
                .onItem().ignoreAsUni()
                .onTermination().invoke(call::close)
                .subscribe().with(done -> response.end(), failure -> {
                    LOG.errorf(failure, "An answer was broken off");
                    call.closeConnection();
                });
        call.addCloseHandler(writing::cancel);
    }

    @Override
    public void writeTo(Lines body, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) {
        throw new UnsupportedOperationException("Lines are not for streams that block");
    }
}
