package io.winnow.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import io.winnow.testing.FreePorts;
import io.winnow.testing.JavaCommand;

/** A Quarkus application with nothing of ours in it, built on the spot from our own pom.xml: of the same version. */
record BareApplication(Path jar) {
    /** Takes a body and answers a few octets; or answers as many as are asked for. */
    private static final String ENDPOINT = """
            package bare;

            import jakarta.ws.rs.*;
            import io.smallrye.mutiny.Uni;
            import io.vertx.core.buffer.Buffer;

            @Path("/bare")
            public class Endpoint {
                @POST
                @Consumes("application/json")
                @Produces("application/json")
                public Uni<String> take(String body) {
                    return Uni.createFrom().item("{\\"octets\\":" + body.length() + "}");
                }

                @GET
                @Produces("application/json")
                public Uni<Buffer> page(@QueryParam("octets") int octets) {
                    return Uni.createFrom().item(Buffer.buffer(new byte[octets]));
                }
            }
            """;

    /** What the extensions can't do without; Flyway looks at a history of its own, and finds nothing to do. */
    private static final String PROPERTIES = """
            quarkus.banner.enabled=false
            quarkus.devservices.enabled=false
            quarkus.datasource.db-kind=postgresql
            quarkus.datasource.jdbc.url=jdbc:${quarkus.datasource.reactive.url}
            quarkus.hibernate-orm.schema-management.strategy=none
            quarkus.flyway.migrate-at-start=true
            quarkus.flyway.table=bare_history
            quarkus.flyway.baseline-on-migrate=true
            quarkus.flyway.locations=db/bare
            quarkus.swagger-ui.always-include=true
            """;

    private static final String ENTITY = """
            package bare;

            @jakarta.persistence.Entity
            public class Thing extends io.quarkus.hibernate.reactive.panache.PanacheEntity {
                public String name;
            }
            """;

    private static final String CHANNELS = """
            package bare;

            import org.eclipse.microprofile.reactive.messaging.*;
            import io.smallrye.mutiny.Uni;
            import io.smallrye.reactive.messaging.MutinyEmitter;

            @jakarta.enterprise.context.ApplicationScoped
            public class Channels {
                @Channel("out")
                MutinyEmitter<String> out;

                @Incoming("in")
                Uni<Void> pass(String value) {
                    return Uni.createFrom().voidItem();
                }

                @io.quarkus.scheduler.Scheduled(every = "1h", delayed = "1h")
                Uni<Void> send() {
                    return out.send("a message");
                }
            }
            """;

    private static final String CHANNEL_PROPERTIES = """
            mp.messaging.incoming.in.connector=smallrye-kafka
            mp.messaging.incoming.in.topic=floor
            mp.messaging.outgoing.out.connector=smallrye-kafka
            mp.messaging.outgoing.out.topic=floor
            """;

    /** One REST endpoint and nothing else. */
    static BareApplication endpoint(Path directory) throws Exception {
        write(directory.resolve("src/main/java/bare/Endpoint.java"), ENDPOINT);
        return built(directory, "quarkus-rest-jackson"::equals);
    }

    /** All our extensions and no code. */
    static BareApplication extensions(Path directory) throws Exception {
        write(directory.resolve("src/main/resources/application.properties"), PROPERTIES);
        write(directory.resolve("src/main/resources/db/bare/.keep"), "");
        return built(directory, artifact -> true);
    }

    /** The same, with an entity, a channel in and one out, and a scheduled method. */
    static BareApplication extensionsUsedOnce(Path directory) throws Exception {
        write(directory.resolve("src/main/java/bare/Endpoint.java"), ENDPOINT);
        write(directory.resolve("src/main/java/bare/Thing.java"), ENTITY);
        write(directory.resolve("src/main/java/bare/Channels.java"), CHANNELS);
        write(directory.resolve("src/main/resources/db/bare/.keep"), "");
        write(directory.resolve("src/main/resources/application.properties"), PROPERTIES + CHANNEL_PROPERTIES);
        return built(directory, artifact -> true);
    }

    /** Starts it at a free port, with these options of the JVM and these system properties. */
    Started start(List<String> jvm, Map<String, String> properties) throws IOException {
        var port = FreePorts.find();
        var options = new ArrayList<>(jvm);
        properties.forEach((key, value) -> options.add("-D%s=%s".formatted(key, value)));
        options.add("-Dquarkus.http.port=" + port);
        var output = jar.resolveSibling("output.txt");
        var process = new ProcessBuilder(JavaCommand.of(options, List.of("-jar", jar.toString())))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return new Started(process, port, output);
    }

    /** It runs, or will do soon. */
    record Started(Process process, int port, Path output) implements AutoCloseable {
        URI at(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        /** Waits until it answers 200 there. */
        Started awaitAnswer(String path) throws Exception {
            Answers.await(at(path), () -> Files.readString(output));
            return this;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }

    private static BareApplication built(Path directory, Predicate<String> dependencies) throws Exception {
        pom(directory.resolve("pom.xml"), dependencies);
        var maven = new ProcessBuilder(Path.of(System.getProperty("bench.maven"), "bin", "mvn").toString(), "-q",
                "-Dmaven.test.skip=true", "-Dformatter.skip=true", "-Dimpsort.skip=true", "package")
                .directory(directory.toFile()).inheritIO().start();
        if (maven.waitFor() != 0) {
            throw new IllegalStateException("a bare application can't be built in " + directory);
        }
        return new BareApplication(directory.resolve("target/quarkus-app/quarkus-run.jar"));
    }

    /** Our own, with these of its dependencies. */
    private static void pom(Path to, Predicate<String> dependencies) throws Exception {
        var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
        var all = pom.getDocumentElement().getChildNodes();
        for (var i = 0; i < all.getLength(); i++) {
            if (all.item(i).getNodeName().equals("dependencies")) {
                var listed = ((Element) all.item(i)).getElementsByTagName("dependency");
                for (var k = listed.getLength() - 1; k >= 0; k--) {
                    var artifact = ((Element) listed.item(k)).getElementsByTagName("artifactId").item(0)
                            .getTextContent();
                    if (!dependencies.test(artifact)) {
                        remove(listed.item(k));
                    }
                }
            }
        }
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(pom), new StreamResult(to.toFile()));
    }

    private static void remove(Node node) {
        node.getParentNode().removeChild(node);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
