package io.winnow;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Has the JVM keep so much of its heap free that marking it does not begin anew as soon as it ended. While a service starts
 * little lives, so that G1 gives the rest of the heap back, and what lives under load then fills it beyond the 45 % at which
 * G1 begins to mark. The first calls met one marking after the other, until G1 took far more of the heap than they need.
 */
@ApplicationScoped
class KeepHeapFree {
    private static final Logger LOG = Logger.getLogger(KeepHeapFree.class);

    /** Percent of the heap, behind a marking. What lives fills the rest, which is well below 45. */
    private static final String FREE = "65";
    private static final String AT_LEAST = "MinHeapFreeRatio";
    private static final String AT_MOST = "MaxHeapFreeRatio";

    /** Behind the metrics' start, which has all of this loaded. */
    void atStart(@Observes StartupEvent start) {
        // Other collectors, other rules; and an executable's takes no options while it runs.
        if (ImageMode.current() == ImageMode.JVM && isG1()) {
            try {
                set(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
            } catch (RuntimeException e) {
                LOG.debugf(e, "%s is as this JVM has it", AT_LEAST);
            }
        }
    }

    private static void set(HotSpotDiagnosticMXBean jvm) {
        if (Stream.of(AT_LEAST, AT_MOST).allMatch(option -> isUnsaid(jvm.getVMOption(option)))) {
            jvm.setVMOption(AT_LEAST, FREE);
        }
    }

    private static boolean isG1() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().anyMatch(one -> one.getName().startsWith("G1 "));
    }

    private static boolean isUnsaid(VMOption option) {
        return option.getOrigin() == VMOption.Origin.DEFAULT;
    }
}
