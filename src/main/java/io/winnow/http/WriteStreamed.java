package io.winnow.http;

import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Sends what is {@link Streamed}. A resource that returns a {@code Multi} could do without, but has one media type for all
 * its answers, and puts pieces of JSON into an array.
 */
@Provider
public class WriteStreamed implements ServerMessageBodyWriter<Streamed> {
    private static final Logger LOG = Logger.getLogger(WriteStreamed.class);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Streamed.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == Streamed.class;
    }

    @Override
    public void writeResponse(Streamed body, Type generic, ServerRequestContext context) {
        var call = (VertxResteasyReactiveRequestContext) context;
        if (body.isWhole()) {
            call.end(body.first());
        } else {
            send(body, call);
        }
    }

    private static void send(Streamed body, VertxResteasyReactiveRequestContext call) {
        call.suspend();
        var response = call.vertxServerResponse().setChunked(true);
        var writing = Multi.createBy().concatenating().streams(Multi.createFrom().item(body.first()), body.rest())
                .onItem().transformToUniAndConcatenate(piece -> Uni.createFrom().completionStage(
                        () -> response.write(piece).toCompletionStage())
                        .onFailure().transform(NotTaken::new))
                .onItem().ignoreAsUni()
                .onTermination().invoke(call::close)
                .subscribe().with(done -> end(call), failure -> breakOff(response, failure));
        call.addCloseHandler(writing::cancel);
    }

    private static void end(VertxResteasyReactiveRequestContext call) {
        var ended = call.vertxServerResponse().end();
        if (call.getContext().request().version() == HttpVersion.HTTP_1_0) {
            // It has no chunks: only the end of the connection tells that of the body.
            ended.onComplete(done -> call.closeConnection());
        }
    }

    private static void breakOff(HttpServerResponse response, Throwable failure) {
        if (failure instanceof NotTaken) {
            LOG.debugf("A client did not take the whole of an answer: %s", failure.getCause());
        } else {
            LOG.errorf(failure, "An answer was broken off");
        }
        response.reset(Streamed.HTTP_2_INTERNAL_ERROR);
    }

    /** The client's fault or its wish, not ours. */
    private static final class NotTaken extends RuntimeException {
        NotTaken(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    @Override
    public void writeTo(Streamed body, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) {
        throw new UnsupportedOperationException("What is streamed is not for streams that block");
    }
}
