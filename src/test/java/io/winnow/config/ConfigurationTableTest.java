package io.winnow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Holds docs/configuration.md against the code. */
class ConfigurationTableTest {
    private static final Path TABLE = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `(winnow\\.[a-z.-]+)` \\| (?:`([^`]*)`)? ?\\| .+ \\|");

    @Test
    void the_table_names_each_setting_with_its_default_and_no_other() throws IOException {
        assertThat(documented()).isEqualTo(declared());
    }

    private static Map<String, String> documented() throws IOException {
        try (var lines = Files.lines(TABLE)) {
            return sorted(lines.map(ROW::matcher).filter(row -> row.matches())
                    .map(row -> Map.entry(row.group(1), row.group(2) == null ? "" : row.group(2))));
        }
    }

    private static Map<String, String> declared() {
        return sorted(new ClassFileImporter().importPackages("io.winnow").stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .flatMap(mapping -> Arrays.stream(mapping.getDeclaredMethods()).map(setting -> Map.entry(
                        mapping.getAnnotation(ConfigMapping.class).prefix() + "." + kebab(setting.getName()),
                        defaultOf(setting)))));
    }

    private static String defaultOf(Method setting) {
        var annotation = setting.getAnnotation(WithDefault.class);
        return annotation == null ? "" : annotation.value();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, String> sorted(Stream<Map.Entry<String, String>> settings) {
        return settings.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
    }
}
