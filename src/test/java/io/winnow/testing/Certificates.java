package io.winnow.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority, made for one run by the JDK's keytool, and what it certifies: of the servers, and of the client
 * {@code winnow}. All files are PEM, as one gets them from an issuer.
 */
public final class Certificates {
    private static final String PASSWORD = "of this run alone";

    private final Path directory;
    private final Path store;

    private Certificates(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("keys.p12");
    }

    /** Makes them in this directory; the servers' is good for {@code localhost} and no other name. */
    public static Certificates in(Path directory) throws Exception {
        var made = new Certificates(directory);
        made.keytool("ca", "-ext", "bc:critical=ca:true");
        made.keytool("server", "-signer", "ca", "-ext", "san=dns:localhost");
        made.keytool("winnow", "-signer", "ca");
        made.write();
        return made;
    }

    /** Who certified the servers. */
    public Path authority() {
        return directory.resolve("ca.crt");
    }

    /** Of somebody who issued none of the others. */
    public Path stranger() {
        return directory.resolve("stranger.crt");
    }

    /** Whoever it is of: {@code server} or {@code winnow}. */
    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    /** In PKCS#8, readable for its owner alone. */
    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** Key and certificates in one file, as Kafka wants them. */
    public Path keyStore(String name) {
        return directory.resolve(name + ".pem");
    }

    private void write() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(stranger(), pem("CERTIFICATE", keys.getCertificate("winnow").getEncoded()));
        for (var name : List.of("ca", "server", "winnow")) {
            Files.writeString(certificate(name), certificates(keys, name));
            var key = pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
            for (var file : List.of(key(name), keyStore(name))) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(key(name), key);
            Files.writeString(keyStore(name), key + certificates(keys, name));
        }
    }

    private static String certificates(KeyStore keys, String name) throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : keys.getCertificateChain(name)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what,
                Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content));
    }

    private void keytool(String name, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "RSA",
                "-keysize", "2048",
                "-validity", "2", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
