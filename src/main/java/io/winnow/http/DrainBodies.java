package io.winnow.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/**
 * Reads the rest of a body that was refused before its end. The framework leaves it in the connection (quarkus #28818),
 * where further calls wait behind it for ever; closing the connection instead could cost the client the answer.
 */
@ApplicationScoped
class DrainBodies {

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(call -> {
            call.addEndHandler(answered -> drain(call.request()));
            call.next();
        });
    }

    private static void drain(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(rest -> {}).resume();
        }
    }
}
