package io.winnow;

import java.util.Set;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.winnow.console.Console;
import io.winnow.embedded.CannotStart;
import io.winnow.embedded.EmbeddedServers;
import io.winnow.embedded.EmbeddedSettings;
import io.winnow.embedded.Lifetime;
import io.winnow.embedded.Substitute;

/** The entry point: serves, with embedded servers for what isn't configured, or runs a command. */
@QuarkusMain
public final class Winnow {

    private Winnow() {}

    /** Without arguments it serves until it is stopped; with some they are a command, a mistyped one too. */
    public static void main(String... args) {
        if (args.length > 0) {
            System.exit(Console.run(args));
        }
        try {
            serve();
        } catch (CannotStart reason) {
            System.err.println(reason.getMessage());
            System.exit(reason.exitCode());
        }
    }

    private static void serve() {
        // Quarkus would refuse a malformed URI with an empty body: EarlyProblems does it with a reason.
        System.setProperty("vertx.disableURIValidation", "true");
        LoadAhead.begin();
        // Deployments say both outright: then no configuration of our own is put together, which takes its time.
        if (Substitute.missing(Winnow::isSaidOutright).isEmpty()) {
            Quarkus.run();
        } else {
            serveBy(configuration());
        }
    }

    private static void serveBy(SmallRyeConfig config) {
        Set<Substitute> missing = Substitute.missing(key -> config.getOptionalValue(key, String.class).isPresent());
        if (missing.isEmpty()) {
            Quarkus.run();
        } else {
            EmbeddedSettings settings = config.getConfigMapping(EmbeddedSettings.class);
            Lifetime.around(() -> Quarkus.run(), () -> EmbeddedServers.start(missing, settings));
        }
    }

    /** Whether a system property or a variable of the environment says it, with nothing to expand: then no file is asked. */
    static boolean isSaidOutright(String key) {
        String value = System.getProperty(key, System.getenv(Substitute.variable(key)));
        return value != null && !value.isBlank() && !value.contains("$");
    }

    /** Of the sources that Quarkus will read as well: its own configuration does not exist yet. */
    private static SmallRyeConfig configuration() {
        try {
            return ConfigUtils.configBuilder().withMapping(EmbeddedSettings.class).build();
        } catch (ConfigValidationException e) {
            // Without the name of the exception in front, which some have.
            throw CannotStart.misconfigured(e.getProblem(0).getMessage().replaceFirst("^java\\S+: ", ""));
        }
    }
}
