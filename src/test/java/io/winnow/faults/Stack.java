package io.winnow.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

import io.winnow.embedded.Substitute;
import io.winnow.testing.ServerProcess;

/** PostgreSQL, Kafka and the packaged instances, each in processes of their own. */
final class Stack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final Path directory;
    final ServerProcess database;
    final ServerProcess broker;
    final List<Instance> instances = new ArrayList<>();
    /** Those that clients know of, be they up or not. */
    final List<Instance> endpoints = new CopyOnWriteArrayList<>();

    private Stack(Path directory, ServerProcess database, ServerProcess broker) {
        this.directory = directory;
        this.database = database;
        this.broker = broker;
    }

    /** Starts all and waits until they are ready. */
    static Stack start(Path directory, int instances, Calls calls) throws IOException {
        var stack = new Stack(directory, ServerProcess.of(Substitute.DATABASE, directory.resolve("database")),
                ServerProcess.of(Substitute.BROKER, directory.resolve("broker")));
        try {
            List.of(stack.database.launch(), stack.broker.launch()).forEach(ServerProcess::awaitReady);
            for (var i = 1; i <= instances; i++) {
                stack.add("instance-" + i);
            }
            stack.instances.forEach(instance -> instance.awaitReady(calls));
            stack.endpoints.addAll(stack.instances);
            return stack;
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Launches one more, which no client knows of yet. */
    Instance add(String name) throws IOException {
        var own = Files.createDirectories(directory.resolve(name));
        var instance = new Instance(name, own, "postgresql://" + database.address() + "/winnow", Map.of(
                "quarkus.datasource.username", "postgres",
                "kafka.bootstrap.servers", broker.address(),
                // Sessions whose clients waited out an outage are no strangers.
                "winnow.intake.most-past", "48h"));
        instances.add(instance);
        instance.launch();
        return instance;
    }

    /** Any instance, be it up or not, as a client without a proxy picks one. */
    Instance any(Random random) {
        // What is taken out meanwhile is still in this copy: so it goes with clients and proxies.
        var known = List.copyOf(endpoints);
        return known.get(random.nextInt(known.size()));
    }

    /** An instance that nothing is being done to, once there is one. */
    Instance healthy(Random random) {
        Awaitility.await("a healthy instance").atMost(PATIENCE)
                .until(() -> instances.stream().anyMatch(Stack::isHealthy));
        var healthy = instances.stream().filter(Stack::isHealthy).toList();
        return healthy.get(random.nextInt(healthy.size()));
    }

    private static boolean isHealthy(Instance instance) {
        return !instance.wasDisturbedSince(System.nanoTime());
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + database.address() + "/winnow?user=postgres";
    }

    Map<String, Object> kafka() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.address()));
    }

    Admin admin() {
        return Admin.create(kafka());
    }

    @Override
    public void close() {
        for (var instance : instances) {
            try {
                instance.close();
            } catch (IOException | RuntimeException | AssertionError e) {
                // The others have to end all the same.
            }
        }
        broker.close();
        database.close();
    }
}
