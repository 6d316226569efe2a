package io.winnow.broker;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.winnow.problem.EndStart;

/**
 * Creates the topics that are missing and checks those that are there, before the consumer starts and again and again as
 * long as the service runs: a topic that somebody deleted is needed at once, and is told from the former one by its id.
 */
@ApplicationScoped
public class EnsureTopics {
    private static final Logger LOG = Logger.getLogger(EnsureTopics.class);

    /** Nothing may expire unread, so nothing expires; the position in the database says what was read. */
    private static final Map<String, String> KEPT = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private final Broker broker;
    private final TopicsConfig config;
    private volatile Optional<String> trouble = Optional.of("not looked yet");
    /** What the log was told of: once is enough. */
    private volatile Optional<String> refusal = Optional.empty();
    private volatile List<String> limits = List.of();

    EnsureTopics(Broker broker, TopicsConfig config) {
        this.broker = broker;
        this.config = config;
    }

    /** Why the topics are not as they have to be, as of the last look. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Runs before the messaging starts (priority 1,000), which would else wait for topics that nobody makes. A broker that
     * lets us not in ends the start: an idempotent producer that meets this first is of no use any more when it is mended.
     */
    void atStart(@Observes @Priority(100) StartupEvent start) {
        ensure().onFailure(failure -> Refusal.in(failure).isPresent())
                .transform(failure -> EndStart.misconfigured(Refusal.in(failure).orElseThrow() + "."))
                .onFailure(failure -> !EndStart.isMeantBy(failure))
                .invoke(e -> LOG.warnf("The topics could not be made ready, trying again: %s", e))
                .onFailure(failure -> !EndStart.isMeantBy(failure)).recoverWithNull()
                .await().atMost(config.adminTimeout().multipliedBy(5));
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> again() {
        return ensure().onFailure().invoke(this::tellRefusal).onFailure().recoverWithNull();
    }

    Uni<Void> ensure() {
        return present().chain(this::createMissing)
                .chain(() -> broker.ask(admin -> admin.describeConfigs(Set.of(improvements())).all()))
                .invoke(configs -> check(configs.get(improvements())))
                .invoke(() -> trouble = Optional.empty())
                .invoke(() -> refusal = Optional.empty())
                // That the broker is away is no news of the topics.
                .onFailure(failure -> !(failure instanceof RetriableException))
                .invoke(failure -> trouble = Optional.ofNullable(failure.getMessage()))
                .replaceWithVoid();
    }

    /** That an account was changed while we serve. Once, and again when it is another one: it is met every 5 s until somebody mends it. */
    private void tellRefusal(Throwable failure) {
        var met = Refusal.in(failure);
        if (met.isPresent() && !met.equals(refusal)) {
            LOG.error(met.get() + ". Trying again");
        }
        refusal = met;
    }

    private Uni<Void> createMissing(Set<String> present) {
        var missing = missing(present);
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return broker.ask(admin -> admin.createTopics(missing.stream().map(this::describe).toList()).all())
                .invoke(() -> LOG.infof("Created the topics %s", names(missing)))
                // Another instance was faster: that is as good.
                .onFailure(TopicExistsException.class).recoverWithNull()
                .chain(this::present).invoke(this::refuseMissing).replaceWithVoid();
    }

    /** Another instance may have made some of them, and we may not make the rest. */
    private void refuseMissing(Set<String> present) {
        var missing = missing(present);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The topics " + names(missing) + " are missing");
        }
    }

    private Uni<Set<String>> present() {
        return broker.ask(admin -> admin.listTopics().names());
    }

    private List<Topic> missing(Set<String> present) {
        return Arrays.stream(Topic.values()).filter(topic -> !present.contains(topic.name(config))).toList();
    }

    private NewTopic describe(Topic topic) {
        var settings = new HashMap<>(KEPT);
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, config.replication() >= 3 ? "2" : "1");
        return new NewTopic(topic.name(config), config.partitions(), config.replication()).configs(settings);
    }

    private void check(Config topic) {
        var policy = topic.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!TopicConfig.CLEANUP_POLICY_DELETE.equals(policy)) {
            throw new IllegalStateException("The topic " + improvements().name() + " has cleanup.policy=" + policy
                    + ", which drops improvement events: set it to delete");
        }
        var expiring = List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG).stream()
                .filter(name -> !"-1".equals(topic.get(name).value())).toList();
        if (!expiring.isEmpty() && !expiring.equals(limits)) {
            LOG.warnf("The topic %s has a limited %s: what is not consumed in time will be lost, and releases will then"
                    + " answer 503. Set it to -1.", improvements().name(), expiring);
        }
        limits = expiring;
    }

    private ConfigResource improvements() {
        return new ConfigResource(ConfigResource.Type.TOPIC, Topic.IMPROVEMENTS.name(config));
    }

    private String names(List<Topic> topics) {
        return topics.stream().map(topic -> topic.name(config)).collect(Collectors.joining(", "));
    }
}
