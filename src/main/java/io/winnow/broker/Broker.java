package io.winnow.broker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;

/** The broker's admin interface, asked without blocking. */
@ApplicationScoped
public class Broker {
    private final Admin admin;

    Broker(@Identifier("default-kafka-broker") Map<String, Object> connection, TopicsConfig config) {
        var settings = new HashMap<>(connection);
        var timeout = (int) config.adminTimeout().toMillis();
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
        admin = Admin.create(settings);
    }

    /**
     * Asks the broker; the answer comes on the Vert.x context of the caller, if it has one, because the database is
     * spoken to from there.
     */
    public <T> Uni<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return onCaller(Uni.createFrom().completionStage(() -> question.apply(admin).toCompletionStage()));
    }

    /** The answer, which comes on a thread of Kafka's, on the Vert.x context that this is called on, if it is one. */
    static <T> Uni<T> onCaller(Uni<T> answer) {
        var context = Vertx.currentContext();
        return context == null ? answer : answer.emitOn(MutinyHelper.executor(context));
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
