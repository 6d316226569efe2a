package io.winnow.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Packages an application on the spot, by the Maven that runs the tests; only in profiles that say where it is. */
public final class MavenBuild {
    private MavenBuild() {}

    /**
     * Packages the sources in this directory, unformatted as they may be, without what our build does to Quarkus' jars;
     * returns the one to start.
     */
    public static Path packaged(Path sources) throws IOException, InterruptedException {
        var maven = new ProcessBuilder(Path.of(System.getProperty("winnow.maven"), "bin", "mvn").toString(), "-q",
                "-Dmaven.test.skip=true", "-Dformatter.skip=true", "-Dimpsort.skip=true", "-Dexec.skip=true", "package")
                .directory(sources.toFile()).inheritIO().start();
        if (maven.waitFor() != 0) {
            throw new IllegalStateException("can't be packaged: " + sources);
        }
        return sources.resolve("target/quarkus-app/quarkus-run.jar");
    }
}
